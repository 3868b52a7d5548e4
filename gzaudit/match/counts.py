"""Counts per district, formed as the policy's data says (C7), or null where a list is not there (C9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.findings import Batch, one
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Container

    import pandas as pd

    from gzaudit.match.membership import Membership
    from gzaudit.policy.model import CountRule, Indicator


def counted(rule: CountRule, membership: Membership) -> pd.DataFrame:
    """The enterprises that a count is made of; `place` is the district that they count for, "" where none."""
    members = membership.members[rule.list]
    if rule.both:
        members = members[members[f"{rule.both}_first" if rule.owners == "first" else rule.both]]
    column = "district" if rule.district == rule.list else f"district_{rule.district}"
    return members.assign(place=members[column])


def count_by_district(rule: CountRule, membership: Membership, there: set[str]) -> dict[str, int | None]:
    """Number of enterprises per district; None for all where a list that is needed is not there (C9)."""
    if missing_lists(rule, there):
        return dict.fromkeys((district.code for district in DISTRICTS), None)
    number = counted(rule, membership)["place"].value_counts()
    return {district.code: int(number.get(district.code, 0)) for district in DISTRICTS}


def missing_lists(rule: CountRule, there: set[str]) -> list[str]:
    """Kinds of list that a count needs and that were not read."""
    return [kind for kind in (rule.list, rule.both) if kind and kind not in there]


def count_indicators(
    indicators: tuple[Indicator, ...], membership: Membership, there: set[str]
) -> dict[str, dict[str, int | None]]:
    """Number of enterprises by district code and indicator key; None where a list is missing.

    Args:
        indicators: each says which list is counted, and which other list the enterprise must be in.
        membership: who is in which list.
        there: kinds of list that were read.
    """
    counts: dict[str, dict[str, int | None]] = {district.code: {} for district in DISTRICTS}
    for indicator in indicators:
        for code, number in count_by_district(indicator.count, membership, there).items():
            counts[code][indicator.key] = number
    return counts


def missing_sources(
    indicators: tuple[Indicator, ...], there: set[str], tallied: Container[str] = ()
) -> list[Batch]:
    """`source_missing` for each list that is not there and that some count cannot do without.

    Args:
        indicators: what is counted.
        there: kinds of list that were read.
        tallied: indicators whose counts were taken from a file of counts: they miss nothing.
    """
    absent: dict[str, list[str]] = {}
    for indicator in indicators:
        for kind in missing_lists(indicator.count, there) if indicator.key not in tallied else ():
            absent.setdefault(kind, []).append(indicator.name)
    return [
        one(
            "source_missing",
            subject="、".join(names),
            found=f"没有“{kinds()[kind].title}”（{kinds()[kind].owner}）",
        )
        for kind, names in absent.items()
    ]
