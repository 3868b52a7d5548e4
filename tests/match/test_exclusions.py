"""What the list of institutions says of another subsidy (domain §4.3, B5): answers, doubts, and silence."""

from __future__ import annotations

import pytest
from match.institution_lists import FLAGS, SHEET, codes, others, read, row, tianhe
from match.small_policy import LIWAN, TIANHE, YUEXIU, policy_2023, policy_2025, told

from gzaudit.match.exclusions import exclusion_flags, unstated_flags
from gzaudit.match.institutions import read_institutions
from gzaudit.read.year import read_year


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("是", True), ("享受", True), (" 已享受 ", True), ("有", True), ("√", True), ("Y", True), ("yes", True),
        ("否", False), ("不享受", False), ("未享受", False), ("无", False), ("没有", False), ("×", False), ("N", False),
        ("", None), ("/", None), ("-", None), ("—", None),
    ],
)  # fmt: skip
def test_answers(word, answer):
    made = tianhe(row(subsidy_4=word))
    assert made.flags[TIANHE] == {"subsidy_4": answer}
    assert (codes(made), made.unclear) == ({}, frozenset())


def test_an_unreadable_answer_is_unknown():
    made = tianhe(row(subsidy_4="也许"), row(name="乙中心", lead="合作", subsidy_4="是"))
    assert made.flags[TIANHE]["subsidy_4"] is None
    assert made.unclear == {(TIANHE, "subsidy_4")}
    assert ("exclusion_unreadable", 12, "subsidy_4", "也许") in told(made.batches, "row", "field", "found")


def test_answers_that_contradict_each_other():
    made = tianhe(row(lead="牵头", subsidy_4="享受"), row(name="乙中心", lead="合作", subsidy_4=" 否"))
    assert made.flags[TIANHE]["subsidy_4"] is None
    assert told(made.batches, "row", "district", "found", "ref_row") == [
        ("exclusion_conflict", 13, TIANHE, "享受、否", 12)
    ]
    agreeing = tianhe(row(lead="牵头", subsidy_4="是"), row(name="乙中心", lead="合作", subsidy_4="享受"))
    blank = tianhe(row(lead="牵头"), row(name="乙中心", lead="合作", subsidy_4="否"))
    assert (codes(agreeing), agreeing.flags[TIANHE]) == ({}, {"subsidy_4": True})
    assert (codes(blank), blank.flags[TIANHE]) == ({}, {"subsidy_4": False})


def test_only_flags_that_are_asked_for_are_read():
    made = read(*others("天河区"), row(subsidy_4="也许"), flags=())
    assert (codes(made), made.flags[TIANHE]) == ({}, {})
    assert exclusion_flags(policy_2023()) == ("subsidy_4",)
    assert exclusion_flags(policy_2025()) == ()


def test_what_nobody_said():
    columns = ("src", "row", "subject", "district", "found")
    found = "没有填写“享受4号办法”，按不享受计"
    whole = [("exclusion_unstated", 0, None, "全部各区", None, found)]
    unlisted = told(unstated_flags(policy_2023(), read_institutions([], FLAGS), []), *columns)
    assert unlisted == [("exclusion_unstated", -1, *whole[0][2:])]
    assert told(unstated_flags(policy_2023(), read(*others()), SHEET), *columns) == whole
    some = tianhe(row(subsidy_4="是"))
    silent = told(unstated_flags(policy_2023(), some, SHEET), *columns)
    assert len(silent) == 10
    assert silent[0] == ("exclusion_unstated", 0, 2, "荔湾区", LIWAN, found)
    assert all(each[4] != TIANHE for each in silent)
    assert unstated_flags(policy_2025(), some, SHEET) == []


def test_what_is_unclear_is_not_said_to_be_unsaid():
    everywhere = [each | {"subsidy_4": "否"} for each in others("天河区")]
    assert unstated_flags(policy_2023(), read(*everywhere, row(subsidy_4="也许")), SHEET) == []
    assert unstated_flags(policy_2023(), read(*everywhere, row(subsidy_4="否")), SHEET) == []
    assert len(told(unstated_flags(policy_2023(), read(*everywhere, row()), SHEET))) == 1


@pytest.mark.parametrize(
    "heading",
    [
        "享受4号办法",
        "是否享受4号办法",
        "享受穗科规字〔2021〕4号",
        "穗科规字〔2021〕4号",
        "是否享受4号办法（穗科规字〔2021〕4号）",
    ],
)
@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_headings_as_written_on_disk(tmp_path, heading, year):
    folder = tmp_path / "data" / str(year)
    folder.mkdir(parents=True)
    lines = [
        f"{year}年支撑机构名单",
        f"区,机构名称,牵头/合作,{heading}",
        "天河区,甲中心,牵头,是",
        "越秀区,乙中心,,否",
    ]
    (folder / "支撑机构名单.csv").write_text("\n".join(lines), encoding="utf-8")
    (listing,) = read_year(tmp_path, year, {}, lambda _: None).listings
    made = read_institutions([listing], FLAGS)
    assert (made.leads[TIANHE].name, made.leads[YUEXIU].name) == ("甲中心", "乙中心")
    assert (made.flags[TIANHE]["subsidy_4"], made.flags[YUEXIU]["subsidy_4"]) == (True, False)
    assert made.fates == {0: {"": 2}}
    assert listing.source.rows == 2
