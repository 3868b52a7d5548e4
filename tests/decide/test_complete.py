"""What a decision must say of itself, what becomes of lines that do not, and that every line is accounted for."""

import dataclasses

import pytest
from builders import Table, audit, code, counts, fates, found, lists, said
from decide.decided import decision, decisions, states
from hypothesis import given, settings
from hypothesis import strategies as st

from gzaudit.pipeline import Job, audit_year
from gzaudit.policy.standard import counted_without_policy
from gzaudit.settings import Settings

JIA = "广州甲科技有限公司"


def firm():
    return Table("hnte", [{"name": JIA, "code": code(1), "district": "天河区"}])


def year(*rows, second_person=True):
    read = lists(firm(), decisions(*rows))
    settings_ = Settings(second_person=second_person)
    return audit_year(Job(None, 2025, settings_, None, counted_without_policy()), read)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"basis": ""}, "没有写依据"),
        ({"basis": " / "}, "没有写依据"),
        ({"decided_by": "", "checked_by": "无"}, "没有写决定人、复核人"),
        ({"checked_by": ""}, "没有写复核人"),
        ({"checked_by": "张三"}, "决定人和复核人是同一人"),
        ({"checked_by": " 张 三 "}, "决定人和复核人是同一人"),
        ({"checked_by": "李四、张三"}, "决定人和复核人是同一人"),
        ({"matter": "问题"}, "事项不是五种之一"),
        ({"matter": ""}, "事项不是五种之一"),
        ({"name": ""}, "没有写企业名称或代码"),
        ({"basis": "", "decided": "某区"}, "没有写依据；决定不是广州的一个区，也不是“广州以外”"),
    ],
)
def test_an_incomplete_decision_is_an_error_and_changes_nothing(cells, told):
    after = year(decision("district", JIA, "黄埔区") | cells)
    assert counts(after) == {"440106": 1}
    assert states(after) == ["invalid"]
    assert [line[:4] for line in said(after, "decision_invalid")] == [("error", 1, 2, told)]
    assert fates(after)[1] == (0, {"decision_invalid": 1})


def test_the_second_person_can_be_dropped():
    rows = [decision("district", JIA, "黄埔区", checked_by=name) for name in ("", "张三")]
    assert [states(year(row)) for row in rows] == [["invalid"]] * 2
    assert [states(year(row, second_person=False)) for row in rows] == [["applied"]] * 2
    assert states(year(decision("district", JIA, "黄埔区", basis=""), second_person=False)) == ["invalid"]


@pytest.mark.parametrize("blank", ["", " ", "/", "—"])
def test_a_line_that_nobody_has_filled_in_is_no_decision_yet(blank):
    after = year(decision("district", JIA, blank, basis="", decided_by="", checked_by=""))
    assert states(after) == []
    assert not [name for name in found(after) if name.startswith("decision")]
    assert fates(after)[1] == (0, {"undecided": 1})


def test_a_decision_is_frozen_and_keeps_what_was_written():
    (read,) = year(decision("所在区", JIA, "萝岗区")).decisions
    assert (read.matter, read.name, read.choice, read.basis) == (
        "district",
        JIA,
        "黄埔区",
        "现场核查记录第 3 号",
    )
    assert (read.decided_by, read.checked_by, read.date, read.src, read.row) == (
        "张三",
        "李四",
        "2026-01-05",
        1,
        2,
    )
    with pytest.raises(dataclasses.FrozenInstanceError):
        read.state = "invalid"


LINES = st.builds(
    decision,
    st.sampled_from(["match", "district", "exclude", "include", "amount", "问"]),
    st.sampled_from([JIA, "广州乙科技有限公司", "天河区", ""]),
    st.sampled_from(["", "天河区", "黄埔区", "四上", "高企", "5", "6", code(1), code(2), "另一家", "全部"]),
    st.sampled_from(["", code(1), code(2)]),
    checked_by=st.sampled_from(["李四", "张三", ""]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=8))
def test_whatever_is_decided_every_line_is_accounted_for(rows):
    tables = [firm(), Table("above_scale", [{"name": "广州乙科技有限公司", "code": code(2)}])]
    after = audit(*tables, *([decisions(*rows)] if rows else []))
    whole = sum(counted + sum(excluded.values()) for counted, excluded in fates(after)[2:])
    assert whole == len(rows)
    if rows:
        counted, excluded = fates(after)[2]
        assert states(after).count("applied") == counted + excluded.get("duplicate", 0)
        for state in ("invalid", "conflict", "unused"):
            assert states(after).count(state) == excluded.get(f"decision_{state}", 0)
    # Whatever order decisions are written in, what counts is the same.
    assert counts(audit(*tables, decisions(*rows[::-1]))) == counts(after) if rows else True
