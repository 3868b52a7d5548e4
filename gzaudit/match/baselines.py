"""Last year's counts from last year's result, beside or in place of those that the targets list gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.findings import Batch, one
from gzaudit.match.district_rows import whose

if TYPE_CHECKING:
    from gzaudit.match.by_district import DistrictLists
    from gzaudit.policy.model import Indicator, Policy
    from gzaudit.read.baseline import Baseline


def prior_columns(indicator: Indicator) -> dict[str, str]:
    """Columns of the targets list that hold last year's count of an indicator: key to Chinese heading."""
    target, prior = indicator.target, indicator.prior
    made_of_it = {target.column: target.heading} if target.factor is not None else {}
    beside_it = {prior.column: prior.heading} if prior else {}
    return made_of_it | beside_it


def merge_baselines(policy: Policy, lists: DistrictLists, baseline: Baseline) -> list[Batch]:
    """Fill in last year's counts that no list gives, and hold those that one gives against the result.

    Where both are there and unequal, neither is used: the value becomes unusable. A cell of the list that
    cannot be read stays unusable, as reported there; a count that last year's result does not know gives
    nothing. Call it before missing targets are reported.

    Args:
        policy: its indicators say which columns are last year's counts.
        lists: `targets` and `unusable` are changed in place.
        baseline: last year's result.
    """
    batches = []
    columns = {column: each.key for each in policy.indicators for column in prior_columns(each)}
    for district in policy.districts:
        counts = baseline.counts.get(district, {})
        for column, key in columns.items():
            count = counts.get(key)
            if count is not None:
                needed = column in policy.columns
                batches += _merge(district, column, count, lists, baseline.path, needed=needed)
    return batches


def _merge(
    district: str, column: str, count: int, lists: DistrictLists, path: str, *, needed: bool
) -> list[Batch]:
    values = lists.targets.setdefault(district, {})
    given = values.get(column)
    if given is not None:
        if given == count:
            return []
        found = f"目标与上年基数表 {given}，上年核算结果 {count}（{path}）"
        del values[column]
        lists.unusable.add((district, column))
        return [one("baseline_disagrees", **whose(district), **lists.place(district, column), found=found)]
    if (district, column) in lists.unusable:
        return []
    values[column] = count
    if count or not needed:  # a 0 that only some readings look at is a number like any other
        return []
    lists.unusable.add((district, column))
    return [one("target_zero", **whose(district), field=column, found=f"0（上年核算结果 {path}）")]
