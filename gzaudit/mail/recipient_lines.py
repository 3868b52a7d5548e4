"""The lines of a recipients' file as they stand there: a spreadsheet of any make, or TOML."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gzaudit.errors import InputError, SettingsError
from gzaudit.normalise.single import dense_text
from gzaudit.oswords import system_words
from gzaudit.read.files import hash_file
from gzaudit.read.kinds import heading_aliases
from gzaudit.read.remarks import is_note
from gzaudit.read.sheet import DEFECT, InputFile
from gzaudit.read.workbook import read_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gzaudit.read.sheet import Sheet

_SEARCHED: Final = 30  # rows in which the headings are looked for
_HEADINGS: Final = {
    "name": ("姓名", "收件人", "收件人姓名", "联系人", "联系人姓名", "姓名(收件人)", "姓名收件人"),
    "address": (
        "邮箱", "电子邮箱", "邮箱地址", "电子邮箱地址", "收件邮箱", "收件人邮箱", "电子邮件",
        "电子邮件地址", "邮件地址", "联系邮箱", "email", "e-mail", "mail",
    ),
    "cc": ("抄送", "抄送人", "抄送邮箱", "抄送地址", "抄送人邮箱", "cc"),
}  # fmt: skip
_TABLE: Final = {"district", "name", "address", "cc"}


class Line(NamedTuple):
    """One line: its place for messages, and its cells as text."""

    place: str
    district: str
    name: str
    address: str
    cc: tuple[str, ...]


def read_lines(path: Path, shown: str) -> list[Line]:
    """All lines that name a recipient.

    Args:
        path: of the file.
        shown: how it is called in messages.

    Raises:
        SettingsError: it cannot be read, or has no such headings.
    """
    lines = _toml(path, shown) if path.suffix.lower() == ".toml" else _sheets(path, shown)
    if not lines:
        raise _refuse(shown, "一个收件人也没有", "每个区至少一行")
    return lines


def _sheets(path: Path, shown: str) -> list[Line]:
    try:
        sheets = read_file(InputFile(shown, path, hash_file(path)))
    except InputError as error:  # a file of the bureau's own, not a list that somebody sent
        raise SettingsError(
            "收件人文件读不出来。",
            where=error.where,
            found=error.found,
            expected=error.expected,
            action=error.action,
        ) from error
    read = [(sheet, found) for sheet in sheets if sheet.visible and (found := _headings(sheet))]
    if not read:
        raise _refuse(shown, "没有找到表头", "表头有“区”“邮箱”，另可有“姓名”“抄送”")
    return [line for sheet, (top, places) in read for line in _rows(sheet, top, places)]


def _headings(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Index of the heading row, and the column of each field."""
    known = {dense_text(alias).casefold(): field for field, aliases in _HEADINGS.items() for alias in aliases}
    known |= {dense_text(alias).casefold(): "district" for alias in heading_aliases()["district"]}
    for at, row in enumerate(sheet.rows[:_SEARCHED]):
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            field = known.get(dense_text(str(cell)).casefold().strip("*:"))
            if field:
                places.setdefault(field, place)
        if {"district", "address"} <= places.keys():
            return at, places
    return None


def _rows(sheet: Sheet, top: int, places: dict[str, int]) -> Iterator[Line]:
    for at, row in enumerate(sheet.rows[top + 1 :], top + 1):
        cells = {field: _cell(row, place) for field, place in places.items()}
        filled = [text for cell in row if (text := dense_text(str(cell)))]
        if not filled or (len(filled) <= 2 and is_note(filled[0]) and "@" not in cells["address"]):
            continue
        where = f"{sheet.name} 第 {at + sheet.first_row} 行".strip()
        yield Line(where, cells["district"], cells.get("name", ""), cells["address"], (cells.get("cc", ""),))


def _cell(row: list[Any], place: int) -> str:
    cell = row[place] if place < len(row) else ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # a district's code that was typed as a number
    return "（公式没有算出，或是错误值）" if cell == DEFECT else str(cell)


def _toml(path: Path, shown: str) -> list[Line]:
    try:
        told = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise _refuse(shown, system_words(error), "能打开的文件") from error
    except (ValueError, RecursionError) as error:
        raise _refuse(shown, "不合 TOML 的写法，或不是 UTF-8 编码", "UTF-8 编码的 TOML") from error
    entries = told.pop("recipient", [])
    if told or not isinstance(entries, list):
        raise _refuse(shown, f"不认识的内容 {next(iter(told), 'recipient')}", "只有 [[recipient]]")
    return [_entry(each, f"第 {number} 个 [[recipient]]", shown) for number, each in enumerate(entries, 1)]


def _entry(value: Any, place: str, shown: str) -> Line:
    entry = value if isinstance(value, dict) else {"?": value}
    cc = entry.get("cc", [])
    texts = [entry.get(key, "") for key in ("district", "name", "address")]
    parts = cc if isinstance(cc, list) else [cc]
    if set(entry) - _TABLE or not all(isinstance(text, str) for text in (*texts, *parts)):
        raise _refuse(
            f"{shown} {place}",
            "、".join(sorted(set(entry) - _TABLE)) or "值不是加引号的文字",
            'district = "天河区"、name = "…"、address = "…"、cc = ["…"]',
        )
    return Line(place, texts[0], texts[1], texts[2], tuple(parts))


def _refuse(where: str, found: str, expected: str) -> SettingsError:
    return SettingsError(
        "收件人文件不能用。", where=where, found=found, expected=expected, action="改好后重新运行"
    )
