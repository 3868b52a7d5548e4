"""The Excel table of a sheet as lines of cells, stored values or formulas; nothing is worked out."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook


@cache
def opened(path: Path, *, stored: bool = True) -> Workbook:
    return load_workbook(path, data_only=stored)


def table_rows(path: Path, name: str) -> tuple[int, int]:
    """Spreadsheet rows of a sheet's headings and of its last line above the totals."""
    (table,) = opened(path)[name].tables.values()
    first, last = map(int, re.findall(r"\d+", table.ref))
    return first, last


def lines(path: Path, name: str, *, stored: bool = True) -> list[list[Any]]:
    """Headings and lines, totals left out."""
    first, last = table_rows(path, name)
    rows = opened(path, stored=stored)[name].iter_rows(min_row=first, max_row=last, values_only=True)
    width = len(next(iter(opened(path)[name].tables.values())).tableColumns)
    return [list(row[:width]) for row in rows]


def column(path: Path, name: str, heading: str) -> list[Any]:
    """One column of a sheet."""
    head, *rows = lines(path, name)
    return [row[head.index(heading)] for row in rows]
