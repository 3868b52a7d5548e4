"""What the evaluator is given of each district: counts, numbers, conclusions, work done, flags."""

from __future__ import annotations

import pytest
from builders import Table, audit, found, rules, said
from match.small_policy import LIWAN, TIANHE, YUEXIU
from match.small_policy import given as numbers

from gzaudit.match.by_district import DistrictLists
from gzaudit.match.facts import Facts, given, needed_columns, proposals, uses_prior
from gzaudit.result import Given

POLICY = rules(2025)
ENOUGH = {"talks": 10, "matchings": 3, "key_firms": 15, "projects": 5, "needs": 55, "visits": 1, "weekly": 1, "reports": 1}  # fmt: skip
COUNTS = {code: {"hnte": at} for at, code in enumerate(POLICY.districts)}


def test_lists_propose_for_the_districts_that_they_speak_of():
    found = {TIANHE: ENOUGH, YUEXIU: ENOUGH | {"talks": 9}, LIWAN: ENOUGH | {"talks": None}}
    facts = Facts(DistrictLists(), found, {})
    assert proposals(POLICY, facts) == {TIANHE: "accepted", YUEXIU: "rejected", LIWAN: "not_assessed"}
    assert proposals(POLICY, Facts(DistrictLists(), {}, {})) == {}
    # 2023 has no base work: whatever was done there is decided by its list alone.
    assert proposals(rules(2023), facts) == {}


def test_amounts_are_those_of_the_districts_own_tier():
    third = ENOUGH | {"key_firms": 10, "projects": 3, "needs": 15}
    facts = Facts(DistrictLists(), {TIANHE: third, YUEXIU: third}, {})
    assert proposals(POLICY, facts) == {TIANHE: "rejected", YUEXIU: "accepted"}


def test_everything_that_is_known_reaches_the_evaluator():
    lists = numbers({TIANHE: {"hnte_target": 7, "prior_hnte": 6}, LIWAN: {"hnte_target": 1}})
    lists.base = {LIWAN: "failed"}
    lists.assessment = {TIANHE: "passed", YUEXIU: "failed"}
    lists.concluded = dict.fromkeys([(LIWAN, "base"), (TIANHE, "assessment"), (YUEXIU, "assessment")])
    facts = Facts(lists, {TIANHE: ENOUGH, LIWAN: ENOUGH}, {TIANHE: {"subsidy_4": True}})
    known = given(POLICY, facts, COUNTS)
    assert list(known) == list(POLICY.districts)
    assert known[TIANHE] == Given(
        COUNTS[TIANHE], {"hnte_target": 7, "prior_hnte": 6}, "accepted", "passed", ENOUGH, {"subsidy_4": True}
    )
    # People concluded: what the lists propose does not count.
    assert known[LIWAN] == Given(COUNTS[LIWAN], {"hnte_target": 1}, "rejected", None, ENOUGH, {})
    assert known[YUEXIU] == Given(COUNTS[YUEXIU], {}, "not_assessed", "failed", {}, {})


def test_a_conclusion_on_the_assessment_is_none_on_the_base_work():
    lists = DistrictLists(assessment={TIANHE: "passed"}, concluded={(TIANHE, "assessment"): None})
    known = given(POLICY, Facts(lists, {TIANHE: ENOUGH}, {}), COUNTS)
    assert known[TIANHE].base_status == "accepted"


def test_a_year_without_base_work_has_no_status():
    lists = DistrictLists(base={TIANHE: "passed"}, concluded={(TIANHE, "base"): None})
    known = given(rules(2023), Facts(lists, {TIANHE: ENOUGH}, {}), COUNTS)
    assert {each.base_status for each in known.values()} == {"not_assessed"}
    assert known[TIANHE].found == ENOUGH


def test_a_district_that_nothing_is_said_of_is_unknown_and_not_zero():
    known = given(POLICY, Facts(DistrictLists(), {}, {}), COUNTS)
    assert known == {code: Given(COUNTS[code]) for code in POLICY.districts}
    assert all(each.inputs == {} and each.found == {} and each.flags == {} for each in known.values())


@pytest.mark.parametrize(
    ("chosen", "beside"),
    [
        ({}, ()),
        ({"A1": "b"}, ("prior_hnte",)),
        ({"A2": "b"}, ("prior_hnte",)),
        ({"A2": "c"}, ()),
        ({"A5": "c"}, ()),
    ],
)
def test_which_numbers_must_be_there_hangs_on_the_reading(chosen, beside):
    policy = rules(2025, tuple(chosen.items()))
    given_ = ("hnte_target", "prior_above_scale_hnte", "prior_tech_services", "prior_patent_hnte")
    assert needed_columns(policy) == (*given_, *beside)
    assert [each.key for each in policy.indicators if uses_prior(each)] == ["hnte"] * len(beside)
    # In 2023 the target is made of last year's count already.
    assert needed_columns(rules(2023)) == ("prior_hnte", "prior_tech_sme")
    assert needed_columns(rules(2025, (("A1", "b"), ("A27", "b")))) == ("prior_hnte", *given_[1:])


def test_a_number_that_only_the_reading_in_force_needs_is_asked_for():
    """Its amount is unknown without it, and never in silence (C9)."""
    columns = ("hnte_target", "prior_above_scale_hnte", "prior_tech_services", "prior_patent_hnte")
    rows = [{"district": name} | dict.fromkeys(columns, "9") for name in POLICY.districts.values()]
    lists = (Table("hnte", []), Table("targets", rows))
    plain, switched = (audit(*lists, readings=each) for each in ({}, {"A1": "b"}))
    assert "target_missing" not in found(plain)
    assert [each[3] for each in said(switched, "target_missing")] == ["没有“上年高企认定数”"]
    assert {each.indicators["hnte"].amount for each in plain.result.districts} == {0}
    assert {each.indicators["hnte"].amount for each in switched.result.districts} == {None}
