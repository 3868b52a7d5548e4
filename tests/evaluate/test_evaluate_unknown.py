"""What is not known stays unknown through every sum; what is known is not lost; nothing is taken for zero (C9)."""

from fractions import Fraction

import pytest

from gzaudit.errors import InvariantError
from gzaudit.evaluate.engine import counts_only, evaluate
from gzaudit.policy.load import load_policy
from gzaudit.result import CityResult, Given, IndicatorResult, total

POLICY = load_policy(2025)
COUNTS = {"hnte": 812, "above_scale_hnte": 212, "above_scale_tech_services": 314, "patent_hnte": 150}
INPUTS = {
    "hnte_target": 900,
    "prior_above_scale_hnte": 200,
    "prior_tech_services": 300,
    "prior_patent_hnte": 120,
}
MONEY = ("completion", "rate", "per_enterprise_amount", "increment_steps", "increment_amount", "amount")


def year(**changes):
    """All districts alike, but 天河区 with these changes."""
    full = {"counts": COUNTS, "inputs": INPUTS, "base_status": "accepted"}
    given = {code: Given(**full) for code in POLICY.districts} | {"440106": Given(**full | changes)}
    found = evaluate(POLICY, given)
    return found, next(each for each in found.districts if each.code == "440106")


def test_everything_known():
    city, district = year()
    hnte = district.indicators["hnte"]
    assert (hnte.count, hnte.target, hnte.completion) == (812, Fraction(900), Fraction(812, 900))
    assert (hnte.rate, hnte.per_enterprise_amount, hnte.increment_steps, hnte.amount) == (
        500,
        406_000,
        0,
        406_000,
    )
    assert district.performance_amount == 406_000 + 42_400 + 62_800 + 7_500
    assert district.amount == district.payable == 868_700
    assert [each.code for each in city.districts] == sorted(POLICY.districts)
    assert (city.year, city.policy_id, city.policy_sha256) == (2025, "gz-2025", POLICY.sha256)
    assert city.city == CityResult(
        {key: 11 * n for key, n in COUNTS.items()}, 11 * 518_700, 3_250_000, 8_955_700, 8_955_700
    )


@pytest.mark.parametrize("key", COUNTS)
def test_an_unknown_count_keeps_the_target_and_nothing_else(key):
    city, district = year(counts=COUNTS | {key: None})
    found = district.indicators[key]
    assert found.count is None
    assert found.target == year()[1].indicators[key].target
    assert [getattr(found, each) for each in MONEY] == [None] * 6
    assert (district.performance_amount, district.amount, district.payable) == (None, None, None)
    assert district.base.amount == 350_000
    assert city.city.counts[key] is None
    assert [n for k, n in city.city.counts.items() if k != key] == [
        11 * n for k, n in COUNTS.items() if k != key
    ]
    assert (city.city.performance_amount, city.city.amount, city.city.payable) == (None, None, None)
    assert city.city.base_amount == 3_250_000
    assert all(each.amount == each.payable > 0 for each in city.districts if each.code != "440106")
    assert "家数未知，不能计算" in found.steps[0].text


@pytest.mark.parametrize("number", [None, 0])
@pytest.mark.parametrize("column", INPUTS)
def test_a_missing_or_zero_target_keeps_the_count_and_nothing_else(column, number):
    city, district = year(inputs=INPUTS | {column: number})
    key = next(each.key for each in POLICY.indicators if each.target.column == column)
    found = district.indicators[key]
    assert (found.count, found.target) == (COUNTS[key], None)
    assert [getattr(found, each) for each in MONEY] == [None] * 6
    assert (district.amount, city.city.amount, city.city.payable) == (None, None, None)
    assert city.city.counts[key] == 11 * COUNTS[key]
    assert ("没有可用的数" if number is None else "为 0，没有完成率") in found.steps[1].text


def test_neither_count_nor_target():
    _, district = year(counts={}, inputs={})
    assert [(each.count, each.target, each.amount) for each in district.indicators.values()] == [
        (None, None, None)
    ] * 4


def test_a_count_of_zero_is_a_number():
    found = year(counts=COUNTS | {"hnte": 0})[1].indicators["hnte"]
    assert (found.count, found.completion, found.rate, found.amount, found.increment_steps) == (0, 0, 0, 0, 0)


def test_a_district_of_which_nothing_is_known():
    found = evaluate(POLICY, {})
    assert len(found.districts) == 11
    assert {each.base.status for each in found.districts} == {"not_assessed"}
    assert found.city == CityResult(dict.fromkeys(COUNTS), None, 0, None, None)


@pytest.mark.parametrize(("status", "amount"), [("accepted", 350_000), ("rejected", 0), ("not_assessed", 0)])
def test_base_is_paid_only_if_accepted(status, amount):
    _, district = year(base_status=status)
    assert (district.base.tier, district.base.status, district.base.amount) == (1, status, amount)
    assert district.amount == 518_700 + amount
    assert district.base.steps[0].amount == amount


@pytest.mark.parametrize(("assessment", "payable"), [("passed", 868_700), (None, 868_700), ("failed", 0)])
def test_payable_follows_the_assessment_and_amount_does_not(assessment, payable):
    city, district = year(assessment=assessment)
    assert (district.amount, district.payable, district.assessment) == (868_700, payable, assessment)
    assert city.city.amount - city.city.payable == 868_700 - payable


def test_a_failed_assessment_pays_nothing_even_where_the_amount_is_unknown():
    _, district = year(assessment="failed", counts={})
    assert (district.amount, district.payable) == (None, 0)


def test_other_columns_may_be_given_and_change_nothing():
    assert year(inputs=INPUTS | {"prior_hnte": 700}) == year()


@pytest.mark.parametrize("value", [-1, 1.0, 1.5, float("nan"), "5", True])
def test_what_is_no_number_of_enterprises_is_refused(value):
    with pytest.raises(InvariantError):
        year(counts=COUNTS | {"hnte": value})
    with pytest.raises(InvariantError):
        year(inputs=INPUTS | {"hnte_target": value})


def test_numpy_integers_are_taken_as_exact_ones():
    import numpy as np

    found = year(counts={key: np.int32(n) for key, n in COUNTS.items()})[1]
    assert type(found.indicators["hnte"].amount) is int
    assert found.amount == 868_700
    huge = year(counts=COUNTS | {"hnte": np.int32(2_000_000_000)})[1].indicators["hnte"]
    assert huge.per_enterprise_amount == 1_200_000_000_000


def test_an_unknown_district_is_refused():
    with pytest.raises(InvariantError, match="440300"):
        evaluate(POLICY, {"440300": Given()})


def test_total():
    assert total([]) == 0
    assert total([1, 2]) == 3
    assert total([1, None, 2]) is None


def test_a_year_without_a_policy_has_counts_and_no_money():
    names = {"440106": "天河区", "440103": "荔湾区"}
    found = counts_only(
        2024, names, {"440106": {"hnte": 5, "patent_hnte": 2}, "440103": {"hnte": 7, "patent_hnte": None}}
    )
    assert (found.year, found.policy_id, found.policy_sha256) == (2024, None, None)
    assert [(each.code, each.name) for each in found.districts] == [
        ("440103", "荔湾区"),
        ("440106", "天河区"),
    ]
    assert found.districts[1].indicators == {"hnte": IndicatorResult(5), "patent_hnte": IndicatorResult(2)}
    assert found.city == CityResult({"hnte": 12, "patent_hnte": None}, None, None, None, None)
    assert {(each.base, each.amount, each.payable, each.assessment) for each in found.districts} == {
        (None,) * 4
    }


def test_counts_only_refuses_a_strange_district_and_keeps_an_unknown_one_unknown():
    with pytest.raises(InvariantError):
        counts_only(2024, {"440106": "天河区"}, {"440300": {"hnte": 1}})
    found = counts_only(2024, {"440106": "天河区", "440103": "荔湾区"}, {"440106": {"hnte": 1}})
    assert found.city.counts == {"hnte": None}
