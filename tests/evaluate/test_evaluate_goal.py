"""One target beside its figure: by hand at and around every mark, and against arithmetic of its own."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gzaudit.errors import InvariantError
from gzaudit.evaluate.goal import figure_year, goal_result
from gzaudit.policy.model_goals import Goal, GoalFigure
from gzaudit.result_goals import Figure

FIGURE = GoalFigure("figure", "二", "hnte_stock")
FIVE = Fraction(5, 100)


def goal(at=15000, word="左右", due="by_end", year=2026, *, figure=FIGURE, unknown=""):
    return Goal("goal", "二", "G7", "高企总量", at, word, "家", due, year, figure, unknown)


def verdict(value, seen=2026, tolerance=None, open_=0, **changes):
    return goal_result(goal(**changes), Figure(seen, value, open=open_), seen, tolerance).verdict


@pytest.mark.parametrize(
    ("value", "expected"), [(14_249, "missed"), (14_250, "reached"), (15_001, "reached")]
)
def test_about_within_a_tolerance(value, expected):
    """95 % of 15,000 is 14,250."""
    assert verdict(value, tolerance=FIVE) == expected


@pytest.mark.parametrize("value", [0, 14_999, 15_000, 99_999])
def test_about_without_a_tolerance_is_never_judged(value):
    result = goal_result(goal(), Figure(2026, value), 2026, None)
    assert result.verdict == "none"
    assert "没有写明幅度" in result.why


def test_a_tolerance_that_makes_no_whole_number_is_held_exactly():
    """0.01 % less of 15,001 is 14,999.4999: 14,999 is too few."""
    share = Fraction(1, 10_000)
    assert [verdict(value, at=15_001, tolerance=share) for value in (14_999, 15_000)] == ["missed", "reached"]
    result = goal_result(goal(at=15_001), Figure(2026, 15_000), 2026, share)
    assert result.why == "按设定的幅度 0.01%，14999.4999 家以上算达到"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("以上", ["missed", "reached", "reached"]),
        ("不少于", ["missed", "reached", "reached"]),
        ("≥", ["missed", "reached", "reached"]),
        (None, ["missed", "reached", "reached"]),
        ("超过", ["missed", "missed", "reached"]),
    ],
)
def test_boundary_words(word, expected):
    found = [
        verdict(value, seen=2025, at=100, word=word, due="in_year", year=2025) for value in (99, 100, 101)
    ]
    assert found == expected
    # A tolerance is for 左右 alone.
    assert [
        verdict(value, seen=2025, at=100, word=word, due="in_year", year=2025, tolerance=Fraction(1, 2))
        for value in (99, 100, 101)
    ] == expected


@pytest.mark.parametrize(
    ("value", "open_", "expected"),
    [(99, 0, "missed"), (98, 1, "missed"), (98, 2, "none"), (99, 1, "none"), (100, 5, "reached")],
)
def test_what_is_not_settled_may_decide(value, open_, expected):
    found = verdict(value, seen=2025, at=100, word="不少于", due="in_year", year=2025, open_=open_)
    assert found == expected


def test_before_its_year_a_target_is_not_missed():
    assert verdict(14_000, seen=2025, tolerance=FIVE) == "not_due"
    assert verdict(14_250, seen=2025, tolerance=FIVE) == "reached"
    assert verdict(10, seen=2025, at=100, word="以上") == "not_due"


def test_a_part_proves_nothing():
    part = GoalFigure("figure", "二", "trainings", partly="只有一部分")
    for value in (0, 100, 500):
        result = goal_result(
            goal(100, "不少于", "each_year", 2022, figure=part), Figure(2025, value), 2025, None
        )
        assert (result.verdict, result.why) == ("none", "只有一部分")


def test_what_no_input_tells():
    result = goal_result(goal(figure=None, unknown="没有名单"), None, 2025, FIVE)
    assert (result.figure, result.ratio, result.gap, result.verdict, result.why) == (
        None,
        None,
        None,
        "none",
        "没有名单",
    )
    assert [each.text for each in result.steps] == ["目标：高企总量，到 2026 年，15,000 家左右", "没有名单"]


def test_a_missing_run_is_no_zero():
    missing = Figure(2025, None, missing="没有 2023 年的运行")
    result = goal_result(goal(), missing, 2025, FIVE)
    assert (result.ratio, result.gap, result.pace, result.verdict) == (None, None, None, "none")
    assert result.why == "没有 2023 年的运行"


@pytest.mark.parametrize(
    ("value", "seen", "pace"),
    [
        (14_998, 2024, 1),  # 2 ÷ 2
        (14_997, 2024, 2),  # 3 ÷ 2, rounded up
        (15_000, 2024, None),
        (14_999, 2024, 1),  # 1 ÷ 2, rounded up
        (14_999, 2026, None),  # the year is over
        (15_001, 2025, None),
    ],
)
def test_pace_at_its_boundary(value, seen, pace):
    assert goal_result(goal(), Figure(seen, value), seen, None).pace == pace


def test_new_certificates_make_up_for_those_that_run_out():
    """7,000 of 10,500 still hold in 2026; one year is left to recognise firms in."""
    result = goal_result(goal(), Figure(2025, 10_500, kept=7_000, years=1), 2025, None)
    assert (result.gap, result.pace, result.new_pace) == (4_500, 4_500, 8_000)
    told = [each.text for each in result.steps]
    assert "到 2026 年还有 1 年：4,500 ÷ 1，进位取整，2026 年须净增 4,500 家" in told
    assert (
        "现有的到 2026 年仍在有效期内 7,000 家，其间还有 1 个认定年度："
        "（15,000 − 7,000）÷ 1，进位取整，每年须新认定 8,000 家" in told
    )
    # Enough may be there and still not last.
    assert goal_result(goal(), Figure(2025, 15_000, kept=9_000, years=1), 2025, None).new_pace == 6_000
    assert goal_result(goal(), Figure(2025, 15_500, kept=15_100, years=1), 2025, None).new_pace == 0


def test_the_year_of_a_figure():
    assert figure_year(goal(), 2025) == 2025
    assert figure_year(goal(), 2027) == 2026
    assert figure_year(goal(due="in_year", year=2022), 2025) == 2022
    assert figure_year(goal(due="each_year", year=2022), 2025) == 2025
    assert figure_year(goal(due="standing", year=None), 2025) == 2025


@pytest.mark.parametrize("figure", [Figure(2025, -1), Figure(2025, 3, open=-1)])
def test_a_figure_that_no_count_can_be(figure):
    with pytest.raises(InvariantError):
        goal_result(goal(), figure, 2025, None)


WHOLE = st.integers(min_value=0, max_value=60_000)


@given(
    WHOLE, st.integers(min_value=1, max_value=60_000), st.integers(min_value=0, max_value=9_999), WHOLE,
    st.integers(min_value=2022, max_value=2026),
)  # fmt: skip
def test_any_numbers_against_arithmetic_in_ten_thousandths(value, at, hundredths, open_, seen):
    """Everything in whole numbers: the mark is at × (10,000 − t) of 10,000 parts."""
    tolerance = Fraction(hundredths, 10_000)
    result = goal_result(goal(at), Figure(seen, value, open=open_), seen, tolerance)
    low = 10_000 * value >= at * (10_000 - hundredths)
    high = 10_000 * (value + open_) >= at * (10_000 - hundredths)
    expected = "reached" if low else "not_due" if seen < 2026 else "none" if high else "missed"
    assert result.verdict == expected
    assert (result.ratio, result.gap) == (Fraction(value, at), at - value)
    left = 2026 - seen
    if left and value < at:
        assert result.pace * left >= at - value > (result.pace - 1) * left
    else:
        assert result.pace is None
