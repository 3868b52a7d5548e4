"""Write all files of a run into a folder: workbooks, pages and, last of all, result.json."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from gzaudit.render.beside import Beside
from gzaudit.render.books import city_book, district_book, ledger_book
from gzaudit.render.pages import city_page, district_page
from gzaudit.render.result_json import Output, result_bytes
from gzaudit.render.xlsx import write_book

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.audit import YearAudit
    from gzaudit.evaluate.result import DistrictResult

RESULT: Final = "result.json"
# Below this many rows a second process costs more than it saves.
_WORTH_A_PROCESS: Final = 20_000
# path in the run folder → what it is, and whose (interface: outputs)
Files = dict[str, tuple[str, str | None]]


def _write_ledger(path: Path, audit: YearAudit) -> None:
    write_book(path, ledger_book(audit))


def _write_city(folder: Path, audit: YearAudit) -> Files:
    book, page = f"全市/广州市{audit.year}年核算结果.xlsx", "全市/report.html"
    write_book(folder / book, city_book(audit))
    (folder / page).write_bytes(city_page(audit))
    return {book: ("city_workbook", None), page: ("city_report", None)}


def _write_district(folder: Path, audit: YearAudit, district: DistrictResult) -> Files:
    place = f"各区/{district.code}{district.name}"
    book, page = f"{place}/{district.name}{audit.year}年核算结果.xlsx", f"{place}/report.html"
    (folder / place).mkdir(parents=True)
    write_book(folder / book, district_book(audit, district))
    (folder / page).write_bytes(district_page(audit, district))
    return {book: ("district_workbook", district.code), page: ("district_report", district.code)}


def _write_figures(folder: Path, audit: YearAudit) -> Files:
    files = _write_city(folder, audit)
    for district in audit.result.districts:
        files |= _write_district(folder, audit, district)
    return files


def write_outputs(audit: YearAudit, folder: Path) -> tuple[Output, ...]:
    """Write a run.

    Args:
        audit: the evaluated year.
        folder: an empty folder; moved into its place by the caller.

    Returns:
        The files, as listed in result.json.
    """
    ledger = f"全市/广州市{audit.year}年逐行去向.xlsx"
    (folder / ledger).parent.mkdir(parents=True)
    if len(audit.rows) < _WORTH_A_PROCESS:
        _write_ledger(folder / ledger, audit)
        files = _write_figures(folder, audit)
    else:
        # The ledger is as long as all other files together: it is written beside them.
        with Beside(_write_ledger, folder / ledger, audit) as other:
            files = _write_figures(folder, audit)
            other.wait()
    files[ledger] = ("row_ledger", None)
    outputs = tuple(
        Output(path, kind, code, hashlib.sha256((folder / path).read_bytes()).hexdigest())
        for path, (kind, code) in sorted(files.items(), key=lambda file: (file[1][1] or "", file[0]))
    )
    (folder / RESULT).write_bytes(result_bytes(audit, outputs))
    return outputs
