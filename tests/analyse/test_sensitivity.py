"""What each other reading would pay: by hand, on small years (domain §4.3; policy.md, Readings)."""

from __future__ import annotations

import pytest
from builders import others, rules
from match.small_policy import TIANHE

from gzaudit.analyse.sensitivity import ReadingEffect, reading_effects
from gzaudit.evaluate.engine import evaluate
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.policy.load import Alternative
from gzaudit.policy.model import Policy
from gzaudit.result import Given

HNTE, SCALE, SERVICES, PATENTS = "hnte", "above_scale_hnte", "above_scale_tech_services", "patent_hnte"
EVERY = ["A1b", "A2b", "A2c", "A3b", "A4b", "A5b", "A5c", "A5d", "A6b", "A7b", "A7c", "A7d", "A8b", "A14b"]
BAIYUN = "440111"


def name(effect: ReadingEffect) -> str:
    return effect.reading.id + effect.other.id


def effects(
    policy: Policy, tries: tuple[Alternative, ...], facts: dict[str, Given]
) -> dict[str, ReadingEffect]:
    """Every other reading tried on counts and numbers that are the same under each."""
    result = evaluate(policy, facts)
    return {name(each): each for each in reading_effects(policy, result, tries, lambda _: (facts, ""))}


def of_2025(
    counts: dict[str, int], chosen: tuple[tuple[str, str], ...] = (), **inputs: int
) -> dict[str, ReadingEffect]:
    """天河 with these, the others with nothing to earn and nothing unknown."""
    policy = rules(2025, chosen)
    columns = {"hnte_target": 10, "prior_hnte": 10, "prior_above_scale_hnte": 10, "prior_tech_services": 10, "prior_patent_hnte": 10}  # fmt: skip
    nothing = Given(dict.fromkeys((HNTE, SCALE, SERVICES, PATENTS), 0), columns)
    tianhe = Given(nothing.counts | counts, columns | inputs)
    facts = {code: tianhe if code == TIANHE else nothing for code in policy.districts}
    return effects(policy, others(2025, chosen), facts)


def of_2023(hnte: int, smes: int, prior: int, prior_sme: int) -> dict[str, ReadingEffect]:
    policy = rules(2023)
    works = {"visits": 100, "trainings": 5, "attendances": 2000, "quarterly_reports": 4, "annual_reports": 1}
    inputs = {"prior_hnte": 10, "prior_tech_sme": 10}
    nothing = Given({"hnte": 0, "tech_sme": 0}, inputs, found=works)
    tianhe = Given(
        {"hnte": hnte, "tech_sme": smes}, {"prior_hnte": prior, "prior_tech_sme": prior_sme}, found=works
    )
    facts = {code: tianhe if code == TIANHE else nothing for code in policy.districts}
    return effects(policy, others(2023), facts)


def changes(found: dict[str, ReadingEffect]) -> dict[str, int]:
    """The readings under which something changes, all of it in 天河."""
    for effect in found.values():
        assert effect.missing == ""
        assert [each.district for each in effect.districts] == [each.code for each in DISTRICTS]
        assert {each.difference for each in effect.districts if each.district != TIANHE} == {0}
        assert {each.why for each in effect.districts if each.district != TIANHE} == {""}
        assert sum(each.difference for each in effect.districts) == effect.difference
        assert sum(each.amount for each in effect.districts) == effect.amount
    return {key: each.difference for key, each in found.items() if each.difference}


def why(effect: ReadingEffect) -> str:
    return next(each.why for each in effect.districts if each.district == TIANHE)


def test_each_arithmetic_reading_is_tried_in_each_other_way():
    assert list(of_2025({})) == EVERY
    assert list(of_2023(0, 0, 10, 10)) == ["B1b", "B1c", "B2b", "B3b"]
    # Readings that no amount can be worked out for are told in the sheet of questions, not here.
    assert {each.id for each in rules(2025).readings.values() if not each.arithmetic} & {
        key[:-1] for key in EVERY
    } == set()


@pytest.mark.parametrize(
    ("count", "inputs", "expected"),
    [
        # A1: T=100, P=80, N=105: one step from the target, five from last year's count.
        (105, {"hnte_target": 100, "prior_hnte": 80}, {"A1b": 200_000, "A2b": 0}),
        # A2: T=100, P=120, N=115: three steps of 5 % of T, two of 5 % of P, two of compound growth.
        (115, {"hnte_target": 100, "prior_hnte": 120}, {"A2b": -50_000, "A2c": -50_000, "A1b": -150_000}),
        # A3: T=300, N=315: both make one step.
        (315, {"hnte_target": 300, "prior_hnte": 300}, {"A3b": 50_000, "A4b": 0}),
        # A4: T=100, N=114: 2.8 steps.
        (114, {"hnte_target": 100, "prior_hnte": 100}, {"A4b": 40_000, "A1b": 0, "A2b": 0, "A2c": 0, "A3b": 0}),
        # A5: T=100, N=105: 63,000 for all; 15 at 300, 15 at 500, 5 at 600; 5 at 600; 100 at 600.
        (105, {"hnte_target": 100, "prior_hnte": 100}, {"A5b": 15_000 - 63_000, "A5c": 3_000 - 63_000, "A5d": -3_000}),
        (99, {"hnte_target": 100, "prior_hnte": 100}, {"A5b": 4_500 + 7_000 - 49_500, "A5c": -49_500, "A5d": 0}),
        (69, {"hnte_target": 100, "prior_hnte": 100}, {}),
    ],
)  # fmt: skip
def test_money_of_the_increment_and_the_rate(count, inputs, expected):
    found = changes(of_2025({HNTE: count}, **inputs))
    assert {key: found.get(key, 0) for key in expected} == expected
    if not expected:
        assert found == {}


def test_a6_rounding_the_ratio_would_pay_what_is_not_reached():
    counts = {SCALE: 8399}
    found = changes(of_2025(counts, prior_above_scale_hnte=10_000))
    assert found == {"A6b": 839_900}
    # 84.4 % stays 84 % when rounded; 84.5 % becomes 85 %: 500 a firm instead of 300.
    assert "A6b" not in changes(of_2025({HNTE: 844}, hnte_target=1000, prior_hnte=1000))
    assert changes(of_2025({HNTE: 845}, hnte_target=1000, prior_hnte=1000))["A6b"] == 200 * 845


@pytest.mark.parametrize(
    ("key", "column", "prior", "count", "expected"),
    [
        (SCALE, "prior_above_scale_hnte", 101, 85, {"A7b": -8_500}),
        (SCALE, "prior_above_scale_hnte", 101, 106, {"A7c": 10_600, "A7d": 10_600}),
        (SCALE, "prior_above_scale_hnte", 101, 107, {}),
        (SCALE, "prior_above_scale_hnte", 90, 94, {"A7d": 9_400}),  # 94.5 is 95 when rounded half up
        (SERVICES, "prior_tech_services", 101, 106, {"A7c": 106 * 100, "A7d": 106 * 100}),
        (PATENTS, "prior_patent_hnte", 7, 9, {"A7c": 9 * 20, "A7d": 9 * 20}),
        (PATENTS, "prior_patent_hnte", 10, 13, {}),
    ],
)
def test_a7_a_target_that_is_no_whole_number(key, column, prior, count, expected):
    found = changes(of_2025({key: count}, **{column: prior}))
    assert {each: amount for each, amount in found.items() if each.startswith("A7")} == expected


def test_what_changes_is_said():
    found = of_2025({HNTE: 105, SCALE: 106}, hnte_target=100, prior_hnte=80, prior_above_scale_hnte=101)
    assert why(found["A1b"]) == "高企认定数：增量 1 → 5 档，金额 113,000 → 313,000 元"
    assert why(found["A7c"]) == "规上高企数：目标 106.05 → 106，标准 100 → 200 元/家，金额 10,600 → 21,200 元"
    assert why(found["A5d"]) == "高企认定数：金额 113,000 → 110,000 元"
    assert why(found["A14b"]) == ""
    assert (found["A1b"].now.id, found["A1b"].other.id) == ("a", "b")


def test_a_switched_reading_is_the_one_that_others_are_held_against():
    found = of_2025({HNTE: 105}, (("A1", "b"),), hnte_target=100, prior_hnte=80)
    assert list(found) == ["A1a", *EVERY[1:]]
    assert changes(found)["A1a"] == -200_000
    assert (found["A1a"].now.id, found["A1a"].now.meaning) == ("b", "从上年认定数起算")
    # Five steps of 5 % of the target; of last year's 80 a step is four firms.
    assert changes(found)["A2b"] == 50_000


@pytest.mark.parametrize(
    ("hnte", "prior", "expected"),
    [
        # B1: P=100, N=110: 66,000 for all; only N − P; only N − 110 % P.
        (110, 100, {"B1b": 6_000 - 66_000, "B1c": -66_000}),
        # B2: P=100, N=120: two steps of 5 firms; one of 5.5.
        (120, 100, {"B1b": 12_000 - 72_000, "B1c": 6_000 - 72_000, "B2b": -50_000}),
        (109, 100, {}),
        # B3 has no effect, also where 110 % is no whole number.
        (128, 101, {"B1b": 600 * (27 - 128), "B1c": 600 * (128 - 111 - 128), "B2b": 0}),
    ],
)
def test_money_of_2023(hnte, prior, expected):
    found = changes(of_2023(hnte, 0, prior, 10))
    assert found == {key: each for key, each in expected.items() if each}


def test_b2_changes_the_small_firms_as_well():
    # P=1000, N=1260: one step of 50; 5 % of 1,200 is 60: one step. N=1300: two steps; one.
    assert changes(of_2023(0, 1260, 10, 1000)) == {}
    assert changes(of_2023(0, 1300, 10, 1000)) == {"B2b": -50_000}
