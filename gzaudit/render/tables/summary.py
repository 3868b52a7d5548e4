"""City tables: all districts on one sheet, one sheet per indicator with its working, and what is payable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name

from gzaudit.read.kinds import kinds
from gzaudit.render.model import Chart, Column, Formula, Table
from gzaudit.render.tables.readings import switched_notes
from gzaudit.render.tables.words import ASSESSMENT, UNKNOWN, number, percent, target, work_status
from gzaudit.result import total

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Indicator, Work
    from gzaudit.result import Step

ESTIMATE = "测算（未核定）"
COUNTED_ONLY = "本次只计家数，不计金额"


def status_note(audit: YearAudit) -> str:
    """Whether the sums are confirmed: without 绩效考核 for each district an estimate."""
    if audit.policy is None:
        return COUNTED_ONLY + "。"
    open_ = [each.name for each in audit.result.districts if each.assessment is None]
    if not open_:
        return "各区均有绩效考核结论。"
    whose = "各区" if len(open_) == len(audit.result.districts) else "、".join(open_)
    return f"{ESTIMATE}：{whose}尚无绩效考核结论，所列金额不作拨付依据。"


def unit_note(audit: YearAudit) -> str:
    """The unit of a table's figures, as it stands above it."""
    return "单位：家、元。" if audit.policy else "单位：家。"


def _with_total(values: list[Any], column: int, first_row: int, sum_: int | None) -> list[Any]:
    """Values with a live sum below them; 待定 where a part is unknown."""
    if sum_ is None:
        return [*values, UNKNOWN]
    letter = xl_col_to_name(column)
    return [*values, Formula(f"=SUM({letter}{first_row}:{letter}{first_row + len(values) - 1})", sum_)]


def _sums(
    columns: list[tuple[Column, list[Any], int | str | None]], notes: tuple[str, ...]
) -> tuple[list[Any], ...]:
    """Columns with their total row. A total given as text is written as it is."""
    first_row = len(notes) + 3
    return tuple(
        [*values, sum_] if isinstance(sum_, str) else _with_total(values, at, first_row, sum_)
        for at, (_, values, sum_) in enumerate(columns)
    )


def work_headings(work: Work) -> tuple[str, str]:
    """What the columns of a part paid for work done are called: its conclusion and its sum."""
    return ("基础验收", "基础补助") if work.key == "base" else (work.name, f"{work.name}补助")


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
    columns: list[tuple[Column, list[Any], int | str | None]] = [
        (Column("区", "text", 10), [each.name for each in districts], "全市")
    ]
    for indicator in audit.indicators:
        counts = [number(each.indicators[indicator.key].count) for each in districts]
        columns.append((Column(f"{indicator.name}（家）", "integer"), counts, city.counts[indicator.key]))
    if audit.policy:
        sums = [total(each.indicators[i.key].amount for i in audit.indicators) for each in districts]
        columns.append(_money("绩效补助（元）", sums))
        for work in audit.policy.works:
            each_ = [each.works[work.key] for each in districts]
            heading, short = work_headings(work)
            columns.append((Column(heading, "flag"), [work_status(work, each.status) for each in each_], ""))
            columns.append(_money(f"{short}（元）", [each.amount for each in each_]))
        columns.append(
            (Column("合计（元）", "money"), [number(each.amount) for each in districts], city.amount)
        )
        states = [ASSESSMENT[each.assessment] for each in districts]
        columns.append((Column("绩效考核", "flag"), states, ""))
        payable = [number(each.payable) for each in districts]
        columns.append((Column("应付（元）", "money"), payable, city.payable))
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


def working_lines(audit: YearAudit, steps: tuple[Step, ...]) -> list[str]:
    """The steps of an amount, each with its clause."""
    return [f"{step.text}〔{_clause(audit, step.clause)}〕" for step in steps]


def working(audit: YearAudit, steps: tuple[Step, ...]) -> str:
    """The same as one text for a cell, a line each."""
    return "\n".join(working_lines(audit, steps))


def indicator_table(audit: YearAudit, indicator: Indicator) -> Table:
    """One indicator over all districts, with what was compared with what."""
    districts, city = audit.result.districts, audit.result.city
    results = [each.indicators[indicator.key] for each in districts]
    lists = "与".join(kinds()[kind].title for kind in (indicator.count.list, indicator.count.both) if kind)
    notes = (
        unit_note(audit),
        (f"依据：{_clause(audit, indicator.count.clause)}。" if audit.policy else "")
        + f"计数所用名单：{lists}。",
    )
    columns: list[tuple[Column, list[Any], int | str | None]] = [
        (Column("区", "text", 10), [each.name for each in districts], "全市"),
        (Column("家数", "integer"), [number(each.count) for each in results], city.counts[indicator.key]),
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


def _money(heading: str, values: list[int | None]) -> tuple[Column, list[Any], int | str | None]:
    return Column(heading, "money"), [number(value) for value in values], total(values)


def payment_table(audit: YearAudit) -> Table:
    """From the parts to what is payable, with the working of each."""
    districts, policy = audit.result.districts, audit.policy
    assert policy is not None
    notes: tuple[str, ...] = ("单位：元。", status_note(audit), *switched_notes(audit))
    if audit.budget_note:
        notes += (audit.budget_note,)
    columns: list[tuple[Column, list[Any], int | str | None]] = [
        (Column("区", "text", 10), [each.name for each in districts], "全市"),
    ]
    for work in policy.works:
        each_ = [each.works[work.key] for each in districts]
        heading, short = work_headings(work)
        columns.append((Column(heading, "flag"), [work_status(work, each.status) for each in each_], ""))
        columns.append(_money(f"{short}（元）", [each.amount for each in each_]))
    sums = [total(each.indicators[i.key].amount for i in audit.indicators) for each in districts]
    columns += [
        _money("绩效补助（元）", sums),
        _money("合计（元）", [each.amount for each in districts]),
        (Column("绩效考核", "flag"), [ASSESSMENT[each.assessment] for each in districts], ""),
        _money("应付（元）", [each.payable for each in districts]),
        (
            Column("计算过程与依据", "wrapped", 70),
            [
                working(audit, (*(step for work in each.works.values() for step in work.steps), *each.steps))
                for each in districts
            ],
            "",
        ),
    ]
    return Table(
        name="应付金额",
        title=f"定额补助、绩效补助与应付金额（{audit.year} 年）",
        columns=tuple(column for column, _, _ in columns),
        data=_sums(columns, notes),
        notes=notes,
        total_rows=1,
        landscape=True,
    )
