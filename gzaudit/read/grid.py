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
    """A sheet whose rows reach over every defect, and end with the last line that holds anything."""
    rows, first_row, first_column = grid
    while rows and not any(_filled(cell) for cell in rows[-1]):
        rows.pop()
    if not rows and defects:
        first_row, first_column = defects[0].row, defects[0].column
    if defects:
        top = min(first_row, *(defect.row for defect in defects))
        left = min(first_column, *(defect.column for defect in defects))
        if left < first_column:
            pad = [""] * (first_column - left)
            rows = [pad + row for row in rows]
        rows = [[] for _ in range(first_row - top)] + rows
        rows += [[] for _ in range(max(defect.row for defect in defects) - top + 1 - len(rows))]
        first_row, first_column = top, left
        _blank(rows, first_row, first_column, defects)
    return Sheet(name, True, rows, first_row, first_column, tuple(defects))  # noqa: FBT003 - visible


def _filled(cell: Any) -> bool:
    return cell != "" and not (isinstance(cell, str) and not cell.strip())


def _blank(rows: list[list[Any]], first_row: int, first_column: int, defects: list[CellDefect]) -> None:
    """Readers show most defects as blank, but not all (a number that is none)."""
    for defect in defects:
        row = rows[defect.row - first_row]
        at = defect.column - first_column
        if at < len(row):
            row[at] = ""
