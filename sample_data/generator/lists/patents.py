"""当年获得发明专利授权企业名单: one line per patent, co-owners in one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sample_data.generator.xlsx import Book

if TYPE_CHECKING:
    from pathlib import Path

    from sample_data.generator.rows import Row

NAME = "市市场监管局/2025年发明专利授权企业名单.xlsx"
_TITLE = "2025年广州市发明专利授权企业名单"
_HEADINGS = (
    "序号",
    "专利号",
    "专利名称",
    "专利类型",
    "授权\n公告日",
    "专利权人",
    "统一社会信用代码",
    "地址",
    "所在区",
)
_WIDTHS = (7, 21, 32, 11, 14, 52, 26, 40, 10)


def write(folder: Path, rows: list[Row]) -> None:
    """Write the workbook."""
    book = Book(folder / NAME, _TITLE)
    sheet = book.sheet("授权明细", _WIDTHS)
    book.banner(sheet, 0, _TITLE, len(_WIDTHS))
    book.headings(sheet, 1, _HEADINGS)
    for position, row in enumerate(rows):
        cells = [row["number"], row["title"], row["kind"], row["date"], row["owners"], row["codes"]]
        book.line(sheet, 2 + position, [position + 1, *cells, row["address"], row["district"]])
    sheet.write_string(
        len(rows) + 2, 0, "注：多个专利权人以分号、顿号或换行分隔；数据为虚构样例。", book.plain
    )
    sheet.freeze_panes(2, 2)
    book.close()
