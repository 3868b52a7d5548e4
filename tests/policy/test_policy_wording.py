"""Boundary words and exact figures."""

from fractions import Fraction as F

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gzaudit.errors import InvariantError
from gzaudit.policy.exact import exact_decimal, percent_cut, percent_exact, ratio6
from gzaudit.policy.wording import LOWER_WORDS, OPERATORS, UPPER_WORDS, holds, reaches, sign, steps_reached


@pytest.mark.parametrize(
    ("word", "below", "at", "above"),
    [
        *(
            (word, False, True, True)
            for word in ("含", "达到", "以上", "及以上", "不低于", "不少于", "每增长", "每增加", "≥")
        ),
        *((word, False, False, True) for word in ("超过", "高于", "多于")),
        *((word, True, True, False) for word in ("以下", "以内", "不超过", "不高于", "不多于", "前")),
        *((word, True, False, False) for word in ("不足", "低于", "少于", "不满")),
    ],
)
def test_each_word_below_at_and_above_its_limit(word, below, at, above):
    limit = F(85, 100)
    found = [holds(value, word, limit) for value in (limit - F(1, 10**9), limit, limit + F(1, 10**9))]
    assert found == [below, at, above]


def test_every_word_is_known_by_one_operator_only():
    assert len(OPERATORS) == 22
    assert {word for word in OPERATORS if OPERATORS[word] in (">=", ">")} == set(LOWER_WORDS)
    assert {word for word in OPERATORS if OPERATORS[word] in ("<=", "<")} == set(UPPER_WORDS)


@pytest.mark.parametrize(
    ("word", "below", "at", "above"),
    [
        (None, False, True, True),
        ("不低于", False, True, True),
        ("以上", False, True, True),
        ("超过", False, False, True),
    ],
)
def test_an_amount_of_work_is_reached_from_its_number_on(word, below, at, above):
    assert [reaches(number, word, 10) for number in (9, 10, 11)] == [below, at, above]


@pytest.mark.parametrize(
    ("word", "held", "failed"),
    [("含", "≥", "<"), ("超过", ">", "≤"), ("不超过", "≤", ">"), ("不足", "<", "≥")],
)
def test_signs(word, held, failed):
    assert (sign(word, held=True), sign(word, held=False)) == (held, failed)


@settings(deadline=None)
@given(word=st.sampled_from(sorted(OPERATORS)), a=st.fractions(), b=st.fractions())
def test_the_sign_shown_is_true(word, a, b):
    shown = sign(word, held=holds(a, word, b))
    assert {"≥": a >= b, ">": a > b, "≤": a <= b, "<": a < b}[shown]


@pytest.mark.parametrize(
    ("growth", "step", "including", "exceeding"),
    [
        (0, 15, 0, 0),
        (14, 15, 0, 0),
        (15, 15, 1, 0),
        (16, 15, 1, 1),
        (30, 15, 2, 1),
        (F(21, 2), F(21, 4), 2, 1),
    ],
)
def test_steps(growth, step, including, exceeding):
    assert steps_reached(growth, step, "每增长") == including
    assert steps_reached(growth, step, "超过") == exceeding


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (F(105), "105"),
        (F(0), "0"),
        (F(2121, 20), "106.05"),
        (F(91, 10), "9.1"),
        (F(1, 8), "0.125"),
        (F(1, 1000), "0.001"),
        (F(-5, 4), "-1.25"),
        (F(100), "100"),
        (F(1, 50), "0.02"),
    ],
)
def test_exact_decimal(value, text):
    assert exact_decimal(value) == text


@pytest.mark.parametrize("value", [F(1, 3), F(1, 7), F(5, 6), F(-1, 30)])
def test_no_exact_decimal(value):
    with pytest.raises(InvariantError):
        exact_decimal(value)


@settings(deadline=None)
@given(top=st.integers(), twos=st.integers(0, 12), fives=st.integers(0, 12))
def test_exact_decimal_equals_the_fraction_and_is_shortest(top, twos, fives):
    value = F(top, 2**twos * 5**fives)
    text = exact_decimal(value)
    assert F(text) == value
    assert "." not in text or not text.endswith("0")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (F(812, 900), "0.902222"),
        (F(0), "0.000000"),
        (F(1), "1.000000"),
        (F(8399, 10500), "0.799905"),
        (F(1, 2 * 10**6), "0.000001"),  # half goes up
        (F(3, 2 * 10**6), "0.000002"),  # also where a banker would go to even
        (F(5, 2 * 10**6), "0.000003"),
        (F(49, 10**8), "0.000000"),
        (F(9999999, 10**7), "1.000000"),
        (F(2, 3), "0.666667"),
        (F(25, 2), "12.500000"),
    ],
)
def test_ratio6(value, text):
    assert ratio6(value) == text


def test_ratio6_refuses_a_negative():
    with pytest.raises(InvariantError):
        ratio6(F(-1, 2))


@settings(deadline=None)
@given(value=st.fractions(min_value=0, max_value=1000))
def test_ratio6_is_within_half_a_millionth(value):
    shown = F(ratio6(value))
    assert -F(1, 2 * 10**6) < shown - value <= F(1, 2 * 10**6)


@pytest.mark.parametrize(
    ("value", "text"),
    [(F(812, 900), "90.22%"), (F(79999, 100000), "79.99%"), (F(1), "100.00%"), (F(1, 20), "5.00%")],
)
def test_percent_is_cut(value, text):
    assert percent_cut(value) == text


def test_percent_of_a_policy_is_whole():
    assert [percent_exact(F(85, 100)), percent_exact(F(1, 8)), percent_exact(F(13, 10))] == [
        "85%",
        "12.5%",
        "130%",
    ]
