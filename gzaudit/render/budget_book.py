"""The workbook of a 项目支出绩效目标表."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.render.model import Book, Table
from gzaudit.render.tables.budget_table import (
    defects_table,
    indicators_table,
    lines_table,
    prices_table,
    sums_table,
)
from gzaudit.render.tables.contents import CONTENTS, contents_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.budget_table.defects.model import Defect
    from gzaudit.budget_table.defects.prices import Price
    from gzaudit.budget_table.model import BudgetTable
    from gzaudit.budget_table.sums import Check


def budget_tables(
    table: BudgetTable, checks: Sequence[Check], defects: Sequence[Defect], prices: Sequence[Price]
) -> list[tuple[str, list[Table]]]:
    """The tables that workbook and page share, by what they are for."""
    return [
        ("看结论", [sums_table(table, checks), defects_table(table, defects)]),
        ("看全表", [lines_table(table), indicators_table(table)]),
        ("供询问", [prices_table(table, prices)]),
    ]


def budget_book(table: BudgetTable, file: str, groups: list[tuple[str, list[Table]]]) -> Book:
    """The workbook.

    Args:
        table: as read.
        file: name of the file that it was read from.
        groups: see `budget_tables`.
    """
    title = f"{table.department}{table.title or '项目支出绩效目标表'}核对"
    sheets = [each for _, tables in groups for each in tables]
    return Book(title, file, (contents_table(f"{title}：目录", groups), *sheets), contents=CONTENTS)
