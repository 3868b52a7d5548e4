"""Read a workbook that a run wrote: sheets as headings and rows, with formulas worked out again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tables.formula_reading import Formulas


@dataclass
class SheetRead:
    """One sheet below its headings: stored values, and what the formulas give when worked out again."""

    notes: list[str]
    headings: list[str]
    rows: list[list[Any]]
    again: list[list[Any]]
    formulas: int
    cells: Worksheet
    first_row: int

    def column(self, heading: str) -> list[Any]:
        at = self.headings.index(heading)
        assert [row[at] for row in self.rows] == [row[at] for row in self.again], heading
        return [row[at] for row in self.rows]


def _head_row(sheet: Worksheet) -> int:
    tables = list(sheet.tables.values())
    if tables:
        return int(re.findall(r"\d+", tables[0].ref)[0])
    return next((cell.row for cell in sheet["A"] if cell.row > 1 and cell.font.bold), 0)


def _last_row(sheet: Worksheet, head: int) -> int:
    """Where the rows end: totals may follow the Excel table, lines to sign stand below a blank row."""
    ends = [int(re.findall(r"\d+", table.ref)[1]) for table in sheet.tables.values()]
    row = max([head, *ends])
    while row < sheet.max_row and any(cell.value is not None for cell in sheet[row + 1]):
        row += 1
    return row


@cache
def read_book(path: Path) -> dict[str, SheetRead]:
    """All sheets by name, in order."""
    stored, live = load_workbook(path, data_only=True), load_workbook(path)
    found = Formulas(live)
    sheets = {}
    for values, formulas in zip(stored, live, strict=True):
        head = _head_row(formulas)
        last = _last_row(formulas, head)
        lines = list(values.iter_rows(min_row=head, max_row=last, values_only=True))
        again = [
            [
                found.cell(formulas.title, cell.coordinate) if cell.data_type == "f" else cell.value
                for cell in row
            ]
            for row in formulas.iter_rows(min_row=head + 1, max_row=last)
        ]
        count = sum(cell.data_type == "f" for row in formulas.iter_rows() for cell in row)
        notes = [str(values.cell(row, 1).value) for row in range(2, head)]
        width = len([text for text in lines[0] if text is not None])
        sheets[values.title] = SheetRead(
            notes,
            [" ".join(str(text).split()) for text in lines[0][:width]],
            [list(row[:width]) for row in lines[1:]],
            [row[:width] for row in again],
            count,
            formulas,
            head + 1,
        )
    return sheets
