"""Cells that look blank and are not: error values and uncalculated formulas (interface: formats)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.findings import Batch
from gzaudit.read.listing import letter
from gzaudit.read.sheet import DEFECT, CellDefect, Sheet

if TYPE_CHECKING:
    from gzaudit.read.headings import Headings


def mark_defects(sheet: Sheet) -> None:
    """Put a mark where a reader left a blank, so that a row of nothing but such cells is still a row."""
    for defect in sheet.defects:
        at, column = defect.row - sheet.first_row, defect.column - sheet.first_column
        if at < 0 or column < 0:
            continue
        while len(sheet.rows) <= at:
            sheet.rows.append([])
        row = sheet.rows[at]
        row += [""] * (column + 1 - len(row))
        row[column] = DEFECT


def cell_defects(
    sheet: Sheet, headings: Headings | None, src: int, fields: tuple[str, ...] = ()
) -> list[Batch]:
    """Findings for the cells of columns that are used; of a sheet left out, for its first such cell."""
    if not sheet.defects:
        return []
    used: dict[int, str] = {}
    if headings:
        for name in reversed(fields):
            places = headings.columns.get(name, ())
            # 序号 decides nothing; of the former names every column is read.
            used.update(
                dict.fromkeys(places if name == "former" else places[:1], name) if name != "serial" else {}
            )
        body = headings.body + sheet.first_row
        found = [d for d in sheet.defects if d.column - sheet.first_column in used and d.row >= body]
    else:
        found = list(sheet.defects[:1])
    batches = []
    for kind in ("cell_error", "formula_uncalculated"):
        cells: list[CellDefect] = [defect for defect in found if defect.kind == kind]
        frame = pd.DataFrame(
            {
                "src": src,
                "row": [defect.row for defect in cells],
                "field": [used.get(defect.column - sheet.first_column, "") for defect in cells],
                "found": [defect.shown for defect in cells],
                "detail": [_column(defect, sheet, headings) for defect in cells],
            }
        )
        batches.append(Batch(kind, frame))
    return batches


def _column(defect: CellDefect, sheet: Sheet, headings: Headings | None) -> str:
    """The column as the sheet itself calls it."""
    label = headings.labels.get(defect.column - sheet.first_column, "") if headings else ""
    return f"{letter(defect.column)} 列“{''.join(label.split())}”" if label else f"{letter(defect.column)} 列"
