"""One .xlsx: looked at first, read second, and the two compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.read.cells import READABLE_ERRORS, Parsed, cell_name, parse_cells
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
            _look_at_other(package, name)
        defects = [_look(package, entry) if entry.worksheet else [] for entry in entries]
    with Workbook(path) as book:
        if book.sheets() != [(entry.name, entry.visible) for entry in entries]:
            raise Unusable("工作簿的目录前后不一致，各程序读到的工作表可能不同")
        return tuple(
            _sheet(book, index, entry, defects[index])
            for index, entry in enumerate(entries)
            if entry.worksheet
        )


def _look_at_other(package: Package, name: str) -> None:
    """Check a part that holds no sheet by our reading of the contents; another reader may think otherwise."""
    try:
        if look(blocks(package.pieces(name))).area > MAX_AREA:
            parse_cells(blocks(package.pieces(name))).extent.check()
    except Unusable as verdict:
        raise verdict if verdict.place else verdict.within(name) from verdict


def _look(package: Package, entry: Entry) -> list[CellDefect]:
    """Check one sheet; what is found in a hidden one does not matter, for it is never read."""
    try:
        seen = look(blocks(package.pieces(entry.part)))
        if not entry.visible or not (seen.closer or seen.area > MAX_AREA):
            return []
        parsed: Parsed = parse_cells(blocks(package.pieces(entry.part)))
        parsed.extent.check()
        for defect in parsed.defects:
            if defect.kind == "cell_error" and defect.shown not in READABLE_ERRORS:
                raise _unreadable_error(defect)
    except Unusable as verdict:
        raise verdict.within(entry.name) from verdict
    return parsed.defects


def _unreadable_error(defect: CellDefect) -> Unusable:
    """Newer programs know more error values than the reader, which gives up the whole sheet for one."""
    return Unusable(
        f"单元格是错误值 {defect.shown}",
        expected="改正错误后的值",
        action="用 WPS 或 Excel 打开，改正该单元格（及同类错误），保存后重试",
        place=(cell_name(defect.row, defect.column),),
    )


def _sheet(book: Workbook, index: int, entry: Entry, defects: list[CellDefect]) -> Sheet:
    if not entry.visible:
        return Sheet(entry.name, visible=False, rows=[], first_row=1, first_column=1)
    try:
        grid = book.grid(index)
    except Unusable as verdict:
        raise verdict.within(entry.name) from verdict
    return make_sheet(entry.name, grid, defects)
