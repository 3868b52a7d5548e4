"""What is asked, once each, in which order, with how much money; what is decided is not asked again."""

from __future__ import annotations

from builders import Table, audit, code, wrong
from decide.decided import decision, decisions, states, targets
from review.asking import asked

FIRM = "广州甲乙丙丁科技有限公司"
OTHER = "广州戊己庚辛科技有限公司"


def hnte(*rows):
    return Table("hnte", [{"district": "天河区"} | row for row in rows])


def what(year, **more):
    return [(each.matter, each.name, each.code) for each in asked(year, **more)]


def test_one_question_for_all_findings_that_one_decision_settles():
    lists = (
        hnte({"name": FIRM, "code": "无"}),
        Table("above_scale", [{"name": FIRM, "code": "/", "district": "天河区"}]),
    )
    year = audit(*lists)
    codes = set(year.findings.frame["code"])
    assert {"unresolved", "matched_by_name_only"} <= codes
    (question,) = asked(year)
    assert (question.matter, question.name, question.code, question.severity) == ("match", FIRM, "", "error")
    assert question.asked == (
        "查不到这家企业的代码。它是哪一家？",
        "两份名单都没有代码，仅凭名称视为同一家。它的代码是哪个？",
    )
    assert question.places == ((0, 2), (1, 2))


def test_two_matters_of_one_firm_are_two_questions():
    year = audit(hnte({"name": FIRM, "code": wrong(1), "district": ""}))
    assert sorted(what(year)) == [("district", FIRM, wrong(1)), ("match", FIRM, wrong(1))]


def test_of_two_codes_under_one_name_the_wrong_one_is_asked_about():
    year = audit(
        hnte({"name": FIRM, "code": wrong(1)}),
        Table("registry", [{"name": FIRM, "code": code(2), "district": "天河区"}]),
    )
    (question,) = asked(year)
    assert (question.matter, question.code, question.severity) == ("match", wrong(1), "error")
    assert len(question.asked) == 2


def test_most_money_first():
    # One district reaches 100 % of its target (600 元 a firm), the other nothing.
    rich = [{"name": f"广州多家{at}号有限公司", "code": code(at), "district": "天河区"} for at in range(3)]
    lost = [
        {"name": OTHER, "code": code(11), "district": "黄埔区", "certificate": "GR202444000001"},
        {"name": FIRM, "code": code(10), "district": "天河区", "certificate": "GR202444000002"},
    ]
    year = audit(hnte(*rich, *lost), targets(), policy=True)
    found = asked(year)
    assert [(each.matter, each.name) for each in found if each.matter == "exclude"] == [
        ("exclude", FIRM),
        ("exclude", OTHER),
    ]
    stakes = [each.stake for each in found]
    assert stakes == sorted(stakes, reverse=True)
    assert stakes[0] == 600
    assert stakes[-1] == 0


def test_what_a_rule_has_settled_comes_apart():
    year = audit(
        hnte({"name": FIRM, "code": code(1), "recognised_year": "2024"}, {"name": OTHER, "code": code(2)}),
        Table("hnte_revoked", [{"name": OTHER, "code": code(2)}]),
    )
    assert what(year) == []
    assert what(year, ruled=True) == [("include", FIRM, code(1)), ("include", OTHER, code(2))]


def test_what_is_only_told_is_not_asked():
    year = audit(hnte({"name": FIRM, "code": code(1)}), Table("patent_grants", ["某大学", "张三"]))
    assert what(year) == []
    assert what(year, ruled=True) == []


def test_a_decision_in_force_ends_the_question():
    lists = (hnte({"name": FIRM, "code": code(1), "district": ""}),)
    assert what(audit(*lists)) == [("district", FIRM, code(1))]
    settled = audit(*lists, decisions(decision("district", FIRM, "海珠区", code(1))))
    assert states(settled) == ["applied"]
    assert what(settled) == []


def test_a_decision_that_changes_nothing_ends_it_as_well():
    lists = (
        hnte({"name": FIRM, "code": code(1)}),
        Table("registry", [{"name": FIRM, "code": code(1), "district": "黄埔区"}]),
    )
    assert what(audit(*lists)) == [("district", FIRM, code(1))]
    settled = audit(*lists, decisions(decision("district", FIRM, "天河区", code(1))))
    assert states(settled) == ["applied"]
    assert what(settled) == []


def test_one_that_is_not_complete_does_not():
    lists = (hnte({"name": FIRM, "code": code(1), "district": ""}),)
    year = audit(*lists, decisions(decision("district", FIRM, "海珠区", code(1), checked_by="")))
    assert states(year) == ["invalid"]
    assert what(year) == [("district", FIRM, code(1))]
