"""One .xls (Excel 97–2003), read here.

The reader that is used for .xlsx ends the whole process on many damaged .xls files, which no handler could catch, and
shows error values and formulas that were never calculated as blanks.
"""

from __future__ import annotations

import struct
from typing import Final, NamedTuple, TYPE_CHECKING

from gzaudit.read import biff
from gzaudit.read.cfb import CompoundFile
from gzaudit.read.grid import make_sheet
from gzaudit.read.sheet import Sheet
from gzaudit.read.signature import wrong_ending
from gzaudit.read.unusable import Unusable, password_protected
from gzaudit.read.xlscells import Shared, read_cells
from gzaudit.read.xlsformats import look_of

if TYPE_CHECKING:
    from pathlib import Path

# 65,536 rows of 256 columns, every cell filled, are some 200 MB.
MAX_BYTES: Final = 512 << 20
_VERSION_8: Final = 0x0600
_WORKSHEET: Final = 0


class _Entry(NamedTuple):
    name: str
    visible: bool
    offset: int
    worksheet: bool


def read_xls(path: Path, ending: str) -> tuple[Sheet, ...]:
    """Every worksheet in workbook order; hidden ones without rows.

    Args:
        path: an OLE file.
        ending: `.xls`, or `.xlsx` where an OLE file bears that name (then it can only be refused, in fitting words).

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
        entries, shared = _globals(stream)
    except (struct.error, IndexError) as error:
        raise biff.damaged() from error
    sheets = [entry for entry in entries if entry.worksheet]
    if not sheets:
        raise Unusable("工作簿里没有工作表（只有图表或宏）", expected="至少一个有名单的工作表")
    return tuple(_sheet(stream, entry, shared) for entry in sheets)


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


def _globals(stream: bytes) -> tuple[list[_Entry], Shared]:
    """The workbook's own records: sheets, texts, formats."""
    entries: list[_Entry] = []
    texts: list[bytes] = []
    formats: dict[int, str] = {}
    styles: list[int] = []
    is_1904 = calculated = in_texts = False
    for number, start, end in biff.records(stream, 0):
        content = stream[start:end]
        if start == 4 and (number != biff.BOF or struct.unpack_from("<H", content)[0] != _VERSION_8):
            raise Unusable("不是 Excel 97–2003 的工作簿", expected="Excel 97 以后的 .xls 或 .xlsx")
        if number == biff.CONTINUE and in_texts:
            texts.append(content)
            continue
        in_texts = number == biff.SST
        if number == biff.FILE_PASS:
            raise password_protected()
        if number == biff.BOUND_SHEET:
            (offset,) = struct.unpack_from("<I", content)
            entries.append(
                _Entry(biff.short_text(content[6:]), not content[4] & 3, offset, content[5] == _WORKSHEET)
            )
        elif number == biff.SST:
            texts = [content]
        elif number == biff.FORMAT:
            formats[struct.unpack_from("<H", content)[0]] = biff.text(content[2:])
        elif number == biff.XF:
            styles.append(struct.unpack_from("<H", content, 2)[0])
        elif number == biff.DATE_1904:
            is_1904 = bool(content[0])
        elif number == biff.RECALC_ID:
            calculated = True
        elif number == biff.EOF:
            break
    else:
        raise biff.damaged()
    looks = {number: look_of(number, formats) for number in set(styles)}
    shared = biff.shared_texts(texts) if texts else []
    return entries, Shared(shared, [looks[number] for number in styles], is_1904, calculated)


def _sheet(stream: bytes, entry: _Entry, shared: Shared) -> Sheet:
    if not entry.visible:
        return Sheet(entry.name, visible=False, rows=[], first_row=1, first_column=1)
    try:
        cells = read_cells(stream, entry.offset, shared)
    except Unusable as verdict:
        raise verdict.within(entry.name) from verdict
    return make_sheet(entry.name, cells.grid(), cells.defects)
