"""City tables: all districts on one sheet, and one sheet per indicator with its working."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gzaudit.render.formulas.cells import formula, held
from gzaudit.render.formulas.counts import count_cell
from gzaudit.render.formulas.earning import Line, makes_target
from gzaudit.render.formulas.facts import given_of
from gzaudit.render.formulas.place import Place, first_row
from gzaudit.render.model import Chart, Column, Formula, Link, Table
from gzaudit.render.tables.city_notes import indicator_notes
from gzaudit.render.tables.lists import SHEETS, list_place
from gzaudit.render.tables.payments import payment_columns, payment_table
from gzaudit.render.tables.readings import switched_notes
from gzaudit.render.tables.sheets import indicator_place
from gzaudit.render.tables.status import status_note, unit_note
from gzaudit.render.tables.sums import sum_below
from gzaudit.render.tables.tallied import tallied_notes
from gzaudit.render.tables.words import number
from gzaudit.render.tables.working import working

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Indicator

__all__ = ["indicator_table", "payment_table", "summary_table"]

_SUMMED = frozenset({"count", "fixed", "per_firm", "growth", "amount"})
_COLUMNS = {
    "district": Column("区", "label", 10),
    "count": Column("家数", "integer", 8),
    "completion": Column("完成率", "percent", 10),
    "tier": Column("达到档次", "integer", 8),
    "rate": Column("标准（元/家）", "money", 10),
    "fixed": Column("定额补助（元）", "money", 12),
    "per_firm": Column("按家数补助（元）", "money", 13),
    "steps": Column("增量档数", "integer", 8),
    "growth": Column("增量补助（元）", "money", 12),
    "amount": Column("合计（元）", "money", 13),
    "working": Column("计算过程与依据", "wrapped", 84),
    "list": Column("名单", "text", 15),
}


def summary_table(audit: YearAudit) -> Table:
    """Counts and money of the 11 districts and the city, all taken from the sheets that work them out."""
    districts = audit.result.districts
    notes: tuple[str, ...] = (
        unit_note(audit),
        "家数按名单去重后计" + ("；金额的依据和计算过程见各指标表与“应付金额”。" if audit.policy else "。"),
        status_note(audit),
        *switched_notes(audit),
        *tallied_notes(audit),
    )
    if audit.budget_note:
        notes += (audit.budget_note,)
    keys = [each.key for each in audit.indicators]
    columns: dict[str, tuple[Column, list[Any]]] = {
        "district": (_COLUMNS["district"], [each.name for each in districts])
    }
    for rule in audit.indicators:
        place = indicator_place(audit, rule)
        counts = [each.indicators[rule.key].count for each in districts]
        columns[rule.key] = (Column(f"{rule.name}（家）", "integer"), _taken(place, "count", counts))
    if audit.policy:
        columns |= payment_columns(audit)
    here = Place("汇总", first_row(notes), len(districts), tuple(columns))
    plain = {role: [_figure(value) for value in values] for role, (_, values) in columns.items()}
    chart = Chart("各区家数", 0, tuple(range(1, 1 + len(keys))), "各区各项家数的柱形图")
    data = []
    for role, (column, values) in columns.items():
        adds = column.kind in ("integer", "money")
        below: Any = "全市" if role == "district" else sum_below(here, role, plain[role]) if adds else ""
        data.append((column, [*values, below]))
    title = f"广州市“一区一机构”{audit.year} 年度核算汇总"
    return Table.of_columns("汇总", title, data, notes=notes, chart=chart, total_rows=1, landscape=True)


def indicator_table(audit: YearAudit, indicator: Indicator) -> Table:
    """One indicator over all districts: from count and target, cell by cell, to the sum."""
    place, listed = indicator_place(audit, indicator), list_place(audit, indicator.count.list)
    if indicator.key in audit.tallied:  # a number is read, and no list counts up to it
        listed = None
    lines = [_line(audit, indicator, place, listed, at) for at in range(place.lines)]
    columns = []
    for role in place.roles:
        values = [line[role] for line in lines]
        below: Any = sum_below(place, role, [_figure(each) for each in values]) if role in _SUMMED else ""
        columns.append((_column(indicator, role), [*values, "全市" if role == "district" else below]))
    return Table.of_columns(
        place.sheet,
        f"{indicator.name}（{audit.year} 年）",
        columns,
        notes=indicator_notes(audit, indicator),
        total_rows=1,
        landscape=True,
    )


def _column(rule: Indicator, role: str) -> Column:
    if role == "target":  # only a share of last year's count may have decimals
        decimals = makes_target(rule) and rule.target.rounding == "exact"
        return Column("目标（家）", "percent" if decimals else "integer")
    if role == "given":
        return Column(f"{rule.target.heading}（家）", "integer")
    if role == "prior":
        return Column(f"{rule.prior.heading if rule.prior else '上年数'}（家）", "integer")
    if role == "flag":
        return Column(rule.exclusion.heading if rule.exclusion else "", "flag")
    return _COLUMNS[role]


def _line(audit: YearAudit, rule: Indicator, place: Place, listed: Place | None, at: int) -> dict[str, Any]:
    district = audit.result.districts[at]
    result = district.indicators[rule.key]
    line: dict[str, Any] = {"district": district.name, "count": number(result.count), "list": ""}
    if listed is not None:
        line["list"] = Link(SHEETS[rule.count.list], listed.sheet)
        if result.count is not None:
            whose = (district.code, place.here("district", at))
            line["count"] = count_cell(
                rule.count, audit.members[rule.count.list], listed, whose, result.count
            )
    if audit.policy:
        line |= Line(rule, given_of(audit, district.code), result, place, at).cells()
        line["working"] = working(audit, result.steps)
    return line


def _taken(place: Place, role: str, values: list[int | None]) -> list[Any]:
    """A column of another sheet, cell by cell."""
    return [formula(held(place.there(role, at), value), value) for at, value in enumerate(values)]


def _figure(value: Any) -> int | None:
    """A cell's number; None where it has none."""
    shown = value.value if isinstance(value, Formula) else value
    return shown if isinstance(shown, int) else None
