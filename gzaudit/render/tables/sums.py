"""Sums that stay alive in a workbook: formulas over the cells above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from gzaudit.render.model import Formula
from gzaudit.render.tables.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence


def first_row(notes: Sequence[str]) -> int:
    """Spreadsheet row of a table's first line: below the title, the notes and the headings."""
    return len(notes) + 3


def live_sum(total: int | None, column: int, first: int, count: int) -> Formula | int | str:
    """A sum as a formula over the cells above it.

    Args:
        total: what it comes to; None is written 待定.
        column: of the cells, counted from 0.
        first: spreadsheet row of the first of them.
        count: how many there are; the sum of none is written as a number.
    """
    if total is None or not count:
        return number(total)
    letter = xl_col_to_name(column)
    return Formula(f"=SUM({letter}{first}:{letter}{first + count - 1})", total)
