"""Write a book as an Excel workbook: one table a sheet, and the same bytes for the same book on any day."""

from __future__ import annotations

import contextlib
import tempfile
from datetime import datetime
from io import BytesIO
from traceback import clear_frames
from typing import TYPE_CHECKING

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from gzaudit.errors import InvariantError, OutputError
from gzaudit.moving import replace
from gzaudit.render.fastrows import FastSheet
from gzaudit.render.styles import FONT, FONT_SIZE, Styles
from gzaudit.render.xlsx_package import packing
from gzaudit.render.xlsx_sheet import Shared, SheetWriter
from gzaudit.render.xlsx_text import clean_text, sheet_names

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.render.model import Book, Table

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  # a fixed date, not a time: the clock must not reach the bytes
FAST_FROM = 100  # rows; below, plain rows are as quick and need nothing private
ROW_LIMIT, COLUMN_LIMIT = 1_048_576, 16_384


def write_book(path: Path, book: Book) -> None:
    """Write the workbook; what stood at `path` is replaced only once all of it is on the disk.

    Text is never executed, codes stay text, and formulas carry their stored values.

    Args:
        path: the file to write; its folder must exist.
        book: what to write.

    Raises:
        OSError: the disk refused it.
        OutputError: a table has more rows or columns than a sheet holds.
        InvariantError: the columns of a table do not fit together.
        TypeError: a cell is neither text, a whole number, a Formula, a Link nor None.
    """
    for table in book.tables:
        _check(table)
    packed = _pack(book, fast=True) or _pack(book, fast=False)
    if packed is None:
        raise InvariantError("工作簿的行没有写完整", action="请联系工具维护人员。")
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(packed)
        replace(part, path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _check(table: Table) -> None:
    heights = {len(column) for column in table.data}
    if len(table.data) != len(table.columns) or len(heights) > 1 or not 0 <= table.total_rows <= table.height:
        raise InvariantError("表格的列不齐", where=table.name, action="请联系工具维护人员。")
    if len(table.columns) > COLUMN_LIMIT or table.height + len(table.notes) + 3 > ROW_LIMIT:
        raise OutputError(
            "表格超出一个工作表的容量",
            where=table.name,
            found=f"{table.height} 行 {len(table.columns)} 列",
            expected=f"不超过 {ROW_LIMIT} 行 {COLUMN_LIMIT} 列",
            action="请按区或按批次拆分名单后重新运行。",
        )


def _pack(book: Book, *, fast: bool) -> bytes | None:
    """The workbook's bytes, or None if a fast sheet's rows were not written by this XlsxWriter."""
    packed = BytesIO()  # a file half written by a full disk can then not be taken for a workbook
    with tempfile.TemporaryDirectory(prefix="gzaudit-", ignore_cleanup_errors=True) as scratch:
        font = {"font_name": FONT, "font_size": FONT_SIZE}
        workbook = Workbook(packed, {"tmpdir": scratch, "default_format_properties": font})
        title, subject = clean_text(book.title), clean_text(book.subject)
        workbook.set_properties({"title": title, "subject": subject, "created": CREATED})
        names = sheet_names(table.name for table in book.tables)
        # Of two tables of one name, links lead to the first.
        by_table = {table.name: name for name, table in reversed(list(zip(names, book.tables, strict=True)))}
        shared = Shared(workbook, Styles(workbook), book.title, by_table, by_table.get(book.contents, ""))
        for number, (name, table) in enumerate(zip(names, book.tables, strict=True), 1):
            long = fast and table.height - table.total_rows >= FAST_FROM
            sheet = workbook.add_worksheet(name, worksheet_class=FastSheet if long else None)
            SheetWriter(shared, sheet, table, number).write()
        try:
            with packing(compact=book.compact):
                workbook.close()
        except FileCreateError as wrapped:
            failure: OSError = wrapped.args[0]
            clear_frames(failure.__traceback__)  # lets go of the open archive while its buffer still exists
            raise failure from None
        if not all(getattr(sheet, "complete", True) for sheet in workbook.worksheets()):
            return None
    return packed.getvalue()
