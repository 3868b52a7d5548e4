"""The numbers of an official text are whole tokens with their units."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gzaudit.policy.lint.text_numbers import chinese_number, numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("达到70%(含)", [("7/10", "%")]),
        ("达到170%", [("17/10", "%")]),
        ("达到70.5%", [("141/200", "%")]),
        ("占3‰", [("3/1000", "%")]),
        ("百分之七十五", [("3/4", "%")]),
        ("35万元/区", [("350000", "元/区")]),
        ("35.5万元", [("355000", "元")]),
        ("2亿元", [("200000000", "元")]),
        ("350,000元", [("350000", "元")]),
        ("1,234,567.5元", [("2469135/2", "元")]),
        ("60,70家", [("60", ""), ("70", "家")]),
        ("1,2345元", [("1", ""), ("2345", "元")]),
        ("三十五万元", [("350000", "元")]),
        ("300元/家、每家500元、每户补助6元", [("300", "元/家"), ("500", "元/家"), ("6", "元/户")]),
        ("每增长5%或15家", [("1/20", "%"), ("15", "家")]),
        ("十五家、两场、一百零五条", [("15", "家"), ("2", "场"), ("105", "条")]),
        ("第二批、第3批", [("3", "批")]),
        ("(万元)45黄埔区", [("45", "")]),
        ("3个区、4个目标、2个百分点、5个", [("3", "个区"), ("4", "个目标"), ("2", "个百分点"), ("5", "个")]),
        ("2000人次、2000人", [("2000", "人次"), ("2000", "人")]),
        ("〔2021〕4号", [("2021", ""), ("4", "号")]),
        ("2025年当年", [("2025", "年")]),
        ("12218", [("12218", "")]),
        ("没有数", []),
    ],
)
def test_values_and_units(text, expected):
    assert [(str(each.value), each.unit) for each in numbers(text)] == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年8月31日前", (2025, 8, 31)),
        ("2025年12月底", (2025, 12, 0)),
        ("8月31日", (0, 8, 31)),
        ("2025-08-31前", (2025, 8, 31)),
    ],
)
def test_dates(text, day):
    (found,) = numbers(text)
    assert found.day == day
    assert text[found.end :] in ("前", "底", "")


def test_the_place_of_a_number_is_that_of_its_first_character_and_behind_its_unit():
    (found,) = numbers("补助35万元/区。")
    assert "补助35万元/区。"[found.start : found.end] == "35万元/区"


@pytest.mark.parametrize(
    ("text", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十五万", 350000), ("二〇二五", 2025), ("一百零五", 105), ("一千八百", 1800), ("万", 10000), ("两", 2), ("一亿二千万", 120000000), ("一万亿", 10**12), ("三亿零五", 300000005)],
)  # fmt: skip
def test_chinese_numbers(text, value):
    assert chinese_number(text) == value


@given(
    st.integers(0, 10**9),
    st.sampled_from(["家", "场", "条", "元", "%", "万元"]),
    st.sampled_from(["补助", "。", "(", "每"]),
)
def test_a_number_is_never_found_inside_another(value, unit, before):
    scale = {"%": Fraction(1, 100), "万元": Fraction(10**4)}.get(unit, Fraction(1))
    for written in (str(value), f"{value:,}"):
        (found,) = numbers(f"{before}{written}{unit}以上")
        assert found.value == value * scale
