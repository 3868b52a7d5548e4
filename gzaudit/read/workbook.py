"""Opening any input file: one function, one kind of error."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from gzaudit.errors import InputError
from gzaudit.read.csvfile import read_csv
from gzaudit.read.files import hash_file, unreadable
from gzaudit.read.signature import HEAD, content_of
from gzaudit.read.unusable import Unusable
from gzaudit.read.xls import read_xls
from gzaudit.read.xlsx import read_xlsx

if TYPE_CHECKING:
    from gzaudit.read.sheet import InputFile, Sheet

_ASKED: Final = "无法读取输入文件。"


def read_file(file: InputFile) -> tuple[Sheet, ...]:
    """All worksheets of a file, in workbook order.

    Values keep the types they are stored with: a code that was typed as a number is a number here, and is
    never made text. Merged cells hold their value at the top left only. Hidden rows are read like all others;
    hidden sheets are listed without rows.

    Args:
        file: with an ending that `endings.SUPPORTED` names.

    Raises:
        InputError: the file cannot be used; where (file, sheet, cell or line), what was found, what to do.
            Nothing else is raised for what a file contains.
    """
    try:
        sheets = _read(file)
        _still_the_same(file)
    except Unusable as verdict:
        raise InputError(
            _ASKED,
            where=" › ".join((file.path, *map(_printable, verdict.place))),
            found=_printable(verdict.found),
            expected=verdict.expected,
            action=verdict.action,
        ) from verdict
    except MemoryError as error:
        raise InputError(
            _ASKED,
            where=file.path,
            found="内存不足，装不下该文件",
            expected="本机内存能容纳的名单",
            action="关闭其他程序后重试；仍不行则删去无关的工作表和列，或拆成几个文件",
        ) from error
    except OSError as error:
        raise unreadable(file.path, error) from error
    return sheets


def _still_the_same(file: InputFile) -> None:
    """What was read must be what was hashed: the hash is all that a run keeps of it."""
    if hash_file(file.location) != file.sha256:
        raise Unusable(
            "读取过程中文件被改动了",
            expected="读取期间保持不变的文件",
            action="关闭正编辑它的程序，等待同步完成后重试",
        )


def _printable(text: str) -> str:
    """Without the control characters that a damaged file may have put into a name."""
    return "".join(character if character.isprintable() else "□" for character in text)


def _read(file: InputFile) -> tuple[Sheet, ...]:
    ending = PurePosixPath(file.path).suffix.lower()
    with file.location.open("rb") as handle:
        head = handle.read(HEAD)
    content = content_of(head, ending)
    if content == "zip":
        return read_xlsx(file.location)
    if content == "ole":
        return read_xls(file.location, ending)
    return read_csv(file.location)
