"""Which numbers of an .xls are dates: told by the number format of the cell, as spreadsheets do."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, Literal

Look = Literal["number", "date", "duration"]

# Built in, Chinese ones included (27–36, 50–58: 2025年3月4日 and the like).
_BUILT_IN_DATES: Final = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
_BUILT_IN_DURATION: Final = 46
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[\$[^\]]*\]')
_ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"\[[^\]]*\]")
_DATE_LETTER: Final = re.compile(r"[ymdhsYMDHSeE]")
_DAY_MS: Final = 86_400_000
_EPOCH: Final = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no time zones
# Excel's 1900 has a 29 February; day numbers below lie one day later than the epoch says.
_FALSE_LEAP_DAY: Final = 60
_SHIFT_1904: Final = 1_462
_LAST_DAY: Final = 2_958_465  # 9999-12-31


def look_of(number: int, custom: dict[int, str]) -> Look:
    """How a number format makes a number look.

    Args:
        number: of the format.
        custom: format texts by number, from the workbook.
    """
    text = custom.get(number)
    if text is None or text.lower() == "general":
        if number == _BUILT_IN_DURATION:
            return "duration"
        return "date" if number in _BUILT_IN_DATES else "number"
    bare = _LITERAL.sub("", text.split(";")[0])
    if _ELAPSED.search(bare):
        return "duration"
    bare = _BRACKETED.sub("", bare)
    if re.search(r"[#0?]", re.sub(r"[sS]\.0+", "s", bare)) or "general" in bare.lower():
        return "number"
    return "date" if _DATE_LETTER.search(bare) else "number"


def as_date(
    value: float, look: Look, *, is_1904: bool
) -> float | dt.date | dt.datetime | dt.time | dt.timedelta:
    """A number as the date or time that its cell shows; as it is where it cannot be one.

    Whole days become dates, parts of the first day times, all else date and time (to the millisecond).
    """
    if look == "number" or not -_LAST_DAY <= value <= _LAST_DAY:
        return value
    milliseconds = round(value * _DAY_MS)
    if look == "duration":
        return dt.timedelta(milliseconds=milliseconds)
    if value < 0:
        return value
    if value < 1 and not is_1904:
        return (_EPOCH + dt.timedelta(milliseconds=milliseconds)).time()
    if is_1904:
        milliseconds += _SHIFT_1904 * _DAY_MS
    elif value < _FALSE_LEAP_DAY:
        milliseconds += _DAY_MS
    try:
        moment = _EPOCH + dt.timedelta(milliseconds=milliseconds)
    except OverflowError:  # beyond the year 9999
        return value
    return moment.date() if moment.time() == dt.time() else moment
