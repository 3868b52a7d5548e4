"""Real files for the tests of reading: built here, bent part by part, read through the one public function."""

from __future__ import annotations

import hashlib
import io
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
import xlsxwriter
import xlwt

from gzaudit.errors import InputError
from gzaudit.read.cfb import CompoundFile
from gzaudit.read.sheet import InputFile, Sheet
from gzaudit.read.workbook import read_file

_T = TypeVar("_T")
SHEET_PART = "xl/worksheets/sheet1.xml"
HEADINGS = ("序号", "企业名称", "统一社会信用代码")
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def put(folder: Path, name: str, data: bytes) -> InputFile:
    """Write bytes as a workspace file `data/2025/<name>`."""
    path = folder / "data" / "2025" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return InputFile(f"data/2025/{name}", path, hashlib.sha256(data).hexdigest())


def read(folder: Path, name: str, data: bytes) -> tuple[Sheet, ...]:
    return read_file(put(folder, name, data))


def refused(folder: Path, name: str, data: bytes) -> InputError:
    """The error that reading raises; every part of it is filled and Chinese."""
    with pytest.raises(InputError) as caught:
        read(folder, name, data)
    error = caught.value
    assert error.where.startswith(f"data/2025/{name}")
    for part in (error.asked, error.found, error.expected, error.action):
        assert re.search(r"[\u4e00-\u9fff]", part), part
        assert str(folder) not in part
    assert str(folder) not in str(error)
    return error


def xlsx(fill: Callable[[xlsxwriter.Workbook], None] | None = None) -> bytes:
    """A workbook; without `fill`, one sheet 名单 with headings and two rows."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    if fill:
        fill(book)
    else:
        sheet = book.add_worksheet("名单")
        for column, heading in enumerate(HEADINGS):
            sheet.write_string(0, column, heading)
        for row in (1, 2):
            sheet.write_number(row, 0, row)
            sheet.write_string(row, 1, f"广州第{row}科技有限公司")
            sheet.write_string(row, 2, "9144011661842063XT")
    book.close()
    return out.getvalue()


def bend(data: bytes, parts: dict[str, bytes | None], *, stored: bool = False) -> bytes:
    """The same package with parts replaced, added, or (None) removed."""
    out = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            content = parts.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name in parts.keys() - set(old.namelist()):
            if (content := parts[name]) is not None:
                new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def sheet_xml(rows: str, *, head: str = "", tail: str = "", root: str = "worksheet") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head if head.startswith("<!") else ""}'
        f'<{root} xmlns="{MAIN}">{"" if head.startswith("<!") else head}<sheetData>{rows}</sheetData>{tail}</{root}>'
    ).encode()


def raw(rows: str, *, head: str = "", tail: str = "") -> bytes:
    """A workbook whose sheet 名单 holds just this XML."""
    return bend(xlsx(), {SHEET_PART: sheet_xml(rows, head=head, tail=tail)})


def xls(fill: Callable[[xlwt.Workbook], None]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plain_xls() -> bytes:
    """An old workbook with one sheet 名单 and 甲 at A1."""
    return xls(lambda book: book.add_sheet("名单").write(0, 0, "甲"))


def workbook_stream(data: bytes) -> bytes:
    """The records of an old workbook."""
    return CompoundFile(data).stream("Workbook")


def timed(action: Callable[[], _T]) -> tuple[_T, float]:
    """What an action yields, and the seconds it took."""
    start = time.perf_counter()
    result = action()
    return result, time.perf_counter() - start
