"""The cases that people wrote, against the policies as shipped; and that all that must be there are there."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from policy_cases import YEARS, files, policy

from gzaudit.evaluate.engine import evaluate
from gzaudit.policy.cases.read import case_table, check_cases
from gzaudit.policy.cases.run import given_of, run_case, run_cases, steps_of
from gzaudit.policy.load import build_policy

CASES = {year: check_cases(case_table(files(year)), files(year), policy(year)) for year in YEARS}


def of(year, no):
    return [case for case in CASES[year] if case.no == no]


def worked(year, case):
    """The district of a case, as evaluated under the case's readings."""
    rules = build_policy(files(year), case.readings)
    found = evaluate(rules, {case.district: given_of(case, rules)})
    return next(each for each in found.districts if each.code == case.district)


@pytest.mark.parametrize(
    ("year", "case"), [(year, case) for year in YEARS for case in CASES[year]], ids=lambda each: getattr(each, "name", str(each))
)  # fmt: skip
def test_case_gives_what_people_worked_out(year, case):
    result = run_case(case, build_policy(files(year), case.readings))
    assert result.differences == ()
    assert result.ok


@pytest.mark.parametrize("year", YEARS)
def test_all_cases_are_run_the_register_of_texts_first(year):
    results = run_cases(files(year))
    assert [result.case for result in results[1:]] == list(CASES[year])
    assert results[0].case.no == "登记"
    assert all(result.ok for result in results)


# Domain §4.4 and §4.4b: number of each case and its sums, in 元.
WORKED = {
    2025: {
        "1": [0], "2": [21_000], "3": [23_100], "4": [25_200], "5": [42_500], "6": [76_500], "7": [0],
        "8": [49_500], "9": [60_000], "10": [62_400], "11": [113_000], "12": [168_400], "13": [219_000],
        "14": [248_400], "15": [299_000], "16": [358_000], "17": [239_000], "18": [239_600],
        "19": [238_400], "20": [0, 84_000], "21": [0, 8_500], "22": [10_600, 21_400],
        "23": [0, 6_800, 8_200, 12_600], "24": [0, 2_600, 3_200, 4_550], "25": [450, 700],
        "26": [1_058_700],
    },
    2023: {
        "1": [0], "2": [366_000], "3": [368_400], "4": [419_000], "5": [472_000], "6": [525_000],
        "7": [0, 564_000], "8": [572_400, 623_000], "9": [0, 367_200], "10": [557_000],
        "11": [0, 270_000], "12": [277_350, 327_500], "13": [644_850, 695_000], "14": [515_000],
    },
}  # fmt: skip


def sums(case):
    where = case.expected.get("district") or next(iter(case.expected.values()))
    return where["amount"]


@pytest.mark.parametrize("year", YEARS)
def test_the_forty_worked_cases_are_there_with_their_sums(year):
    written = {}
    for case in CASES[year]:
        if case.no.isdigit():
            written.setdefault(case.no, []).append(sums(case))
    assert written == WORKED[year]
    assert sum(map(len, WORKED.values())) == 40


# Domain §4.3, column "effect": what a figure is under each choice of a question.
EFFECTS = [
    (2025, "A1", "hnte", "increment_steps", {"": 1, "b": 5}),
    (2025, "A2", "hnte", "increment_steps", {"": 3, "b": 2, "c": 2}),
    (2025, "A3", "hnte", "increment_amount", {"b": 100_000}),
    (2025, "A4", "hnte", "increment_amount", {"b": 140_000}),
    (2025, "A5", "hnte", "per_enterprise_amount", {"b": 15_000, "c": 3_000, "d": 60_000}),
    (2025, "A6", "above_scale_hnte", "amount", {"b": 839_900}),
    (2025, "A7", "above_scale_hnte", "amount", {"b": 0, "c": 21_200, "d": 21_200}),
    (2025, "A16", "base", "amount", {"b": 306_250}),
    (2023, "B1", "hnte", "per_enterprise_amount", {"b": 6_000, "c": 0}),
    (2023, "B2", "hnte", "increment_steps", {"b": 1}),
]


@pytest.mark.parametrize(("year", "no", "part", "field", "effect"), EFFECTS, ids=lambda each: str(each)[:6])
def test_the_first_case_of_each_choice_has_the_effect_that_was_found(year, no, part, field, effect):
    found = {}
    for case in of(year, no):
        if field in (figures := case.expected.get(part, {})):
            found.setdefault(case.readings.get(no, ""), figures[field])
    assert effect.items() <= found.items()


@pytest.mark.parametrize("year", YEARS)
def test_every_choice_that_sets_something_has_a_case(year):
    wanted = {
        (reading.id, choice.id)
        for reading in policy(year).readings.values()
        for choice in reading.choices[1:]
        if choice.sets
    }
    assert wanted == {pair for case in CASES[year] for pair in case.readings.items()}


@pytest.mark.parametrize("year", YEARS)
def test_every_paying_rule_is_fired_by_a_case(year):
    rules = policy(year)
    paying = {tier.id for each in rules.indicators for tier in each.tiers}
    paying |= {each.increment.id for each in rules.indicators if each.increment}
    paying |= {group.id for work in rules.works for group in work.groups} | {rules.payment.id}
    assert paying == {rule for case in CASES[year] for rule in case.fired}


def test_the_sums_of_all_districts_come_to_what_the_notices_say():
    base = {case.district: case.expected["base"]["amount"] for case in of(2025, "补4")}
    assert (len(base), sum(base.values())) == (11, 3_250_000)
    fixed = {case.district: case.expected["rd_services"]["amount"] for case in of(2023, "补6")
             if not case.expected["rd_services"].get("missed")}  # fmt: skip
    assert (len(fixed), sum(fixed.values())) == (11, 3_500_000)


@pytest.mark.parametrize("year", YEARS)
def test_every_amount_of_work_has_a_case_at_it_and_one_below(year):
    for work in policy(year).works:
        for group in work.groups:
            wanted = {item.measure: item.at for item in group.items}
            given = [case for case in CASES[year] if case.district in group.districts and not case.readings]
            assert any(case.given.found == wanted for case in given)
            below = {measure: at - 1 for measure, at in wanted.items()}
            short = next(case for case in given if case.given.found == below)
            assert short.expected[work.key]["missed"] == tuple(wanted)


def sentences(no, *, rule, year=2025):
    return [step.text for step in steps_of(worked(year, of(year, no)[0])) if step.rule.startswith(rule)]


def test_the_working_is_told_in_full():
    assert sentences("26", rule="hnte") == [
        "高企认定数：高企公示名单（按高企公示名单的所在区）→ 660 家",
        "高企认定年度目标数 → 目标 600 家",
        "660 ÷ 600 = 110.00% ≥ 100%（含）→ 600 元/家 × 660 家 = 396,000 元",
        (
            "660 − 600 = 60 家（达到目标起算）；每增长 目标的 5%（30 家）满 2 档，每增长 15 家满 4 档，"
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


def test_the_working_of_2023_is_told_in_full():
    assert sentences("5", rule="hnte", year=2023)[1:] == [
        "上年高企认定数 100 × 110% → 目标 110 家",
        "120 ÷ 110 = 109.09% ≥ 100%（含）→ 300,000 元 + 600 元/家 × 120 家 = 372,000 元",
        (
            "120 − 110 = 10 家（达到目标起算）；每增长 上年数的 5%（5 家）满 2 档，每增长 15 家满 0 档，"
            "取多 → 2 档 × 50,000 元 = 100,000 元"
        ),
    ]
    assert sentences("补3", rule="hnte-exclusion", year=2023) == [
        "该区机构“享受4号办法”，本项不予补助 → 0 元"
    ]
    assert (
        sentences("补6", rule="rd-services-1-", year=2023)[0]
        == "走访辅导重点企业 100 ≥ 100 家（以上） → 达到"
    )


def test_an_excluded_indicator_pays_nothing_and_no_line_of_its_working_does():
    found = worked(2023, of(2023, "补3")[0]).indicators["hnte"]
    assert (found.rate, found.increment_steps) == (0, 0)
    assert found.fixed_amount == found.per_enterprise_amount == found.increment_amount == found.amount == 0
    assert {step.amount for step in found.steps} == {None, 0}


def test_a_shown_percentage_never_crosses_its_threshold():
    assert sentences("7", rule="above-scale-hnte-80") == ["8399 ÷ 10500 = 79.99% < 80%（含）→ 未达此档"]
    assert sentences("1", rule="hnte-70") == ["69 ÷ 100 = 69.00% < 70%（含）→ 未达此档"]
    assert sentences("1", rule="hnte-increment") == ["69 < 目标 100（达到）→ 不计增量"]


def test_where_no_tier_holds_the_lowest_is_told_with_its_zero():
    steps = worked(2025, of(2025, "1")[0]).indicators["hnte"].steps
    assert [(step.rule, step.amount) for step in steps] == [
        ("hnte-count", None),
        ("hnte-target", None),
        ("hnte-70", 0),
        ("hnte-increment", 0),
    ]


def test_where_a_tier_holds_only_it_has_an_amount_and_the_next_is_told():
    steps = worked(2025, of(2025, "4")[0]).indicators["hnte"].steps
    assert [(step.rule, step.amount) for step in steps[2:]] == [
        ("hnte-70", 25_200),
        ("hnte-85", None),
        ("hnte-increment", 0),
    ]


@pytest.mark.parametrize("year", YEARS)
def test_every_step_stands_on_a_clause_and_the_lines_add_up(year):
    for case in CASES[year]:
        if case.records:
            continue
        district = worked(year, case)
        assert all(policy(year).clauses[step.clause].no_rule is None for step in steps_of(district))
        for part in district.indicators.values():
            if part.amount is not None:
                assert sum(step.amount or 0 for step in part.steps) == part.amount


@pytest.mark.parametrize("year", YEARS)
def test_a_case_with_a_figure_off_by_one_fails_and_says_so(year):
    """Each figure of each case is really looked at."""
    rules = policy(year)
    tried = Counter()
    for case in CASES[year]:
        if case.readings or case.records:
            continue
        for part, fields in case.expected.items():
            for key, value in fields.items():
                if type(value) is not int:
                    continue
                wrong = {**case.expected, part: {**fields, key: value + 1}}
                result = run_case(replace(case, expected=wrong), rules)
                assert not result.ok
                assert len(result.differences) == 1
                assert "应为" in result.differences[0]
                assert "实际" in result.differences[0]
                tried[key] += 1
    assert {"rate", "amount", "increment_steps", "payable", "tier"} <= set(tried)
