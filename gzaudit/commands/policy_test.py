"""`gzaudit policy test`: the worked cases and those at every boundary, in a table to be signed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gzaudit.commands.new_book import require_new_book, write_new_book
from gzaudit.commands.policy_each import of_each
from gzaudit.errors import PolicyError
from gzaudit.policy.cases.run import run_boundaries, run_cases
from gzaudit.policy.cases.table import cases_table
from gzaudit.policy.load_named import check_any, is_named
from gzaudit.render.model import Book
from gzaudit.screen import Screen

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.policy.cases.model import CaseResult
    from gzaudit.policy.find import PolicyFiles
    from gzaudit.render.model import Table

# What came out is told once more where it is not what should have: on a screen that is enough.
_LEFT_OUT: Final = "实得"


def run_tests(which: int | str | None, workspace: Path, out: Path | None) -> int:
    """Run the cases of one policy or of all.

    Args:
        which: the year or the name; None for all.
        workspace: the folder.
        out: a workbook to write the tables to.

    Returns:
        0, or 4 where a case did not come out as it must.

    Raises:
        PolicyError: a policy or its cases are not valid.
        SettingsError: `out` is no new .xlsx file.
        OutputError: it cannot be written.
    """
    if out is not None:
        require_new_book(out, "--out", "换一个文件名；签过字的表从不覆盖")
    screen = Screen()
    done = of_each(which, workspace, lambda files: _one(screen, files))
    if out is not None:
        tables = tuple(table for table, _ in done)
        title = "政策规则算例核对表"
        write_new_book(out, Book(title, "、".join(each.name for each in tables), tables))
        screen.line(f"已另存：{out}")
    return 0 if all(ok for _, ok in done) else PolicyError.exit_code


def _one(screen: Screen, files: PolicyFiles) -> tuple[Table, bool]:
    policy = check_any(files)
    results = (*run_cases(files), *run_boundaries(policy))
    name = f"{files.year}算例" if is_named(files) else f"{files.year}年算例"
    table = replace(cases_table(results, f"{policy.title}算例核对表"), name=name)
    _print(screen, table)
    wrong = [each for each in results if not each.ok]
    _tell_wrong(screen, wrong)
    return table, not wrong


def _print(screen: Screen, table: Table) -> None:
    screen.heading(table.title)
    for note in table.notes:
        screen.line(note)
    shown = [at for at, column in enumerate(table.columns) if column.heading != _LEFT_OUT]
    rows = [
        ["" if table.data[at][row] is None else str(table.data[at][row]) for at in shown]
        for row in range(table.height)
    ]
    screen.table([table.columns[at].heading for at in shown], rows, numbers=(0,))


def _tell_wrong(screen: Screen, wrong: list[CaseResult]) -> None:
    """At the end, where people look, the cases that did not come out."""
    if wrong:
        screen.line(f"{len(wrong)} 例不一致：")
    for each in wrong:
        screen.item(f"{each.case.no} {each.case.name}：{'；'.join(each.differences)}")
