"""One district's figures: each indicator, the base sum and what is payable, with the working beside each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gzaudit.render.model import Column, Table
from gzaudit.render.tables.readings import switched_notes
from gzaudit.render.tables.status import BUDGETED, district_status, unit_note, why_less
from gzaudit.render.tables.sums import first_row, live_sum
from gzaudit.render.tables.words import number, percent, target, work_status
from gzaudit.render.tables.working import work_headings, working
from gzaudit.result import total

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.result import DistrictResult, IndicatorResult

_AMOUNT = 6  # column of the amounts


def district_table(audit: YearAudit, district: DistrictResult) -> Table:
    """Each indicator with its working, then the parts paid for work done, total and payable."""
    notes: tuple[str, ...] = (unit_note(audit), district_status(audit, district), *switched_notes(audit))
    if why_less(audit, district) == BUDGETED:
        notes += ("应付金额已按预算核减，核减办法由市局另行说明。",)
    rows: list[tuple[Any, ...]] = []
    for indicator in audit.indicators:
        each = district.indicators[indicator.key]
        rows.append(
            (
                indicator.name,
                number(each.count),
                target(each.target),
                percent(each.completion),
                number(each.rate),
                _extra(each),
                number(each.amount),
                working(audit, each.steps),
            )
        )
    if audit.policy:
        for work in audit.policy.works:
            done = district.works[work.key]
            name = f"{work_headings(work)[1]}（{work_status(work, done.status)}）"
            rows.append(_sum_line(name, number(done.amount), working(audit, done.steps)))
        whole = live_sum(district.amount, _AMOUNT, first_row(notes), len(rows))
        rows.append(_sum_line("合计", whole))
        rows.append(_sum_line("应付", number(district.payable), working(audit, district.steps)))
    columns = (
        Column("事项", "text", 26),
        Column("家数", "integer", 9),
        Column("目标（家）", "percent", 13),
        Column("完成率", "percent", 11),
        Column("标准（元/家）", "money", 15),
        Column("定额和增量（元）", "money", 17)
        if _has_fixed(audit)
        else Column("增量补助（元）", "money", 16),
        Column("金额（元）", "money", 14),
        Column("计算过程与依据", "wrapped", 70),
    )
    return Table.of_rows(
        "核算结果",
        f"{district.name} {audit.year} 年度“一区一机构”核算结果",
        columns if audit.policy else columns[:2],
        rows,
        notes=notes,
        total_rows=2 if audit.policy else 0,
        landscape=True,
    )


def _sum_line(name: str, amount: Any, text: str = "") -> tuple[Any, ...]:
    """A line without a count: name, amount and working."""
    return (name, "", "", "", "", "", amount, text)


def _has_fixed(audit: YearAudit) -> bool:
    return any(tier.fixed for indicator in audit.indicators for tier in indicator.tiers)


def _extra(result: IndicatorResult) -> int | str:
    """What is paid beside the rate for each firm: the tier's fixed sum and the increment."""
    return number(total((result.fixed_amount, result.increment_amount)))
