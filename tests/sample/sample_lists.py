"""Reads the sample's lists without the tool, so that what is expected of it is counted twice."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineWorkbook
from stdnum.cn import uscc

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data"
DATA = SAMPLE / "workspace" / "data"
README = (SAMPLE / "README.md").read_text(encoding="utf-8")
MARKS = ("样例", "示例", "虚构", "演示", "范例", "假想", "子虚", "乌有", "拟设", "试样")
# The place of each district, and how its former names and zones are written in the sample.
DISTRICTS = {
    "440103": ("荔湾", "芳村"),
    "440104": ("越秀", "东山"),
    "440105": ("海珠",),
    "440106": ("天河",),
    "440111": ("白云",),
    "440112": ("黄埔", "萝岗", "广州开发区"),
    "440113": ("番禺",),
    "440114": ("花都",),
    "440115": ("南沙",),
    "440117": ("从化",),
    "440118": ("增城",),
}


def expected(name="expected.json"):
    return json.loads((SAMPLE / name).read_text(encoding="utf-8"))


def section(heading):
    """The part of the README below one of its headings."""
    return README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]


def cells_of(path, sheet=None):
    """Every line of a list as it is."""
    if path.suffix == ".csv":
        content = path.read_bytes()
        encoding = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "gb18030"
        return list(csv.reader(content.decode(encoding).splitlines()))
    book = CalamineWorkbook.from_path(path)
    return book.get_sheet_by_name(sheet or book.sheet_names[0]).to_python(skip_empty_area=False)


def sheets_of(path):
    """The sheets of a workbook; [None] for a csv."""
    return [None] if path.suffix == ".csv" else CalamineWorkbook.from_path(path).sheet_names


def table(path, first, sheet=None):
    """The lines below the heading `first`, as dictionaries by heading; ends at the first line that is no entry."""
    lines = cells_of(path, sheet)
    bare = [[re.sub(r"\s", "", str(cell)) for cell in line] for line in lines]
    top = next(at for at, line in enumerate(bare) if first in line)
    merged = "证书信息" in bare[top]
    below = bare[top + 1] if merged else [""] * len(bare[top])
    names = [low or up for up, low in zip(bare[top], below, strict=True)]
    body = [line for line in lines[top + 1 + merged :] if sum(cell != "" for cell in line) > 1]
    return [dict(zip(names, line, strict=True)) for line in body if str(line[0]) not in ("合计", "")]


def clean(text):
    """Compatible forms, no blanks, nothing that cannot be seen."""
    folded = unicodedata.normalize("NFKC", str(text))
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))


def code_of(cell):
    """A right code, or None. A number cell has lost it; zeros check, but are nobody's."""
    code = clean(cell).lstrip("'").replace("-", "").upper()
    return code if isinstance(cell, str) and len(set(code)) > 1 and uscc.is_valid(code) else None


def name_of(cell):
    return clean(cell).rstrip("。.").casefold()


def place_of(cell):
    """The six digits of a district, `away` for another city, None if the cell does not say."""
    text = clean(cell)
    for code, names in DISTRICTS.items():
        if any(name in text for name in names):
            return code
    return "away" if text and "广州" not in text else None


def day_of(cell):
    """The day in a date cell or in a text that starts with it."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return date(*map(int, re.match(r"(\d{4})\D(\d{1,2})\D(\d{1,2})", str(cell)).groups()))
