"""How far each district came: count, target, completion, tier and sum, a line for each indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.render.formulas.place import Place, first_row
from gzaudit.render.model import Column, Formula, Table
from gzaudit.render.tables.readings import switched_notes
from gzaudit.render.tables.sheets import PROGRESS, indicator_place
from gzaudit.render.tables.status import status_note, unit_note
from gzaudit.render.tables.summary import indicator_table
from gzaudit.render.tables.sums import sum_below

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit

# Roles of an indicator's sheet that are shown; the target of one may have decimals.
_SHOWN: Final = {
    "count": Column("家数", "integer", 10),
    "target": Column("目标（家）", "percent", 12),
    "completion": Column("完成率", "percent", 12),
    "tier": Column("达到档次", "integer", 11),
    "amount": Column("补助（元）", "money", 16),
}


def progress_table(audit: YearAudit) -> Table:
    """Every indicator of every district on one sheet, each cell taken from the indicator's own."""
    districts, rules = audit.result.districts, audit.indicators
    notes = (
        unit_note(audit),
        "各栏取自各指标表；档次 0 是未达最低一档，其余见各指标表。",
        status_note(audit),
        *switched_notes(audit),
    )
    made = [(indicator_place(audit, rule), indicator_table(audit, rule)) for rule in rules]
    columns: dict[str, tuple[Column, list[Any]]] = {
        "district": (Column("区", "label", 12), [each.name for each in districts for _ in rules] + ["全市"]),
        "rule": (Column("事项", "text", 32), [rule.name for _ in districts for rule in rules] + [""]),
    }
    lines = len(districts) * len(rules)
    here = Place(PROGRESS, first_row(notes), lines, (*columns, *_SHOWN))
    for role, column in _SHOWN.items():
        cells = [_taken(place, table, role, at) for at in range(len(districts)) for place, table in made]
        below: Any = sum_below(here, role, [_whole(cell) for cell in cells]) if role == "amount" else ""
        columns[role] = (column, [*cells, below])
    title = f"各区完成情况（{audit.year} 年）"
    return Table.of_columns(PROGRESS, title, columns.values(), notes=notes, total_rows=1)


def _taken(place: Place, table: Table, role: str, at: int) -> Formula:
    """A cell of an indicator's sheet, with what is stored there."""
    cell = table.data[place.roles.index(role)][at]
    return Formula(f"={place.there(role, at)}", cell.value if isinstance(cell, Formula) else cell)


def _whole(cell: Formula) -> int | None:
    return cell.value if isinstance(cell.value, int) else None
