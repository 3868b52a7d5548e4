"""City tables: all districts on one sheet, one sheet per indicator with its working, and what is payable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gzaudit.read.kinds import kinds
from gzaudit.render.model import Chart, Column, Table
from gzaudit.render.tables.readings import switched_notes
from gzaudit.render.tables.status import status_note, unit_note
from gzaudit.render.tables.sums import first_row, live_sum
from gzaudit.render.tables.words import ASSESSMENT, number, percent, target, work_status
from gzaudit.render.tables.working import cited, work_headings, working
from gzaudit.result import total

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Indicator, Policy
    from gzaudit.result import DistrictResult

    # A column, its value for each district, and what stands below them: a sum, or a text as it is.
    Summed = tuple[Column, list[Any], int | str | None]


def summary_table(audit: YearAudit) -> Table:
    """Counts and money of the 11 districts and the city."""
    districts, city = audit.result.districts, audit.result.city
    notes: tuple[str, ...] = (
        unit_note(audit),
        "家数按名单去重后计" + ("；金额的依据和计算过程见各指标表与“应付金额”。" if audit.policy else "。"),
        status_note(audit),
        *switched_notes(audit),
    )
    if audit.budget_note:
        notes += (audit.budget_note,)
    columns: list[Summed] = [_names(districts)]
    for indicator in audit.indicators:
        counts = [number(each.indicators[indicator.key].count) for each in districts]
        columns.append((Column(f"{indicator.name}（家）", "integer"), counts, city.counts[indicator.key]))
    if audit.policy:
        columns += [_earned(audit), *_works(audit.policy, districts), *_payable(districts)]
    counted = tuple(range(1, 1 + len(audit.indicators)))
    chart = Chart("各区家数", 0, counted, "各区各项家数的柱形图")
    title = f"广州市“一区一机构”{audit.year} 年度核算汇总"
    return _city_table("汇总", title, columns, notes, chart)


def indicator_table(audit: YearAudit, indicator: Indicator) -> Table:
    """One indicator over all districts, with what was compared with what."""
    districts, city = audit.result.districts, audit.result.city
    results = [each.indicators[indicator.key] for each in districts]
    lists = "与".join(kinds()[kind].title for kind in (indicator.count.list, indicator.count.both) if kind)
    notes = (
        unit_note(audit),
        (f"依据：{cited(audit, indicator.count.clause)}。" if audit.policy else "")
        + f"计数所用名单：{lists}。",
    )
    counts = [number(each.count) for each in results]
    columns: list[Summed] = [
        _names(districts),
        (Column("家数", "integer"), counts, city.counts[indicator.key]),
    ]
    if audit.policy:
        has_fixed = any(tier.fixed for tier in indicator.tiers)
        fixed = [_money("定额补助（元）", [each.fixed_amount for each in results])] if has_fixed else []
        columns += [
            (Column("目标（家）", "percent"), [target(each.target) for each in results], ""),
            (Column("完成率", "percent"), [percent(each.completion) for each in results], ""),
            (Column("标准（元/家）", "money"), [number(each.rate) for each in results], ""),
            *fixed,
            _money("按家数补助（元）", [each.per_enterprise_amount for each in results]),
            (Column("增量档数", "integer"), [number(each.increment_steps) for each in results], ""),
            _money("增量补助（元）", [each.increment_amount for each in results]),
            _money("合计（元）", [each.amount for each in results]),
            _workings([working(audit, each.steps) for each in results]),
        ]
    return _city_table(indicator.name, f"{indicator.name}（{audit.year} 年）", columns, notes)


def payment_table(audit: YearAudit) -> Table:
    """From the parts to what is payable, with the working of each."""
    districts, policy = audit.result.districts, audit.policy
    assert policy is not None
    notes: tuple[str, ...] = ("单位：元。", status_note(audit), *switched_notes(audit))
    if audit.budget_note:
        notes += (audit.budget_note,)
    workings = [
        working(audit, (*(step for work in each.works.values() for step in work.steps), *each.steps))
        for each in districts
    ]
    columns = [
        _names(districts),
        *_works(policy, districts),
        _earned(audit),
        *_payable(districts),
        _workings(workings),
    ]
    title = f"定额补助、绩效补助与应付金额（{audit.year} 年）"
    return _city_table("应付金额", title, columns, notes)


def _city_table(
    name: str, title: str, columns: list[Summed], notes: tuple[str, ...], chart: Chart | None = None
) -> Table:
    """A line per district and one for the city, its sums alive."""
    first = first_row(notes)
    return Table.of_columns(
        name,
        title,
        [
            (column, [*values, sum_ if isinstance(sum_, str) else live_sum(sum_, at, first, len(values))])
            for at, (column, values, sum_) in enumerate(columns)
        ],
        notes=notes,
        chart=chart,
        total_rows=1,
        landscape=True,
    )


def _names(districts: tuple[DistrictResult, ...]) -> Summed:
    return Column("区", "text", 10), [each.name for each in districts], "全市"


def _money(heading: str, values: list[int | None]) -> Summed:
    return Column(heading, "money"), [number(value) for value in values], total(values)


def _earned(audit: YearAudit) -> Summed:
    """What the counts earn."""
    sums = [
        total(each.indicators[indicator.key].amount for indicator in audit.indicators)
        for each in audit.result.districts
    ]
    return _money("绩效补助（元）", sums)


def _works(policy: Policy, districts: tuple[DistrictResult, ...]) -> list[Summed]:
    """Conclusion and sum of each part paid for work done."""
    columns: list[Summed] = []
    for work in policy.works:
        results = [each.works[work.key] for each in districts]
        conclusion, sum_ = work_headings(work)
        states = [work_status(work, each.status) for each in results]
        columns.append((Column(conclusion, "flag"), states, ""))
        columns.append(_money(f"{sum_}（元）", [each.amount for each in results]))
    return columns


def _payable(districts: tuple[DistrictResult, ...]) -> list[Summed]:
    """From the sum of all parts to what is left of it."""
    return [
        _money("合计（元）", [each.amount for each in districts]),
        (Column("绩效考核", "flag"), [ASSESSMENT[each.assessment] for each in districts], ""),
        _money("应付（元）", [each.payable for each in districts]),
    ]


def _workings(texts: list[str]) -> Summed:
    return Column("计算过程与依据", "wrapped", 70), texts, ""
