"""How a workbook's parts are put into one file: its language said, and packed small or quickly."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import xlsxwriter.workbook as xlsxwriter_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGE = "zh-CN"
QUICK = 1  # of zlib's nine levels
_PROPERTIES = "docProps/core.xml"
_BEFORE = "<cp:lastModifiedBy"


class _Package(ZipFile):
    """An archive that adds the document's language, which XlsxWriter has no property for."""

    def write(self, filename: Any, arcname: Any = None, *more: Any, **options: Any) -> None:
        if arcname == _PROPERTIES:
            _say_language(Path(filename))
        super().write(filename, arcname, *more, **options)


def _say_language(path: Path) -> None:
    times = path.stat()
    said = f"<dc:language>{LANGUAGE}</dc:language>{_BEFORE}"
    path.write_bytes(path.read_bytes().replace(_BEFORE.encode(), said.encode(), 1))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))  # the archive notes it: no clock may show


@contextmanager
def packing(*, compact: bool) -> Iterator[None]:
    """While a book is closed, XlsxWriter's own name for the archive is lent to ours; it offers no setting.

    Where that name is no longer there, the book is packed as usual.

    Args:
        compact: packed as small as usual; False for quickly: a third of the time of a long book goes into its
            compression.
    """
    usual = getattr(xlsxwriter_workbook, "ZipFile", None)
    if usual is None:
        yield
        return
    xlsxwriter_workbook.ZipFile = _Package if compact else partial(_Package, compresslevel=QUICK)
    try:
        yield
    finally:
        xlsxwriter_workbook.ZipFile = usual
