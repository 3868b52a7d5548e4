"""The cases that people wrote, against the policy as shipped."""

import pytest
from policy_cases import BOOK, CASES, all_steps, differences, facts, outcome, title

from gzaudit.policy.load import load_policy

POLICY = load_policy(2025)


@pytest.mark.parametrize("case", CASES, ids=title)
def test_case_gives_what_people_worked_out(case):
    assert differences(POLICY, case) == []


def test_all_26_worked_cases_are_there():
    assert {case["no"] for case in CASES if not case["no"].startswith("补")} == {str(n) for n in range(1, 27)}


def test_what_the_file_says_for_people():
    assert facts(POLICY) == BOOK["facts"]


def test_every_paying_rule_is_fired_by_a_case():
    paying = {tier.id for each in POLICY.indicators for tier in each.tiers}
    paying |= {each.increment.id for each in POLICY.indicators if each.increment}
    paying |= {tier.id for tier in POLICY.base} | {POLICY.payment.id}
    assert paying == {rule for case in CASES for rule in case["fired"]}


def sentences(no, *, rule):
    case = next(case for case in CASES if case["no"] == no)
    return [step.text for step in all_steps(outcome(POLICY, case)[1]) if step.rule.startswith(rule)]


def test_the_working_is_told_in_full():
    assert sentences("26", rule="hnte") == [
        "高企认定数：高企公示名单（按高企公示名单的所在区）→ 660 家",
        "高企认定年度目标数 → 目标 600 家",
        "660 ÷ 600 = 110.00% ≥ 100%（含）→ 600 元/家 × 660 家 = 396,000 元",
        (
            "660 − 600 = 60 家（达到目标起算）；每增长 5%（30 家）满 2 档，每增长 15 家满 4 档，"
            "取多 → 4 档 × 50,000 元 = 200,000 元"
        ),
    ]
    assert sentences("26", rule="patent") == [
        "获发明专利授权的高企数：高企公示名单与发明专利授权企业名单的交集（按高企公示名单的所在区）→ 150 家",
        "上年专利高企数 120 × 130% → 目标 156 家",
        "150 ÷ 156 = 96.15% ≥ 80%（含）→ 50 元/家 × 150 家 = 7,500 元",
        "150 ÷ 156 = 96.15% < 100%（含）→ 未达此档",
    ]
    assert sentences("26", rule="base") == ["天河区属第 1 梯队，基础工作验收通过 → 350,000 元"]
    assert sentences("26", rule="payment") == ["绩效考核：没有结论，测算（未核定） → 应付 1,058,700 元"]
    assert sentences("补6", rule="payment") == ["绩效考核：不通过 → 应付 0 元"]
    assert sentences("补7", rule="payment") == ["绩效考核：通过 → 应付 371,000 元"]


def test_a_shown_percentage_never_crosses_its_threshold():
    assert sentences("7", rule="above-scale-hnte-80") == ["8399 ÷ 10500 = 79.99% < 80%（含）→ 未达此档"]
    assert sentences("1", rule="hnte-70") == ["69 ÷ 100 = 69.00% < 70%（含）→ 未达此档"]
    assert sentences("1", rule="hnte-increment") == ["69 < 目标 100（达到）→ 不计增量"]


def test_where_no_tier_holds_the_lowest_is_told_with_its_zero():
    steps = outcome(POLICY, CASES[0])[1].indicators["hnte"].steps
    assert [(step.rule, step.amount) for step in steps] == [
        ("hnte-count", None),
        ("hnte-target", None),
        ("hnte-70", 0),
        ("hnte-increment", 0),
    ]


def test_where_a_tier_holds_only_it_has_an_amount_and_the_next_is_told():
    case = next(case for case in CASES if case["no"] == "4")
    steps = outcome(POLICY, case)[1].indicators["hnte"].steps
    assert [(step.rule, step.amount) for step in steps[2:]] == [
        ("hnte-70", 25_200),
        ("hnte-85", None),
        ("hnte-increment", 0),
    ]


def test_every_step_stands_on_a_clause_of_the_notice():
    for case in CASES:
        for step in all_steps(outcome(POLICY, case)[1]):
            assert POLICY.clauses[step.clause].no_rule is None
