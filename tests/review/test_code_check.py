"""One-character repairs: each passes both checks, none that does is left out."""

from __future__ import annotations

import pytest
from builders import code
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc

from gzaudit.normalise.codes import CHARSET
from gzaudit.review.code_check import both_right, repairs

# Valid by both checks; published examples (domain §1.6).
RIGHT = (
    "91350100M000100Y43",
    "91110000600037341L",
    "91110108551385082Q",
    "914403001922038216",
    "9144011661842063XT",
)


def by_force(text: str) -> list[str]:
    """Every change, gap and surplus character tried: slow and plain."""
    tried = {text[:at] + each + text[at + 1 :] for at in range(len(text)) for each in CHARSET}
    tried |= {text[:at] + each + text[at:] for at in range(len(text) + 1) for each in CHARSET}
    tried |= {text[:at] + text[at + 1 :] for at in range(len(text))}
    return sorted(each for each in tried - {text} if both_right(each))


@pytest.mark.parametrize("text", RIGHT)
def test_real_codes_are_right(text):
    assert both_right(text)


@pytest.mark.parametrize(
    "text",
    [
        "91350100M000100Y4Z",  # a character that no code has
        "91440101MA59UGFL91",  # the 18th is wrong, the 17th right
        "91440101MA59RW851D",  # the 18th is right, the 17th wrong
        "91AB0101MA59RW851D",  # no division code
        "91440101MA59RW851",
        "",
    ],
)
def test_others_are_not(text):
    assert not both_right(text)


@given(st.integers(0, 999_999), st.integers(0, 17), st.sampled_from(CHARSET))
@settings(max_examples=60, deadline=None)
def test_a_changed_character_is_found_again_and_nothing_is_missed(number, at, other):
    right = code(number)
    spoilt = right[:at] + other + right[at + 1 :]
    if spoilt == right:
        return
    found = repairs(spoilt)
    assert right in found
    assert found == by_force(spoilt)
    assert all(uscc.calc_check_digit(each[:17]) == each[17] for each in found)


@given(st.integers(0, 999_999), st.integers(0, 17), st.sampled_from("IOZSV-"))
@settings(max_examples=40, deadline=None)
def test_a_character_that_no_code_has_must_be_the_wrong_one(number, at, strange):
    right = code(number)
    found = repairs(right[:at] + strange + right[at + 1 :])
    assert right in found
    assert all(each[:at] == right[:at] and each[at + 1 :] == right[at + 1 :] for each in found)
    assert found == by_force(right[:at] + strange + right[at + 1 :])


@given(st.integers(0, 999_999), st.integers(0, 17))
@settings(max_examples=40, deadline=None)
def test_a_character_left_out_or_put_in(number, at):
    right = code(number)
    for spoilt in (right[:at] + right[at + 1 :], right[:at] + "7" + right[at:]):
        found = repairs(spoilt)
        assert right in found
        assert found == by_force(spoilt)


def test_two_slips_are_no_repair():
    right = code(7)
    assert repairs(f"{right[:8]}OO{right[10:]}") == []
    assert repairs(right[:16]) == []
    assert repairs(f"{right}11") == []
    assert repairs("44************001X") == []  # a masked 身份证号
