"""The list of institutions: who leads where, and where each row went (interface C1, C2, C10; domain §4.3, A26)."""

from __future__ import annotations

from collections import Counter

import pytest
from builders import Table, code, lists, wrong
from hypothesis import given as over
from hypothesis import strategies as st
from match.institution_lists import FLAGS, NAMES, codes, others, read, row, tianhe
from match.small_policy import LIWAN, TIANHE, YUEXIU, told

from gzaudit.match.institutions import Payee, read_institutions
from gzaudit.normalise.districts import DISTRICTS, district_name


def test_a_whole_list():
    made = read(*others())
    assert codes(made) == {}
    assert list(made.leads) == [each.code for each in DISTRICTS]
    assert made.leads[TIANHE] == Payee("天河中心", code(503, "440100"))
    assert made.fates == {0: {"": 11}}


def test_no_list_is_no_finding():
    made = read_institutions([], FLAGS)
    assert (made.leads, made.batches, made.fates, made.unclear) == ({}, (), {}, frozenset())
    assert {tuple(each.items()) for each in made.flags.values()} == {(("subsidy_4", None),)}


def test_a_list_without_lines_misses_every_district():
    made = read()
    assert codes(made) == {"institution_missing": 11}
    assert told(made.batches, "subject", "district", "found")[3] == (
        "institution_missing", "天河区", TIANHE, "名单中没有该区"
    )  # fmt: skip


@pytest.mark.parametrize("word", ["牵头", " 牵 头 ", "牵头单位", "牵头机构", "牵头方", "是"])
def test_words_for_leading(word):
    made = tianhe(row(lead=word), row(name="乙中心", lead="合作"))
    assert (codes(made), made.leads[TIANHE].name) == ({}, "甲中心")


@pytest.mark.parametrize(
    "word", ["合作", "合作单位", "合作机构", "合作方", "参与", "参与单位", "参与机构", "非牵头", "否"]
)
def test_words_for_partners(word):
    made = tianhe(row(lead=word), row(name="乙中心", lead="牵头"))
    assert (codes(made), made.leads[TIANHE].name) == ({}, "乙中心")


@pytest.mark.parametrize("blank", ["", " ", "/", "-", "—", "无"])
def test_a_single_institution_leads_unless_it_says_otherwise(blank):
    assert tianhe(row(lead=blank)).leads[TIANHE].name == "甲中心"
    assert tianhe(row()).leads[TIANHE].name == "甲中心"
    partner = tianhe(row(lead="合作"))
    assert TIANHE not in partner.leads
    assert told(partner.batches, "found", "src", "row") == [
        ("institution_missing", "只列有甲中心，不能确定由谁牵头", 0, 12)
    ]


def test_where_two_stand_there_one_must_be_said_to_lead():
    open_ = tianhe(row(), row(name="乙中心"))
    assert TIANHE not in open_.leads
    assert told(open_.batches, "found") == [("institution_missing", "只列有甲中心、乙中心，不能确定由谁牵头")]
    assert TIANHE not in tianhe(row(), row(name="乙中心", lead="合作")).leads
    said = tianhe(row(), row(name="乙中心", lead="牵头"))
    assert (codes(said), said.leads[TIANHE].name) == ({}, "乙中心")


def test_two_leads():
    made = tianhe(row(lead="牵头"), row(name="乙中心", lead="牵头"), row(name="丙中心", lead="合作"))
    assert TIANHE not in made.leads
    assert told(made.batches, "src", "row", "subject", "district", "found", "ref_src", "ref_row") == [
        ("institution_two_leads", 0, 13, "乙中心", TIANHE, "甲中心、乙中心", 0, 12)
    ]
    assert made.fates == {0: {"": 13}}


def test_an_unreadable_word_leads_nobody():
    made = tianhe(row(lead="主办"))
    assert TIANHE not in made.leads
    assert told(made.batches, "row", "field", "found") == [
        ("institution_role", 12, "lead", "主办"),
        ("institution_missing", 12, "lead", "只列有甲中心，不能确定由谁牵头"),
    ]
    beside = tianhe(row(lead="主办"), row(name="乙中心", lead="牵头"))
    assert (codes(beside), beside.leads[TIANHE].name) == ({"institution_role": 1}, "乙中心")


def test_one_institution_in_two_districts():
    shared = {"name": "甲中心", "code": code(1), "lead": "牵头"}
    made = read(*others("天河区", "越秀区"), row("天河区", **shared), row("越秀区", **shared))
    # In code order 越秀 stands before 天河.
    assert told(made.batches, "row", "subject", "found", "ref_row") == [
        ("institution_two_districts", 11, "甲中心", "越秀区、天河区", 12)
    ]
    assert made.leads[TIANHE].name == made.leads[YUEXIU].name == "甲中心"
    three = read(
        *others("天河区", "越秀区", "荔湾区"),
        *(row(each, **shared) for each in ("天河区", "越秀区", "荔湾区")),
    )
    assert codes(three) == {"institution_two_districts": 1}
    partner = read(*others("越秀区"), row("越秀区", **shared), row("天河区", **shared | {"lead": "合作"}))
    assert codes(partner) == {}


def test_without_codes_names_tell_institutions_apart():
    made = read(*others("天河区", "越秀区"), row("天河区", "甲中心（广州）"), row("越秀区", "甲中心(广州) "))
    assert codes(made) == {"institution_two_districts": 1}
    apart = read(*others("天河区", "越秀区"), row("天河区", "甲中心（广州）"), row("越秀区", "甲中心"))
    assert codes(apart) == {}


def test_a_code_is_known_from_another_row_of_the_same_name():
    made = read(*others("天河区", "越秀区"), row("天河区", code=code(1)), row("越秀区"))
    assert codes(made) == {"institution_two_districts": 1}
    assert made.leads[YUEXIU] == Payee("甲中心", code(1))


def test_equal_names_under_two_codes_and_equal_codes_under_two_names():
    names = read(*others("天河区", "越秀区"), row("天河区", code=code(1)), row("越秀区", code=code(2)))
    assert told(names.batches, "row", "found", "ref_row") == [
        ("name_with_two_codes", 12, f"{code(2)}、{code(1)}", 11)
    ]
    same = read(
        *others("天河区", "越秀区"), row("天河区", code=code(1)), row("越秀区", "乙中心", code=code(1))
    )
    assert codes(same) == {"code_with_two_names": 1, "institution_two_districts": 1}


def test_a_row_twice_counts_once():
    made = tianhe(row(code=code(1), lead="牵头"), row(code=code(1)), row("广州市天河区", lead="牵头"))
    assert codes(made) == {"duplicate": 2}
    assert made.fates == {0: {"": 11, "duplicate": 2}}
    assert made.leads[TIANHE] == Payee("甲中心", code(1))
    # What the first row leaves open the second may say.
    later = tianhe(row(), row(lead="牵头"), row(name="乙中心"))
    assert (codes(later), later.leads[TIANHE].name) == ({"duplicate": 1}, "甲中心")


def test_leading_and_partner_at_once():
    for words in (("牵头", "合作"), ("合作", "牵头")):
        made = tianhe(*(row(lead=word) for word in words))
        assert TIANHE not in made.leads
        assert told(made.batches, "row", "found", "ref_row")[1:] == [
            ("institution_role", 13, "同一机构既写牵头又写合作", 12),
            ("institution_missing", 12, "只列有甲中心，不能确定由谁牵头", None),
        ]


@pytest.mark.parametrize(
    ("cells", "finding", "kept"),
    [
        ({"code": code(1)}, None, code(1)),
        ({"code": f" {code(1)[:9]} {code(1)[9:]} ".lower()}, None, code(1)),
        ({"code": wrong(1)}, "bad_check", wrong(1)),
        ({"code": "123456"}, "malformed", ""),
        ({"code": code(1)[:-1] + "I"}, "malformed", ""),
        ({"code": "9.14401010001E+17", "number": True}, "precision_lost", ""),
        ({"code": ""}, None, ""),
        ({"code": "无"}, None, ""),
    ],
)
def test_codes(cells, finding, kept):
    made = tianhe(row(**cells))
    assert codes(made) == ({finding: 1} if finding else {})
    assert made.leads[TIANHE].code == kept


def test_an_identity_number_is_masked():
    made = tianhe(row(code="110101199001010015"))
    assert codes(made) == {"id_number": 1}
    assert "1990" not in str([batch.frame.to_dict("records") for batch in made.batches])
    assert made.leads[TIANHE].code == ""


@pytest.mark.parametrize("name", ["", "  ", "/", "无"])
def test_a_row_without_a_name(name):
    coded = tianhe(row(name=name, code=code(1), lead="牵头"))
    assert codes(coded) == {"institution_unnamed": 1}
    assert coded.leads[TIANHE] == Payee("", code(1))
    empty = tianhe(row(name=name, lead="牵头"))
    assert codes(empty) == {"institution_unnamed": 1, "institution_missing": 1}
    assert empty.fates == {0: {"": 10, "no_identity": 1}}


@pytest.mark.parametrize("name", ["南海区", "全市", "", "高新区"])
def test_a_row_of_no_district(name):
    made = read(*others(), row(name))
    assert codes(made) == {"district_unknown": 1}
    assert made.fates == {0: {"": 11, "district_unknown": 1}}


def test_several_lists_are_one():
    tables = [Table("institutions", [each]) for each in others()]
    made = read_institutions(list(lists(*tables).listings), FLAGS)
    assert codes(made) == {}
    assert made.fates == {at: {"": 1} for at in range(11)}
    assert (made.leads[LIWAN].name, made.leads[TIANHE].name) == ("荔湾中心", "天河中心")


rows_of_any_kind = st.lists(
    st.builds(
        row,
        st.sampled_from([*NAMES[:3], "天河", "南海区", ""]),
        st.sampled_from(["甲中心", "乙中心", "丙中心 ", ""]),
        code=st.sampled_from(["", code(1), code(2), wrong(3), "123"]),
        lead=st.sampled_from(["", "牵头", "合作", "主办"]),
        subsidy_4=st.sampled_from(["", "是", "否", "也许"]),
    ),
    max_size=12,
)


@over(rows_of_any_kind)
def test_whatever_it_says_rows_add_up_and_each_district_is_settled_or_reported(rows):
    made = read(*rows)
    assert sum(made.fates.get(0, Counter()).values()) == len(rows)
    reported = {
        each["district"]
        for batch in made.batches
        if batch.code in ("institution_missing", "institution_two_leads")
        for each in batch.frame.to_dict("records")
    }
    assert reported == {each.code for each in DISTRICTS} - set(made.leads)
    for district, payee in made.leads.items():
        own = [each for each in rows if each["district"][:2] == district_name(district)[:2]]
        leading = [each for each in own if each["lead"] in ("", "牵头")]
        assert payee.name in {each["institution"].strip() for each in leading}
    assert all(made.flags[district][flag] is None for district, flag in made.unclear)
