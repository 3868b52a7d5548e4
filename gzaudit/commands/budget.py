"""`gzaudit budget`: a 项目支出绩效目标表, read, added up, looked through, held against a year's run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.budget_table.checked import check_table
from gzaudit.budget_table.document import table_document
from gzaudit.budget_table.read import read_table
from gzaudit.commands.new_book import write_new_book
from gzaudit.commands.new_file import require_new_outputs, write_new_page
from gzaudit.commands.say import note, print_json
from gzaudit.commands.stored_run import stored_run
from gzaudit.commands.workspace import checked_workspace
from gzaudit.deliver.run_entry import years_with_runs
from gzaudit.goals.world import world_of
from gzaudit.render.budget_book import budget_book, budget_page, budget_tables
from gzaudit.render.templates import load_templates
from gzaudit.screen import Screen

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.goals.world import World
    from gzaudit.render.model import Table

# What is read at a glance; workbook, page and JSON have all of it.
_COLUMNS: Final = {"合计核对": (0, 1, 2, 5, 6), "问题": (0, 1, 2, 4, 6), "与结果对照": (0, 2, 3, 4, 5, 7)}
_SUMS: Final = "合计核对"


class Wanted(NamedTuple):
    """Where to write, whether JSON is wanted, the year to hold targets against (None: the newest run)."""

    out: Path | None
    page: Path | None
    json: bool
    year: int | None


def run_budget(file: Path, workspace: Path, wanted: Wanted) -> int:
    """Read a table and tell what is in it.

    Args:
        file: the published text, or a spreadsheet of it.
        workspace: whose runs its targets are held against, and whose templates the page has.
        wanted: options.

    Returns:
        0, or 1 where a sum does not agree.

    Raises:
        GzauditError: a file that cannot be read or written, or a year without a run.
    """
    checked_workspace(workspace)
    require_new_outputs(wanted.out, wanted.page, workspace)
    table, digest = read_table(file)
    world, year = _world(workspace, wanted.year)
    checked = check_table(table, file.name, digest, world, year)
    groups = budget_tables(checked)
    if wanted.out is not None:
        write_new_book(wanted.out, budget_book(checked, groups))
    if wanted.page is not None:
        write_new_page(wanted.page, budget_page(checked, groups, load_templates(workspace)))
    if wanted.json:
        print_json(table_document(checked))
    else:
        _print(Screen(), table.department or file.name, groups[0][1])
        if year is None:
            note("工作区里没有运行结果，没有与结果对照。")
    for target, called in ((wanted.out, "核对工作簿"), (wanted.page, "核对网页")):
        if target is not None:
            note(f"{called}：{target}")
    return int(not checked.agrees)


def _world(workspace: Path, year: int | None) -> tuple[World | None, int | None]:
    """The newest run of a year, or of the newest year that has one."""
    year = year or next(reversed(years_with_runs(workspace)), None)
    if year is None:
        return None, None
    return world_of([stored_run(str(year), workspace)]), year


def _print(screen: Screen, whose: str, tables: list[Table]) -> None:
    screen.line(f"项目支出绩效目标表：{whose}")
    for table in tables:
        screen.heading(table.title)
        for text in table.notes:
            screen.line(text)
        shown = _COLUMNS[table.name]
        rows = [
            [str(table.data[at][row]) for at in shown]
            for row in range(table.height)
            # Of the sums, those that do not agree: on a screen that is enough.
            if table.name != _SUMS or table.data[5][row] == "不符"
        ]
        if rows:
            screen.table([table.columns[at].heading for at in shown], rows)
