"""Numbers that do not fit together, as an auditor would notice (domain §4.1, §4.3 A8 and A27, §6.4)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from gzaudit.findings import Batch, one
from gzaudit.match.baselines import prior_columns
from gzaudit.match.district_rows import whose
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.match.by_district import DistrictLists
    from gzaudit.policy.model import Indicator, Policy


class _Prior(NamedTuple):
    """Last year's count, with the column it stands in."""

    column: str
    heading: str
    number: int


@cache
def _data() -> dict[str, Any]:
    text = (resources.files("gzaudit") / "data" / "red_flags.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def red_flags(
    policy: Policy, counts: Mapping[str, Mapping[str, int | None]], lists: DistrictLists
) -> list[Batch]:
    """Warnings on counts, last year's counts and targets. A number that is not known raises none.

    Args:
        policy: its indicators say which count is part of which (an intersection with a list of which another
            indicator counts the whole) and which columns are last year's counts.
        counts: this year's, by district and indicator.
        lists: targets and last year's counts, with their places.
    """
    batches: list[Batch] = []
    for part in policy.indicators:
        if not part.count.both:
            continue
        wholes = [each for each in policy.indicators if _is_whole(each, part)]
        for district in policy.districts:
            now = counts.get(district, {})
            for whole in wholes:
                batches += _this_year(district, part, whole, now)
                batches += _last_year(district, part, whole, lists)
            batches += _both_years(district, part, now.get(part.key), lists)
    return batches + _city_goals(policy, lists)


def _is_whole(whole: Indicator, part: Indicator) -> bool:
    """Whether an indicator counts all enterprises of the list, placed alike, of which another counts some."""
    same = (whole.count.list, whole.count.district) == (part.count.list, part.count.district)
    return same and not whole.count.both


def _this_year(
    district: str, part: Indicator, whole: Indicator, counts: Mapping[str, int | None]
) -> list[Batch]:
    some, every = counts.get(part.key), counts.get(whole.key)
    if some is None or every is None or some <= every:
        return []
    found = f"{part.name} {some}，大于{whole.name} {every}"
    return [one("count_above_cohort", **whose(district), found=found, confidential=_statistics(part))]


def _last_year(district: str, part: Indicator, whole: Indicator, lists: DistrictLists) -> list[Batch]:
    some, every = _prior(district, part, lists), _prior(district, whole, lists)
    if some is None or every is None:
        return []
    if some.number <= every.number:
        return []
    found = f"{some.heading} {some.number}，大于{every.heading} {every.number}"
    place = lists.place(district, some.column)
    return [one("prior_above_cohort", **whose(district), **place, found=found)]


def _both_years(district: str, part: Indicator, count: int | None, lists: DistrictLists) -> list[Batch]:
    """Last year's count out of all proportion to this year's: it may be of all valid 高企 (A8)."""
    prior, times = _prior(district, part, lists), _data()["baseline"]["most_times"]
    if prior is None or count is None or prior.number <= times * count:
        return []
    found = f"{prior.heading} {prior.number}，超过本年{part.name} {count} 的 {times} 倍"
    place = lists.place(district, prior.column)
    # What it says of this year's count rests on a statistics list.
    return [one("baseline_doubtful", **whose(district), **place, found=found, confidential=_statistics(part))]


def _city_goals(policy: Policy, lists: DistrictLists) -> list[Batch]:
    """Targets given per district whose sum falls short of what the city itself has promised (A27)."""
    batches = []
    targets = {each.key: each.target for each in policy.indicators if each.target.factor is None}
    for goal in _data()["goals"]:
        if goal["year"] != policy.year or goal["indicator"] not in targets:
            continue
        column = targets[goal["indicator"]].column
        given = [lists.targets.get(district, {}).get(column) for district in policy.districts]
        known = [number for number in given if number is not None]
        if len(known) == len(given) and sum(known) < goal["at_least"]:
            found = f"各区相加 {sum(known)}；{goal['document']}：{goal['name']}不低于 {goal['at_least']}"
            sheets = {lists.place(district, column)["src"] for district in policy.districts}
            sheet = sheets.pop() if len(sheets) == 1 else -1
            batches.append(
                one("targets_below_city_goal", src=sheet, field=column, subject="全市", found=found)
            )
    return batches


def _prior(district: str, indicator: Indicator, lists: DistrictLists) -> _Prior | None:
    """Last year's count of an indicator; None where it is not known."""
    values = lists.targets.get(district, {})
    for column, heading in prior_columns(indicator).items():
        if column in values:
            return _Prior(column, heading, values[column])
    return None


def _statistics(part: Indicator) -> bool:
    return any(kinds()[kind].statistics for kind in (part.count.list, part.count.both) if kind)
