"""Counts per district, formed as the policy's data says (C7), or null where a list is not there (C9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.findings import Batch, one
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from gzaudit.match.membership import Membership
    from gzaudit.policy.model import Indicator


def count_indicators(
    indicators: tuple[Indicator, ...], membership: Membership, there: set[str]
) -> tuple[dict[str, dict[str, int | None]], list[Batch]]:
    """Number of enterprises per district and indicator.

    Args:
        indicators: each says which list is counted, and which other list the enterprise must be in.
        membership: who is in which list.
        there: kinds of list that were read.

    Returns:
        Counts by district code and indicator key; None, with `source_missing`, where a list is missing.
    """
    tables = {"hnte": membership.cohort, "above_scale_tech_services": membership.services}
    counts: dict[str, dict[str, int | None]] = {district.code: {} for district in DISTRICTS}
    absent: dict[str, list[str]] = {}
    for indicator in indicators:
        needed = [kind for kind in (indicator.count.list, indicator.count.both) if kind]
        missing = [kind for kind in needed if kind not in there]
        for kind in missing:
            absent.setdefault(kind, []).append(indicator.name)
        members = tables[indicator.count.list]
        if indicator.count.both:
            members = members[members[indicator.count.both]]
        by_district = members["district"].value_counts()
        for district in DISTRICTS:
            counts[district.code][indicator.key] = None if missing else int(by_district.get(district.code, 0))
    return counts, [
        one(
            "source_missing",
            subject="、".join(names),
            found=f"没有“{kinds()[kind].title}”（{kinds()[kind].owner}）",
        )
        for kind, names in absent.items()
    ]
