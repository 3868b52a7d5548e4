"""Days as people and programs write them, with or without a time of day; what cannot be read stays unread."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Final

import pandas as pd

from gzaudit.normalise.single import BLANKS, dense_text

_DAY: Final = (
    r"(?P<y>(?:19|20)\d{2})\s*[-/.年]\s*(?P<m>1[0-2]|0?[1-9])\s*[-/.月]\s*"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)\s*[日号]?"
)
_PART: Final = r"(?:上午|下午|早上|中午|晚上|晚|全天|am|pm)"
_CLOCK: Final = (
    rf"{_PART}?\s*\d{{1,2}}(?::\d{{2}}(?::\d{{2}}(?:\.\d+)?)?|[时点](?:\d{{1,2}}分?|半|整)?)\s*{_PART}?"
)
# An event lasts from two till four; that does not change its day.
_REST: Final = (
    r"[\s,t]*(?:\(?(?:周|星期)[一二三四五六日天]\)?)?[\s,]*"
    rf"(?:{_CLOCK}(?:\s*[-~—–至到]+\s*{_CLOCK})?|{_PART})?"
)
_WRITTEN: Final = re.compile(_DAY + _REST, re.IGNORECASE)
_COMPACT: Final = re.compile(
    r"(?P<y>(?:19|20)\d{2})(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])"
    r"(?:\d{6}|\d{4}|\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
# A date cell that lost its format is a number of days since 1899-12-30; these are 1954 to 2064.
_SERIAL: Final = re.compile(r"(?P<days>[2-5]\d{4}|60000)(?:\.\d+)?")
_EPOCH: Final = dt.date(1899, 12, 30)


def _day(text: str) -> str | None:
    plain = unicodedata.normalize("NFKC", text).strip()
    if dense_text(plain) in (*BLANKS, "——"):
        return ""
    if match := _SERIAL.fullmatch(plain):
        return (_EPOCH + dt.timedelta(days=int(match["days"]))).isoformat()
    match = _WRITTEN.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if not match:
        return None
    try:
        return dt.date(int(match["y"]), int(match["m"]), int(match["d"])).isoformat()
    except ValueError:
        return None


def days_of(values: pd.Series) -> pd.DataFrame:
    """The day of each date cell, Beijing time; a time of day, a weekday or a span of hours is passed over.

    Args:
        values: cell texts; date cells come as ISO text, unformatted ones as a number of days.

    Returns:
        `day` (as 2025-08-31, "" where there is none; such texts compare as days do) and `how`: blank, read
        or unreadable. 2025-02-30, a bare month and a span of several days are unreadable.
    """
    codes, uniques = pd.factorize(values)
    days = [_day(str(value)) for value in uniques]
    known = pd.DataFrame(
        {
            "day": pd.Series([day or "" for day in days], dtype=object),
            "how": pd.Series(
                ["unreadable" if day is None else "read" if day else "blank" for day in days], dtype=object
            ),
        }
    )
    return known.take(codes).set_axis(values.index)
