"""The values that a workbook stores, sheet by sheet, as a reader of previews sees them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook


@dataclass
class Stored:
    """One sheet from its headings on."""

    headings: list[str]
    rows: list[list[Any]]

    def column(self, heading: str) -> list[Any]:
        at = self.headings.index(heading)
        return [row[at] for row in self.rows]


@cache
def stored_values(path: Path) -> dict[str, Stored]:
    """Each sheet that has an Excel table, by name: its headings, its rows and the totals below them."""
    found = {}
    for sheet in load_workbook(path, data_only=True):
        lines = [list(line) for line in sheet.iter_rows(values_only=True)]
        heads = [int("".join(filter(str.isdigit, each.ref.split(":")[0]))) for each in sheet.tables.values()]
        if not heads:
            continue
        head = heads[0] - 1
        width = sum(text is not None for text in lines[head])
        rows = []
        for line in lines[head + 1 :]:
            if all(value is None for value in line[:width]):
                break  # what follows are lines to sign
            rows.append(line[:width])
        found[sheet.title] = Stored([" ".join(str(text).split()) for text in lines[head][:width]], rows)
    return found


def as_page(value: Any) -> str:
    """A stored value as text, without thousands: the same as a cell of a page without its commas."""
    return "" if value is None else str(value).replace(",", "")
