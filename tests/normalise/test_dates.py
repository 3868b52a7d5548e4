"""Dates and years as lists write them (C5, C7)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gzaudit.normalise.dates import years_named, years_of_dates
from gzaudit.normalise.text import column


def date(text: str) -> tuple[int, str]:
    row = years_of_dates(column([text])).iloc[0]
    return int(row["year"]), row["how"]


def named(text: str) -> tuple[int, str]:
    row = years_named(column([text])).iloc[0]
    return int(row["year"]), row["how"]


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-01", "2025-3-1", "2025/03/01", "2025/3/1", "2025.03.01", "2025.3.1", "20250301", "2025年3月1日",
        "2025年03月01日", "2025 年 3 月 1 日", "2025年3月1", "2025年3月1号", "２０２５年３月１日", "２０２５－０３－０１",
        "2025-03-01 00:00:00", "2025-03-01T08:30:00", "2025/3/1 8:30", "2025-03-01 08:30:00.000500",
        "2025年3月", "2025-03", "2025/3", "2025.10", "2025", "2025年", "2025年度", " 2025-03-01 ", "\u30002025-03-01",
        "2025-01-01", "2025-12-31", "45658", "46022", "45658.5", "45658.0",
    ],
)  # fmt: skip
def test_every_way_of_writing_a_date(text):
    assert date(text) == (2025, "read")


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-29", "2025-02-30", "2025-04-31", "2025年2月30日", "20250230", "2025-13-01", "2025-00-10", "2025-01-00",
        "2025-1-32", "25-3-1", "01/03/2025", "March 2025", "二〇二五年三月一日", "待定", "2025-", "2025-03-01至2025-04-01",
        "12345678", "44,000", "1899-01-01", "3025-01-01", "19999", "60001", "2025年12月31日（周三）", "0", "-45658", "1",
        "9.14401E+17", "2025--03--01", "#N/A",
    ],
)  # fmt: skip
def test_what_is_no_date_is_unreadable(text):
    assert date(text) == (0, "unreadable")


@pytest.mark.parametrize("text", ["", " ", "无", "/", "-", "—", "\u200b"])
def test_blank_dates(text):
    assert date(text) == (0, "blank")
    assert named(text) == (0, "blank")


def test_leap_days_and_turns_of_the_year():
    assert date("2024-02-29") == (2024, "read")
    assert date("2024-12-31 23:59:59") == (2024, "read")
    assert date("2026-01-01") == (2026, "read")


def test_day_numbers_of_excel():
    epoch = dt.date(1899, 12, 30)
    for day in (dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 12, 31), dt.date(2026, 1, 1)):
        assert date(str((day - epoch).days)) == (day.year, "read")
        assert date(f"{(day - epoch).days}.999") == (day.year, "read")
    assert (date("20000"), date("60000")) == ((1954, "read"), (2064, "read"))


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_any_day_in_any_writing(day):
    written = [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month:02d}.{day.day:02d}",
        day.strftime("%Y%m%d"),
        f"{day.isoformat()} 10:20:30",
    ]
    assert years_of_dates(column(written))["year"].tolist() == [day.year] * 6


@given(st.lists(st.sampled_from(["2025-03-01", "45658", "", "待定", "2024年", "2025-02-30"]), max_size=12))
def test_a_column_is_read_cell_by_cell(cells):
    frame = years_of_dates(column(cells))
    assert list(zip(frame["year"], frame["how"], strict=True)) == [date(cell) for cell in cells]


@given(st.text(max_size=14))
def test_no_text_breaks_the_reading(text):
    assert date(text)[1] in {"blank", "read", "unreadable"}
    assert named(text)[1] in {"blank", "read", "unreadable"}


@pytest.mark.parametrize(
    "text",
    [
        "2025",
        "2025年",
        "2025年度",
        "2025.0",
        "２０２５",
        "第一批2025",
        "2025年第一批",
        "2025-12-01",
        "GR2025",
        " 2025 ",
        "20\u200b25",
    ],
)
def test_a_named_year(text):
    assert named(text) == (2025, "read")


@pytest.mark.parametrize(
    "text",
    [
        "2024-2025",
        "2024、2025",
        "2025/2025",
        "25",
        "202512",
        "2100",
        "1899",
        "二〇二五",
        "第一批",
        "12025",
        "本年",
    ],
)
def test_no_year_or_two_are_unreadable(text):
    assert named(text) == (0, "unreadable")
