"""Small years counted twice: once from all lists, once from a tally in place of the statistics lists."""

from __future__ import annotations

import contextlib
import io
import shutil
from pathlib import Path

import openpyxl
from cli.cli_support import ABOVE, HNTE, PATENTS, SERVICES, Ended, inside, quiet

from gzaudit.audit import YearAudit
from gzaudit.commands.job import prepare
from gzaudit.commands.tally import OPTIONS
from gzaudit.pipeline import audit_year
from gzaudit.read.year import read_year

COUNTS = "统计局/2025年汇总数.xlsx"
KINDS = {
    "hnte": HNTE,
    "above_scale": ABOVE,
    "above_scale_tech_services": SERVICES,
    "patent_grants": PATENTS,
}


def year_with_lists(workspace: Path) -> Path:
    return quiet(workspace)


def arguments(workspace: Path, kinds=tuple(KINDS)) -> list[object]:
    """The options of a tally over a year's lists."""
    return [part for kind in kinds for part in (OPTIONS[kind], workspace / "data/2025" / KINDS[kind])]


def tally(workspace: Path, out: Path, *more: object, kinds=tuple(KINDS)) -> Ended:
    return inside("tally", 2025, *arguments(workspace, kinds), "--out", out, *more)


def instead(workspace: Path, lists: Path, counts: Path | None, gone=(ABOVE, SERVICES)) -> Path:
    """The same year with a file of counts where lists were."""
    shutil.copytree(lists / "data", workspace / "data")
    for path in gone:
        (workspace / "data/2025" / path).unlink()
    if counts is not None:
        put(workspace, counts.read_bytes())
    return workspace


def put(workspace: Path, content: bytes, path: str = COUNTS) -> Path:
    target = workspace / "data/2025" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return target


def audited(workspace: Path, *, counts_only: bool = False) -> YearAudit:
    job = prepare(2025, workspace, counts_only=counts_only)
    return audit_year(job, read_year(workspace, 2025, job.settings.pins, lambda _: None))


def found(audit: YearAudit, *codes: str) -> list[tuple[str, str, str, int, str]]:
    """Findings of some codes: code, whom they concern, what was found, row, field."""
    frame = audit.findings.frame
    rows = frame[frame["code"].isin(codes)]
    return [
        (each["code"], each["subject"], each["found"], each["row"], each["field"])
        for each in rows.to_dict("records")
    ]


def codes(audit: YearAudit) -> dict[str, int]:
    return audit.findings.counts()["by_code"]


def counts(audit: YearAudit, key: str) -> dict[str, int | None]:
    return {each.name: each.indicators[key].count for each in audit.result.districts}


def changed(content: bytes, *cells: tuple[str, str, object]) -> bytes:
    """A workbook with other values in some cells (sheet, cell, value), as another program saves it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet, cell, value in cells:
        book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell_of(content: bytes, sheet: str, text: str) -> tuple[int, int]:
    """Row and column of the first cell with this text."""
    for row in openpyxl.load_workbook(io.BytesIO(content))[sheet].iter_rows():
        for cell in row:
            if cell.value == text:
                return cell.row, cell.column
    raise AssertionError(text)


@contextlib.contextmanager
def within(folder: Path):
    """In another current folder."""
    with contextlib.chdir(folder):
        yield folder
