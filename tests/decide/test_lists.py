"""Decisions on whether an enterprise counts in a list, whatever rules and other lists say."""

import pytest
from builders import Table, audit, code, counts, fates, found
from decide.decided import decision, decisions, states, targets

JIA, YI, BING = "广州甲科技有限公司", "广州乙科技有限公司", "广州丙科技有限公司"
EVERYWHERE = {
    "hnte": {"440106": 1}, "above_scale_hnte": {"440106": 1}, "patent_hnte": {"440106": 1},
    "above_scale_tech_services": {"440106": 1},
}  # fmt: skip


def lists(**firm):
    row = {"name": JIA, "code": code(1)}
    return (
        Table("hnte", [row | {"district": "天河区"} | firm]),
        Table("above_scale", [row | {"division": "440106"}]),
        Table("patent_grants", [{"owner": JIA, "code": code(1), "patent_type": "发明"}]),
        Table("above_scale_tech_services", [row | {"division": "440106"}]),
        targets(),
    )


def every(audited):
    return {key: counts(audited, key) for key in EVERYWHERE}


def test_the_year_without_decisions_counts_it_everywhere():
    assert every(audit(*lists(), policy=True)) == EVERYWHERE


@pytest.mark.parametrize(
    ("choice", "lost", "told"),
    [
        ("高企", ("hnte", "above_scale_hnte", "patent_hnte"), "高企"),
        ("hnte", ("hnte", "above_scale_hnte", "patent_hnte"), "高企"),
        ("高企认定数", ("hnte", "above_scale_hnte", "patent_hnte"), "高企"),
        ("四上", ("above_scale_hnte",), "四上"),
        ("above_scale_hnte", ("above_scale_hnte",), "四上"),
        ("规上高企数", ("above_scale_hnte",), "四上"),
        ("“四上企业”定报库", ("above_scale_hnte",), "四上"),
        ("专利", ("patent_hnte",), "专利"),
        ("规上科服", ("above_scale_tech_services",), "规上科服"),
        ("四上；专利", ("above_scale_hnte", "patent_hnte"), "四上、专利"),
        ("专利、规上科服", ("patent_hnte", "above_scale_tech_services"), "规上科服、专利"),
        ("全部", tuple(EVERYWHERE), "全部"),
        ("是", tuple(EVERYWHERE), "全部"),
        ("不计", tuple(EVERYWHERE), "全部"),
    ],
)
def test_what_is_excluded_from_which_count(choice, lost, told):
    after = audit(*lists(), decisions(decision("exclude", JIA, choice)), policy=True)
    assert every(after) == {key: {} if key in lost else number for key, number in EVERYWHERE.items()}
    assert after.decisions[0].choice == told
    assert states(after) == ["applied"]


def test_the_row_has_a_reason_of_its_own():
    after = audit(*lists(), decisions(decision("exclude", JIA, "全部")))
    assert fates(after)[:4] == [(0, {"excluded_by_decision": 1})] * 4
    assert fates(after)[-1] == (1, {})


def test_nothing_to_exclude_is_told():
    after = audit(
        Table("hnte", [{"name": JIA, "district": "天河区"}]), decisions(decision("exclude", JIA, "四上"))
    )
    assert states(after) == ["unused"]


@pytest.mark.parametrize("choice", ["高企业", "四上、某名单", "否", "规上高企数2"])
def test_a_list_that_nobody_knows_is_refused(choice):
    after = audit(*lists(), decisions(decision("exclude", JIA, choice)))
    assert states(after) == ["invalid"]


def test_a_firm_of_another_year_or_revoked_is_included():
    other = audit(*lists(recognised_year="2024"), policy=True)
    assert counts(other) == {}
    after = audit(*lists(recognised_year="2024"), decisions(decision("include", JIA, "高企")), policy=True)
    assert every(after) == EVERYWHERE
    assert "out_of_year" not in found(after)
    revoked = Table("hnte_revoked", [{"name": JIA, "code": code(1)}])
    assert counts(audit(*lists(), revoked)) == {}
    kept = audit(*lists(), revoked, decisions(decision("计入", JIA, "高企")))
    assert counts(kept) == {"440106": 1}
    assert "revoked" not in found(kept)


def test_a_firm_said_to_lie_elsewhere_is_included_and_its_district_asked_for():
    away = lists(district="佛山市")
    assert fates(audit(*away))[0] == (0, {"outside_city": 1})
    after = audit(*away, decisions(decision("include", JIA, "高企")))
    assert fates(after)[0] == (1, {})
    assert counts(after) == {}
    assert found(after)["district_unresolved"] == 1
    placed = decisions(decision("include", JIA, "高企"), decision("district", JIA, "天河区"))
    assert counts(audit(*away, placed)) == {"440106": 1}


def test_units_and_patents_that_rules_leave_out_are_included():
    row = {"name": JIA, "code": code(1)}
    tables = (
        Table("hnte", [row | {"district": "天河区"}]),
        Table("above_scale", [row | {"unit_type": "产业活动单位"}]),
        Table("patent_grants", [{"owner": JIA, "code": code(1), "patent_type": "实用新型"}]),
    )
    assert fates(audit(*tables))[1:] == [(0, {"not_legal_entity": 1}), (0, {"not_invention": 1})]
    after = audit(*tables, decisions(decision("include", JIA, "四上、专利")))
    assert fates(after)[1:3] == [(1, {}), (1, {})]
    assert counts(after, "above_scale_hnte") == counts(after, "patent_hnte") == {"440106": 1}


def test_a_firm_is_put_into_a_list_that_does_not_hold_it_and_leads_to_the_decision():
    tables = (
        Table("hnte", [{"name": JIA, "code": code(1), "district": "天河区"}]),
        Table("above_scale", [{"name": YI, "code": code(2)}]),
        Table("patent_grants", [{"owner": YI, "code": code(2)}]),
    )
    said = decisions(decision("district", JIA, "天河区"), decision("include", JIA, "规上高企、patent_hnte"))
    after = audit(*tables, said)
    assert counts(after, "above_scale_hnte") == counts(after, "patent_hnte") == {"440106": 1}
    (member,) = after.cohort.to_dict("records")
    assert (member["above_scale_src"], member["above_scale_row"]) == (3, 3)
    assert (member["patent_grants_src"], member["patent_grants_row"]) == (3, 3)
    assert member["patent_grants_first"]


def test_all_lists_are_those_that_hold_it_and_only_a_hnte_can_be_put_into_one():
    tables = (
        Table("hnte", [{"name": JIA, "code": code(1), "district": "天河区", "recognised_year": "2024"}]),
        Table("above_scale", [{"name": YI, "code": code(2)}]),
        Table("above_scale_tech_services", [{"name": YI, "code": code(2), "division": "440106"}]),
    )
    after = audit(*tables, decisions(decision("include", JIA, "全部")))
    assert counts(after) == {"440106": 1}
    assert counts(after, "above_scale_hnte") == {}
    wrong = decisions(
        decision("include", BING, "高企"),
        decision("include", JIA, "规上科服"),
        decision("include", YI, "专利"),
    )
    assert states(audit(*tables, wrong)) == ["unused"] * 3


def test_co_owners_of_a_patent_are_told_apart():
    owners = f"{JIA}；{YI}"
    tables = (
        Table("hnte", [{"name": n, "code": code(c), "district": "天河区"} for n, c in ((JIA, 1), (YI, 2))]),
        Table(
            "patent_grants",
            [{"owner": owners, "code": f"{code(1)}；{code(2)}"}, {"owner": JIA, "code": code(1)}],
        ),
    )
    assert counts(audit(*tables), "patent_hnte") == {"440106": 2}
    one_out = audit(*tables, decisions(decision("exclude", JIA, "专利")))
    assert counts(one_out, "patent_hnte") == {"440106": 1}
    assert fates(one_out)[1] == (1, {"excluded_by_decision": 1})
    both = decisions(decision("exclude", JIA, "专利"), decision("exclude", YI, "专利"))
    assert fates(audit(*tables, both))[1] == (0, {"excluded_by_decision": 2})


def test_in_and_out_of_the_same_list_is_a_conflict_and_of_different_lists_is_none():
    against = decisions(decision("exclude", JIA, "四上、专利"), decision("include", JIA, "专利"))
    after = audit(*lists(), against)
    assert states(after) == ["conflict", "conflict"]
    assert every(after) == EVERYWHERE
    apart = decisions(decision("exclude", JIA, "四上"), decision("include", JIA, "专利"))
    assert states(audit(*lists(), apart)) == ["applied", "applied"]
