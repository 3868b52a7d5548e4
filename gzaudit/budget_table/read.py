"""A table from a file: the published text (.txt), or a spreadsheet of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from gzaudit.budget_table.sheet import read_sheet
from gzaudit.budget_table.text import read_text
from gzaudit.errors import InputError, SettingsError
from gzaudit.oswords import system_words
from gzaudit.read.sheet import InputFile
from gzaudit.read.workbook import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.budget_table.model import BudgetTable

_SHEETS: Final = (".xlsx", ".xls", ".csv")
_TEXTS: Final = (".txt",)


def read_table(path: Path) -> tuple[BudgetTable, str]:
    """Read a table.

    Args:
        path: of the file.

    Returns:
        The table, and the SHA-256 of the file.

    Raises:
        SettingsError: there is no such file, or of another kind.
        InputError: it cannot be read, or holds no such table.
    """
    ending = path.suffix.lower()
    if ending not in (*_SHEETS, *_TEXTS):
        raise SettingsError(
            "这种文件不能读。",
            where=str(path),
            found=ending or "没有扩展名",
            expected="、".join((*_TEXTS, *_SHEETS)),
            action="PDF、Word 里的表，全选复制，存成 UTF-8 的 .txt；或请提供单位发电子表格",
        )
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SettingsError("没有这个文件。", where=str(path), action="核对文件名和路径") from error
    except OSError as error:
        raise InputError("无法读取输入文件。", where=str(path), found=system_words(error)) from error
    digest = hashlib.sha256(data).hexdigest()
    if ending in _TEXTS:
        return read_text(_decoded(data, path), path.name), digest
    return _from_sheets(path, digest), digest


def _decoded(data: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(
        "无法读取输入文件。", where=str(path), found="不是 UTF-8，也不是 GB18030", expected="文本文件"
    )


def _from_sheets(path: Path, digest: str) -> BudgetTable:
    """The table of the first sheet that holds one."""
    refused: InputError | None = None
    for sheet in read_file(InputFile(path.name, path, digest)):
        where = path.name + (f" 工作表“{sheet.name}”" if sheet.name else "")
        if not sheet.visible or not sheet.rows:
            continue
        try:
            return read_sheet(sheet, where)
        except InputError as error:
            refused = refused or error
    raise refused or InputError("没有认出绩效目标表。", where=path.name, found="没有可读的工作表")
