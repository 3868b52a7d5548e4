"""Which enterprise a row is (C3), sentence by sentence."""

from __future__ import annotations

import pytest
from builders import Row, Table, audit, code, counts, fates, found, identities, said, wrong

A, B = code(1), code(2)


def who(*tables: Table) -> list[tuple[str, str]]:
    """How each row was identified, and the code that it got."""
    made = identities(*tables)
    return list(zip(made.frame["how"], made.firms["code"].reindex(made.frame["firm"]), strict=True))


def same(*tables: Table) -> list[int]:
    """Enterprise of each row, numbered in order of appearance."""
    return identities(*tables).frame["firm"].tolist()


def hnte(*rows: Row, **more: object) -> Table:
    return Table("hnte", list(rows), **more)


def registry(*rows: Row) -> Table:
    return Table("registry", list(rows))


def renames(*rows: tuple[str, ...]) -> Table:
    names = ("old_name", "new_name", "code")
    return Table("renames", [dict(zip(names, row, strict=False)) for row in rows])


def test_a_row_with_a_code_is_that_codes_enterprise():
    tables = hnte({"name": "甲", "code": A}, {"name": "甲", "code": B}), registry({"name": "乙", "code": A})
    assert same(*tables) == [0, 1, 0]
    assert who(*tables) == [("code", A), ("code", B), ("code", A)]


def test_a_wrong_check_character_identifies_by_exact_equality():
    tables = (
        hnte({"name": "甲", "code": wrong(1)}),
        registry({"name": "乙", "code": wrong(1).lower()}, {"name": "丙", "code": A}),
    )
    assert same(*tables) == [0, 0, 1]


@pytest.mark.parametrize(
    "spoilt",
    [
        "",
        "无",
        "440106000123456",
        A[:17],
        A.replace("M", "O"),
        "9.14401E+17",
        A[:15] + "000",
        "110101199003070679",
    ],
)
def test_any_other_state_identifies_nothing_and_goes_by_name(spoilt):
    tables = hnte({"name": "甲", "code": spoilt}), registry({"name": "甲", "code": A})
    assert who(*tables) == [("name", A), ("code", A)]
    assert same(*tables) == [0, 0]


def test_equal_malformed_codes_join_nobody():
    tables = hnte({"name": "甲", "code": "440106000123456"}, {"name": "乙", "code": "440106000123456"})
    assert same(tables) == [0, 1]


def test_the_name_is_looked_up_in_every_list_of_the_run():
    for kind, row in (
        ("registry", {"name": "甲", "code": A}),
        ("above_scale", {"name": "甲", "code": A}),
        ("above_scale_tech_services", {"name": "甲", "code": A}),
        ("patent_grants", {"owner": "甲", "code": A}),
        ("hnte", {"name": "甲", "code": A}),
        ("hnte_revoked", {"name": "甲", "code": A}),
        ("renames", {"old_name": "丙", "new_name": "甲", "code": A}),
        ("renames", {"old_name": "甲", "new_name": "丙", "code": A}),
        ("registry", {"name": "丙", "former": "甲", "code": A}),
        ("above_scale", {"name": "丙", "former": "丁；甲", "code": A}),
        ("tech_smes", {"name": "甲", "code": A}),
        ("hnte_stock", {"name": "甲", "code": A}),
    ):
        assert who(hnte("甲"), Table(kind, [row]))[0] == ("name", A), kind


def test_names_meet_by_their_keys():
    assert who(hnte(" 甲（Ａ）公司。"), registry({"name": "甲(a)公司", "code": A}))[0] == ("name", A)
    assert who(hnte("甲（广州）公司"), registry({"name": "甲（深圳）公司", "code": A}))[0] == (
        "unresolved",
        "",
    )


def test_one_code_several_times_is_one_code():
    tables = (
        hnte("甲"),
        registry({"name": "甲", "code": A}),
        Table("above_scale", [{"name": "甲", "code": A.lower()}]),
    )
    assert who(*tables)[0] == ("name", A)


def test_several_codes_are_ambiguous_and_the_row_keeps_its_name():
    tables = hnte("甲"), registry({"name": "甲", "code": A}, {"name": "甲", "code": B})
    assert who(*tables)[0] == ("ambiguous", "")
    assert same(*tables) == [0, 1, 2]
    audited = audit(*tables)
    assert said(audited, "name_ambiguous") == [("error", 0, 2, "", f"同名的代码有 {A}、{B}")]
    assert fates(audited)[0] == (1, {})
    assert audited.undecided() == {"district_unresolved": 1, "name_ambiguous": 1, "unresolved": 0}


def test_present_of_one_and_former_of_another_is_ambiguous():
    tables = hnte("甲"), registry({"name": "甲", "code": A}, {"name": "乙", "former": "甲", "code": B})
    assert who(*tables)[0] == ("ambiguous", "")


def test_none_is_unresolved_and_still_a_hnte():
    audited = audit(hnte({"name": "甲", "district": "天河区"}))
    assert counts(audited) == {"440106": 1}
    assert said(audited, "unresolved") == [("error", 0, 2, "", "")]
    assert audited.undecided()["unresolved"] == 1


@pytest.mark.parametrize(
    ("kind", "severity"),
    [("hnte", "error"), ("above_scale", "warning"), ("above_scale_tech_services", "warning"), ("hnte_revoked", "warning"), ("patent_grants", "info")],
)  # fmt: skip
def test_how_bad_unresolved_is_depends_on_the_list(kind, severity):
    row = {"owner": "甲"} if kind == "patent_grants" else {"name": "甲"}
    assert [each[0] for each in said(audit(Table(kind, [row])), "unresolved")] == [severity]


def test_a_firm_is_asked_about_once_per_list():
    audited = audit(hnte("甲", "甲"), Table("patent_grants", ["甲", "甲", "甲"]))
    assert [each[:3] for each in said(audited, "unresolved")] == [("error", 0, 2), ("info", 1, 2)]


def test_resolved_by_name_says_from_where():
    audited = audit(hnte("甲"), registry({"name": "乙", "code": B}, {"name": "甲", "code": A}))
    assert said(audited, "resolved_by_name") == [("warning", 0, 2, "", f"按名称对应到 {A}")]
    frame = audited.findings.frame.query("code == 'resolved_by_name'")
    assert frame[["ref_src", "ref_row", "confidential"]].to_numpy().tolist() == [[1, 3, False]]


def test_a_code_that_only_statistics_know_is_confidential():
    tables = hnte("甲"), Table("above_scale", [{"name": "甲", "code": A}])
    assert audit(*tables).findings.frame.query("code == 'resolved_by_name'")["confidential"].tolist() == [
        True
    ]
    public = audit(*tables, registry({"name": "甲", "code": A}))
    frame = public.findings.frame.query("code == 'resolved_by_name'")
    assert frame[["ref_src", "confidential"]].to_numpy().tolist() == [[2, False]]


def test_equal_names_in_two_lists_without_code_are_one_enterprise():
    tables = hnte({"name": "甲", "district": "天河区"}), Table("patent_grants", ["甲公司", "甲"])
    assert same(*tables) == [0, 1, 0]
    audited = audit(*tables)
    assert counts(audited, "patent_hnte") == {"440106": 1}
    assert [each[:3] for each in said(audited, "matched_by_name_only")] == [("warning", 1, 3)]


def test_equal_names_in_one_list_without_code_are_a_duplicate_only():
    audited = audit(hnte("甲", "甲"))
    assert fates(audited) == [(1, {"duplicate": 1})]
    assert "matched_by_name_only" not in found(audited)


def test_two_ambiguous_rows_of_a_name_are_one_enterprise_too():
    tables = (
        hnte("甲"),
        Table("patent_grants", ["甲"]),
        registry({"name": "甲", "code": A}, {"name": "甲", "code": B}),
    )
    assert same(*tables) == [0, 1, 2, 0]  # patents stand last
    assert found(audit(*tables))["matched_by_name_only"] == 1


def test_a_row_with_neither_name_nor_code_is_no_enterprise():
    audited = audit(
        hnte(
            {"district": "天河区"},
            {"name": "甲", "code": A, "district": "天河区"},
            {"code": "无", "name": "\u200b"},
        )
    )
    assert fates(audited) == [(1, {"no_identity": 2})]
    assert [each[:3] for each in said(audited, "no_identity")] == [("error", 0, 2), ("error", 0, 4)]
    assert counts(audited) == {"440106": 1}


def test_a_code_without_a_name_is_enough():
    assert who(Table("hnte_revoked", [{"code": A}]), hnte({"name": "甲", "code": A})) == [("code", A)] * 2


# Renames


def test_a_rename_with_a_code_makes_both_names_known():
    rename = renames(("旧", "新", A))
    assert who(hnte("旧", "新", "别"), rename)[:3] == [("name", A), ("name", A), ("unresolved", "")]


def test_a_rename_without_a_code_leads_from_the_old_name_to_the_new_and_back():
    assert who(hnte("旧"), registry({"name": "新", "code": A}), renames(("旧", "新")))[0] == ("name", A)
    assert who(hnte("新"), registry({"name": "旧", "code": A}), renames(("旧", "新")))[0] == ("name", A)


def test_chains_of_renames_without_a_code():
    chain = renames(("一", "二"), ("三", "四"), ("二", "三"))
    for at, name in enumerate("一二三四"):
        for other in "一二三四":
            if other != name:
                assert who(hnte(name), registry({"name": other, "code": A}), chain)[0] == ("name", A), (
                    at,
                    other,
                )


def test_a_chain_in_which_one_link_has_a_code():
    chain = renames(("一", "二", A), ("二", "三"))
    assert who(hnte("一", "二", "三"), chain)[:3] == [("name", A)] * 3


def test_a_rename_that_leads_to_two_codes_is_ambiguous():
    tables = hnte("旧"), registry({"name": "新", "code": A}, {"name": "旧", "code": B}), renames(("旧", "新"))
    assert who(*tables)[0] == ("ambiguous", "")


def test_renames_with_codes_do_not_join_other_firms_of_the_name():
    # 旧 was A's name once, 新 is A's now; B calls itself 旧 today.
    tables = hnte("新", "旧"), registry({"name": "旧", "code": B}), renames(("旧", "新", A))
    assert who(*tables)[:2] == [("name", A), ("ambiguous", "")]


def test_the_former_name_of_a_row_without_code_is_looked_up():
    assert who(hnte({"name": "新", "former": "旧"}), registry({"name": "旧", "code": A}))[0] == ("name", A)
    assert who(hnte({"name": "新", "former": "更旧；旧"}), registry({"name": "旧", "code": A}))[0] == (
        "name",
        A,
    )
    several = registry({"name": "旧", "code": A}, {"name": "更旧", "code": B})
    assert who(hnte({"name": "新", "former": "更旧；旧"}), several)[0] == ("ambiguous", "")


def test_the_former_name_of_a_row_without_code_tells_others_nothing():
    # The name must stand in a row that has a code (C3).
    tables = (
        hnte({"name": "新", "former": "旧"}),
        Table("patent_grants", ["旧"]),
        registry({"name": "新", "code": A}),
    )
    assert who(*tables) == [("name", A), ("code", A), ("unresolved", "")]  # patents stand last


@pytest.mark.parametrize("nothing", ["无", "/", "-", "—", "N/A", "暂无"])
def test_having_no_former_name_in_common_joins_nobody(nothing):
    tables = hnte({"name": "甲", "former": nothing}), registry({"name": "乙", "former": nothing, "code": A})
    assert who(*tables) == [("unresolved", ""), ("code", A)]


def test_a_rename_of_an_unknown_firm_changes_nothing():
    audited = audit(hnte({"name": "旧", "district": "天河区"}), renames(("旧", "新")))
    assert counts(audited) == {"440106": 1}
    assert fates(audited) == [(1, {}), (1, {})]


def test_an_empty_run_and_empty_lists():
    assert who(hnte(), registry(), Table("patent_grants", []), renames()) == []
    assert who() == []
