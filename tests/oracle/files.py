"""Write grids into files: .xlsx by two engines, .xls, and .csv in three encodings."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
import xlwt

from .model import Book, Formula, Sheet

SPREADSHEETS = ["openpyxl", "openpyxl", "xlsxwriter", "xlsxwriter", "xlwt"]
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030"]


def _openpyxl(path: Path, sheets: list[Sheet]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        for r, row in enumerate(sheet.grid.cells, 1):
            for c, value in enumerate(row, 1):
                plain = value.value if isinstance(value, Formula) else value
                if plain not in (None, ""):
                    page.cell(r, c, plain)
        for top, left, bottom, right in sheet.grid.merges:
            page.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
        for r in sheet.grid.hidden_rows:
            page.row_dimensions[r + 1].hidden = True
    book.save(path)


def _xlsxwriter(path: Path, sheets: list[Sheet]) -> None:
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": dt.datetime(2026, 1, 1)})  # noqa: DTZ001 — the format knows no zone
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    plain = book.add_format()
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        if sheet.hidden:
            page.hide()
        for top, left, bottom, right in sheet.grid.merges:
            page.merge_range(top, left, bottom, right, "", plain)
        for r, row in enumerate(sheet.grid.cells):
            for c, value in enumerate(row):
                if isinstance(value, Formula):
                    page.write_formula(r, c, value.text, plain, value.value)
                elif isinstance(value, dt.date):
                    page.write_datetime(r, c, value, day)
                elif isinstance(value, str) and value:
                    page.write_string(r, c, value)
                elif isinstance(value, int | float):
                    page.write_number(r, c, value)
        for r in sheet.grid.hidden_rows:
            page.set_row(r, None, None, {"hidden": True})
    book.close()


def _xlwt(path: Path, sheets: list[Sheet]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        page.visibility = int(sheet.hidden)
        merged = {(top, left): (bottom, right) for top, left, bottom, right in sheet.grid.merges}
        covered = {
            (r, c)
            for t, left, b, right in sheet.grid.merges
            for r in range(t, b + 1)
            for c in range(left, right + 1)
        }
        for r, row in enumerate(sheet.grid.cells):
            for c, value in enumerate(row):
                plain: Any = value.value if isinstance(value, Formula) else value
                if (r, c) in merged:
                    page.write_merge(r, merged[r, c][0], c, merged[r, c][1], plain)
                elif (r, c) not in covered and plain not in (None, ""):
                    if isinstance(plain, dt.date):
                        page.write(r, c, plain, day)
                    else:
                        page.write(r, c, plain)
        for r in sheet.grid.hidden_rows:
            page.row(r).hidden = True
    book.save(str(path))


def _csv(path: Path, sheet: Sheet, encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as handle:
        csv.writer(handle).writerows(sheet.grid.cells)


def write_book(directory: Path, book: Book) -> None:
    """Write one file below the workspace."""
    path = directory / book.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if book.engine in ENCODINGS:
        _csv(path, book.sheets[0], book.engine)
    else:
        {"openpyxl": _openpyxl, "xlsxwriter": _xlsxwriter, "xlwt": _xlwt}[book.engine](path, book.sheets)
