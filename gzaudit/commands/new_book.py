"""A file that the user asked for by name: never written over another, never among a run's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.commands.new_file import require_new_file
from gzaudit.errors import OutputError
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.render.model import Book


def require_new_book(out: Path, option: str, action: str) -> None:
    """Refuse a name that cannot be a new workbook's (see `require_new_file`)."""
    require_new_file(out, option, action, ".xlsx")


def require_new_file(out: Path, option: str, action: str, ending: str) -> None:
    """Refuse a name that cannot be a new file's, before anything is worked out.

    Args:
        out: the file.
        option: by which it was named; "" where nobody named it.
        action: what to do instead.
        ending: of its name, e.g. `.xlsx`.

    Raises:
        SettingsError: it exists, has another ending, or lies in the results of a run.
    """
<<<<<<< HEAD
    found = "" if out.suffix.lower() == ending else f"扩展名是“{out.suffix or '没有'}”"
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
            expected=f"还不存在的 {ending} 文件",
            action=action,
        )
=======
    require_new_file(out, option, (".xlsx",), action)
>>>>>>> apply


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
            action="换一个文件夹，或关闭正在打开的文件后重新运行",
        ) from error
