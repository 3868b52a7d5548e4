"""Read an application list: every sheet of one file that has its columns; the others are told of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.applications.cells import unit_of_heading, unit_of_title, written
from gzaudit.applications.model import ApplicationList, Line
from gzaudit.errors import InputError, SettingsError
from gzaudit.findings import Batch, one
from gzaudit.oswords import system_words
from gzaudit.read.body import sort_lines
from gzaudit.read.defects import cell_defects, mark_defects
from gzaudit.read.endings import why_left_out
from gzaudit.read.files import hash_file
from gzaudit.read.headings import Headings, find_headings
from gzaudit.read.kinds import heading_aliases
from gzaudit.read.listing import Source, letter
from gzaudit.read.outline import filled
from gzaudit.read.sheet import DEFECT, InputFile
from gzaudit.read.workbook import read_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction
    from pathlib import Path

    from gzaudit.read.sheet import Sheet

HEADINGS: Final = "application_headings.toml"
MONEY: Final = ("transaction", "amount")
_NEEDED: Final = (("name", "code"), ("item",), ("year",))
# No list is audited for this year: a year in a heading is then nothing but a year.
_NO_YEAR: Final = 9999


def read_applications(path: Path) -> ApplicationList:
    """Read the list.

    Args:
        path: of the spreadsheet; only its name is shown.

    Raises:
        SettingsError: there is no such file (exit 2).
        InputError: it cannot be read, or no sheet of it is an application list (exit 3).
    """
    file = _input(path)
    reader = _Reader(file)
    for sheet in read_file(file):
        reader.take(sheet)
    if not reader.lines:
        told = "；".join(dict.fromkeys(reader.why)) or "没有内容"
        raise InputError(
            "文件里没有申报名单。",
            where=file.path,
            found=told,
            expected="一张表，有单位名称（或统一社会信用代码）、事项、年度各一列，下面至少一行",
            action="补上缺少的列名后重新运行；写法见 docs/apply.md",
        )
    return ApplicationList(
        file.path,
        file.sha256,
        tuple(reader.sources),
        tuple(reader.lines),
        reader.units,
        tuple(reader.batches),
    )


def _input(path: Path) -> InputFile:
    try:
        there = path.is_file()
    except (OSError, ValueError) as error:
        found = system_words(error) if isinstance(error, OSError) else "路径里有不能用的字符"
        raise SettingsError("申报名单打不开。", where=str(path), found=found) from error
    if not there:
        raise SettingsError(
            "没有这个申报名单。", where=str(path), expected="一个 .xlsx、.xls 或 .csv 文件", action="核对路径"
        )
    if why := why_left_out(path.name):
        raise InputError(
            "申报名单不能用。",
            where=path.name,
            found=why[0],
            expected="一个 .xlsx、.xls 或 .csv 文件",
            action=why[1],
        )
    return InputFile(path.name, path, hash_file(path))


class _Reader:
    """Turns sheets into sources and lines. One use, one file."""

    def __init__(self, file: InputFile) -> None:
        self.file = file
        self.sources: list[Source] = []
        self.lines: list[Line] = []
        self.units: dict[tuple[int, str], Fraction | None] = {}
        self.batches: list[Batch] = []
        self.why: list[str] = []

    def take(self, sheet: Sheet) -> None:
        """Read one sheet, or say why not."""
        if not sheet.visible:
            self._leave_out(sheet, 0, "sheet_hidden", sheet.name)
            return
        mark_defects(sheet)
        headings = find_headings(sheet.rows, _NO_YEAR, HEADINGS)
        lacking = _lacking(headings)
        if headings is None or lacking:
            if rows := filled(sheet, headings):
                self._leave_out(sheet, rows, "sheet_unrecognised", lacking)
            return
        body = sort_lines(sheet.rows, headings, ("name", "code"))
        src = len(self.sources)
        first = {field: places[0] for field, places in headings.columns.items()}
        self.sources.append(
            Source(
                self.file.path,
                sheet.name,
                self.file.sha256,
                "applications",
                body.rows,
                _title(sheet.rows, headings),
                {field: letter(at + sheet.first_column) for field, at in first.items()},
                dict(body.excluded),
                body.stated,
                {field: headings.labels[at] for field, at in first.items()},
            )
        )
        if not body.keep:
            self.why.append("表头下面没有一行")
        self.batches += cell_defects(sheet, headings, src, tuple(first))
        self._units(src, headings, sheet.rows, first)
        self.lines += [_line(src, at + sheet.first_row, sheet.rows[at], first) for at in body.keep]

    def _leave_out(self, sheet: Sheet, rows: int, code: str, found: str) -> None:
        excluded = {code: rows} if rows else {}
        self.sources.append(
            Source(self.file.path, sheet.name, self.file.sha256, None, rows, excluded=excluded)
        )
        self.batches.append(one(code, src=len(self.sources) - 1, found=found))
        self.why.append("工作表是隐藏的" if code == "sheet_hidden" else found)

    def _units(
        self, src: int, headings: Headings, rows: Sequence[Sequence[Any]], first: dict[str, int]
    ) -> None:
        """The heading's unit, else that of the lines above."""
        above = unit_of_title(_title(rows, headings))
        for field in MONEY:
            if field in first:
                self.units[src, field] = unit_of_heading(headings.labels[first[field]]) or above


def _lacking(headings: Headings | None) -> str:
    if headings is None:
        return "没有找到表头行"
    names = heading_aliases(HEADINGS)
    missing = [
        "或".join(names[field][0] for field in group)
        for group in _NEEDED
        if not any(field in headings.columns for field in group)
    ]
    return f"缺少列：{'、'.join(missing)}" if missing else ""


def _title(rows: Sequence[Sequence[Any]], headings: Headings) -> str:
    return " ".join(written(cell) for row in rows[: headings.top] for cell in row if cell not in ("", DEFECT))


def _line(src: int, number: int, row: Sequence[Any], first: dict[str, int]) -> Line:
    values = {field: row[at] if at < len(row) else "" for field, at in first.items()}
    cells = {field: "" if value == DEFECT else written(value) for field, value in values.items()}
    return Line(src, number, cells, type(values.get("code")) in (int, float))
