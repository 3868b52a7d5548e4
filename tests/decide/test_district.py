"""Decisions on where an enterprise lies: before every list (C6)."""

import pytest
from builders import Table, audit, code, counts, fates, found
from decide.decided import decision, decisions, states, targets

JIA, YI = "广州甲科技有限公司", "广州乙科技有限公司"


def one_firm(said="", **more):
    return Table("hnte", [{"name": JIA, "code": code(1), "district": said} | more])


@pytest.mark.parametrize(
    ("choice", "place", "told"),
    [
        ("黄埔区", "440112", "黄埔区"),
        ("黄埔", "440112", "黄埔区"),
        ("萝岗区", "440112", "黄埔区"),
        ("440106", "440106", "天河区"),
    ],
)
def test_an_open_district_is_settled(choice, place, told):
    after = audit(one_firm(), decisions(decision("district", JIA, choice)))
    assert counts(after) == {place: 1}
    assert "district_unresolved" not in found(after)
    assert after.cohort["level"].tolist() == ["decision"]
    assert after.decisions[0].choice == told


def test_it_goes_before_the_lists_and_leaves_no_conflict():
    lists = (one_firm("天河区"), Table("registry", [{"name": JIA, "code": code(1), "district": "白云区"}]))
    before = audit(*lists)
    assert counts(before) == {"440106": 1}
    assert found(before)["district_conflict"] == 1
    after = audit(*lists, decisions(decision("所在区", JIA, "海珠区", code=code(1))))
    assert counts(after) == {"440105": 1}
    assert "district_conflict" not in found(after)


@pytest.mark.parametrize("choice", ["广州以外", "市外", "佛山市南海区"])
def test_elsewhere_does_not_count(choice):
    after = audit(one_firm("天河区"), decisions(decision("district", JIA, choice)))
    assert counts(after) == {}
    assert fates(after)[0] == (0, {"outside_city": 1})


@pytest.mark.parametrize("choice", ["某区", "开发区", "天河区、白云区", "五山"])
def test_what_names_no_district_surely_is_refused(choice):
    after = audit(one_firm("天河区"), decisions(decision("district", JIA, choice)))
    assert states(after) == ["invalid"]
    assert counts(after) == {"440106": 1}


def test_a_firm_of_the_statistics_list_of_services_keeps_what_that_list_says():
    services = [{"name": JIA, "code": code(1), "district": "天河区"}, {"name": YI, "code": code(2)}]
    said = decisions(decision("district", JIA, "海珠区"), decision("district", YI, "海珠区"))
    after = audit(Table("above_scale_tech_services", services), said)
    assert counts(after, "above_scale_tech_services") == {"440106": 1, "440105": 1}
    assert states(after) == ["unused", "applied"]
    assert "district_unresolved" not in found(after)


def test_a_name_of_two_firms_needs_the_code():
    rows = [{"name": JIA, "code": code(at), "district": "天河区"} for at in (1, 2)]
    after = audit(Table("hnte", rows), decisions(decision("district", JIA, "海珠区")))
    assert states(after) == ["invalid"]
    by_code = audit(Table("hnte", rows), decisions(decision("district", JIA, "海珠区", code=code(2))))
    assert counts(by_code) == {"440106": 1, "440105": 1}


def test_a_name_and_a_code_of_different_firms_are_refused():
    rows = [
        {"name": JIA, "code": code(1), "district": "天河区"},
        {"name": YI, "code": code(2), "district": "天河区"},
    ]
    after = audit(Table("hnte", rows), decisions(decision("district", JIA, "海珠区", code=code(2))))
    assert states(after) == ["invalid"]
    assert counts(after) == {"440106": 2}


def test_a_former_name_or_a_code_alone_will_do():
    rows = [{"name": JIA, "code": code(1), "former": YI, "district": "天河区"}]
    assert counts(audit(Table("hnte", rows), decisions(decision("district", YI, "海珠区")))) == {"440105": 1}
    by_code = audit(Table("hnte", rows), decisions(decision("district", "", "海珠区", code=code(1))))
    assert counts(by_code) == {"440105": 1}


def test_a_firm_that_no_list_has_is_told():
    after = audit(one_firm("天河区"), decisions(decision("district", "广州丁有限公司", "海珠区")), targets())
    assert states(after) == ["unused"]
    assert found(after)["decision_unused"] == 1
    assert after.findings.frame.set_index("code").loc["decision_unused", "severity"] == "warning"
    assert fates(after)[1] == (0, {"decision_unused": 1})
