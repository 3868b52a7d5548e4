"""The batches of the 科技型中小企业入库名单: six batches in five files, two of them without 所在区."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlwt  # type: ignore[import-untyped]

from sample_data.generator.lists import csv_file
from sample_data.generator.xlsx import Book

if TYPE_CHECKING:
    from pathlib import Path

    from sample_data.generator.rows import Row

_FOLDER = "科技部政务平台"
NAMES = (
    f"{_FOLDER}/广东省2023年第一批科技型中小企业入库名单.xlsx",
    f"{_FOLDER}/2023年第二批科技型中小企业入库名单（广州）.xlsx",
    f"{_FOLDER}/广东省2023年第三批科技型中小企业入库名单.csv",
    f"{_FOLDER}/2023年第四批科技型中小企业入库名单（广州）.xls",
    f"{_FOLDER}/2023年第五、六批科技型中小企业入库名单（广州）.xlsx",
)
_HEADINGS = ("序号", "企业名称", "统一社会信用代码", "入库登记编号", "所在区")
_WIDTHS = (6, 44, 24, 22, 14)


def write(folder: Path, batches: dict[int, list[Row]]) -> None:
    """Write the five files."""
    first, second, third, fourth, last = (folder / name for name in NAMES)
    _book(first, "广东省2023年第一批入库科技型中小企业名单", {"名单": batches[1]}, columns=5)
    _book(second, "2023年第二批入库科技型中小企业名单（广州市）", {"名单": batches[2]}, columns=4)
    _csv(third, "广东省2023年第三批入库科技型中小企业名单", batches[3])
    _old_book(fourth, "2023年第四批入库科技型中小企业名单（广州市）", batches[4])
    sheets = {"第五批": batches[5], "第六批": batches[6]}
    _book(last, "2023年{}入库科技型中小企业名单（广州市）", sheets, columns=5)


def _cells(number: int, row: Row) -> list[object]:
    return [number, row["name"], row["code"], row["number"], row["district"]]


def _book(path: Path, title: str, sheets: dict[str, list[Row]], *, columns: int) -> None:
    """One sheet a batch: a title, headings over one line, a line that says how many, a note."""
    book = Book(path, title.format("第五、六批"))
    for name, rows in sheets.items():
        headings = ("序号", "企业名称", "统一社会\n信用代码", "入库登记编号", "所在区")[:columns]
        sheet = book.titled(name, _WIDTHS[:columns], title.format(name), headings)
        for at, row in enumerate(rows, 2):
            book.line(sheet, at, _cells(at - 1, row)[:columns])
        sheet.write_string(len(rows) + 2, 0, "合计", book.text)
        sheet.write_string(len(rows) + 2, 1, f"{len(rows)}家", book.text)
        sheet.write_string(len(rows) + 4, 0, "注：以政务服务平台公告为准；名单为虚构样例。", book.plain)
    book.close()


def _csv(path: Path, title: str, rows: list[Row]) -> None:
    """In GB 18030, the register's number before the name."""
    lines: list[list[object]] = [[title, *[""] * 4], ["序号", _HEADINGS[3], *_HEADINGS[1:3], _HEADINGS[4]]]
    for at, row in enumerate(rows, 1):
        number, name, code, register, district = _cells(at, row)
        lines.append([number, register, name, code, district])
    lines.append([f"共{len(rows)}家", *[""] * 4])
    csv_file.write(path, lines, "gb18030")


def _old_book(path: Path, title: str, rows: list[Row]) -> None:
    """The .xls that the platform exported in those years, without 所在区."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("入库名单")
    bold = xlwt.easyxf("font: bold on; align: horiz center")
    sheet.write_merge(0, 0, 0, 3, title, bold)
    for column, heading in enumerate(_HEADINGS[:4]):
        sheet.col(column).width = _WIDTHS[column] * 256
        sheet.write(1, column, heading, bold)
    for at, row in enumerate(rows, 1):
        for column, cell in enumerate(_cells(at, row)[:4]):
            if cell != "":
                sheet.write(1 + at, column, cell)
    book.save(str(path))
