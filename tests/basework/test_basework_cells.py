"""Days and filled cells as people write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gzaudit.basework.days import days_of
from gzaudit.basework.filled import filled
from gzaudit.normalise.text import column


def read(text: str) -> tuple[str, str]:
    (line,) = days_of(column([text])).itertuples(index=False, name=None)
    return line


@pytest.mark.parametrize(
    "text",
    [
        "2025-08-31", "2025/8/31", "2025.8.31", "2025年8月31日", "2025年08月31号", "20250831", "20250831235959",
        "202508312359", "2025-08-31 23:59:59", "2025-08-31T23:59:59.123", "２０２５－０８－３１", "2025 年 8 月 31 日 下午3点",
        "2025年8月31日（周日）14:30-17:00", "2025-08-31 上午", "2025-08-31 9:00～11:30", "2025-8-31 3:00 PM", "45900",
        "45900.99999", "2025年8月31日14时30分至16时", "2025/8/31 星期日 下午2点半",
    ],
)  # fmt: skip
def test_one_day_however_written(text):
    assert read(text) == ("2025-08-31", "read")


@pytest.mark.parametrize(
    "text",
    ["2025-02-30", "2025年8月", "2025", "8月31日", "2025-13-01", "2025-08-32", "31/8/2025", "2025-08-310",
     "2025-08-30至2025-08-31", "2025年8月30日-31日", "待定", "99999", "2025-08-31 及 9月1日", "20250832"],
)  # fmt: skip
def test_what_is_no_single_day(text):
    assert read(text) == ("", "unreadable")


@pytest.mark.parametrize("text", ["", " ", "无", "/", "—", "\u3000"])
def test_no_day_at_all(text):
    assert read(text) == ("", "blank")


@given(st.dates(min_value=dt.date(1990, 1, 1)), st.times())
def test_any_day_of_this_age(day, time):
    if day.year < 2100:
        iso = day.isoformat()
        for text in (iso, f"{iso} {time.isoformat()[:5]}", f"{day.year}年{day.month}月{day.day}日"):
            assert read(text) == (iso, "read")


@given(st.lists(st.text(max_size=20)))
def test_any_text_is_judged(texts):
    how = days_of(column(texts))["how"]
    assert set(how) <= {"read", "blank", "unreadable"}
    for field in ("notice", "revenue", "difficulties", "need"):
        assert filled(column(texts), field).dtype == bool


@pytest.mark.parametrize(
    ("text", "evidence", "answer", "figure"),
    [
        ("", False, False, False),
        ("无", False, True, False),
        ("暂无", False, True, False),
        ("未上传签到表", False, True, False),
        ("尚未提供", False, True, False),
        ("缺", False, True, False),
        ("缺失材料", False, True, False),
        ("待补充", False, True, False),
        ("N/A", False, False, False),
        ("0", False, True, True),
        ("0.00", True, True, True),
        ("×", False, False, False),
        ("无人机", True, True, False),
        ("无锡考察", True, True, False),
        ("缺芯", True, True, False),
        (" ", False, False, False),
        ("/", False, False, False),
        ("—", False, False, False),
        ("否", False, True, False),
        ("未提供", False, True, False),
        ("缺照片", False, True, False),
        ("待补", False, True, False),
        ("0张", False, True, True),
        ("有", True, True, False),
        ("√", True, True, False),
        ("3张", True, True, True),
        ("未来科技城通知.docx", True, True, False),
        ("附件1", True, True, True),
        ("约１２００万", True, True, True),
    ],
)
def test_filled(text, evidence, answer, figure):
    cell = column([text])
    assert filled(cell, "photos").tolist() == [evidence]
    assert filled(cell, "matters").tolist() == [answer]
    assert filled(cell, "revenue").tolist() == [figure]
