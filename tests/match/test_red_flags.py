"""Numbers that do not fit together: each warning below, at and above its boundary (domain §4.1, §4.3, §6.4)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as over
from hypothesis import strategies as st
from match.small_policy import HNTE, PATENTS, SCALE, TIANHE, given, policy, policy_2023, policy_2025, told

from gzaudit.findings import catalogue, gather
from gzaudit.match.red_flags import red_flags
from gzaudit.normalise.districts import DISTRICTS

QUIET = {"prior_hnte": 100, "prior_above_scale_hnte": 50, "prior_patent_hnte": 30}
COUNTS = {"hnte": 100, "above_scale_hnte": 50, "patent_hnte": 30, "above_scale_tech_services": 70}


def flagged(values, counts, by=None):
    return red_flags(by or policy_2025(), {TIANHE: counts}, given({TIANHE: values}))


def test_numbers_that_fit_raise_nothing():
    assert flagged(QUIET, COUNTS) == []


@pytest.mark.parametrize(("number", "flags"), [(99, 0), (100, 0), (101, 1)])
@pytest.mark.parametrize(
    ("key", "column", "heading"),
    [
        ("above_scale_hnte", "prior_above_scale_hnte", "上年规上高企数"),
        ("patent_hnte", "prior_patent_hnte", "上年专利高企数"),
    ],
)
def test_last_years_part_and_whole(key, column, heading, number, flags):
    batches = flagged(QUIET | {column: number}, COUNTS | {key: 100})
    assert (
        told(batches, "src", "row", "field", "district", "found")
        == [("prior_above_cohort", 0, 2, column, TIANHE, f"{heading} {number}，大于上年高企认定数 100")]
        * flags
    )


@pytest.mark.parametrize(("number", "flags"), [(99, 0), (100, 0), (101, 1)])
@pytest.mark.parametrize(("key", "name"), [("above_scale_hnte", "规上高企数"), ("patent_hnte", "专利高企数")])
def test_this_years_part_and_whole(key, name, number, flags):
    batches = flagged(QUIET, COUNTS | {key: number})
    assert (
        told(batches, "district", "found")
        == [("count_above_cohort", TIANHE, f"{name} {number}，大于高企认定数 100")] * flags
    )


@pytest.mark.parametrize(
    ("prior", "count", "flags"), [(99, 50, 0), (100, 50, 0), (101, 50, 1), (1, 0, 1), (0, 0, 0)]
)
@pytest.mark.parametrize("part", [SCALE, PATENTS], ids=lambda part: part.key)
def test_a_baseline_out_of_proportion(part, prior, count, flags):
    column, heading = part.target.column, part.target.heading
    batches = flagged(QUIET | {column: prior, "prior_hnte": 200}, COUNTS | {part.key: count})
    found = f"{heading} {prior}，超过本年{part.name} {count} 的 2 倍"
    assert (
        told(batches, "src", "row", "field", "found") == [("baseline_doubtful", 0, 2, column, found)] * flags
    )


def test_indicators_that_are_no_part_of_another_are_not_compared():
    # More 科服 firms than 高企, and three times as many last year: neither says anything.
    assert flagged(QUIET | {"prior_tech_services": 300}, COUNTS | {"above_scale_tech_services": 101}) == []
    assert (
        flagged({"prior_hnte": 100, "prior_tech_sme": 900}, {"hnte": 1, "tech_sme": 9}, policy_2023()) == []
    )


def test_a_part_of_another_list_or_placed_otherwise_may_be_larger():
    stock = replace(SCALE, count=replace(SCALE.count, list="hnte_stock"))
    elsewhere = replace(SCALE, count=replace(SCALE.count, district="above_scale"))
    larger = (QUIET | {"prior_above_scale_hnte": 150}, COUNTS | {"above_scale_hnte": 120})
    assert [batch.code for batch in flagged(*larger, policy(HNTE, SCALE))] == [
        "count_above_cohort",
        "prior_above_cohort",
    ]
    assert flagged(*larger, policy(HNTE, stock)) == []
    assert flagged(*larger, policy(HNTE, elsewhere)) == []


@pytest.mark.parametrize("values", [{}, {"prior_hnte": 5}, {"prior_patent_hnte": 500}])
@pytest.mark.parametrize("counts", [{}, dict.fromkeys(COUNTS), {"hnte": 1}, {"patent_hnte": None, "hnte": 1}])
def test_what_is_not_known_raises_nothing(values, counts):
    assert flagged(values, counts) == []
    assert red_flags(policy_2025(), {}, given({})) == []


number = st.none() | st.integers(0, 9)


@over(number, number, number, number)
def test_every_combination(some_now, every_now, some_then, every_then):
    values = {"prior_patent_hnte": some_then, "prior_hnte": every_then}
    known = {column: value for column, value in values.items() if value is not None}
    batches = flagged(known, {"patent_hnte": some_now, "hnte": every_now}, policy(HNTE, PATENTS))

    def exceeds(one, other, times=1):
        return one is not None and other is not None and one > times * other

    assert [batch.code for batch in batches] == [
        code
        for code, flag in (
            ("count_above_cohort", exceeds(some_now, every_now)),
            ("prior_above_cohort", exceeds(some_then, every_then)),
            ("baseline_doubtful", exceeds(some_then, some_now, 2)),
        )
        if flag
    ]


# ── the city's goal ──


def goal(first, rest=350, without=()):
    """10 districts with `rest` each and one with `first`."""
    targets = {each.code: {"hnte_target": rest} for each in DISTRICTS if each.code not in without}
    targets[DISTRICTS[0].code]["hnte_target"] = first
    return given(targets)


@pytest.mark.parametrize("first", [0, 1])
def test_targets_that_reach_the_goal(first):
    assert red_flags(policy_2025(), {}, goal(first)) == []


def test_targets_below_the_goal():
    assert told(red_flags(policy_2025(), {}, goal(349, 315)), "subject", "field", "found") == [
        (
            "targets_below_city_goal",
            "全市",
            "hnte_target",
            "各区相加 3499；2025 年项目支出绩效目标表：高新技术企业认定数不低于 3500",
        )
    ]


def test_the_goal_says_nothing_of_other_years_or_where_a_target_is_missing():
    assert red_flags(policy_2025(year=2026), {}, goal(1, 1)) == []
    assert red_flags(policy_2025(), {}, goal(1, 1, without=[TIANHE])) == []
    assert red_flags(policy(PATENTS), {}, goal(1, 1)) == []
    # A target made of last year's count is none that the bureau gave.
    made = replace(HNTE, target=replace(HNTE.target, factor=SCALE.target.factor))
    assert red_flags(policy(made), {}, goal(1, 1)) == []


# ── who is told ──


def test_what_rests_on_a_statistics_list_stays_in_the_bureau():
    batches = flagged(
        {"prior_hnte": 10, "prior_above_scale_hnte": 90, "prior_patent_hnte": 90},
        {"hnte": 20, "above_scale_hnte": 30, "patent_hnte": 30},
    )
    findings = gather(batches, set()).frame
    assert (findings["severity"] == "warning").all()
    shown = findings[["code", "field", "confidential"]].itertuples(index=False, name=None)
    assert sorted(shown) == [
        ("baseline_doubtful", "prior_above_scale_hnte", True),
        ("baseline_doubtful", "prior_patent_hnte", False),
        ("count_above_cohort", "", False),
        ("count_above_cohort", "", True),
        ("prior_above_cohort", "prior_above_scale_hnte", False),
        ("prior_above_cohort", "prior_patent_hnte", False),
    ]
    for code in ("baseline_doubtful", "count_above_cohort", "targets_below_city_goal"):
        assert catalogue()[code].to_district == "none"
