"""A workbook that the user asked for by name: never written over another, never among a run's files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gzaudit.deliver.find_run import RESULT
from gzaudit.errors import OutputError, SettingsError
from gzaudit.oswords import system_advice, system_words

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.render.model import Book


def require_new_book(out: Path, option: str, action: str) -> None:
    """Refuse a name that cannot be a new workbook's, before anything is worked out.

    Args:
        out: the file.
        option: by which it was named; "" where nobody named it.
        action: what to do instead.

    Raises:
        SettingsError: it exists, is no .xlsx file, or lies in the results of a run.
    """
    found = "" if out.suffix.lower() == ".xlsx" else f"扩展名是“{out.suffix or '没有'}”"
    try:
        found = "已有这个文件" if out.exists() or os.path.lexists(out) else found
        inside = any((folder / RESULT).is_file() for folder in out.resolve().parents)
        found = "在一次运行的结果里，运行结果写成之后不再改动" if inside else found
    except (OSError, ValueError, RuntimeError):
        found = "路径不能用"
    if found:
        raise SettingsError(
            "这个文件名不能用。",
            where=f"{option} {out}".strip(),
            found=found,
            expected="还不存在的 .xlsx 文件",
            action=action,
        )


def write_new_book(out: Path, book: Book) -> None:
    """Write it.

    Raises:
        OutputError: the disk refused it.
    """
    from gzaudit.render.xlsx import write_book

    try:
        write_book(out, book)
    except OSError as error:
        raise OutputError(
            f"{book.title}写不下去。",
            where=str(out),
            found=system_words(error),
            action=system_advice(error, "检查权限和磁盘空间，或换一个文件夹后重新运行"),
        ) from error
