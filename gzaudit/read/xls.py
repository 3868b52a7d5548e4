"""One .xls (Excel 97–2003), read here.

The reader that is used for .xlsx ends the whole process on many damaged .xls files, which no handler could
catch, and shows error values and formulas that were never calculated as blanks.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.read import biff
from gzaudit.read.cfb import CompoundFile
from gzaudit.read.grid import make_sheet
from gzaudit.read.sheet import Sheet
from gzaudit.read.signature import wrong_ending
from gzaudit.read.unusable import Unusable, password_protected
from gzaudit.read.xlscells import Shared, SheetCells, read_cells
from gzaudit.read.xlsformats import look_of

if TYPE_CHECKING:
    from pathlib import Path

# 65,536 rows of 256 columns, every cell filled, are some 200 MB.
MAX_BYTES: Final = 512 << 20
_VERSION_8: Final = 0x0600
_WORKSHEET: Final = 0
_HIDDEN: Final = 0x03


class _Entry(NamedTuple):
    name: str
    visible: bool
    offset: int
    worksheet: bool


def read_xls(path: Path, ending: str) -> tuple[Sheet, ...]:
    """Every worksheet in workbook order; hidden ones without rows.

    Args:
        path: an OLE file.
        ending: `.xls`, or `.xlsx` where an OLE file bears that name (then it is refused in fitting words).

    Raises:
        Unusable: encrypted, damaged, older than Excel 97, or no workbook.
    """
    with path.open("rb") as handle:
        data = handle.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unusable(
            "文件过大", expected=f"不超过 {MAX_BYTES >> 20} MiB", action="另存为 .xlsx，或拆成几个文件"
        )
    try:
        stream = _workbook(CompoundFile(data), ending)
        book = _globals(stream)
        shared = book.shared()
    except (struct.error, IndexError) as error:
        raise biff.damaged() from error
    sheets = [entry for entry in book.entries if entry.worksheet]
    if not sheets:
        raise Unusable("工作簿里没有工作表（只有图表或宏）", expected="至少一个有名单的工作表")
    cells = [_cells(stream, entry, shared) if entry.visible else SheetCells() for entry in sheets]
    # Excel stores an empty text as it stores no result at all. Libraries never calculate, nor leave its mark.
    calculated = book.calculated or any(of_sheet.calculated for of_sheet in cells)
    return tuple(
        _sheet(entry, of_sheet, calculated=calculated) for entry, of_sheet in zip(sheets, cells, strict=True)
    )


def _workbook(file: CompoundFile, ending: str) -> bytes:
    if "EncryptedPackage" in file.names:
        raise password_protected()
    for name, found in (("WordDocument", "Word 文档"), ("PowerPoint Document", "演示文稿")):
        if name in file.names:
            raise Unusable(f"实际是{found}，不是电子表格")
    names = {name.casefold(): name for name in file.names}
    if "workbook" in names:
        if ending != ".xls":
            raise wrong_ending("旧版 .xls 格式", ending, ".xls")
        return file.stream(names["workbook"])
    if "book" in names:
        raise Unusable("是 Excel 95 或更早的格式", expected="Excel 97 以后的 .xls 或 .xlsx")
    raise Unusable("文件里没有工作簿（不是 Excel 或 WPS 表格）")


@dataclass(slots=True)
class _Globals:
    """The workbook's own records: sheets, texts and formats.

    Attributes:
        entries: sheets in workbook order, charts and macro sheets included.
        texts: the table of shared texts, in the records that it is cut into.
        formats: number formats that are not built in, by number.
        styles: number format of each cell style.
        is_1904: whether days are counted from 1904.
        calculated: whether a program left its mark of calculating.
    """

    entries: list[_Entry] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    is_1904: bool = False
    calculated: bool = False

    def take(self, number: int, content: bytes) -> None:
        """Take in one record."""
        if number == biff.FILE_PASS:
            raise password_protected()
        if number == biff.BOUND_SHEET:
            (offset,) = struct.unpack_from("<I", content)
            name = biff.short_text(content[6:])
            self.entries.append(_Entry(name, not content[4] & _HIDDEN, offset, content[5] == _WORKSHEET))
        elif number == biff.SST:
            self.texts = [content]
        elif number == biff.FORMAT:
            self.formats[struct.unpack_from("<H", content)[0]] = biff.text(content[2:])
        elif number == biff.XF:
            self.styles.append(struct.unpack_from("<H", content, 2)[0])
        elif number == biff.DATE_1904:
            self.is_1904 = bool(content[0])
        elif number == biff.RECALC_ID:
            self.calculated = True

    def shared(self) -> Shared:
        """What the sheets have in common."""
        looks = {number: look_of(number, self.formats) for number in set(self.styles)}
        texts = biff.shared_texts(self.texts) if self.texts else []
        return Shared(texts, [looks[number] for number in self.styles], self.is_1904)


def _globals(stream: bytes) -> _Globals:
    found = _Globals()
    before = 0
    for number, start, end in biff.records(stream, 0):
        content = stream[start:end]
        if not before and (number != biff.BOF or struct.unpack_from("<H", content)[0] != _VERSION_8):
            raise Unusable("不是 Excel 97–2003 的工作簿", expected="Excel 97 以后的 .xls 或 .xlsx")
        if number == biff.EOF:
            return found
        if number == biff.CONTINUE and before == biff.SST:
            found.texts.append(content)
            continue
        found.take(number, content)
        before = number
    raise biff.damaged()


def _cells(stream: bytes, entry: _Entry, shared: Shared) -> SheetCells:
    try:
        return read_cells(stream, entry.offset, shared)
    except Unusable as verdict:
        raise verdict.within(entry.name) from verdict


def _sheet(entry: _Entry, cells: SheetCells, *, calculated: bool) -> Sheet:
    if not entry.visible:
        return Sheet(entry.name, visible=False, rows=[], first_row=1, first_column=1)
    cells.settle(calculated=calculated)
    return make_sheet(entry.name, cells.grid(), cells.defects)
