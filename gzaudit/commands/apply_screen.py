"""What people see of an application list that was worked out: sums, readings, what is open, one working."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.render.tables.grant_findings import findings_table
from gzaudit.render.tables.grant_readings import changed_table, readings_table
from gzaudit.render.tables.grants import lines_table, matrix_table, working_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.applications.applied import Applied
    from gzaudit.render.model import Table
    from gzaudit.result_grants import GrantLine
    from gzaudit.screen import Screen

_NUMBERS: Final = ("integer", "money")
_SHOWN: Final = 60
"""Lines of a table that are shown; the rest stands in the workbook."""


def print_applied(screen: Screen, applied: Applied, explained: Sequence[GrantLine] = ()) -> None:
    """Print everything, or the working of one unit; the mark comes first and last.

    Args:
        screen: to print on.
        applied: what the list comes to.
        explained: the unit's sums; nothing for everything.
    """
    policy = applied.policy
    marked = f"{policy.mark}。"
    screen.line(policy.title)
    if policy.mark:
        screen.line(policy.mark)
    screen.line(f"名单：{applied.given.name}；规则：{policy.id}")
    if explained:
        _table(screen, working_table(applied, explained), marked)
    else:
        _table(screen, matrix_table(applied), marked)
        _table(screen, lines_table(applied), marked, without=("统一社会信用代码", "名单金额（元）"))
        _table(screen, readings_table(applied), marked, without=("条款", "现用读法"))
        changed = changed_table(applied)
        if changed.height:
            _table(screen, changed, marked)
        found = findings_table(applied)
        if found.height:
            _table(screen, found, marked, without=("应为", "由谁处理"))
        else:
            screen.line("没有需要处理的事项。")
    if policy.mark:
        screen.line()
        screen.line(f"{policy.mark}。")


def _table(screen: Screen, table: Table, marked: str, without: tuple[str, ...] = ()) -> None:
    """A table with its notes, but for the mark, which is printed once."""
    screen.heading(table.title)
    for told in table.notes:
        if told != marked:
            screen.line(told)
    at = [number for number, column in enumerate(table.columns) if column.heading not in without]
    rows = [[_cell(table.data[number][row]) for number in at] for row in range(min(table.height, _SHOWN))]
    numbers = [place for place, number in enumerate(at) if table.columns[number].kind in _NUMBERS]
    screen.table([table.columns[number].heading for number in at], rows, numbers=numbers)
    if table.height > _SHOWN:
        screen.line(f"另有 {table.height - _SHOWN} 行，见 --out 写出的工作簿。")


def _cell(value: Any) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
