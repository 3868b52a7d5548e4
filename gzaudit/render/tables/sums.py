"""Sums that stay alive in a workbook: formulas over the cells above them, 待定 where one of those is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.render.formulas.cells import column_sum, formula
from gzaudit.render.formulas.place import Place, first_row
from gzaudit.render.tables.words import number
from gzaudit.result import total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.render.model import Formula

__all__ = ["first_row", "live_sum", "sum_below"]


def sum_below(place: Place, role: str, values: Sequence[int | None]) -> Formula | int | str:
    """The sum of a column, for the line below it; the sum of nothing is written as a number.

    Args:
        place: the sheet.
        role: of the column.
        values: what stands in it; None is written 待定 there.
    """
    whole = total(values)
    if not values:
        return number(whole)
    return formula(column_sum(place, role, list(values)), whole)


def live_sum(values: Sequence[int | None], column: int, first: int) -> Formula | int | str:
    """The same for a sheet whose columns have no names.

    Args:
        values: what stands in the column.
        column: counted from 0.
        first: spreadsheet row of the first value.
    """
    roles = tuple(str(at) for at in range(column + 1))
    return sum_below(Place("", first, len(values), roles), str(column), values)
