"""One .xlsx: looked at first, read second, and the two compared."""

from __future__ import annotations

from typing import Final, TYPE_CHECKING

from gzaudit.read.cells import Parsed, parse_cells
from gzaudit.read.engine import Workbook
from gzaudit.read.grid import make_sheet
from gzaudit.read.ooxml import Entry, contents
from gzaudit.read.parts import Package
from gzaudit.read.quicklook import MAX_AREA, look
from gzaudit.read.sheet import CellDefect, Sheet
from gzaudit.read.unusable import Unusable
from gzaudit.read.xmlblocks import blocks

if TYPE_CHECKING:
    from pathlib import Path

_XML: Final = (".xml", ".rels")


def read_xlsx(path: Path) -> tuple[Sheet, ...]:
    """Every worksheet in workbook order; hidden ones without rows.

    Raises:
        Unusable: whatever makes it unsafe or impossible to read, with sheet and cell where known.
    """
    with Package(path) as package:
        entries, shared = contents(package)
        sheets = {entry.part for entry in entries if entry.worksheet}
        others = {name for name in package.names if name.endswith(_XML)} | set(shared)
        for name in sorted(others - sheets):
            for _ in blocks(package.pieces(name)):
                pass
        defects = [_look(package, entry) if entry.worksheet else [] for entry in entries]
    with Workbook(path) as book:
        if book.sheets() != [(entry.name, entry.visible) for entry in entries]:
            raise Unusable("工作簿的目录前后不一致，各程序读到的工作表可能不同")
        return tuple(
            _sheet(book, index, entry, defects[index])
            for index, entry in enumerate(entries)
            if entry.worksheet
        )


def _look(package: Package, entry: Entry) -> list[CellDefect]:
    """Check one sheet; what is found in a hidden one does not matter, for it is never read."""
    try:
        seen = look(blocks(package.pieces(entry.part)))
        if not entry.visible or not (seen.closer or seen.area > MAX_AREA):
            return []
        parsed: Parsed = parse_cells(blocks(package.pieces(entry.part)))
        parsed.extent.check()
    except Unusable as verdict:
        raise verdict.within(entry.name) from verdict
    return parsed.defects


def _sheet(book: Workbook, index: int, entry: Entry, defects: list[CellDefect]) -> Sheet:
    if not entry.visible:
        return Sheet(entry.name, visible=False, rows=[], first_row=1, first_column=1)
    try:
        grid = book.grid(index)
    except Unusable as verdict:
        raise verdict.within(entry.name) from verdict
    return make_sheet(entry.name, grid, defects)
