"""Values of one sheet, with their place in it."""

from __future__ import annotations

from typing import Any, NamedTuple

from gzaudit.read.sheet import CellDefect, Sheet


class Grid(NamedTuple):
    """Values from the first to the last filled cell; `row` and `column` are 1-based places of the first."""

    rows: list[list[Any]]
    row: int
    column: int


def make_sheet(name: str, grid: Grid, defects: list[CellDefect]) -> Sheet:
    """A sheet whose rows reach over every defect, and end with the last line that holds anything.

    Args:
        name: of the sheet.
        grid: values as read; its rows may be changed.
        defects: cells that look blank and are not. A number that is none (infinite) is added to them: it
            would be taken for a blank further on.
    """
    rows, first_row, first_column = grid
    while rows and not any(_filled(cell) for cell in rows[-1]):
        rows.pop()
    defects = defects + _not_finite(rows, first_row, first_column)
    if defects:
        if not rows:
            first_row, first_column = defects[0].row, defects[0].column
        top = min(first_row, *(defect.row for defect in defects))
        left = min(first_column, *(defect.column for defect in defects))
        if left < first_column:
            pad = [""] * (first_column - left)
            rows = [pad + row for row in rows]
        rows = [[] for _ in range(first_row - top)] + rows
        rows += [[] for _ in range(max(defect.row for defect in defects) - top + 1 - len(rows))]
        first_row, first_column = top, left
    return Sheet(
        name, visible=True, rows=rows, first_row=first_row, first_column=first_column, defects=tuple(defects)
    )


def _filled(cell: Any) -> bool:
    return cell != "" and not (isinstance(cell, str) and not cell.strip())


def _not_finite(rows: list[list[Any]], first_row: int, first_column: int) -> list[CellDefect]:
    """Numbers beyond what a double holds; blanked in the rows like every other defect."""
    strange = [
        (at, column)
        for at, row in enumerate(rows)
        for column, cell in enumerate(row)
        if cell.__class__ is float and cell - cell != 0
    ]
    found: list[CellDefect] = []
    for at, column in strange:
        found.append(CellDefect(at + first_row, column + first_column, "cell_error", str(rows[at][column])))
        rows[at][column] = ""
    return found
