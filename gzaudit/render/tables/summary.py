"""Summary tables: all districts on one sheet, and one sheet per indicator with its working."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name

from gzaudit.read.kinds import kinds
from gzaudit.render.model import Chart, Column, Formula, Table
from gzaudit.render.tables.words import BASE_STATUS, UNKNOWN, number, percent, target

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.evaluate.result import DistrictResult, Step
    from gzaudit.policy.model import Indicator

ESTIMATE = "测算（未核定）"


def status_note(audit: YearAudit) -> str:
    """Whether the sums are confirmed: without a 绩效考核 conclusion for each district they are an estimate."""
    if audit.policy is None:
        return "本年度没有补助政策，只计家数，不计金额。"
    open_ = [each.name for each in audit.result.districts if each.assessment is None]
    if not open_:
        return "各区均有绩效考核结论。"
    whose = "各区" if len(open_) == len(audit.result.districts) else "、".join(open_)
    return f"{ESTIMATE}：{whose}尚无绩效考核结论，所列金额不作拨付依据。"


def _with_total(values: list[Any], column: int, first_row: int, total: int | None) -> list[Any]:
    """Values with a live sum below them; 待定 where a part is unknown."""
    if total is None:
        return [*values, UNKNOWN]
    letter = xl_col_to_name(column)
    return [*values, Formula(f"=SUM({letter}{first_row}:{letter}{first_row + len(values) - 1})", total)]


def _sums(
    columns: list[tuple[Column, list[Any], int | None | str]], notes: tuple[str, ...]
) -> tuple[list[Any], ...]:
    """Columns with their total row. A total given as text is written as it is."""
    first_row = len(notes) + 3
    return tuple(
        [*values, total] if isinstance(total, str) else _with_total(values, at, first_row, total)
        for at, (_, values, total) in enumerate(columns)
    )


def summary_table(audit: YearAudit) -> Table:
    """Counts and money of the 11 districts and the city."""
    districts, city = audit.result.districts, audit.result.city
    notes: tuple[str, ...] = ("单位：家、元。家数按名单去重后计；金额依据见各指标页。", status_note(audit))
    if audit.budget_note:
        notes += (audit.budget_note,)
    columns: list[tuple[Column, list[Any], int | None | str]] = [
        (Column("区", "text", 10), [each.name for each in districts], "全市")
    ]
    for indicator in audit.indicators:
        counts = [number(each.indicators[indicator.key].count) for each in districts]
        columns.append((Column(f"{indicator.name}（家）", "integer", 12), counts, city.counts[indicator.key]))
    if audit.policy:
        amounts = [number(each.performance_amount) for each in districts]
        columns.append((Column("绩效补助（元）", "money", 14), amounts, city.performance_amount))
        states = [BASE_STATUS[each.base.status] if each.base else "" for each in districts]
        columns.append((Column("基础验收", "flag", 10), states, ""))
        bases = [number(each.base.amount if each.base else None) for each in districts]
        columns.append((Column("基础补助（元）", "money", 14), bases, city.base_amount))
        columns.append(
            (Column("合计（元）", "money", 14), [number(each.amount) for each in districts], city.amount)
        )
        states = [
            {"passed": "通过", "failed": "不通过", None: "未核定"}[each.assessment] for each in districts
        ]
        columns.append((Column("绩效考核", "flag", 10), states, ""))
        payable = [number(each.payable) for each in districts]
        columns.append((Column("应付（元）", "money", 14), payable, city.payable))
    counted = tuple(range(1, 1 + len(audit.indicators)))
    return Table(
        name="汇总",
        title=f"广州市“一区一机构”{audit.year} 年度核算汇总",
        columns=tuple(column for column, _, _ in columns),
        data=_sums(columns, notes),
        notes=notes,
        chart=Chart("各区家数", 0, counted, "各区四项家数的柱形图"),
        total_rows=1,
        landscape=True,
    )


def _clause(audit: YearAudit, clause: str) -> str:
    return f"{audit.policy.document.short}{clause}" if audit.policy else ""


def working(audit: YearAudit, steps: tuple[Step, ...]) -> str:
    """The steps of an amount as one text, each with its clause."""
    return "；".join(f"{step.text}〔{_clause(audit, step.clause)}〕" for step in steps)


def indicator_table(audit: YearAudit, indicator: Indicator) -> Table:
    """One indicator over all districts, with what was compared with what."""
    districts, city = audit.result.districts, audit.result.city
    results = [each.indicators[indicator.key] for each in districts]
    lists = "与".join(kinds()[kind].title for kind in (indicator.count.list, indicator.count.both) if kind)
    notes = (f"单位：家、元。依据：{_clause(audit, indicator.count.clause)}。计数所用名单：{lists}。",)
    columns: list[tuple[Column, list[Any], int | None | str]] = [
        (Column("区", "text", 10), [each.name for each in districts], "全市"),
        (Column("家数", "integer", 9), [number(each.count) for each in results], city.counts[indicator.key]),
    ]
    if audit.policy:
        columns += [
            (Column("目标（家）", "text", 11), [target(each.target) for each in results], ""),
            (Column("完成率", "percent", 11), [percent(each.completion) for each in results], ""),
            (Column("标准（元/家）", "money", 12), [number(each.rate) for each in results], ""),
            _money("按家数补助（元）", [each.per_enterprise_amount for each in results]),
            (Column("增量档数", "integer", 10), [number(each.increment_steps) for each in results], ""),
            _money("增量补助（元）", [each.increment_amount for each in results]),
            _money("合计（元）", [each.amount for each in results]),
            (Column("计算过程与依据", "wrapped", 70), [working(audit, each.steps) for each in results], ""),
        ]
    return Table(
        name=indicator.name,
        title=f"{indicator.name}（{audit.year} 年）",
        columns=tuple(column for column, _, _ in columns),
        data=_sums(columns, notes),
        notes=notes,
        total_rows=1,
        landscape=True,
    )


def _money(heading: str, values: list[int | None]) -> tuple[Column, list[Any], int | None | str]:
    known = [value for value in values if value is not None]
    total = sum(known) if len(known) == len(values) else None
    return Column(heading, "money", 14), [number(value) for value in values], total


def district_table(audit: YearAudit, district: DistrictResult) -> Table:
    """One district: each indicator with its working, base and total."""
    rows: list[tuple[Any, ...]] = []
    for indicator in audit.indicators:
        each = district.indicators[indicator.key]
        rows.append(
            (
                indicator.name, number(each.count), target(each.target), percent(each.completion), number(each.rate),
                number(each.increment_amount), number(each.amount), working(audit, each.steps),
            )
        )  # fmt: skip
    if district.base:
        status = BASE_STATUS[district.base.status]
        rows.append(
            ("基础补助", status, "", "", "", "", district.base.amount, working(audit, district.base.steps))
        )
        rows.append(("合计", "", "", "", "", "", number(district.amount), ""))
        rows.append(("应付", "", "", "", "", "", number(district.payable), working(audit, district.steps)))
    note = "各区均有绩效考核结论。"
    if audit.policy is None:
        note = status_note(audit)
    elif district.assessment is None:
        note = f"{ESTIMATE}：尚无绩效考核结论，所列金额不作拨付依据。"
    else:
        note = f"绩效考核结论：{'通过' if district.assessment == 'passed' else '不通过'}。"
    headings = (
        Column("事项", "text", 20), Column("家数", "integer", 10), Column("目标（家）", "text", 11),
        Column("完成率", "percent", 11), Column("标准（元/家）", "money", 12), Column("增量补助（元）", "money", 14),
        Column("金额（元）", "money", 14), Column("计算过程与依据", "wrapped", 70),
    )  # fmt: skip
    money = audit.policy is not None
    keep = [at for at in range(len(headings)) if money or at in (0, 1)]
    return Table(
        name="核算结果",
        title=f"{district.name} {audit.year} 年度“一区一机构”核算结果",
        columns=tuple(headings[at] for at in keep),
        data=tuple([row[at] for row in rows] for at in keep),
        notes=("单位：家、元。", note),
        total_rows=2 if district.base else 0,
        landscape=True,
    )
