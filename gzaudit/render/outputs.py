"""Write all files of a run into a folder: workbooks, pages and, last of all, result.json."""

from __future__ import annotations

import hashlib
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

from gzaudit.render.books import city_book, district_book
from gzaudit.render.pages import city_page, district_page
from gzaudit.render.result_json import Output, result_bytes
from gzaudit.render.xlsx import write_book

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.audit import YearAudit
    from gzaudit.render.model import Book

RESULT: Final = "result.json"
# Below this many rows a second process costs more than it saves.
_WORTH_A_PROCESS: Final = 40_000


def _write_books(folder: Path, books: list[tuple[str, Book]]) -> None:
    for path, book in books:
        write_book(folder / path, book)


def _rows(books: list[tuple[str, Book]]) -> int:
    return sum(table.height for _, book in books for table in book.tables)


def _write_all(folder: Path, city: tuple[str, Book], districts: list[tuple[str, Book]]) -> None:
    """Write the workbooks, the districts' in a second process where that saves time."""
    if _rows([city, *districts]) < _WORTH_A_PROCESS:
        _write_books(folder, [city, *districts])
        return
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            other = pool.submit(_write_books, folder, districts)
            _write_books(folder, [city])
            other.result()
    except BrokenProcessPool:
        # No second process to be had (memory, a locked-down machine): the work is the same in this one.
        _write_books(folder, [city, *districts])


def write_outputs(audit: YearAudit, folder: Path) -> tuple[Output, ...]:
    """Write a run.

    Args:
        audit: the evaluated year.
        folder: an empty folder; moved into its place by the caller.

    Returns:
        The files, as listed in result.json.
    """
    year = audit.year
    city = (f"全市/广州市{year}年核算结果.xlsx", city_book(audit))
    pages: dict[str, tuple[str, str | None, bytes]] = {
        "全市/report.html": ("city_report", None, city_page(audit)),
    }
    kinds: dict[str, tuple[str, str | None]] = {city[0]: ("city_workbook", None)}
    books = []
    for district in audit.result.districts:
        place = f"各区/{district.code}{district.name}"
        books.append((f"{place}/{district.name}{year}年核算结果.xlsx", district_book(audit, district)))
        kinds[books[-1][0]] = ("district_workbook", district.code)
        pages[f"{place}/report.html"] = ("district_report", district.code, district_page(audit, district))
    for path in [*kinds, *pages]:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    _write_all(folder, city, books)
    for path, (kind, code, content) in pages.items():
        (folder / path).write_bytes(content)
        kinds[path] = (kind, code)
    outputs = tuple(
        Output(path, kind, code, hashlib.sha256((folder / path).read_bytes()).hexdigest())
        for path, (kind, code) in kinds.items()
    )
    (folder / RESULT).write_bytes(result_bytes(audit, outputs))
    return outputs
