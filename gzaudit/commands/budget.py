"""`gzaudit budget`: a 项目支出绩效目标表, read, added up, and looked through for defects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.budget_table.defects.find import find_defects
from gzaudit.budget_table.defects.prices import prices
from gzaudit.budget_table.document import table_document
from gzaudit.budget_table.read import read_table
from gzaudit.budget_table.sums import check_sums
from gzaudit.commands.new_book import require_new_book, write_new_book
from gzaudit.commands.say import note, print_json
from gzaudit.render.budget_book import budget_book, budget_tables
from gzaudit.screen import Screen

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.render.model import Table

# What is read at a glance; the workbook and the JSON have all of it.
_COLUMNS = {"合计核对": (0, 1, 2, 5, 6), "问题": (0, 1, 2, 4, 6)}


def run_budget(file: Path, *, json: bool, out: Path | None) -> int:
    """Read a table and tell what is in it.

    Args:
        file: the published text, or a spreadsheet of it.
        json: print a document on stdout instead of tables.
        out: a new .xlsx file to write as well.

    Returns:
        0, or 1 where a sum does not agree.

    Raises:
        GzauditError: a file that cannot be read or written.
    """
    if out is not None:
        require_new_book(out, "--out", "换一个文件名；核对表从不覆盖已有的文件")
    table, digest = read_table(file)
    checks, defects = check_sums(table), find_defects(table)
    groups = budget_tables(table, checks, defects, prices(table))
    if out is not None:
        write_new_book(out, budget_book(table, file.name, groups))
    if json:
        print_json(table_document(table, digest, checks, defects))
    else:
        _print(Screen(), table.department or file.name, groups[0][1])
    if out is not None:
        note(f"核对工作簿：{out}")
    return int(not all(each.ok for each in checks))


def _print(screen: Screen, whose: str, tables: list[Table]) -> None:
    screen.line(f"项目支出绩效目标表：{whose}")
    for table in tables:
        screen.heading(table.title)
        for text in table.notes:
            screen.line(text)
        wrong = table.name != "合计核对" or any("不符" in each for each in table.data[5])
        rows = [
            [str(table.data[at][row]) for at in _COLUMNS[table.name]]
            for row in range(table.height)
            if table.name != "合计核对" or table.data[5][row] == "不符"
        ]
        if rows and wrong:
            screen.table([table.columns[at].heading for at in _COLUMNS[table.name]], rows)
