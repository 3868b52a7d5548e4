"""Names and codes that disagree (C3 end, C4)."""

from __future__ import annotations

import pytest
from builders import Row, Table, audit, code, counts, fates, found, said, wrong

A, B = code(1), code(2)
QUESTIONS = ("code_with_two_names", "names_differ", "renamed", "name_with_two_codes", "possible_same_firm")


def hnte(*rows: Row) -> Table:
    return Table("hnte", list(rows))


def registry(*rows: Row) -> Table:
    return Table("registry", list(rows))


def rename(old: str, new: str, number: str = "") -> Table:
    return Table("renames", [{"old_name": old, "new_name": new, "code": number}])


def asked(*tables: Table) -> dict[str, int]:
    return {name: number for name, number in found(audit(*tables)).items() if name in QUESTIONS}


def test_equal_names_under_two_codes_are_two_enterprises_and_a_warning():
    audited = audit(
        hnte({"name": "甲", "code": A, "district": "天河区"}, {"name": "甲", "code": B, "district": "天河区"})
    )
    assert counts(audited) == {"440106": 2}
    assert said(audited, "name_with_two_codes") == [("warning", 0, 3, f"{A}、{B}", "")]


def test_one_right_and_one_wrong_code_may_be_one_firm():
    audited = audit(
        hnte({"name": "甲", "code": A, "district": "天河区"}), registry({"name": "甲。", "code": wrong(1)})
    )
    assert said(audited, "possible_same_firm") == [("error", 1, 2, f"{A}、{wrong(1)}", "")]
    assert "name_with_two_codes" not in found(audited)
    # Either way round, and for two quite different codes too.
    assert asked(hnte({"name": "甲", "code": wrong(1)}), registry({"name": "甲", "code": B})) == {
        "possible_same_firm": 1
    }


def test_two_wrong_codes_are_only_a_warning():
    assert asked(hnte({"name": "甲", "code": wrong(1)}, {"name": "甲", "code": wrong(2)})) == {
        "name_with_two_codes": 1
    }


def test_three_codes_of_a_name_are_one_question():
    rows = [{"name": "甲", "code": each} for each in (A, B, wrong(3))]
    assert asked(hnte(*rows)) == {"possible_same_firm": 1}
    assert asked(hnte(*rows[:2]), registry({"name": "甲", "code": code(3)})) == {"name_with_two_codes": 1}


def test_names_that_differ_in_brackets_are_no_question():
    assert asked(hnte({"name": "甲（广州）", "code": A}, {"name": "甲（深圳）", "code": B})) == {}


def test_one_code_under_two_names_in_one_list_counts_once_and_is_an_error():
    audited = audit(
        hnte({"name": "甲", "code": A, "district": "天河区"}, {"name": "乙", "code": A, "district": "天河区"})
    )
    assert counts(audited) == {"440106": 1}
    assert fates(audited) == [(1, {"duplicate": 1})]
    assert said(audited, "code_with_two_names") == [("error", 0, 3, "“甲”与“乙”", A)]


def test_several_files_of_a_kind_are_one_list():
    assert asked(hnte({"name": "甲", "code": A}), hnte({"name": "乙", "code": A})) == {
        "code_with_two_names": 1
    }


def test_one_code_under_two_names_between_lists_is_a_warning():
    audited = audit(hnte({"name": "甲", "code": A}), registry({"name": "乙", "code": A}))
    assert said(audited, "names_differ") == [("warning", 1, 2, "“甲”与“乙”", A)]


def test_names_that_are_equal_by_key_do_not_differ():
    assert asked(hnte({"name": "甲（Ａ）", "code": A}, {"name": "甲(a)。", "code": A})) == {}


def test_a_row_without_a_name_differs_from_nothing():
    assert asked(Table("hnte_revoked", [{"code": A, "name": ""}]), hnte({"name": "甲", "code": A})) == {}


@pytest.mark.parametrize("link", [("甲", "乙", A), ("乙", "甲", A), ("甲", "乙", ""), ("乙", "甲", "")])
def test_renames_explain_with_or_without_the_code_in_either_direction(link):
    inside = hnte({"name": "甲", "code": A}, {"name": "乙", "code": A})
    assert asked(inside, rename(*link)) == {"renamed": 1}
    assert asked(hnte({"name": "甲", "code": A}), registry({"name": "乙", "code": A}), rename(*link)) == {
        "renamed": 1
    }


def test_a_rename_of_another_firm_explains_nothing():
    inside = hnte({"name": "甲", "code": A}, {"name": "乙", "code": A})
    assert asked(inside, rename("甲", "乙", B)) == {"code_with_two_names": 1, "name_with_two_codes": 1}


def test_former_names_explain():
    assert asked(hnte({"name": "甲", "code": A, "former": "乙"}, {"name": "乙", "code": A})) == {"renamed": 1}
    assert asked(
        hnte({"name": "甲", "code": A}), registry({"name": "乙", "code": A, "former": "丙、甲"})
    ) == {"renamed": 1}
    assert asked(hnte({"name": "甲", "code": A}), registry({"name": "乙", "code": A, "former": "丙"})) == {
        "names_differ": 1
    }


def test_a_chain_of_renames_explains_its_ends():
    chain = Table(
        "renames",
        [{"old_name": "甲", "new_name": "中", "code": A}, {"old_name": "中", "new_name": "乙", "code": ""}],
    )
    assert asked(hnte({"name": "甲", "code": A}, {"name": "乙", "code": A}), chain) == {"renamed": 1}


def test_one_of_three_names_unexplained_is_not_explained():
    rows = [{"name": name, "code": A} for name in ("甲", "乙", "丙")]
    assert asked(hnte(*rows), rename("甲", "乙", A)) == {"code_with_two_names": 1}


def test_the_rename_list_itself_is_no_list_of_names_to_differ_from():
    assert asked(hnte({"name": "丙", "code": A}), rename("甲", "乙", A)) == {}


def test_an_enterprise_explained_in_one_list_may_still_differ_from_another():
    tables = (
        hnte({"name": "甲", "code": A}, {"name": "乙", "code": A}),
        registry({"name": "丙", "code": A}),
        rename("甲", "乙"),
    )
    assert asked(*tables) == {"names_differ": 1}


def test_a_wrong_code_can_have_two_names_as_well():
    assert asked(hnte({"name": "甲", "code": wrong(1)}, {"name": "乙", "code": wrong(1)})) == {
        "code_with_two_names": 1
    }
