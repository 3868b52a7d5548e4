"""What people do with a sheet: go back to the contents, fill cells in, sign below the table."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from gzaudit.errors import InvariantError
from gzaudit.render.xlsx_text import clean_text, display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.render.model import Link, Table
    from gzaudit.render.styles import Styles

BACK: Final = "返回目录"
FORWARD: Final = "看目录"
DATE: Final = "日期"
_DATE_LINE: Final = "日期：________年____月____日"
_UNUSED_WIDTH: Final = 9  # of a column beyond the table
_TITLE_WIDTH: Final = 1.7  # of a title's character, in those of the table
_IN_SIGHT: Final = 150  # units that a screen shows beside each other
_LINE_WIDTH: Final = 16
_SIGN_HEIGHT: Final = 27.0  # points: room for a signature
_LIST_LIMIT: Final = 255  # characters that Excel allows for all choices of a drop-down list
_LISTS_LIMIT: Final = 60_000  # drop-down lists of a sheet; Excel allows 65,534
_PROTECTION: Final = {"format_columns": True, "format_rows": True}


def link_target(sheet_name: str) -> str:
    """The address of a sheet of the same workbook, for XlsxWriter."""
    return f"internal:'{sheet_name.replace(chr(39), chr(39) * 2)}'!A1"


def write_link(sheet: Any, link: Link, look: Any, title: str, widths: Sequence[int]) -> None:
    """A link in the title's row, at the table's right edge or behind a title that is longer.

    Args:
        sheet: of XlsxWriter.
        link: its text, and the name of the sheet to go to.
        look: its format.
        title: what stands in the same row.
        widths: of the table's columns.
    """
    behind = min(int(display_width(title) * _TITLE_WIDTH), _IN_SIGHT)
    starts = list(accumulate([*widths, *[_UNUSED_WIDTH] * (_IN_SIGHT // _UNUSED_WIDTH + 1)]))
    free = [column for column, start in enumerate(starts, 1) if start >= behind]
    inside = [column for column in free if column < len(widths) and starts[column] <= _IN_SIGHT]
    column = inside[-1] if inside else free[0]
    sheet.write_url(0, column, link_target(link.sheet), look, link.text)


def add_choices(sheet: Any, table: Table, first: int, last: int) -> None:
    """Drop-down lists in the columns to be filled in; the other columns are locked, without a password.

    Args:
        sheet: of XlsxWriter.
        table: with `choices`.
        first: 0-based row of the first line.
        last: of the last.

    Raises:
        InvariantError: choices that Excel does not take.
    """
    for column, allowed in table.choices.items():
        if not allowed:
            continue
        if any("," in text for text in allowed) or len(",".join(allowed)) > _LIST_LIMIT:
            raise InvariantError("下拉选项不能用", where=table.name, found="、".join(allowed))
        told = {
            "validate": "list",
            "source": list(allowed),
            "error_title": "请从下拉框中选择",
            "error_message": f"只能填：{'、'.join(allowed)}"[:_LIST_LIMIT],
        }
        sheet.data_validation(first, column, last, column, told)
    _add_suggested(sheet, table, first)
    if table.locked and table.choices and set(table.choices) != set(range(len(table.columns))):
        sheet.protect("", _PROTECTION)


def _add_suggested(sheet: Any, table: Table, first: int) -> None:
    """A drop-down list for each line that has suggestions; equal ones are told to Excel once."""
    for column, lines in table.suggested.items():
        rows: dict[tuple[str, ...], list[int]] = {}
        for row, offered in enumerate(lines, first):
            if fitting := _fitting(offered):
                rows.setdefault(fitting, []).append(row)
        for fitting, mine in list(rows.items())[:_LISTS_LIMIT]:
            told = {"validate": "list", "source": list(fitting), "show_error": False}
            told["other_cells"] = [[row, column, row, column] for row in mine[1:]]
            sheet.data_validation(mine[0], column, mine[0], column, told)


def _fitting(offered: tuple[str, ...]) -> tuple[str, ...]:
    """As many of the suggestions, from the first, as Excel takes."""
    taken: list[str] = []
    for text in offered:
        if "," not in text and len(",".join([*taken, text])) <= _LIST_LIMIT:
            taken.append(text)
    return tuple(taken)


def write_signatures(sheet: Any, styles: Styles, table: Table, row: int, widths: Sequence[int]) -> int:
    """A line to sign on for each who signs, with a place for the date.

    Args:
        sheet: of XlsxWriter.
        styles: of the book.
        table: whose `signed` say who.
        row: 0-based row of the first line.
        widths: of the table's columns.

    Returns:
        The row below the last line.
    """
    dated = DATE not in table.signed
    last, width = 0, 0
    while width < _LINE_WIDTH:
        last += 1
        width += widths[last] if last < len(widths) else _UNUSED_WIDTH
    for line, role in enumerate(table.signed, row):
        sheet.set_row(line, _SIGN_HEIGHT)
        sheet.write_string(line, 0, clean_text(role), styles.signer())
        for column in range(1, last + 1):
            sheet.write_blank(line, column, None, styles.signing_line())
        if dated:
            sheet.write_string(line, last + 1, _DATE_LINE, styles.signing_date())
    return row + len(table.signed)
