"""A workbook that the user asked for by name: never written over another, never among a run's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.commands.new_file import require_new_file
from gzaudit.errors import OutputError
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
    require_new_file(out, option, (".xlsx",), action)


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
