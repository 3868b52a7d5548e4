"""科小 of a year: who counts, and in which district (C6; policy.md, 2023)."""

from __future__ import annotations

import pytest
from builders import Table, audit, code, counts, fates, found, said
from match.firm_rows import firm, hnte, scale, smes

TIANHE, BAIYUN, HUANGPU = "440106", "440111", "440112"
SMES = {"year": 2023, "readings": {}}


def test_tech_smes_are_placed_like_the_years_hnte():
    registry = Table("registry", [firm(2, "白云区"), firm(3, "越秀区")])
    lists = (
        smes(
            firm(1, "天河区"),
            firm(2, ""),
            firm(3, "天河区"),
            firm(4, "", address="广州市黄埔区开泰大道1号"),
            firm(5, ""),
            firm(6, "深圳市南山区"),
            firm(1, "天河区"),
            firm(7, "高新区"),
            {"name": "无码企业", "district": "天河区"},
        ),
        registry,
        scale({"name": "企业5", "code": code(5), "division": HUANGPU}),
    )
    audited = audit(*lists, **SMES)
    # Own 所在区, else the register, else 四上, else the address; 高新区 spans districts and maps to none.
    assert counts(audited, "tech_sme") == {TIANHE: 3, BAIYUN: 1, HUANGPU: 2}
    assert fates(audited)[0] == (7, {"duplicate": 1, "outside_city": 1})
    members = audited.members["tech_smes"].set_index("name")
    assert members["level"].to_dict() == {
        "企业1": "tech_smes",
        "企业2": "registry",
        "企业3": "tech_smes",
        "企业4": "address",
        "企业5": "above_scale",
        "企业7": "",
        "无码企业": "tech_smes",
    }
    assert [each[:3] for each in said(audited, "district_unresolved")] == [("error", 0, 9)]
    assert [each[:3] for each in said(audited, "outside_city")] == [("warning", 0, 7)]
    conflict = said(audited, "district_conflict")
    assert [each[:4] for each in conflict] == [("warning", 1, 3, "企业底册为越秀区")]
    assert conflict[0][4] == "按科小名单所在区计入天河区"


def test_a_firm_that_is_on_no_list_of_smes_twice_in_different_places_is_nobodys():
    audited = audit(smes(firm(1, "天河区"), firm(1, "白云区"), firm(2, "白云区")), **SMES)
    assert counts(audited, "tech_sme") == {BAIYUN: 1}
    assert found(audited)["district_unresolved"] == 1


def test_smes_and_hnte_of_2023_are_counted_apart():
    audited = audit(
        Table("hnte", [firm(1), firm(2)], title="2023年第一批高新技术企业认定备案公示名单"),
        smes(firm(2), firm(3), firm(4, "白云区")),
        **SMES,
    )
    assert (counts(audited), counts(audited, "tech_sme")) == ({TIANHE: 2}, {TIANHE: 2, BAIYUN: 1})


@pytest.mark.parametrize("readings", [None, {}])
def test_smes_that_nothing_counts_raise_no_question_of_district(readings):
    audited = audit(hnte(firm(1)), smes(firm(2, ""), firm(3, "深圳市")), readings=readings)
    assert {"district_unresolved", "outside_city"}.isdisjoint(found(audited))
    assert fates(audited)[1] == (1, {"outside_city": 1})


def test_smes_of_2023_without_their_list_are_unknown():
    audited = audit(**SMES)
    assert set(counts(audited, "tech_sme").values()) == {None}
    assert found(audited)["source_missing"] == 3  # 高企, 科小, work done
