"""Conclusions of people against what lists propose on the base work (policy.md, Base work; interface C9)."""

from __future__ import annotations

import itertools

import pytest
from builders import Table, audit, found, lists, rules, said
from match.small_policy import LIWAN, TIANHE, YUEXIU, told

from gzaudit.evaluate.work import items_met, proposal
from gzaudit.match.acceptance import STATUS, acceptance_findings, base_status, read_acceptance
from gzaudit.match.by_district import DistrictLists
from gzaudit.normalise.districts import DISTRICTS

CODES = [each.code for each in DISTRICTS]
SHEET = list(lists(Table("acceptance", [])).listings)
NAMES = {each.code: each.name for each in DISTRICTS}
BASE = rules(2025).work("base")
ENOUGH = {"talks": 10, "matchings": 3, "key_firms": 15, "projects": 5, "needs": 55, "visits": 1, "weekly": 1, "reports": 1}  # fmt: skip


def concluded(**words: str) -> DistrictLists:
    """Conclusions on the base work, by district code with a d before it."""
    return written(*((NAMES[code[1:]], "", word) for code, word in words.items()))


def written(*lines: tuple[str, str, str]) -> DistrictLists:
    """Lines of district, matter and conclusion."""
    rows = [dict(zip(("district", "matter", "conclusion"), line, strict=True)) for line in lines]
    into = DistrictLists()
    read_acceptance(list(lists(Table("acceptance", rows)).listings), into)
    return into


def everywhere(word: str, **other: str) -> DistrictLists:
    return concluded(**{f"d{code}": word for code in CODES} | other)


@pytest.mark.parametrize(
    ("lacking", "status"),
    [
        ({}, "accepted"),
        ({"talks": 9}, "rejected"),
        ({"matchings": 2}, "rejected"),
        ({"key_firms": 14}, "rejected"),
        ({"projects": 4}, "rejected"),
        ({"needs": 54}, "rejected"),
        ({"visits": 0}, "rejected"),
        ({"weekly": 0}, "rejected"),
        ({"reports": 0}, "rejected"),
        ({"weekly": None}, "not_assessed"),
        ({"weekly": None, "talks": 9}, "rejected"),
        ({"talks": 11, "needs": 56, "visits": 500}, "accepted"),
    ],
)
def test_what_lists_propose_in_the_first_tier(lacking, status):
    assert proposal(items_met(BASE.group_of(TIANHE), ENOUGH | lacking)) == status


@pytest.mark.parametrize(
    ("district", "at"), [(TIANHE, (15, 5, 55)), ("440111", (10, 3, 25)), (YUEXIU, (10, 3, 15))]
)
def test_each_tier_has_its_own_amounts(district, at):
    group = BASE.group_of(district)
    enough = ENOUGH | dict(zip(("key_firms", "projects", "needs"), at, strict=True))
    assert proposal(items_met(group, enough)) == "accepted"
    for key, number in zip(("key_firms", "projects", "needs"), at, strict=True):
        assert proposal(items_met(group, enough | {key: number - 1})) == "rejected", key


@pytest.mark.parametrize(
    ("verdict", "proposed"),
    list(itertools.product((None, "通过", "不通过"), (None, "accepted", "rejected", "not_assessed"))),
)
def test_people_overrule_the_lists_and_the_lists_decide_where_people_are_silent(verdict, proposed):
    made = concluded(**({f"d{TIANHE}": verdict} if verdict else {}))
    states = base_status(made, {TIANHE: proposed} if proposed else {})
    expected = {"通过": "accepted", "不通过": "rejected", None: proposed or "not_assessed"}[verdict]
    assert states == {code: expected if code == TIANHE else "not_assessed" for code in CODES}


def test_two_conclusions_that_differ_leave_the_lists_no_word():
    into = written(("天河区", "", "通过"), ("天河区", "", "不通过"))
    assert base_status(into, {TIANHE: "accepted"})[TIANHE] == "not_assessed"
    assert told(acceptance_findings(into, {TIANHE: "accepted"}, SHEET), "district") == [
        ("acceptance_incomplete", code) for code in CODES if code != TIANHE
    ]


@pytest.mark.parametrize("proposed", ["accepted", "rejected", "not_assessed"])
@pytest.mark.parametrize("matter", ["", "基础验收"])
@pytest.mark.parametrize("word", ["待定", "基本通过", "暂缓"])
def test_a_conclusion_that_nobody_can_read_leaves_the_lists_no_word(word, matter, proposed):
    made = written(("天河区", matter, word))
    assert base_status(made, {TIANHE: proposed})[TIANHE] == "not_assessed"
    assert told(made.batches, "src", "row", "field", "found", "detail") == [
        (
            "acceptance_invalid",
            0,
            2,
            "conclusion",
            f"{matter} {word}".strip(),
            "没有别的基础验收结论时，按未验收处理",
        )
    ]
    open_ = told(acceptance_findings(made, {TIANHE: proposed}, SHEET), "district")
    assert open_ == [("acceptance_incomplete", code) for code in CODES if code != TIANHE]


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(("verdict", "status"), [("通过", "accepted"), ("不通过", "rejected")])
def test_another_line_that_can_be_read_concludes(verdict, status, order):
    lines = [("天河区", "", "待定"), ("天河区", "", verdict)][::order]
    against = "rejected" if status == "accepted" else "accepted"
    made = written(*lines)
    assert base_status(made, {TIANHE: against})[TIANHE] == status
    told_of = told(acceptance_findings(made, {TIANHE: against}, SHEET), "row", "field", "district")
    assert told_of[-1] == (
        "acceptance_disagrees",
        2 + lines.index(("天河区", "", verdict)),
        "conclusion",
        TIANHE,
    )


@pytest.mark.parametrize(
    ("matter", "word", "field"),
    [("基础验收", "", "conclusion"), ("", "/", "conclusion"), ("其他", "待定", "matter"), ("其他", "通过", "matter"),
     ("绩效考核", "待定", "conclusion")],
)  # fmt: skip
def test_what_says_nothing_of_the_base_work_leaves_it_to_the_lists(matter, word, field):
    made = written(("天河区", matter, word))
    assert base_status(made, {TIANHE: "accepted"})[TIANHE] == "accepted"
    assert told(made.batches, "field", "detail") == [("acceptance_invalid", field, "")]


def test_no_list_of_conclusions_is_one_warning_with_the_number_of_proposals():
    def finding(proposed):
        return told(acceptance_findings(DistrictLists(), proposed, []), "subject", "found")

    assert finding({}) == [("acceptance_missing", "全部各区", "没有验收结论")]
    assert finding({TIANHE: "not_assessed"}) == [("acceptance_missing", "全部各区", "没有验收结论")]
    assert finding({TIANHE: "accepted", LIWAN: "rejected", YUEXIU: "not_assessed"}) == [
        ("acceptance_missing", "全部各区", "没有验收结论；其中 2 个区暂按清单核查建议")
    ]


def test_districts_without_a_conclusion_are_named_with_what_the_lists_say():
    made = everywhere("通过")
    for code in (LIWAN, YUEXIU, TIANHE):
        made.base.pop(code)
        del made.concluded[code, "base"]
    batches = acceptance_findings(made, {LIWAN: "rejected", YUEXIU: "accepted"}, SHEET)
    assert told(batches, "subject", "district", "found") == [
        ("acceptance_incomplete", "荔湾区", LIWAN, "没有基础验收结论，暂按清单核查建议：不通过"),
        ("acceptance_incomplete", "越秀区", YUEXIU, "没有基础验收结论，暂按清单核查建议：通过"),
        ("acceptance_incomplete", "天河区", TIANHE, "没有基础验收结论"),
    ]


def test_a_conclusion_that_the_lists_speak_against():
    made = everywhere("通过", d440103="不通过", d440104="不通过")
    proposed = {
        LIWAN: "accepted",
        YUEXIU: "rejected",
        TIANHE: "rejected",
        "440111": "not_assessed",
        "440112": "accepted",
    }
    assert told(acceptance_findings(made, proposed, SHEET), "subject", "district", "found") == [
        ("acceptance_disagrees", "荔湾区", LIWAN, "验收结论为不通过，清单核查建议为通过"),
        ("acceptance_disagrees", "天河区", TIANHE, "验收结论为通过，清单核查建议为不通过"),
    ]
    assert told(acceptance_findings(made, {}, SHEET)) == []


def test_the_words_of_a_status():
    assert STATUS == {"passed": "accepted", "failed": "rejected", None: "not_assessed"}


def reports(district: str, rows: int) -> Table:
    return Table("gi_reports", [{"district": district, "report_title": "年度总结"}] * rows)


def test_one_gi_list_decides_nothing_but_a_miss():
    """A single GI list leaves the other items unknown: no proposal, unless that list alone shows a miss."""
    some = audit(reports("天河区", 1), policy=True)
    (tianhe,) = (each for each in some.result.districts if each.code == TIANHE)
    assert (tianhe.base.status, tianhe.base.amount) == ("not_assessed", 0)
    assert said(some, "acceptance_missing")[0][3] == "没有验收结论"


def test_a_year_without_base_work_asks_for_no_conclusion_on_it():
    year = audit(year=2023, readings={})
    assert year.base_work is None
    assert {"acceptance_missing", "acceptance_incomplete", "acceptance_disagrees"}.isdisjoint(found(year))
    assert all(each.base is None and set(each.works) == {"rd_services"} for each in year.result.districts)
