"""Whom a run knows, and what is each district's own: worked out by hand on small lists."""

from __future__ import annotations

from builders import Table, audit, code, wrong

from gzaudit.packet.known import bare_code, known_of
from gzaudit.packet.own import own_of

HERE, THERE = "天河区", "越秀区"
HERE_CODE, THERE_CODE = "440106", "440104"


def firm(name, number=None, place=HERE, **more):
    return {"name": name, "code": "" if number is None else code(number), "district": place, **more}


def test_firms_of_any_list_are_known_and_those_of_statistics_lists_are_secret():
    made = audit(
        Table(
            "hnte",
            [firm("广州甲（天河）公司。", 1), firm("广州乙公司", 2, THERE)],
            path="data/2025/高企.xlsx",
        ),
        Table(
            "registry", [{"name": "广州甲（天河）公司", "code": code(1), "former": "旧甲公司、更旧的甲公司"}]
        ),
        Table(
            "above_scale",
            [firm("广州丙公司", 3), firm("广州乙公司", 2), firm("四上乙", 2)],
            path="data/2025/四上.xlsx",
        ),
        Table("patent_grants", [{"owner": "广州大学；个人某某某某", "code": f"{code(4)}；"}]),
        policy=True,
    )
    known = known_of(made)
    assert {
        "广州甲(天河)公司",
        "广州乙公司",
        "广州丙公司",
        "四上乙",
        "旧甲公司",
        "更旧的甲公司",
    } <= known.names
    assert known.codes >= {code(1), code(2), code(3), code(4)}
    assert {"广州丙公司", "四上乙", code(3), "四上.xlsx", "data/2025/四上.xlsx"} <= known.secret
    assert not known.secret & {"广州甲(天河)公司", "广州乙公司", code(1), code(2), "高企.xlsx"}


def test_what_is_no_firm_is_not_looked_for():
    """Notes and titles that stood among the names, words of the notice, numbers, places: no packet is held up."""
    title = "2025年第一批高新技术企业认定备案公示名单"
    junk = [
        "单位：家",
        "合计",
        title,
        "2025年12月31日",
        "123456",
        "高新技术企业",
        "天河区",
        "统一社会信用代码",
        "第一批",
    ]
    made = audit(Table("hnte", [*junk, firm("华为", 1, THERE), firm("甲乙丙", 2)], title=title), policy=True)
    assert known_of(made).names == {"华为", "甲乙丙"}


def test_own_are_all_spellings_in_public_lists_and_none_of_another():
    made = audit(
        Table("hnte", [firm("广州甲公司", 1), firm("广州乙公司", 2, THERE), firm("广州无码公司", None)]),
        Table("registry", [
            {"name": "广州甲有限公司", "code": code(1), "former": "广州老甲公司"},
            {"name": "广州无码公司", "code": code(5), "former": ""},
            {"name": "广州新甲公司", "code": "", "former": "广州甲公司"},
            {"name": "广州乙公司", "code": wrong(2), "former": "广州甲公司"},
        ]),
        Table("above_scale", [firm("广州甲（四上写法）公司", 1)]),
        policy=True,
    )  # fmt: skip
    own = own_of(made)
    here, there = own[HERE_CODE], own[THERE_CODE]
    assert here.names == {
        "广州甲公司", "广州甲有限公司", "广州老甲公司", "广州无码公司", "广州新甲公司",
    }  # fmt: skip
    assert here.codes == {code(1), code(5), wrong(2)}
    assert sorted(here.listed) == [("广州无码公司", code(5)), ("广州甲公司", code(1))]
    assert there.listed == [("广州乙公司", code(2))]
    # 广州甲公司 is what a firm of 天河区 is called: it is no former name that 越秀区 may read.
    assert there.names == {"广州乙公司"}
    assert there.codes == {code(2), wrong(2)}


def test_a_name_that_two_districts_share_is_both_their_own():
    made = audit(Table("hnte", [firm("广州同名公司", 1), firm("广州同名公司", 2, THERE)]), policy=True)
    own = own_of(made)
    assert own[HERE_CODE].names == own[THERE_CODE].names == {"广州同名公司"}
    assert own[HERE_CODE].codes == {code(1)}
    assert own[THERE_CODE].codes == {code(2)}


def test_a_year_without_firms():
    own = own_of(audit(Table("hnte", []), policy=True))
    assert not [each for each in own.values() if each.names or each.codes or each.listed]


def test_bare_codes():
    assert bare_code(f" {code(1).lower()} ") == code(1)
    assert bare_code("'9144-0101ＭＡ000001") == "91440101MA000001"
    assert [bare_code(each) for each in ("", "无", "12345678", "详见附件说明一二三四", "9.1E+17")] == [""] * 5
