"""Who counts under which reading, and where: A8, A9, A11, A13, A14 (domain §4.3)."""

from __future__ import annotations

import pytest
from builders import Table, audit, code, counts, fates, found, membership, rules, said
from match.firm_rows import firm, hnte, owner, patents, scale, stock

from gzaudit.match.counts import count_by_district, counted, missing_lists
from gzaudit.match.members import PLAIN, Ways, ways_of
from gzaudit.policy.model import CountRule

TIANHE, BAIYUN, YUEXIU, HUANGPU = "440106", "440111", "440104", "440112"
A, B, C, D, E = (code(number) for number in range(1, 6))
SCALE, PATENT, SERVICES = "above_scale_hnte", "patent_hnte", "above_scale_tech_services"


# What a policy asks for


def test_the_ways_that_readings_ask_for():
    def ways(**chosen: str) -> Ways:
        policy = rules(2025, tuple(sorted(chosen.items())))
        return ways_of(policy, scope="province", use_code_fallback=True)

    plain = Ways("province", True, counted=frozenset({"hnte", "above_scale_tech_services"}))
    assert ways() == plain
    assert ways_of(None, scope="city", use_code_fallback=False) == PLAIN
    assert ways(A9="b").count_revoked
    assert ways(A13="b").leave_out_quasi_units
    assert ways(A11="b").placed_by == {"above_scale", "patent_grants"}
    assert ways(A8="b").counted == {"hnte", "hnte_stock", "above_scale_tech_services"}
    assert ways(A14="b") == plain
    assert ways_of(rules(2023), scope="city", use_code_fallback=False).counted == {"hnte", "tech_smes"}


# A8: all valid 高企 instead of the year's


def year_and_stock() -> tuple[Table, ...]:
    return (
        hnte(firm(1), firm(2), firm(3, "白云区")),
        stock(firm(1), firm(2), firm(3, "白云区"), firm(4), firm(5, "白云区"), firm(6), firm(4)),
        scale(*({"name": f"企业{n}", "code": code(n), "division": TIANHE} for n in (1, 4, 5, 9))),
        patents(owner(2), owner(4), owner(6), owner(3, granted="2024-01-01")),
    )


def test_a8_counts_the_stock_in_place_of_the_year():
    now, other = (audit(*year_and_stock(), readings=each) for each in ({}, {"A8": "b"}))
    assert (counts(now, SCALE), counts(now, PATENT)) == ({TIANHE: 1}, {TIANHE: 1})
    # 企业5 is placed by the stock's 所在区, not by its 四上 division.
    assert counts(other, SCALE) == {TIANHE: 2, BAIYUN: 1}
    assert counts(other, PATENT) == {TIANHE: 3}
    assert counts(now) == counts(other) == {TIANHE: 2, BAIYUN: 1}
    assert fates(now)[1] == fates(other)[1] == (6, {"duplicate": 1})


def test_a8_without_the_stock_is_unknown_and_asks_for_it():
    hnte_, _, *rest = year_and_stock()
    audited = audit(hnte_, *rest, readings={"A8": "b"})
    assert set(counts(audited, SCALE).values()) == set(counts(audited, PATENT).values()) == {None}
    ((severity, _, _, said_, _),) = [
        each for each in said(audited, "source_missing") if "有效期内" in each[3]
    ]
    assert (severity, said_) == ("error", "没有“有效期内高企名单”（市科技局）")
    assert counts(audited) == {TIANHE: 2, BAIYUN: 1}


def test_the_stock_loses_the_revoked_and_asks_for_districts_only_where_it_counts():
    lists = (
        hnte(firm(1)),
        stock(firm(1), firm(2), firm(3, ""), firm(4, "深圳市")),
        scale(*({"name": f"企业{n}", "code": code(n)} for n in (1, 2, 3, 4))),
        patents(),
        Table("hnte_revoked", [{"name": "企业2", "code": B}]),
    )
    now, other, kept = (audit(*lists, readings=each) for each in ({}, {"A8": "b"}, {"A8": "b", "A9": "b"}))
    assert (counts(other, SCALE), counts(kept, SCALE)) == ({TIANHE: 1}, {TIANHE: 2})
    assert fates(now)[1] == fates(other)[1] == (2, {"outside_city": 1, "revoked": 1})
    assert {"district_unresolved", "outside_city"}.isdisjoint(found(now))
    assert [each[:3] for each in said(other, "district_unresolved")] == [("error", 1, 4)]
    assert [each[:3] for each in said(other, "outside_city")] == [("warning", 1, 5)]


# A9: revoked 高企


def test_a9_counts_the_revoked_and_names_them():
    lists = (
        hnte(firm(1), firm(2), firm(2), firm(3)),
        Table("hnte_revoked", [{"name": "企业2", "code": B}, {"name": "企业9", "code": code(9)}]),
        scale({"name": "企业2", "code": B}),
        patents(),
    )
    now, other = (audit(*lists, readings=each) for each in ({}, {"A9": "b"}))
    assert (counts(now), counts(now, SCALE)) == ({TIANHE: 2}, {})
    assert (counts(other), counts(other, SCALE)) == ({TIANHE: 3}, {TIANHE: 1})
    assert fates(now)[0] == (2, {"revoked": 2})
    assert fates(other)[0] == (3, {"duplicate": 1})
    assert [each[1:3] for each in said(now, "revoked")] == [
        each[1:3] for each in said(other, "revoked_counted")
    ]
    assert [each[1:3] for each in said(other, "revoked_counted")] == [(0, 3)]
    assert "revoked" not in found(other)


# A11: by whose district


def test_a11_places_each_count_by_the_list_that_it_is_matched_with():
    lists = (
        hnte(firm(1), firm(2), firm(3, "白云区"), firm(4, "白云区")),
        scale(
            {"name": "企业1", "code": A, "division": HUANGPU},
            {"name": "企业2", "code": B, "district": "天河区"},
            {"name": "企业3", "code": C},
        ),
        patents(owner(1, "越秀区"), owner(2, ""), owner(4, "白云区"), owner(4, "越秀区"), owner(3, "深圳市")),
        Table("above_scale_tech_services", []),
    )
    now, other = (audit(*lists, readings=each) for each in ({}, {"A11": "b"}))
    assert counts(now, SCALE) == {TIANHE: 2, BAIYUN: 1}
    assert counts(now, PATENT) == {TIANHE: 2, BAIYUN: 2}
    # Each by the list's own district; where that says nothing, or two places, no district is made up.
    assert counts(other, SCALE) == {HUANGPU: 1, TIANHE: 1}
    assert counts(other, PATENT) == {YUEXIU: 1}
    assert counts(now) == counts(other) == {TIANHE: 2, BAIYUN: 2}
    assert {"district_unresolved", "outside_city"}.isdisjoint(found(now))
    # And nobody drops out in silence (C9).
    assert [each[:3] for each in said(other, "district_unresolved")] == [
        ("error", 1, 4),
        ("error", 2, 3),
        ("error", 2, 4),
    ]
    assert [each[:3] for each in said(other, "outside_city")] == [("warning", 2, 6)]
    frame = other.findings.frame.query("code == 'district_unresolved'")
    assert frame["confidential"].tolist() == [True, False, False]
    assert frame["subject"].tolist() == ["企业3", "企业2", "企业4"]


# A13: 视同法人单位


@pytest.mark.parametrize("unit", ["视同法人单位", "视同法人", "2", " 2 "])
def test_a13_leaves_out_quasi_units(unit):
    lists = (
        hnte(firm(1), firm(2), firm(3)),
        scale(
            {"name": "企业1", "code": A, "unit_type": unit},
            {"name": "企业2", "code": B, "unit_type": "法人单位"},
            {"name": "企业3", "code": C, "unit_type": "产业活动单位"},
        ),
        Table(
            SERVICES,
            [
                {"name": "企业4", "code": D, "unit_type": unit, "district": "天河区"},
                {"name": "企业5", "code": E, "unit_type": "1", "district": "天河区"},
            ],
        ),
    )
    now, other = (audit(*lists, readings=each) for each in ({}, {"A13": "b"}))
    assert (counts(now, SCALE), counts(now, SERVICES)) == ({TIANHE: 2}, {TIANHE: 2})
    assert (counts(other, SCALE), counts(other, SERVICES)) == ({TIANHE: 1}, {TIANHE: 1})
    assert fates(other)[1:] == [(1, {"not_legal_entity": 1, "quasi_unit": 1}), (1, {"quasi_unit": 1})]
    assert [each[1:4] for each in said(other, "quasi_unit_left_out")] == [(1, 2, unit), (2, 2, unit)]
    assert "quasi_unit_left_out" not in found(now)


def test_a13_keeps_a_firm_whose_other_row_is_a_legal_person():
    lists = (
        hnte(firm(1)),
        scale(
            {"name": "企业1", "code": A, "unit_type": "视同法人单位"},
            {"name": "企业1", "code": A, "unit_type": "法人单位"},
        ),
    )
    assert counts(audit(*lists, readings={"A13": "b"}), SCALE) == {TIANHE: 1}


# A14: whose a patent with several owners is


def test_a14_counts_first_owners_only():
    lists = (
        hnte(firm(1), firm(2), firm(3), firm(4)),
        patents(
            {"owner": "企业1；企业2"},
            {"owner": "某大学；企业3"},
            {"owner": "企业2、企业1"},
            {"owner": "企业3；企业4", "patent_type": "实用新型"},
            {"owner": "企业4；企业1", "granted": "2024-12-31"},
        ),
    )
    now, other = (audit(*lists, readings=each) for each in ({}, {"A14": "b"}))
    assert counts(now, PATENT) == {TIANHE: 3}
    assert counts(other, PATENT) == {TIANHE: 2}
    first = other.cohort.set_index("name")["patent_grants_first"].to_dict()
    assert first == {"企业1": True, "企业2": True, "企业3": False, "企业4": False}


# Counts as rules ask for them


def test_a_count_is_made_as_its_rule_says():
    made = membership(*year_and_stock(), policy=rules(2025))
    there = {"hnte", "hnte_stock", "above_scale", "patent_grants"}

    def number(**rule: str | None) -> dict[str, int | None]:
        made_of = CountRule("count", "条", **({"both": None, "district": rule["list"]} | rule))
        found_ = count_by_district(made_of, made, there)
        assert len(found_) == 11
        return {place: many for place, many in found_.items() if many != 0}

    assert number(list="hnte") == {TIANHE: 2, BAIYUN: 1}
    assert number(list="hnte_stock") == {TIANHE: 4, BAIYUN: 2}
    assert number(list="hnte_stock", both="patent_grants", owners="first") == {TIANHE: 3}
    assert set(number(list="hnte", both="above_scale_tech_services").values()) == {None}
    assert set(number(list="tech_smes").values()) == {None}
    rule = CountRule("count", "条", "hnte", "above_scale", "hnte")
    assert counted(rule, made)[["name", "place"]].to_numpy().tolist() == [["企业1", TIANHE]]
    assert missing_lists(rule, {"registry"}) == ["hnte", "above_scale"]
    assert missing_lists(rule, there) == []
