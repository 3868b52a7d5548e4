"""Which year a 高企 row and a patent row belong to (C5, C7)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gzaudit.findings import Batch
from gzaudit.normalise.dates import years_named, years_of_dates
from gzaudit.normalise.single import BLANKS, dense_text
from gzaudit.normalise.text import dense

if TYPE_CHECKING:
    from gzaudit.read.listing import Source

_RECOGNISED = re.compile(
    r"(20\d{2})年?(?:度)?(?:国家|全国|广东省|广州市|我市)?(?:认定|第.{1,2}批|高新技术企业|高企|补充)"
)
_ANY = re.compile(r"(?<!\d)(20\d{2})(?=年|\D|$)")


def stated_year(source: Source) -> int | None:
    """The year that title, sheet or file name states, nearest first; None where none or several are."""
    for text in (source.title, source.sheet, source.path.rsplit("/", 1)[-1]):
        plain = dense_text(text)
        recognised = set(_RECOGNISED.findall(plain)) or set(_ANY.findall(plain))
        if len(recognised) == 1:
            return int(recognised.pop())
    return None


def place_of(rows: pd.DataFrame, field: str) -> pd.DataFrame:
    """Where rows stand and what they hold in a field, as findings want it."""
    return rows[["src", "row"]].assign(field=field, subject=rows["name"], found=rows[field])


def recognition_years(
    rows: pd.DataFrame, sources: tuple[Source, ...], year: int
) -> tuple[pd.Series, list[Batch]]:
    """Year of each `hnte` row: 认定年度 where filled, else 发证日期, else what the list states (C5).

    A list that states no year anywhere lies in the year's folder and is taken for that year, with a warning.
    """
    named = years_named(rows["recognised_year"])
    issued = years_of_dates(rows["issued"])
    src = rows["src"]
    stated = src.map({at: stated_year(sources[at]) or 0 for at in src.unique()}).astype("int64")
    found = named["year"].where(named["how"] == "read", issued["year"].where(issued["how"] == "read", stated))
    silent = sorted(src[(found == 0)].unique())
    unread_year = named["how"] == "unreadable"
    unread_date = (issued["how"] == "unreadable") & (named["how"] != "read")
    batches = [
        Batch("year_unreadable", place_of(rows[unread_year], "recognised_year")),
        Batch("year_unreadable", place_of(rows[unread_date], "issued")),
        Batch("year_unstated", pd.DataFrame({"src": silent})),
    ]
    return found.where(found != 0, year), batches


def certificate_years(rows: pd.DataFrame, year: int) -> Batch:
    """Certificate numbers (GR + year) of another year, on rows that count."""
    number = dense(rows["certificate"]).str.upper().str.extract(r"G[RF]((?:19|20)\d{2})")[0]
    other = number.notna() & (number != str(year))
    return Batch("certificate_year", place_of(rows[other], "certificate"))


def patent_fates(rows: pd.DataFrame, year: int) -> tuple[pd.Series, list[Batch]]:
    """Why a patent row does not count: no invention, granted in another year, or a date nobody can read (C7).

    Returns:
        A reason per row, "" where it counts, and the findings (one per row, not per owner).
    """
    kind = dense(rows["patent_type"])
    kind = kind.where(~kind.isin(BLANKS), "")
    invention = {text: text == "" or "发明" in text for text in kind.unique()}
    not_invention = ~kind.map(invention).astype(bool)
    granted = years_of_dates(rows["granted"])
    unreadable = granted["how"] == "unreadable"
    other_year = (granted["how"] == "read") & (granted["year"] != year)
    fate = np.select(
        [not_invention, unreadable, other_year], ["not_invention", "date_unreadable", "grant_out_of_year"], ""
    )
    first = rows["part"] == 0
    untyped = rows["patent_no"].where((kind == "") & (fate == ""), "")
    doubtful = dense(untyped).str.match(r"(?i:ZL|CN)?(?:19|20)\d{2}[239]\d{7}")
    fates = pd.Series(fate, index=rows.index, dtype=object)

    def batch(code: str, chosen: pd.Series, field: str) -> Batch:
        return Batch(code, place_of(rows[chosen & first], field))

    return fates, [
        batch("not_invention", fates == "not_invention", "patent_type"),
        batch("date_unreadable", fates == "date_unreadable", "granted"),
        batch("grant_out_of_year", fates == "grant_out_of_year", "granted"),
        batch("patent_number_type", doubtful, "patent_no"),
    ]


def wrong_periods(sources: tuple[Source, ...]) -> Batch:
    """四上 lists whose title (else sheet or file name) names a month other than December (C9)."""
    found = []
    for src, source in enumerate(sources):
        if source.kind != "above_scale":
            continue
        for text in (source.title, source.sheet, source.path.rsplit("/", 1)[-1]):
            months = set(re.findall(r"(?<!\d)(1[0-2]|0?[1-9])月", dense_text(text)))
            if months:
                if {int(month) for month in months} != {12}:
                    found.append({"src": src, "found": text.strip()})
                break
    return Batch("wrong_period", pd.DataFrame(found, columns=["src", "found"]))
