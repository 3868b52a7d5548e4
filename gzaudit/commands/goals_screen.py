"""What people see of targets on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.render.page_text import cell_text
from gzaudit.render.tables.goals import HOW, goals_table, notes_table, trend_table
from gzaudit.render.tables.goals_basis import readings_table

if TYPE_CHECKING:
    from gzaudit.goals.view import GoalsView
    from gzaudit.render.model import Table
    from gzaudit.screen import Screen

# How a figure was formed is told below the table, a target at a time; runs are told in a line of their own.
_TARGETS: Final = ("目标", "何时", "目标数", "对照年份", "现有", "比例", "还差", "结论")
_YEARS: Final = ("年度", "当年认定（家）", "有效期内高企（家）", "高企获授权发明（件）", "为什么不知道")
_READINGS: Final = ("编号", "问题", "读法", "按这种读法")
_RIGHT: Final = ("integer", "percent")


def print_goals(screen: Screen, view: GoalsView) -> None:
    """Print everything but the clauses."""
    table = goals_table(view)
    screen.line(table.title)
    for plan in view.plans:
        screen.line(
            f"依据：{plan.policy.document.title}（{plan.policy.id}），下称{plan.policy.document.short}"
        )
    screen.line(f"运行：{'、'.join(run.shown for run in view.world.runs.values()) or '没有'}")
    for note in table.notes:
        screen.line(note)
    screen.line()
    _print(screen, table, _TARGETS)
    screen.heading(HOW)
    for line in view.lines:
        screen.line(f"{line.goal.group} {line.goal.name}（{line.policy.document.short}{line.goal.clause}）")
        for step in line.result.steps[1:]:
            screen.item(step.text)
    _section(screen, trend_table(view), _YEARS)
    _section(screen, notes_table(view), ("由目标的数算得",))
    _section(screen, readings_table(view), _READINGS)


def _section(screen: Screen, table: Table, headings: tuple[str, ...]) -> None:
    screen.heading(table.title)
    _print(screen, table, headings)


def _print(screen: Screen, table: Table, headings: tuple[str, ...]) -> None:
    at = [number for number, column in enumerate(table.columns) if column.heading in headings]
    rows = zip(*([cell_text(each, table.columns[n]) for each in table.data[n]] for n in at), strict=True)
    right = [place for place, number in enumerate(at) if table.columns[number].kind in _RIGHT]
    screen.table([table.columns[number].heading for number in at], list(rows), numbers=right)
