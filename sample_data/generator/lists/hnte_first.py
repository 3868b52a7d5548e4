"""第一批高企公示名单: a workbook with two-line headings, hidden rows, an empty sheet and a hidden draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sample_data.generator.xlsx import Book

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter.worksheet import Worksheet

    from sample_data.generator.rows import Row

NAME = "火炬中心/2025年第一批高新技术企业认定备案公示名单.xlsx"
_TITLE = "广东省认定机构2025年认定报备的第一批高新技术企业备案公示名单（广州市）"
_WIDTHS = (6, 44, 24, 18, 13, 18, 46, 10)
_TOP = 4
_HIDDEN = (57, 58, 391, 902, 1403)


def write(folder: Path, rows: list[Row]) -> None:
    """Write the workbook."""
    book = Book(folder / NAME, _TITLE)
    sheet = book.sheet("公示名单", _WIDTHS)
    _head(book, sheet)
    for position, row in enumerate(rows):
        _line(book, sheet, _TOP + position, position + 1, row)
    for position in _HIDDEN:
        sheet.set_row(_TOP + position, None, None, {"hidden": True})
    bottom = _TOP + len(rows) + 1
    for offset, text in enumerate(_notes(len(rows))):
        sheet.write_string(bottom + offset, 0, text, book.plain)
    sheet.freeze_panes(_TOP, 2)
    _other_sheets(book, rows)
    book.close()


def _head(book: Book, sheet: Worksheet) -> None:
    """Two title lines and headings merged over two lines."""
    book.banner(sheet, 0, _TITLE, len(_WIDTHS))
    sheet.merge_range(1, 0, 1, 7, "公示期：2025年11月10日至2025年11月21日（10个工作日）", book.plain)
    for column, text in (
        (0, "序号"),
        (1, "企业\n名称"),
        (2, "统一社会\n信用代码"),
        (5, "所 在 区"),
        (6, "地址"),
        (7, "备注"),
    ):
        sheet.merge_range(2, column, 3, column, text, book.head)
    sheet.merge_range(2, 3, 2, 4, "证书信息", book.head)
    sheet.write_string(3, 3, "证书编号", book.head)
    sheet.write_string(3, 4, "发证日期", book.head)


def _line(book: Book, sheet: Worksheet, at: int, number: int, row: Row) -> None:
    cells = [
        number,
        row["name"],
        row["code"],
        row["certificate"],
        row["date"],
        row["district"],
        row["address"],
        "",
    ]
    book.line(sheet, at, cells)


def _notes(count: int) -> tuple[str, ...]:
    return (
        f"共{count}家",
        "注：1.本名单为虚构样例，仅用于演示，与任何真实企业无关。",
        "2.对公示企业有异议的，请在公示期内书面反映。",
    )


def _other_sheets(book: Book, rows: list[Row]) -> None:
    """A page of text, an empty sheet, and a hidden earlier draft."""
    guide = book.sheet("填报说明", (90,))
    for position, text in enumerate(
        (
            "填报说明",
            "一、名称以营业执照为准。",
            "二、代码为18位，请按文本格式填写。",
            "三、所在区按实际经营地填写。",
        )
    ):
        guide.write_string(position, 0, text, book.plain)
    book.sheet("Sheet3", ())
    draft = book.sheet("（作废）初稿", _WIDTHS)
    book.headings(
        draft, 0, ("序号", "企业名称", "统一社会信用代码", "证书编号", "发证日期", "所在区", "地址", "备注")
    )
    for position, row in enumerate(rows[:12]):
        _line(book, draft, 1 + position, position + 1, row)
    draft.hide()
