"""Decisions on who an enterprise is: the row is that firm, and what was asked of it is asked no more."""

import pytest
from builders import Table, audit, code, counts, found, wrong
from decide.decided import decision, decisions, states

JIA, YI = "广州甲科技有限公司", "广州乙科技有限公司"
PLACED = {"district": "天河区"}


def year(*rows, **more):
    return audit(*rows, **more)


def hows(audited, kind="hnte"):
    rows = audited.rows[audited.rows["kind"] == kind]
    return list(zip(rows["name"], rows["how"], rows["code"], strict=True))


def test_a_row_without_a_code_becomes_the_firm_that_was_decided():
    lists = (
        Table("hnte", [{"name": JIA} | PLACED]),
        Table("above_scale", [{"name": YI, "code": code(1)}]),
    )
    before = year(*lists, policy=True)
    assert counts(before, "above_scale_hnte") == {}
    assert found(before)["unresolved"] == 1
    after = year(*lists, decisions(decision("match", JIA, code(1))), policy=True)
    assert counts(after, "above_scale_hnte") == {"440106": 1}
    assert counts(after) == {"440106": 1}
    assert "unresolved" not in found(after)
    assert hows(after) == [(JIA, "decided", code(1))]
    assert after.undecided() == {"district_unresolved": 0, "name_ambiguous": 0, "unresolved": 0}
    assert states(after) == ["applied"]


@pytest.mark.parametrize("matter", ["match", "对应", "同一企业", " MATCH "])
def test_words_for_the_matter(matter):
    lists = (Table("hnte", [{"name": JIA} | PLACED]), Table("above_scale", [{"name": YI, "code": code(1)}]))
    assert counts(year(*lists, decisions(decision(matter, JIA, code(1)))), "above_scale_hnte") == {
        "440106": 1
    }


@pytest.mark.parametrize("said", ["不是同一企业", "另一家"])
def test_a_firm_of_its_own_is_no_namesake(said):
    lists = (
        Table("hnte", [{"name": JIA} | PLACED]),
        Table("above_scale", [{"name": JIA, "code": code(1)}]),
    )
    assert counts(year(*lists), "above_scale_hnte") == {"440106": 1}
    after = year(*lists, decisions(decision("match", JIA, said)))
    assert counts(after, "above_scale_hnte") == {}
    assert hows(after) == [(JIA, "decided", "")]
    assert "resolved_by_name" not in found(after)
    assert after.decisions[0].choice == "不是同一企业"


def test_a_name_with_several_codes_is_settled_by_one_of_them():
    lists = (
        Table("hnte", [{"name": JIA} | PLACED]),
        Table("registry", [{"name": JIA, "code": code(1)}, {"name": JIA, "code": code(2)}]),
        Table("above_scale", [{"name": YI, "code": code(2)}]),
    )
    assert found(year(*lists))["name_ambiguous"] == 1
    after = year(*lists, decisions(decision("match", JIA, code(2))))
    assert "name_ambiguous" not in found(after)
    assert counts(after, "above_scale_hnte") == {"440106": 1}
    # The rows of 企业底册 bear good codes of their own; a decision by name alone leaves them.
    assert [how for _, how, _ in hows(after, "registry")] == ["code", "code"]


def test_possibly_the_same_firm_is_answered_either_way():
    lists = (
        Table("hnte", [{"name": JIA, "code": wrong(1)} | PLACED]),
        Table("above_scale", [{"name": JIA, "code": code(1)}]),
    )
    assert found(year(*lists))["possible_same_firm"] == 1
    same = year(*lists, decisions(decision("match", JIA, code(1), code=wrong(1))))
    assert counts(same, "above_scale_hnte") == {"440106": 1}
    assert not {"possible_same_firm", "bad_check"} & set(found(same))
    other = year(*lists, decisions(decision("match", JIA, "另一家", code=wrong(1))))
    assert counts(other, "above_scale_hnte") == {}
    assert "possible_same_firm" not in found(other)
    assert hows(other) == [(JIA, "decided", wrong(1))]


def test_one_code_under_two_names_can_be_two_firms():
    lists = (
        Table("hnte", [{"name": JIA, "code": code(1)} | PLACED, {"name": YI, "code": code(1)} | PLACED]),
        Table("above_scale", [{"name": JIA, "code": code(1)}]),
    )
    before = year(*lists)
    assert counts(before) == {"440106": 1}
    assert found(before)["code_with_two_names"] == 1
    after = year(*lists, decisions(decision("match", YI, "另一家", code=code(1))))
    assert counts(after) == {"440106": 2}
    assert counts(after, "above_scale_hnte") == {"440106": 1}
    assert "code_with_two_names" not in found(after)
    confirmed = year(*lists, decisions(decision("match", YI, code(1), code=code(1))))
    assert counts(confirmed) == {"440106": 1}
    assert "code_with_two_names" not in found(confirmed)


def test_a_code_that_spreadsheets_cut_is_given_back():
    lists = (
        Table("hnte", [{"name": JIA, "code": "914401010000000000", "number": True} | PLACED]),
        Table("above_scale", [{"name": YI, "code": code(1)}]),
    )
    assert found(year(*lists))["precision_lost"] == 1
    after = year(*lists, decisions(decision("match", JIA, code(1))))
    assert "precision_lost" not in found(after)
    assert counts(after, "above_scale_hnte") == {"440106": 1}


def test_a_code_typed_wrong_is_refused_and_one_that_a_list_has_is_not():
    lists = (
        Table("hnte", [{"name": JIA} | PLACED]),
        Table("above_scale", [{"name": YI, "code": wrong(2)}]),
    )
    typed = year(*lists, decisions(decision("match", JIA, wrong(1))))
    assert states(typed) == ["invalid"]
    assert found(typed)["decision_invalid"] == 1
    assert counts(year(*lists, decisions(decision("match", JIA, wrong(2)))), "above_scale_hnte") == {
        "440106": 1
    }


def test_a_row_that_its_own_good_code_identifies_is_only_meant_by_that_code():
    lists = (
        Table("hnte", [{"name": JIA, "code": code(1)} | PLACED]),
        Table("above_scale", [{"name": YI, "code": code(2)}]),
    )
    by_name = year(*lists, decisions(decision("match", JIA, code(2))))
    assert states(by_name) == ["unused"]
    assert counts(by_name, "above_scale_hnte") == {}
    by_code = year(*lists, decisions(decision("match", JIA, code(2), code=code(1))))
    assert states(by_code) == ["applied"]
    assert counts(by_code, "above_scale_hnte") == {"440106": 1}


def test_two_answers_are_a_conflict_and_neither_holds():
    lists = (
        Table("hnte", [{"name": JIA} | PLACED]),
        Table("above_scale", [{"name": YI, "code": code(1)}]),
    )
    after = year(*lists, decisions(decision("match", JIA, code(1)), decision("match", JIA, code(2))))
    assert states(after) == ["conflict", "conflict"]
    assert found(after)["decision_conflict"] == 2
    assert counts(after, "above_scale_hnte") == {}
    assert found(after)["unresolved"] == 1
