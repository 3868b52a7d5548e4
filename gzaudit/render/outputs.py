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
    from gzaudit.result import DistrictResult

RESULT: Final = "result.json"
# Below this many rows a second process costs more than it saves.
_WORTH_A_PROCESS: Final = 20_000
# path in the run folder → what it is, and whose (interface: outputs)
Files = dict[str, tuple[str, str | None]]


def _ledger(audit: YearAudit) -> Files:
    return {f"全市/广州市{audit.year}年逐行去向.xlsx": ("row_ledger", None)}


def _city(audit: YearAudit) -> Files:
    return {
        f"全市/广州市{audit.year}年核算结果.xlsx": ("city_workbook", None),
        "全市/report.html": ("city_report", None),
    }


def _district(audit: YearAudit, district: DistrictResult) -> Files:
    place = f"各区/{district.code}{district.name}"
    return {
        f"{place}/{district.name}{audit.year}年核算结果.xlsx": ("district_workbook", district.code),
        f"{place}/report.html": ("district_report", district.code),
    }


def _write_ledger(folder: Path, audit: YearAudit) -> None:
    (path,) = _ledger(audit)
    write_book(folder / path, ledger_book(audit))


def _write_figures(folder: Path, audit: YearAudit) -> None:
    """Workbook and page of the city and of each district."""
    book, page = _city(audit)
    write_book(folder / book, city_book(audit))
    (folder / page).write_bytes(city_page(audit))
    for district in audit.result.districts:
        book, page = _district(audit, district)
        write_book(folder / book, district_book(audit, district))
        (folder / page).write_bytes(district_page(audit, district))


def write_outputs(audit: YearAudit, folder: Path) -> tuple[Output, ...]:
    """Write a run.

    Args:
        audit: the evaluated year.
        folder: an empty folder; moved into its place by the caller.

    Returns:
        The files, as listed in result.json.
    """
    files = _ledger(audit) | _city(audit)
    for district in audit.result.districts:
        files |= _district(audit, district)
    for path in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    if len(audit.rows) < _WORTH_A_PROCESS:
        _write_figures(folder, audit)
        _write_ledger(folder, audit)
    else:
        # The ledger is as long as all other files together. It is written here, where its rows lie already: a
        # copied process has a copy of all that it looks at.
        with Beside(_write_figures, folder, audit) as other:
            _write_ledger(folder, audit)
            other.wait()
    outputs = tuple(
        Output(path, kind, code, hashlib.sha256((folder / path).read_bytes()).hexdigest())
        for path, (kind, code) in sorted(files.items(), key=lambda file: (file[1][1] or "", file[0]))
    )
    (folder / RESULT).write_bytes(result_bytes(audit, outputs))
    return outputs
