"""A district's workbook as the bureau sends it out, filled in as the district returns it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from builders import code
from decide.decided import DISTRICTS
from openpyxl import Workbook, load_workbook

from gzaudit.audit import YearAudit
from gzaudit.commands.job import prepare
from gzaudit.pipeline import compute
from gzaudit.render.books import district_book
from gzaudit.render.xlsx import write_book
from gzaudit.replies.reply import OBJECTIONS, RECEIPT

FIRM, OTHER, THIRD, OLD = "广州甲乙有限公司", "广州丙丁有限公司", "广州戊己有限公司", "广州旧年有限公司"
TIANHE, HAIZHU = "440106", "440105"


def workspace(folder: Path) -> Path:
    """A year in which 天河 has two 高企 that count and one of another year, 海珠 one."""
    data = folder / "data" / "2025"
    data.mkdir(parents=True)
    firms = [
        (FIRM, code(1), "天河区", "2025"), (OTHER, code(2), "天河区", "2025"), (THIRD, code(3), "海珠区", "2025"),
        (OLD, code(4), "天河区", "2024"),
    ]  # fmt: skip
    write(data / "2025年高企认定公示名单.csv", ("企业名称", "统一社会信用代码", "所在区", "认定年度"), firms)
    columns = ("区", "高企认定年度目标数", "上年规上高企数", "上年规上科服企业数", "上年专利高企数")
    write(data / "2025年目标.csv", columns, [(each, "2", "1", "1", "1") for each in DISTRICTS.values()])
    return folder


def write(path: Path, headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])


def audited(folder: Path) -> YearAudit:
    return compute(prepare(2025, folder, counts_only=False), str)[1]


def returned(folder: Path, name: str = "回执/回执.xlsx", district: str = TIANHE) -> Path:
    """The workbook that a district receives, lying where the bureau puts what comes back."""
    year = audited(folder)
    (mine,) = (each for each in year.result.districts if each.code == district)
    path = folder / "data" / "2025" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    write_book(path, district_book(year, mine))
    return path


def top(sheet: Any) -> int:
    """The row of the headings."""
    return next(row for row in range(1, 20) if sheet.cell(row, 1).value in ("事项", "企业名称"))


def item(path: Path, unit: str) -> str:
    """The first figure of a unit that a reply asks about."""
    sheet = load_workbook(path)[RECEIPT]
    return next(str(sheet.cell(row, 1).value) for row in range(1, 30) if sheet.cell(row, 2).value == unit)


def fill(
    path: Path, *, answers: dict[str, tuple[str, ...]] | None = None, firms: tuple[tuple[str, ...], ...] = ()
) -> Path:
    """Answer figures (by 事项: 是否确认, 异议内容, 依据材料, 涉及企业) and name firms, as a person would."""
    book: Workbook = load_workbook(path)
    receipt = book[RECEIPT]
    for row in range(top(receipt) + 1, receipt.max_row + 1):
        for at, text in enumerate((answers or {}).get(str(receipt.cell(row, 1).value), ()), 4):
            receipt.cell(row, at).value = text
    sheet = book[OBJECTIONS]
    for row, firm in enumerate(firms, top(sheet) + 1):
        for column, text in enumerate(firm, 1):
            sheet.cell(row, column).value = text
    book.save(path)
    return path


def change(path: Path, sheet: str, old: str, new: str) -> Path:
    """Write over what the bureau wrote."""
    book = load_workbook(path)
    for row in book[sheet].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and old in cell.value:
                cell.value = cell.value.replace(old, new)
    book.save(path)
    return path
