"""The two lists of the 认定办: 取消高企资格 and 更名."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sample_data.generator.xlsx import Book

if TYPE_CHECKING:
    from pathlib import Path

    from sample_data.generator.rows import Row

REVOKED = "认定办/2025年取消高新技术企业资格名单.xlsx"
RENAMES = "认定办/2025年高新技术企业更名名单.xlsx"


def write_revoked(folder: Path, rows: list[Row]) -> None:
    """Write the 取消名单."""
    lines = [
        [row["name"], row["code"], row["certificate"], "自愿放弃" if n % 3 else "抽查不符合条件"]
        for n, row in enumerate(rows)
    ]
    headings = ("序号", "企业名称", "统一社会信用代码", "证书编号", "取消原因")
    _write(folder / REVOKED, "2025年取消高新技术企业资格名单", headings, (6, 44, 24, 18, 20), lines)


def write_renames(folder: Path, rows: list[Row]) -> None:
    """Write the 更名名单."""
    lines = [[row["old"], row["new"], row["code"], row["certificate"], date(2025, 12, 5)] for row in rows]
    headings = ("序号", "原名称", "现名称", "统一社会信用代码", "证书编号", "更名日期")
    _write(folder / RENAMES, "2025年高新技术企业更名名单", headings, (6, 44, 44, 24, 18, 13), lines)


def _write(
    path: Path, title: str, headings: tuple[str, ...], widths: tuple[int, ...], lines: list[list[Any]]
) -> None:
    book = Book(path, title)
    sheet = book.sheet("名单", widths)
    book.banner(sheet, 0, title, len(headings))
    book.headings(sheet, 1, headings)
    for position, cells in enumerate(lines):
        book.line(sheet, 2 + position, [position + 1, *cells])
    book.close()
