"""Write a year of any size as a workspace: `python -m benchmarks.make_year DIR [--scale 0.1]`."""

from __future__ import annotations

import argparse
import csv
import hashlib
import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from benchmarks.year_lists import CITY, PROVINCE, Size, YearList, make_lists
from gzaudit.render.fastrows import FastSheet

if TYPE_CHECKING:
    import pandas as pd

WORK = Path(__file__).parent / ".work"
DATA = "data/2025"
_CREATED = datetime(2026, 1, 12, 9, 0)  # noqa: DTZ001  # a workbook's property has no zone
HEAD_ROW = 2  # 0-based: title, 制表 line, headings


def _plain(values: pd.Series) -> list[Any]:
    """str, int and None, as the fast rows want them."""
    return [None if value is None or value != value else value for value in values.tolist()]  # noqa: PLR0124


def _write_xlsx(path: Path, made: YearList) -> None:
    """Title, line of small print, headings, rows, a note: strings shared, as Excel and WPS write."""
    columns = [_plain(made.columns[name]) for name in made.columns]
    with Workbook(str(path)) as book:
        book.set_properties({"title": made.title, "created": _CREATED})
        text = book.add_format({"font_name": "宋体", "font_size": 11, "border": 1})
        day = book.add_format({"font_name": "宋体", "font_size": 11, "border": 1, "num_format": "yyyy-mm-dd"})
        head = book.add_format({"bold": True, "border": 1})
        sheet = book.add_worksheet(made.sheet, worksheet_class=FastSheet)
        sheet.write_string(0, 0, made.title)
        sheet.write_string(1, 0, "制表：样例处室　　全部虚构")
        for column, name in enumerate(made.columns):
            sheet.write_string(HEAD_ROW, column, name, head)
        formats = [day if name in made.dates else text for name in made.columns]
        height = len(made.columns)
        if not sheet.take(HEAD_ROW + 1, columns, formats, [15.0] * height):
            raise RuntimeError("this XlsxWriter cannot write rows by column")
        sheet.write_string(HEAD_ROW + 1 + height, 0, "注：本表全部虚构。")
    if not sheet.complete:
        raise RuntimeError(f"{path.name}: rows were not written")


def _write_csv(path: Path, made: YearList) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(made.columns.columns)
        writer.writerows(zip(*(_plain(made.columns[name]) for name in made.columns), strict=True))


def write_year(workspace: Path, size: Size) -> None:
    """Write all lists of a year below workspace/data/2025."""
    for made in make_lists(size):
        path = workspace / DATA / made.path
        path.parent.mkdir(parents=True, exist_ok=True)
        (_write_csv if path.suffix == ".csv" else _write_xlsx)(path, made)


def _generation() -> str:
    """Changes whenever the generator does."""
    here = Path(__file__).parent
    names = ("firms.py", "dirt.py", "year_lists.py", "make_year.py")
    return hashlib.sha256(b"".join((here / name).read_bytes() for name in names)).hexdigest()[:10]


def cached_year(name: str, size: Size, work: Path = WORK) -> Path:
    """The workspace of a year; made unless this generator has made it already.

    Args:
        name: part of the folder's name, e.g. city.
        size: rows of each list.
        work: where years are kept.
    """
    workspace = work / f"{name}-{size.hnte}-{_generation()}"
    if not (workspace / DATA).is_dir():
        for old in work.glob(f"{name}-{size.hnte}-*"):
            shutil.rmtree(old)
        part = work / f"part-{name}"
        shutil.rmtree(part, ignore_errors=True)
        write_year(part, size)
        part.rename(workspace)
    return workspace


def main() -> None:
    """Write a year of a chosen size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the rows")
    parser.add_argument("--province", action="store_true", help="80,000 / 400,000 / 300,000 rows")
    options = parser.parse_args()
    write_year(options.workspace, (PROVINCE if options.province else CITY).scaled(options.scale))


if __name__ == "__main__":
    main()
