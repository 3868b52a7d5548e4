"""Sums in capitals: the vectors of domain §6.2, each place and gap, and a reader that turns them back."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gzaudit.pay.capitals import LIMIT, yuan_capitals

# Domain §6.2, those with 角 and 分 by their whole 元, and the rules of its notes.
VECTORS = {
    0: "零",
    1_058_700: "壹佰零伍万捌仟柒佰",
    350_000: "叁拾伍万",
    1_000_005: "壹佰万零伍",
    100_000: "壹拾万",
    10_010_010: "壹仟零壹万零壹拾",
    16_409: "壹万陆仟肆佰零玖",
    325: "叁佰贰拾伍",
    # Every place on its own, and no bare 拾.
    1: "壹",
    10: "壹拾",
    11: "壹拾壹",
    19: "壹拾玖",
    20: "贰拾",
    100: "壹佰",
    101: "壹佰零壹",
    110: "壹佰壹拾",
    1_000: "壹仟",
    1_001: "壹仟零壹",
    1_010: "壹仟零壹拾",
    1_100: "壹仟壹佰",
    10_000: "壹万",
    10_001: "壹万零壹",
    10_010: "壹万零壹拾",
    10_100: "壹万零壹佰",
    11_000: "壹万壹仟",
    107_000: "壹拾万柒仟",
    100_500: "壹拾万零伍佰",
    100_000_000: "壹亿",
    100_000_001: "壹亿零壹",
    100_010_000: "壹亿零壹万",
    100_010_001: "壹亿零壹万零壹",
    110_000_000: "壹亿壹仟万",
    1_000_000_000: "壹拾亿",
    120_000_000_000: "壹仟贰佰亿",
    10**12: "壹万亿",
    10**12 + 1: "壹万亿零壹",
    10**12 + 10**8: "壹万零壹亿",
    12 * 10**12 + 3_450 * 10**8 + 67: "壹拾贰万叁仟肆佰伍拾亿零陆拾柒",
    LIMIT - 1: "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖",
}

DIGITS = {character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def parse(text: str) -> int:
    """Read capitals: what stands before 亿, before 万 and behind, place by place."""
    body = re.fullmatch(r"人民币(.+)元整", text)
    assert body, text
    total = section = digit = 0
    for character in body[1]:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in UNITS:
            section, digit = section + digit * UNITS[character], 0
        elif character == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        elif character == "亿":
            total, section, digit = (total + section + digit) * 10**8, 0, 0
        else:
            raise AssertionError(character)
    return total + section + digit


@pytest.mark.parametrize(("amount", "words"), VECTORS.items())
def test_vectors(amount, words):
    assert yuan_capitals(amount) == f"人民币{words}元整"
    assert parse(yuan_capitals(amount)) == amount


amounts = st.one_of(
    st.integers(0, LIMIT - 1),
    st.integers(0, 10**8),
    # Few digits that are no zero: gaps of every length.
    st.lists(st.tuples(st.integers(0, 15), st.integers(1, 9)), max_size=5).map(
        lambda places: sum(digit * 10**place for place, digit in dict(places).items())
    ),
)


@given(amounts)
@example(9_999)
@example(10_000 - 1 + 10**8)
def test_they_read_back(amount):
    assert parse(yuan_capitals(amount)) == amount


@given(amounts)
def test_their_form(amount):
    words = yuan_capitals(amount).removeprefix("人民币").removesuffix("元整")
    assert "零零" not in words
    assert amount == 0 or not (words.startswith("零") or words.endswith("零"))
    assert not re.search(r"零[拾佰仟万亿]|(?<![壹贰叁肆伍陆柒捌玖])[拾佰仟]|^[万亿]", words)
    assert words.count("亿") <= 1
    assert words.count("万") <= 2


@given(amounts, amounts)
def test_different_sums_are_written_differently(one, other):
    assert (yuan_capitals(one) == yuan_capitals(other)) == (one == other)


@pytest.mark.parametrize("amount", [-1, -350_000, LIMIT, LIMIT * 10])
def test_what_no_payment_is_has_no_words(amount):
    with pytest.raises(ValueError, match=str(amount)):
        yuan_capitals(amount)
