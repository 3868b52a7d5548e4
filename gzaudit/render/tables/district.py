"""One district's figures: each indicator, the base sum and what is payable, with the working beside each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name

from gzaudit.render.model import Column, Formula, Table
from gzaudit.render.tables.readings import switched_notes
from gzaudit.render.tables.summary import ESTIMATE, status_note, unit_note, work_headings, working
from gzaudit.render.tables.words import ASSESSMENT, number, percent, target, work_status
from gzaudit.result import total

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.result import DistrictResult, IndicatorResult

_AMOUNT = 6  # column of the amounts


def district_status(audit: YearAudit, district: DistrictResult) -> str:
    """Whether the district's sums are confirmed."""
    if audit.policy is None:
        return status_note(audit)
    if district.assessment is None:
        return f"{ESTIMATE}：尚无绩效考核结论，所列金额不作拨付依据。"
    return f"绩效考核结论：{ASSESSMENT[district.assessment]}。"


def district_table(audit: YearAudit, district: DistrictResult) -> Table:
    """Each indicator with its working, then base, total and payable."""
    notes: tuple[str, ...] = (unit_note(audit), district_status(audit, district), *switched_notes(audit))
    if audit.budget_note and district.amount != district.payable:
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
            each_ = district.works[work.key]
            _, short = work_headings(work)
            name = f"{short}（{work_status(work, each_.status)}）"
            rows.append((name, "", "", "", "", "", number(each_.amount), working(audit, each_.steps)))
        rows.append(("合计", "", "", "", "", "", _sum(district.amount, len(rows), len(notes)), ""))
        rows.append(("应付", "", "", "", "", "", number(district.payable), working(audit, district.steps)))
    headings = (
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
    keep = [at for at in range(len(headings)) if audit.policy is not None or at in (0, 1)]
    return Table(
        name="核算结果",
        title=f"{district.name} {audit.year} 年度“一区一机构”核算结果",
        columns=tuple(headings[at] for at in keep),
        data=tuple([row[at] for row in rows] for at in keep),
        notes=notes,
        total_rows=2 if audit.policy else 0,
        landscape=True,
    )


def _has_fixed(audit: YearAudit) -> bool:
    return any(tier.fixed for indicator in audit.indicators for tier in indicator.tiers)


def _extra(result: IndicatorResult) -> int | str:
    """What is paid beside the rate for each firm: the tier's fixed sum and the increment."""
    return number(total((result.fixed_amount, result.increment_amount)))


def _sum(amount: int | None, parts: int, notes: int) -> Any:
    """The amounts above, added up in the sheet; 待定 where one of them is."""
    if amount is None:
        return number(None)
    letter, first = xl_col_to_name(_AMOUNT), notes + 3
    return Formula(f"=SUM({letter}{first}:{letter}{first + parts - 1})", amount)
