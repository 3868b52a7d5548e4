"""Writes the exports: three districts as a workbook each, one as a folder of single files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sample_data.generator.facts import DISTRICTS, YEAR
from sample_data.generator.lists import csv_file
from sample_data.generator.xlsx import Book

from . import events, facts, needs, reports
from .crowd import Crowd

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sample_data.generator.world import World

FOLDER = "广州科技GI"
Row = dict[str, Any]
_WIDTHS = {
    "活动主题": 34, "活动地点": 30, "主办单位": 36, "企业名称": 44, "统一社会信用代码": 24, "项目名称": 34,
    "技术需求名称": 30, "技术需求简述": 60, "关键技术指标": 40, "报告名称": 50, "企业存在困难": 28,
}  # fmt: skip
# Single files of 白云: those that were exported as csv.
_CSV = {"活动签到清单": "gb18030", "技术需求清单": "utf-8-sig"}


def exports(city: World, district: str) -> dict[str, list[Row]]:
    """The eight lists of a district, by title; a list without rows was not handed in."""
    crowd = Crowd(city, district)
    held, signed = events.make(crowd)
    lists = {
        "活动清单": held,
        "活动签到清单": signed,
        "重点企业经营情况": reports.key_firms(crowd),
        "重大科技项目进展": reports.projects(crowd),
        "技术需求清单": needs.make(crowd),
        "走访记录": reports.visits(crowd),
        "周报清单": reports.weekly(crowd),
        "总结报告": reports.annual(crowd),
    }
    return {title: rows for title, rows in lists.items() if rows}


def write(workspace: Path, city: World) -> None:
    """Write the exports of the four districts."""
    folder = workspace / "data" / str(YEAR) / FOLDER
    for district in facts.PLANS:
        lists, name = exports(city, district), DISTRICTS[district]
        if district == facts.BAIYUN:
            _single_files(folder / name, name, lists)
        else:
            _one_book(folder / f"{name}广州科技GI导出（2025年）.xlsx", name, lists)


def _one_book(path: Path, name: str, lists: dict[str, list[Row]]) -> None:
    book = Book(path, f"{name}广州科技GI导出")
    for title, rows in lists.items():
        _sheet(book, title, f"广州科技GI {title}（{name}）", rows)
    book.close()


def _single_files(folder: Path, name: str, lists: dict[str, list[Row]]) -> None:
    for title, rows in lists.items():
        if title in _CSV:
            _csv(folder / f"{title}.csv", f"广州科技GI {title}（{name}）", rows, _CSV[title])
        else:
            book = Book(folder / f"{title}.xlsx", f"{name}{title}")
            _sheet(book, "导出", f"广州科技GI {title}（{name}）", rows)
            book.close()


def _sheet(book: Book, sheet_name: str, title: str, rows: Sequence[Row]) -> None:
    headings = list(rows[0])
    sheet = book.sheet(sheet_name, [_WIDTHS.get(heading, 16) for heading in headings])
    book.banner(sheet, 0, title, max(len(headings), 2))
    sheet.write_string(1, 0, "导出时间：2026-01-05 10:20", book.plain)
    book.headings(sheet, 2, headings)
    for at, row in enumerate(rows, 3):
        book.line(sheet, at, list(row.values()))
    sheet.write_string(len(rows) + 4, 0, f"共{len(rows)}条", book.plain)


def _csv(path: Path, title: str, rows: Sequence[Row], encoding: str) -> None:
    headings = list(rows[0])
    lines: list[list[object]] = [[title, *[""] * (len(headings) - 1)], [*headings]]
    lines += [list(row.values()) for row in rows]
    csv_file.write(path, lines, encoding)
