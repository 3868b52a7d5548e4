"""Whole results of one district with every line of the working, under the defaults and under other readings."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest
from evaluate_given import (
    GIVEN_2023,
    GIVEN_2025,
    P2023,
    P2025,
    WORK_2023,
    WORK_2025,
    read_otherwise,
    steps,
    tianhe,
)

from gzaudit.evaluate.indicator import indicator_sum, target_of
from gzaudit.result import Given, IndicatorResult, Step

COUNT_23, TARGET_23 = (
    ("hnte-count", "四（一）", "高企认定数：高企公示名单（按高企公示名单的所在区）→ 120 家", None),
    ("hnte-target", "四（一）", "上年高企认定数 100 × 110% → 目标 110 家", None),
)
TIER_23 = "120 ÷ 110 = 109.09% ≥ 100%（含）→ 300,000 元 + 600 元/家 × 120 家 = 372,000 元"
MORE_23 = (
    "120 − 110 = 10 家（达到目标起算）；每增长 上年数的 5%（5 家）满 2 档，每增长 15 家满 0 档，"
    "取多 → 2 档 × 50,000 元 = 100,000 元"
)


def test_an_indicator_of_2023_with_every_line():
    found = tianhe(P2023, GIVEN_2023).indicators["hnte"]
    assert found == IndicatorResult(
        120, F(110), F(12, 11), 600, 300_000, 72_000, 2, 100_000, 472_000,
        steps(COUNT_23, TARGET_23, ("hnte-110", "四（一）", TIER_23, 372_000), ("hnte-increment", "四（一）", MORE_23, 100_000)),
    )  # fmt: skip


def test_an_excluded_institution_gets_nothing_and_no_line_pays():
    district = tianhe(P2023, replace(GIVEN_2023, flags={"subsidy_4": True}))
    gone = ("hnte-exclusion", "四（一）", "该区机构“享受4号办法”，本项不予补助 → 0 元", 0)
    assert district.indicators["hnte"] == IndicatorResult(
        120, F(110), F(12, 11), 0, 0, 0, 0, 0, 0,
        steps(COUNT_23, TARGET_23, ("hnte-110", "四（一）", TIER_23, None), ("hnte-increment", "四（一）", MORE_23, None), gone),
    )  # fmt: skip
    assert district.indicators["tech_sme"].amount == 412_500
    assert district.performance_amount == district.amount == district.payable == 862_500
    for flags in ({"subsidy_4": False}, {"subsidy_4": None}, {}, {"other": True}):
        assert tianhe(P2023, replace(GIVEN_2023, flags=flags)).indicators["hnte"].amount == 472_000


def test_a_reached_and_a_missed_tier_of_2025_with_every_line():
    found = tianhe(P2025, GIVEN_2025).indicators
    assert found["patent_hnte"] == IndicatorResult(
        150, F(156), F(25, 26), 50, 0, 7_500, 0, 0, 7_500,
        steps(
            ("patent-hnte-count", "八（二）4", "获发明专利授权的高企数：高企公示名单与发明专利授权企业名单的交集（按高企公示名单的所在区）→ 150 家", None),
            ("patent-hnte-target", "七（二）2（4）", "上年专利高企数 120 × 130% → 目标 156 家", None),
            ("patent-hnte-80", "七（二）2（4）", "150 ÷ 156 = 96.15% ≥ 80%（含）→ 50 元/家 × 150 家 = 7,500 元", 7_500),
            ("patent-hnte-100", "七（二）2（4）", "150 ÷ 156 = 96.15% < 100%（含）→ 未达此档", None),
        ),
    )  # fmt: skip


def test_what_starts_from_last_year_says_last_years_count():
    found = tianhe(read_otherwise(A1="b"), GIVEN_2025).indicators["hnte"]
    assert found.steps[3:] == steps(
        ("hnte-increment", "七（二）2（1）", "115 − 90 = 25 家（达到上年数起算）；每增长 目标的 5%（5 家）满 5 档，每增长 15 家满 1 档，取多 → 5 档 × 50,000 元 = 250,000 元", 250_000)
    )  # fmt: skip


def test_an_indicator_that_lacks_last_years_count_keeps_its_two_lines():
    rule = read_otherwise(A1="b").indicators[0]
    found = indicator_sum(rule, Given(inputs={"hnte_target": 100}), 115)
    assert found == IndicatorResult(
        115, F(100), F(23, 20), steps=steps(
            ("hnte-count", "八（二）1", "高企认定数：高企公示名单（按高企公示名单的所在区）→ 115 家", None),
            ("hnte-target", "七（二）2（1）", "高企认定年度目标数 → 目标 100 家", None),
        ),
    )  # fmt: skip


def test_a_rule_without_last_years_count_asks_for_none():
    rule = replace(P2025.indicators[0], prior=None)
    found = indicator_sum(rule, GIVEN_2025, 115)
    assert found.amount == 219_000
    above = replace(rule, payout=replace(rule.payout, paid_for="above_prior"))
    assert indicator_sum(above, GIVEN_2025, 115).amount is None


def test_base_work_with_every_line():
    district = tianhe(P2025, GIVEN_2025)
    base = district.works["base"]
    names = ("talks", "matchings", "key-firms", "projects", "needs", "visits", "weekly", "reports")
    held = (True, True, True, False, True, True, True, None)
    assert dict(base.met) == {f"base-1-{name}": each for name, each in zip(names, held, strict=True)}
    assert (base.tier, base.status, base.amount) == (1, "accepted", 350_000)
    told = (
        ("", "天河区属第 1 梯队，基础工作验收通过 → 350,000 元", 350_000),
        ("-talks", "政策宣讲活动 10 ≥ 10 场（不低于），每场不低于 60 家 → 达到", None),
        ("-matchings", "产业对接活动 3 ≥ 3 场（不低于），每场不低于 30 家 → 达到", None),
        ("-key-firms", "重点企业经营情况 15 ≥ 15 家（不低于） → 达到", None),
        ("-projects", "重大科技项目进展 4 < 5 项（不低于） → 未达到", None),
        ("-needs", "企业技术需求 55 ≥ 55 条（不低于） → 达到", None),
        ("-visits", "企业走访记录 1 ≥ 1 次 → 达到", None),
        ("-weekly", "周报 1 ≥ 1 周 → 达到", None),
    )
    assert base.steps == steps(
        *((f"base-1{part}", "七（二）1（1）", text, yuan) for part, text, yuan in told)
    )
    assert district.steps == steps(("payment", "七（二）3", "绩效考核：通过 → 应付 681,700 元", 681_700))
    assert (district.performance_amount, district.amount, district.payable) == (331_700, 681_700, 681_700)
    assert district.assessment == "passed"


def test_the_sign_of_an_item_is_that_of_its_word():
    """10 of more than 10 is missed, and is not less than 10."""
    group = P2025.works[0].groups[0]
    above = replace(group, items=tuple(replace(item, word="超过") for item in group.items))
    policy = replace(P2025, works=(replace(P2025.works[0], groups=(above, *P2025.works[0].groups[1:])),))
    lines = {step.rule: step.text for step in tianhe(policy, GIVEN_2025).works["base"].steps}
    assert lines["base-1-needs"] == "企业技术需求 55 ≤ 55 条（超过） → 未达到"
    more = replace(GIVEN_2025, found=WORK_2025 | {"needs": 56})
    lines = {step.rule: step.text for step in tianhe(policy, more).works["base"].steps}
    assert lines["base-1-needs"] == "企业技术需求 56 > 55 条（超过） → 达到"


@pytest.mark.parametrize(
    ("changes", "status", "amount", "told"),
    [
        ({}, "accepted", 450_000, "各项均达到 → 450,000 元"),
        ({"trainings": 4}, "rejected", 0, "有未达到的项 → 0 元"),
        ({"trainings": 4, "visits": None}, "rejected", 0, "有未达到的项 → 0 元"),
        ({"trainings": None}, "not_assessed", None, "工作量不明 → 有缺项，不能计算"),
    ],
)
def test_work_that_a_list_decides(changes, status, amount, told):
    district = tianhe(P2023, replace(GIVEN_2023, found=WORK_2023 | changes, base_status="accepted"))
    work = district.works["rd_services"]
    assert (work.status, work.amount) == (status, amount)
    first = ("rd-services-1", "四（三）表1", f"天河区属第 1 组，研发归集和科服服务{told}", amount)
    assert work.steps[0] == Step(*first)
    assert len(work.steps) == 1 + sum(number is not None for number in {**WORK_2023, **changes}.values())
    assert district.performance_amount == (None if amount is None else 884_500 + amount)
    assert district.amount == district.performance_amount


def test_a_part_of_the_work_pays_its_part_only_where_that_reading_is_chosen():
    by_item = read_otherwise(A16="b")
    seven = replace(GIVEN_2025, base_status="rejected", found=WORK_2025 | {"reports": 2})
    assert tianhe(by_item, seven).works["base"].amount == 306_250  # 350,000 × 7 ÷ 8
    assert tianhe(by_item, replace(seven, found=WORK_2025)).works["base"].amount is None
    assert tianhe(by_item, replace(seven, base_status="accepted")).works["base"].amount == 350_000
    assert tianhe(by_item, replace(seven, base_status="not_assessed")).works["base"].amount == 0
    assert tianhe(P2025, seven).works["base"].amount == 0
    five = replace(seven, found={**seven.found, "talks": 0, "matchings": 0})
    amount = tianhe(by_item, five).works["base"].amount
    assert (type(amount), amount) == (int, 218_750)
    text = "天河区属第 1 梯队，基础工作验收不通过（按达到的项数折算） → 306,250 元"
    assert tianhe(by_item, seven).works["base"].steps[0].text == text


def test_a_group_without_items_pays_no_part():
    work = read_otherwise(A16="b").works[0]
    bare = replace(work, groups=tuple(replace(group, items=()) for group in work.groups))
    policy = replace(P2025, works=(bare,))
    assert tianhe(policy, replace(GIVEN_2025, base_status="rejected")).works["base"].amount == 0


@pytest.mark.parametrize(
    ("status", "expected"), [("rejected", 0), ("accepted", 681_700), ("not_assessed", 331_700)]
)
def test_rejected_base_work_takes_everything_only_where_that_reading_is_chosen(status, expected):
    given = replace(GIVEN_2025, base_status=status)
    strict = tianhe(read_otherwise(A28="b"), given)
    assert strict.payable == expected
    assert tianhe(P2025, given).payable == (331_700 if status == "rejected" else expected)
    told = "；基础工作不通过，其他部分一并不付" if status == "rejected" else ""
    assert strict.steps[0].text == f"绩效考核：通过{told} → 应付 {expected:,} 元"
    assert "一并不付" not in tianhe(P2025, given).steps[0].text


def test_a_failed_assessment_is_ignored_only_where_that_reading_is_chosen():
    failed = replace(GIVEN_2025, assessment="failed")
    assert tianhe(P2025, failed).payable == 0
    assert tianhe(read_otherwise(A24="b"), failed).payable == 681_700
    assert tianhe(P2025, failed).steps[0] == Step("payment", "七（二）3", "绩效考核：不通过 → 应付 0 元", 0)


def test_rejected_work_of_2023_takes_nothing_else():
    """Only the base work can; 2023 has none."""
    strict = replace(P2023, payment=replace(P2023.payment, base_rejected="pays_nothing"))
    given = replace(GIVEN_2023, found=WORK_2023 | {"visits": 1}, base_status="rejected")
    assert tianhe(strict, given).payable == 884_500


def test_a_zero_target_that_counts_as_reached_pays_the_highest_tier():
    reached = read_otherwise(A25="b")
    found = tianhe(reached, replace(GIVEN_2025, inputs={"hnte_target": 0})).indicators["hnte"]
    assert (found.target, found.completion, found.rate, found.per_enterprise_amount) == (0, None, 600, 69_000)
    assert target_of(reached.indicators[0].target, 0) == 0
    assert target_of(P2025.indicators[0].target, 0) is None
    assert target_of(P2025.indicators[0].target, None) is None


@pytest.mark.parametrize(
    ("rounding", "expected"), [("exact", F(10605, 100)), ("up", 107), ("half_up", 106), ("down", 106)]
)
def test_a_target_is_rounded_as_its_rule_says(rounding, expected):
    rule = replace(P2025.indicators[1].target, rounding=rounding)
    found = target_of(rule, 101)
    assert (type(found), found) == (F, expected)
    assert target_of(rule, 110) == {"exact": F(231, 2), "up": 116, "half_up": 116, "down": 115}[rounding]
