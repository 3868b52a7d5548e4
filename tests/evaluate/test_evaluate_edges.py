"""What only odd rules reach in the evaluator, its refusals word for word, and a year under a budget."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest
from evaluate_given import GIVEN_2025, P2023, P2025, TIANHE, WORK_2025, read_otherwise, tianhe

from gzaudit.errors import InvariantError
from gzaudit.evaluate.engine import counts_only, evaluate
from gzaudit.evaluate.indicator import earn
from gzaudit.evaluate.work import items_met, proposal
from gzaudit.pay.budget import pay_under_budget, under_budget
from gzaudit.result import Given
from gzaudit.settings import Budget

HNTE = P2023.indicators[0]


def test_the_fixed_sum_is_that_of_the_highest_tier_reached():
    low, high = replace(HNTE.tiers[0], at=F(1, 2), fixed=7), replace(HNTE.tiers[0], at=F(9, 10), fixed=11)
    rule = replace(HNTE, tiers=(low, high, HNTE.tiers[0]), increment=None)
    paid = [earn(rule, count, F(100), None) for count in (49, 50, 89, 90, 99, 100)]
    assert [each.reached for each in paid] == [0, 1, 1, 2, 2, 3]
    assert [each.fixed for each in paid] == [0, 7, 7, 11, 11, 300_000]
    assert {(each.by_ratio, each.by_count, each.steps, each.increment) for each in paid} == {(0, 0, 0, 0)}


def test_growth_in_firms_may_start_at_the_next_whole_number():
    def steps_of(count, target, **changes):
        changed = replace(HNTE, increment=replace(HNTE.increment, **changes))
        return earn(changed, count, target, 100)[1:4]

    exact, up = {"count_from": "exact"}, {"count_from": "rounded_up"}
    assert steps_of(120, F(211, 2), **exact, part_steps="pro_rata") == (F(29, 10), F(29, 30), F(29, 10))
    assert steps_of(120, F(211, 2), **up, part_steps="pro_rata") == (F(29, 10), F(14, 15), F(29, 10))
    assert steps_of(121, F(211, 2), **up) == (3, 1, 3)
    assert steps_of(120, F(211, 2), **up) == (2, 0, 2)
    assert steps_of(120, F(210, 2), **up, combine="sum") == (3, 1, 4)
    assert steps_of(105, F(211, 2), **up) == (0, 0, 0)
    assert steps_of(105, F(211, 2), **exact, part_steps="pro_rata") == (0, 0, 0)


@pytest.mark.parametrize("letters", [{"A2": "b"}, {"A2": "b", "A1": "b"}])
def test_a_share_of_nothing_measures_no_growth_unless_the_target_is_nothing_too(letters):
    rule = read_otherwise(**letters).indicators[0]
    assert earn(rule, 115, F(100), 0) is None
    assert earn(rule, 115, F(100), 1).by_ratio == (300 if "A1" not in letters else 2280)
    assert earn(rule, 115, F(0), 0).steps == 0


def test_below_the_start_no_step_is_counted_by_either_measure():
    money = earn(HNTE, 109, F(110), 100)
    assert money == (0, 0, 0, 0, 0, 0, 0)
    assert [type(each) for each in money[1:4]] == [F, F, F]


@pytest.mark.parametrize(
    ("count", "steps_taken"), [(104, 0), (105, 1), (110, 1), (111, 2), (115, 2), (116, 3), (122, 4)]
)
def test_steps_that_grow(count, steps_taken):
    """100 → 105 → 110.25 → 115.7625 → 121.550625."""
    rule = read_otherwise(A2="c").indicators[0]
    assert earn(rule, count, F(100), None).by_ratio == steps_taken


@pytest.mark.parametrize(
    ("paid_for", "count", "amount"),
    [
        ("all", 115, 69_000),
        ("above_target", 115, 9_000),
        ("above_target", 100, 0),
        ("up_to_target", 115, 60_000),
        ("up_to_target", 99, 49_500),
        ("above_prior", 115, 15_000),
        ("above_prior", 90, 0),
        ("above_prior", 89, 0),
        ("above_prior", 60, 0),
        ("bands", 69, 0),
        ("bands", 70, 0),
        ("bands", 71, 300),
        ("bands", 85, 4_500),
        ("bands", 86, 5_000),
        ("bands", 100, 12_000),
        ("bands", 115, 21_000),
    ],
)
def test_for_which_firms_a_rate_is_paid(paid_for, count, amount):
    plain = P2025.indicators[0]
    rule = replace(plain, payout=replace(plain.payout, paid_for=paid_for))
    assert earn(rule, count, F(100), 90).per_enterprise == amount


def test_one_unknown_item_leaves_the_proposal_open_and_one_missed_item_settles_it():
    group = P2025.works[0].groups[0]
    assert set(items_met(group, {}).values()) == {None}
    met = items_met(group, WORK_2025 | {"talks": 9, "matchings": 4})
    assert (met["base-1-talks"], met["base-1-matchings"], met["base-1-reports"]) == (False, True, None)
    assert proposal({"a": True, "b": True}) == proposal({}) == "accepted"
    assert proposal({"a": True, "b": None}) == "not_assessed"
    assert proposal({"a": None, "b": False}) == "rejected"


def test_a_work_item_above_its_number_only_where_the_word_says_so():
    group = P2025.works[0].groups[0]
    above = replace(group, items=tuple(replace(item, word="超过") for item in group.items[:1]))
    assert [items_met(above, {"talks": n})["base-1-talks"] for n in (9, 10, 11)] == [False, False, True]


def broken(call, *args):
    with pytest.raises(InvariantError) as caught:
        call(*args)
    return caught.value.asked, caught.value.found, caught.value.expected


def test_refusals_of_the_evaluator_word_for_word():
    names = {"440103": "荔湾区", "440106": "天河区"}
    strange = {"440300": {}, "110101": {}}
    assert broken(counts_only, 2024, names, strange) == (
        "核算收到了名单之外的区",
        "110101、440300",
        "440103、440106",
    )
    for value in (-1, True, 1.5):
        expected = ("核算收到的不是家数", repr(value), "0 或正整数")
        assert broken(tianhe, P2025, Given({"hnte": value})) == expected
        assert broken(tianhe, P2025, Given(inputs={"hnte_target": value})) == expected
        assert broken(tianhe, P2025, Given(found={"talks": value})) == expected
    assert broken(pay_under_budget, {"a": 1}, -5, {"a": 2}) == (
        "预算或申请额不能用",
        "{'a': 1}，-5，{'a': 2}",
        "",
    )


def test_a_year_without_a_budget_is_left_as_it_is():
    year = evaluate(P2025, {TIANHE: GIVEN_2025})
    for budget in (None, Budget(total=5), Budget(total=5, method="none")):
        found, note = under_budget(year, budget)
        assert found is year
        assert note == ""


def small(policy):
    """A policy of three districts, of which everything can be known."""
    kept = {code: name for code, name in policy.districts.items() if code in ("440103", "440104", TIANHE)}
    return replace(policy, districts=kept)


def test_a_budget_cuts_what_is_payable_and_leaves_what_was_claimed():
    given = {"440103": GIVEN_2025, "440104": replace(GIVEN_2025, assessment="failed"), TIANHE: GIVEN_2025}
    year = evaluate(small(P2025), given)
    claims = {each.code: each.payable for each in year.districts}
    assert claims == {"440103": 581_700, "440104": 0, TIANHE: 681_700}
    found, note = under_budget(year, Budget(1_000_000, {"天河区": 581_700}, "proportional"))
    assert {each.code: each.payable for each in found.districts} == {
        "440103": 500_000,
        "440104": 0,
        TIANHE: 500_000,
    }
    assert note == "应付额按预算比例核减（最大余数法），总额 1,000,000 元，天河区 581,700 元。"
    assert found.city == replace(year.city, payable=1_000_000)
    assert [replace(each, payable=None) for each in found.districts] == [
        replace(each, payable=None) for each in year.districts
    ]
    found, note = under_budget(year, Budget(None, {"荔湾区": 7, "天河区": 1_000}, "proportional"))
    assert [each.payable for each in found.districts] == [7, 0, 1_000]
    assert note == "应付额按预算比例核减（最大余数法），天河区 1,000 元，荔湾区 7 元。"
    found, note = under_budget(year, Budget(9_000_000, method="proportional"))
    assert found == year
    assert note == "应付额按预算比例核减（最大余数法），总额 9,000,000 元。"
