"""“四上”企业定报库: two sheets, one of them filtered so that rows are hidden (they count)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sample_data.generator.xlsx import Book

if TYPE_CHECKING:
    from pathlib import Path

    from sample_data.generator.rows import Row

NAME = "市统计局/“四上”企业定报库名单（2025年12月）.xlsx"
_TITLE = "“四上”企业定报库单位名单（2025年12月）"
_HEADINGS = (
    "序号",
    "统一社会\n信用代码",
    "单位详细名称",
    "行政区划\n代码",
    "行业代码",
    "专业类别",
    "单位类型",
)
_WIDTHS = (7, 24, 46, 16, 10, 20, 14)
_TOP = 3
_FILTERED = "房地产开发经营业"


def write(folder: Path, rows: list[Row]) -> None:
    """Write the workbook."""
    book = Book(folder / NAME, _TITLE)
    _sheet(book, "规上工业", [row for row in rows if row["sector"] == "规上工业"], "")
    _sheet(book, "其他专业", [row for row in rows if row["sector"] != "规上工业"], _FILTERED)
    book.close()


def _sheet(book: Book, name: str, rows: list[Row], filtered: str) -> None:
    sheet = book.sheet(name, _WIDTHS)
    book.banner(sheet, 0, _TITLE, len(_WIDTHS))
    sheet.write_string(1, 0, "报告期：2025年12月　　制表：样例统计处　　单位：家", book.plain)
    book.headings(sheet, 2, _HEADINGS)
    for position, row in enumerate(rows):
        at = _TOP + position
        cells = [row["code"], row["name"], row["area"], row["industry"], row["sector"], row["unit"]]
        book.line(sheet, at, [position + 1, *cells])
        if filtered and row["sector"] == filtered:
            sheet.set_row(at, None, None, {"hidden": True})
    last = _TOP + len(rows) - 1
    if filtered:
        sheet.autofilter(2, 0, last, len(_WIDTHS) - 1)
        sheet.filter_column(5, f"x != {filtered}")
    sheet.write_string(last + 1, 0, "合计", book.text)
    sheet.write_string(last + 1, 2, f"{len(rows)}家", book.text)
    sheet.freeze_panes(_TOP, 3)
