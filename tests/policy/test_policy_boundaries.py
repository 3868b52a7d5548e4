"""Cases below, at and above every boundary, generated: they cover all, agree, and notice a rule that moved."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from policy_cases import READINGS_TEXT, TEXTS, YEARS, files, policy, swapped

from gzaudit.policy.cases.boundaries import GIVEN, STEPS, boundary_cases
from gzaudit.policy.cases.run import run_boundaries, run_case
from gzaudit.policy.load import alternatives, build_policy


@pytest.mark.parametrize("year", YEARS)
def test_every_boundary_comes_out_as_the_second_arithmetic_says(year):
    results = run_boundaries(policy(year))
    assert [result.differences for result in results if not result.ok] == []
    assert {result.case.no for result in results} == {"界"}
    names = [result.case.name for result in results]
    assert len(names) == len(set(names)) > 300


ALTERNATIVES = [(year, each) for year in YEARS for each in alternatives(files(year), {})]


@pytest.mark.parametrize(
    ("year", "other"), ALTERNATIVES, ids=lambda each: getattr(each, "reading", str(each)) + getattr(each, "choice", "")
)  # fmt: skip
def test_every_boundary_under_each_arithmetic_reading(year, other):
    cases = [case for case in boundary_cases(other.policy) if not case.records]
    assert [run_case(case, other.policy).differences for case in cases] == [()] * len(cases)


# These judge records or fixed sums; none of them is computed as an alternative of every run.
@pytest.mark.parametrize("choice", ["A16b", "A17b", "A18b", "A21b", "A25b"])
def test_every_boundary_under_the_other_readings_of_2025(choice):
    rules = build_policy(files(2025), {choice[:-1]: choice[-1]})
    assert [result.differences for result in run_boundaries(rules) if not result.ok] == []


def test_readings_may_be_combined():
    chosen = {"A1": "b", "A3": "b", "A4": "b", "A5": "b", "A6": "b", "A7": "c"}
    rules = build_policy(files(2025), chosen)
    cases = [case for case in boundary_cases(rules) if not case.records]
    assert [run_case(case, rules).differences for case in cases] == [()] * len(cases)


@pytest.mark.parametrize("year", YEARS)
def test_every_boundary_has_its_three_cases(year):
    rules = policy(year)
    cases = boundary_cases(rules)
    of = Counter(next(iter(case.expected)) for case in cases)
    for each in rules.indicators:
        edges = len(each.tiers) + (1 + 2 * STEPS if each.increment else 0)
        assert of[each.key] == len(GIVEN) * edges * 3 + 1
    for work in rules.works:
        assert of[work.key] == sum(3 * len(group.items) for group in work.groups)
    events = sum(
        item.each is not None for work in rules.works for group in work.groups for item in group.items
    )
    days = sum(measure.until is not None for measure in rules.measures.values())
    assert of["found"] == 3 * (events + days)


def test_figures_of_some_generated_cases_by_hand():
    expected = {case.name: case.expected for case in boundary_cases(policy(2025))}
    name = "高企认定数：高企认定年度目标数 101，108 家（增量按比例第 1 档，多一家）"
    assert expected[name]["hnte"]["increment_steps"] == 1  # 7 ÷ 5.05
    name = "高企认定数：高企认定年度目标数 2000，2015 家（增量按家数第 1 档，恰好）"
    assert expected[name]["hnte"]["amount"] == 600 * 2015 + 50_000
    name = "规上高企数：上年规上高企数 101，84 家（第 1 档，差一家）"
    assert expected[name]["above_scale_hnte"]["amount"] == 0
    name = "企业技术需求一条，2025-08-31 上传（截止日当天）"
    assert expected[name] == {"found": {"needs": 1}}
    name = "企业技术需求一条，2025-09-01 上传（截止日后一天）"
    assert expected[name] == {"found": {"needs": 0}}
    name = "海珠区产业对接活动一场，签到 9 家（差一家）"
    assert (
        "海珠区产业对接活动一场，签到 9 家（差一家）" not in expected
    )  # the first district of a group stands for it
    assert expected[name.replace("海珠区", "荔湾区")] == {"found": {"matchings": 0}}


MOVED = {
    2025: [
        ('at = "85/100", word = "含"', 'at = "84/100", word = "含"'),
        ("rate = 500", "rate = 501"),
        ('step_ratio = "5/100"', 'step_ratio = "6/100"'),
        ("step_count = 15", "step_count = 14"),
        ("step_amount = 50000", "step_amount = 50001"),
        ('measure = "needs", at = 55', 'measure = "needs", at = 56'),
        ("each = 60,", "each = 61,"),
    ],
    2023: [
        ('factor = "110/100"', 'factor = "111/100"'),
        ("fixed = 300000", "fixed = 300001"),
        ("step_count = 100", "step_count = 99"),
        ('measure = "attendances", at = 500', 'measure = "attendances", at = 501'),
        ("amount = 350000", "amount = 350001"),
    ],
}


@pytest.mark.parametrize(("year", "change"), [(year, each) for year in YEARS for each in MOVED[year]])
def test_an_evaluator_with_another_rule_fails_at_the_boundary(year, change):
    """The generated cases of the true policy, run under one that is a little different."""
    moved = build_policy(files(year, policy=swapped(TEXTS[year]["policy.toml"], *change)))
    wrong = 0
    for case in boundary_cases(policy(year)):
        wrong += not run_case(case, moved).ok
    assert wrong


def test_a_word_that_leaves_the_limit_out_moves_the_boundary():
    text = swapped(TEXTS[2025]["policy.toml"], '"前"]', '"前", "超过"]')
    text = swapped(
        text, 'id = "hnte-85", at = "85/100", word = "含"', 'id = "hnte-85", at = "85/100", word = "超过"'
    )
    text = swapped(text, 'step_word = "每增长"', 'step_word = "超过"')
    text = swapped(text, '"含", "达到", "每增长"', '"含", "达到"')
    text = swapped(
        text, 'measure = "needs", at = 55, word = "不低于"', 'measure = "needs", at = 55, word = "超过"'
    )
    text = swapped(text, 'each = 60, each_word = "不低于"', 'each = 60, each_word = "超过"')
    moved = build_policy(files(2025, policy=text))
    assert [result.differences for result in run_boundaries(moved) if not result.ok] == []
    old = boundary_cases(policy(2025))
    wrong = {next(iter(case.expected)) for case in old if not run_case(case, moved).ok}
    assert wrong == {"hnte", "base", "found"}


def test_a_last_day_that_is_not_included():
    text = swapped(TEXTS[2025]["policy.toml"], '"不低于", "前"]', '"不低于", "不满"]')
    text = swapped(text, 'until_word = "前" ', 'until_word = "不满" ')
    cases = {case.name: case for case in boundary_cases(build_policy(files(2025, policy=text)))}
    assert cases["企业技术需求一条，2025-08-31 上传（截止日当天）"].expected == {"found": {"needs": 0}}
    assert cases["企业技术需求一条，2025-08-30 上传（截止日前一天）"].expected == {"found": {"needs": 1}}


def test_a_last_day_at_the_end_of_the_service_period():
    text = swapped(TEXTS[2025]["policy.toml"], "until = 2025-08-31", "until = 2025-12-31")
    readings = READINGS_TEXT.replace("until = 2025-12-31", "until = 2025-08-30")
    readings = swapped(readings, "until = 2025-08-31", "until = 2025-12-31")
    rules = build_policy(files(2025, policy=text, readings=readings))
    days = [case for case in boundary_cases(rules) if case.records and case.records[0].on]
    assert [case.expected["found"]["needs"] for case in days] == [1, 1, 0]
    assert all(run_case(case, rules).ok for case in days)


def test_a_generated_case_says_no_more_than_it_knows():
    case = boundary_cases(policy(2025))[0]
    assert case.fired is None
    assert run_case(replace(case, fired=("payment",)), policy(2025)).differences == (
        "给出金额的规则：应为 payment，实际 没有",
    )
