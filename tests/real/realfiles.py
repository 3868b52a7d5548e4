"""The real registrations, and files of every format made of them in a temporary workspace. Nothing is copied here."""

from __future__ import annotations

import csv
import gzip
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt
from stdnum.cn import uscc

from gzaudit.audit import YearAudit
from gzaudit.pipeline import Job, compute
from gzaudit.policy.standard import counted_without_policy
from gzaudit.settings import Settings

REAL = Path(__file__).parents[3] / "shared" / "real"
present = pytest.mark.skipif(not REAL.is_dir(), reason="the real lists are not part of a release")
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
TODAY = {
    "荔湾区": "440103", "越秀区": "440104", "海珠区": "440105", "天河区": "440106", "白云区": "440111", "黄埔区": "440112",
    "番禺区": "440113", "花都区": "440114", "南沙区": "440115", "从化区": "440117", "增城区": "440118",
    "东山区": "440104", "芳村区": "440103", "萝岗区": "440112", "增城市": "440118", "从化市": "440117", "花都市": "440114",
}  # fmt: skip
Rows = Sequence[Sequence[Any]]


def load(name: str) -> list[dict[str, str]]:
    with gzip.open(REAL / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def guangzhou() -> list[dict[str, str]]:
    return [row for row in load("ENTERPRISES") if row["地区"] == "广州"]


def state(raw: str) -> tuple[str, str]:
    """State and cleaned code of a text as the real lists write it: they know lower case and hyphens, no other dirt."""
    text = raw.upper().replace("-", "")
    if text in ("", "无"):
        return "missing", ""
    if len(text) != 18 or set(text) - set(ALPHABET):
        return "malformed", ""
    return ("valid" if uscc.calc_check_digit(text[:17]) == text[17] else "bad_check"), text


def key(name: str) -> str:
    """C2 for the real names: width, spaces, a final stop, capitals."""
    return "".join(unicodedata.normalize("NFKC", name).split()).rstrip("。.").casefold()


def put(workspace: Path, name: str, rows: Rows, *, encoding: str = "gb18030", sheet: str = "名单") -> None:
    """Write rows as the ending of the name says; numbers stay numbers in workbooks."""
    path = workspace / "data" / "2025" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
    elif path.suffix == ".xls":
        old = xlwt.Workbook(encoding="utf-8")
        page = old.add_sheet(sheet)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    page.write(at, column, value)
        old.save(str(path))
    else:
        book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False})
        new = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    new.write(at, column, value)
        book.close()


def run(workspace: Path, **settings: Any) -> YearAudit:
    job = Job(workspace, 2025, Settings(**settings), None, counted_without_policy())
    return compute(job, lambda _path: None)[1]
