"""The two 高企公示名单 of 2023 and the 企业底册: a workbook, a csv in GB 18030, a plain workbook."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sample_data.generator.lists import csv_file
from sample_data.generator.xlsx import Book

if TYPE_CHECKING:
    from pathlib import Path

    from sample_data.generator.rows import Row

FIRST = "省科技厅/2023年第一批高新技术企业认定备案公示名单.xlsx"
SECOND = "省科技厅/2023年第二批高新技术企业认定备案公示名单.csv"
REGISTRY = "市科技局/2023年企业底册.xlsx"
_TITLE = "广东省2023年认定报备的第{}批高新技术企业备案公示名单（广州市）"
_TOP = 4


def write_first(folder: Path, rows: list[Row]) -> None:
    """Write the first batch: two title lines, headings merged over two lines, a filtered-out line, notes."""
    title = _TITLE.format("一")
    book = Book(folder / FIRST, title)
    sheet = book.sheet("Sheet1", (6, 44, 24, 18, 13, 14))
    book.banner(sheet, 0, title, 6)
    sheet.merge_range(1, 0, 1, 5, "公示期：2023年11月1日至2023年11月14日（10个工作日）", book.plain)
    for column, text in ((0, "序号"), (1, "企业名称"), (2, "统一社会\n信用代码"), (5, "所 属 区")):
        sheet.merge_range(2, column, 3, column, text, book.head)
    sheet.merge_range(2, 3, 2, 4, "证书信息", book.head)
    sheet.write_string(3, 3, "证书编号", book.head)
    sheet.write_string(3, 4, "发证日期", book.head)
    for at, row in enumerate(rows):
        cells = [row["name"], row["code"], row["certificate"], row["date"], row["district"]]
        book.line(sheet, _TOP + at, [at + 1, *cells])
    sheet.set_row(_TOP + 40, None, None, {"hidden": True})
    bottom = _TOP + len(rows) + 1
    sheet.write_string(bottom, 0, f"共{len(rows)}家", book.plain)
    sheet.write_string(bottom + 1, 0, "注：本名单为虚构样例，仅用于演示，与任何真实企业无关。", book.plain)
    book.close()


def write_second(folder: Path, rows: list[Row]) -> None:
    """Write the second batch."""
    lines: list[list[object]] = [
        [_TITLE.format("二"), *[""] * 5],
        ["序号", "企业名称", "统一社会信用代码", "证书编号", "发证日期", "所属区"],
    ]
    for number, row in enumerate(rows, 1):
        day = f"{row['date']:%Y/%m/%d}" if isinstance(row["date"], date) else row["date"]
        lines.append([number, row["name"], row["code"], row["certificate"], day, row["district"]])
    lines += [[*[""] * 6], [f"共{len(rows)}家", *[""] * 5]]
    csv_file.write(folder / SECOND, lines, "gb18030")


def write_registry(folder: Path, rows: list[Row]) -> None:
    """Write the 企业底册."""
    book = Book(folder / REGISTRY, "2023年企业底册")
    sheet = book.sheet("企业底册", (44, 24, 40, 12))
    book.headings(sheet, 0, ("企业名称", "统一社会信用代码", "曾用名", "所在区"))
    for at, row in enumerate(rows, 1):
        book.line(sheet, at, [row["name"], row["code"], row["former"], row["district"]])
    sheet.freeze_panes(1, 1)
    book.close()
