"""Dates and years written by people and programs (C5, C7). What cannot be read is said to be unreadable."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from gzaudit.normalise.single import BLANKS
from gzaudit.normalise.text import dense, nfkc

_DAY = (
    r"^(?P<y>(?:19|20)\d{2})\s*[-/.年]\s*(?P<m>1[0-2]|0?[1-9])\s*[-/.月]\s*"
    r"(?P<d>3[01]|[12]\d|0?[1-9])\s*[日号]?(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$"
)
_COMPACT = r"^(?P<y>(?:19|20)\d{2})(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])$"
_MONTH = r"^(?P<y>(?:19|20)\d{2})\s*[-/.年]\s*(?P<m>1[0-2]|0?[1-9])\s*月?$"
_YEAR = r"^(?P<y>(?:19|20)\d{2})\s*年?(?:度)?$"
_PATTERNS: Final = (_DAY, _COMPACT, _MONTH, _YEAR)
# Excel counts days from 1899-12-30; these are 1954 to 2064, so that no year or code is taken for a day.
_SERIAL_FROM, _SERIAL_TO = 20000, 60000


def years_of_dates(values: pd.Series) -> pd.DataFrame:
    """The year of each date cell.

    Args:
        values: cell texts; date cells come as ISO text, unformatted dates as Excel's day number.

    Returns:
        `year` (0 where there is none) and `how`: blank, read or unreadable. 2025-02-30 is unreadable.
    """
    codes, uniques = pd.factorize(values)
    known = _years_of_unique(pd.Series(uniques, dtype=object))
    return known.take(codes).set_axis(values.index)


def _years_of_unique(values: pd.Series) -> pd.DataFrame:
    text = nfkc(values).str.strip()
    year = np.zeros(len(text), dtype=np.int64)
    how = np.full(len(text), "unreadable", dtype=object)
    how[dense(text).isin(BLANKS).to_numpy()] = "blank"
    for pattern in _PATTERNS:
        open_ = np.flatnonzero((how == "unreadable") & (year == 0))
        if not len(open_):
            break
        parts = text.iloc[open_].str.extract(pattern)
        hit = parts["y"].notna().to_numpy()
        if not hit.any():
            continue
        found = parts[hit].fillna("1") if {"m", "d"} & set(parts) else parts[hit]
        right = np.ones(hit.sum(), dtype=bool)
        if "d" in found:
            written = found["y"] + "-" + found["m"].str.zfill(2) + "-" + found["d"].str.zfill(2)
            right = pd.to_datetime(written, format="%Y-%m-%d", errors="coerce").notna().to_numpy()
        at = open_[hit][right]
        year[at] = found["y"].to_numpy()[right].astype(np.int64)
        how[at] = "read"
    serial = text.where(text.str.fullmatch(r"\d{5}(?:\.\d+)?") & (how == "unreadable"), "0").astype(float)
    inside = serial.between(_SERIAL_FROM, _SERIAL_TO).to_numpy()
    if inside.any():
        days = pd.to_timedelta(serial[inside].astype(int), unit="D")
        year[inside] = (pd.Timestamp("1899-12-30") + days).dt.year.to_numpy()
        how[inside] = "read"
    return pd.DataFrame({"year": year, "how": how})


def years_named(values: pd.Series) -> pd.DataFrame:
    """The year that a 认定年度 cell names: 2025, 2025年, 2025年度, 2025.0.

    Returns:
        `year` (0 where none) and `how`: blank, read or unreadable (no year, or more than one).
    """
    codes, uniques = pd.factorize(values)
    text = dense(pd.Series(uniques, dtype=object))
    found = text.str.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
    one = found.map(len).to_numpy() == 1
    year = np.zeros(len(text), dtype=np.int64)
    year[one] = found[one].str[0].astype(np.int64)
    how = np.where(one, "read", np.where(text.isin(BLANKS), "blank", "unreadable"))
    return pd.DataFrame({"year": year, "how": how}).take(codes).set_axis(values.index)
