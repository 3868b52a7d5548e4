"""Read a workbook that a run wrote: sheets as headings and rows, with formulas worked out again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

_RANGE = re.compile(r"SUM\(([A-Z]+)(\d+):([A-Z]+)(\d+)\)")
_CELL = re.compile(r"[A-Z]+\d+")


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


def _number(value: Any) -> int:
    assert value is None or isinstance(value, int | str), value
    return value if isinstance(value, int) else 0  # Excel's SUM passes over text


def work_out(sheet: Worksheet, formula: str) -> int:
    """The value of a formula of sums and differences of cells; nothing else may stand in a workbook."""

    def total(found: re.Match[str]) -> str:
        cells = sheet[f"{found[1]}{found[2]}:{found[3]}{found[4]}"]
        return str(sum(_number(cell.value) for row in cells for cell in row))

    plain = _RANGE.sub(total, formula.removeprefix("="))
    plain = _CELL.sub(lambda found: str(_number(sheet[found[0]].value)), plain)
    assert re.fullmatch(r"[-\d]+", plain), formula
    first, *rest = re.findall(r"-?\d+", plain)
    return int(first) + sum(int(part) for part in rest)


def _head_row(sheet: Worksheet) -> int:
    tables = list(sheet.tables.values())
    if tables:
        return int(re.findall(r"\d+", tables[0].ref)[0])
    return next((cell.row for cell in sheet["A"] if cell.row > 1 and cell.font.bold), 0)


@cache
def read_book(path: Path) -> dict[str, SheetRead]:
    """All sheets by name, in order."""
    stored, live = load_workbook(path, data_only=True), load_workbook(path)
    sheets = {}
    for values, formulas in zip(stored, live, strict=True):
        head = _head_row(formulas)
        lines = list(values.iter_rows(min_row=head, values_only=True))
        again = [
            [work_out(formulas, cell.value) if cell.data_type == "f" else cell.value for cell in row]
            for row in formulas.iter_rows(min_row=head + 1)
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
