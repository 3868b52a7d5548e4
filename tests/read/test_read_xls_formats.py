"""Numbers of old .xls files: packed ones, and dates and durations told by their format."""

from __future__ import annotations

import datetime as dt

import pytest

from gzaudit.read import biff
from gzaudit.read.xlsformats import as_date, look_of


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("yyyy-mm-dd", "date"),
        ('yyyy"年"m"月"d"日"', "date"),
        ("[$-804]yyyy\\-mm", "date"),
        ("h:mm AM/PM", "date"),
        ("mm:ss.0", "date"),
        ("[h]:mm:ss", "duration"),
        ("[mm]:ss", "duration"),
        ("0.00", "number"),
        ("#,##0;[Red]-#,##0", "number"),
        ("General", "number"),
        ("@", "number"),
        ('0"元/天 days"', "number"),
        ("[Red]0.00E+00", "number"),
        ("[DBNum1]0", "number"),
    ],
)
def test_number_formats(text, look):
    assert look_of(200, {200: text}) == look


@pytest.mark.parametrize("number", [14, 17, 22, 27, 31, 36, 45, 47, 50, 57, 58])
def test_built_in_dates(number):
    assert look_of(number, {}) == "date"


@pytest.mark.parametrize(
    ("number", "look"),
    [
        (0, "number"),
        (2, "number"),
        (13, "number"),
        (23, "number"),
        (46, "duration"),
        (49, "number"),
        (59, "number"),
    ],
)
def test_built_in_others(number, look):
    assert look_of(number, {}) == look


@pytest.mark.parametrize(
    ("value", "is_1904", "moment"),
    [
        (0, False, dt.time(0)),
        (0.5, False, dt.time(12)),
        (1, False, dt.date(1900, 1, 1)),
        (59, False, dt.date(1900, 2, 28)),
        (61, False, dt.date(1900, 3, 1)),
        (45720, False, dt.date(2025, 3, 4)),
        (45720.25, False, dt.datetime.fromisoformat("2025-03-04T06:00")),
        (44258, True, dt.date(2025, 3, 4)),
        (2958465, False, dt.date(9999, 12, 31)),
        (2958466, False, 2958466),
        (2958465 - 1462, True, dt.date(9999, 12, 31)),
        (2958465, True, 2958465),
        (-1, False, -1),
        (9.14e17, False, 9.14e17),
    ],
)
def test_dates(value, is_1904, moment):
    assert as_date(value, "date", is_1904=is_1904) == moment


def test_durations():
    assert as_date(1.5, "duration", is_1904=False) == dt.timedelta(days=1, hours=12)


@pytest.mark.parametrize(
    ("packed", "value"),
    [
        (0x3FF00000, 1.0),
        (0x3FF00001, 0.01),
        ((1 << 2) | 2, 1),
        ((-5 << 2) & 0xFFFFFFFF | 2, -5),
        ((-250 << 2) & 0xFFFFFFFF | 3, -2.5),
        (0x7FFFFFFE, 2**29 - 1),
    ],
)
def test_packed_numbers(packed, value):
    assert biff.rk(packed) == value
