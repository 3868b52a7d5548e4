"""Each kind of evidence by a hand-made case: what is suggested, in which order, with which words."""

from __future__ import annotations

from builders import Table, audit, code, wrong
from review.asking import advised, asked, only

from gzaudit.review.by_near_name import alike

FIRM = "广州甲乙丙丁科技有限公司"


def hnte(name=FIRM, **cells):
    return Table("hnte", [{"name": name, "district": "天河区"} | cells])


def registry(*rows):
    return Table("registry", [{"name": name, "code": code_, "district": "天河区"} for name, code_ in rows])


def test_the_very_name_under_several_codes():
    year = audit(hnte(), registry((FIRM, code(2)), (FIRM, code(1))))
    ambiguous = next(at for at, each in enumerate(asked(year)) if each.code == "")
    answers = advised(year)[ambiguous]
    first, second = sorted((code(1), code(2)))
    assert [each.choice for each in answers] == [first, second]
    rows = {code(2): 2, code(1): 3}
    assert answers[0].told == (f"名称相同：01.xlsx › Sheet1 第 {rows[first]} 行",)


def test_one_character_of_the_code_put_right():
    right = code(1)
    spoilt = right[:9] + ("1" if right[9] != "1" else "2") + right[10:]
    question, answers = only(audit(hnte(code=spoilt), registry(("广州另一个名字的公司", right))))
    assert (question.matter, question.code) == ("match", spoilt)
    assert answers[0].choice == right
    assert answers[0].told[0] == (
        f"“{spoilt}”改一个字符，两位校验都相符；01.xlsx › Sheet1 第 2 行有这个代码，名称是“广州另一个名字的公司”"
    )


def test_a_letter_that_no_code_has():
    right = code(1)
    question, answers = only(audit(hnte(code=f"{right[:7]}O{right[8:]}")))
    assert (question.matter, question.code, question.name) == ("match", "", FIRM)
    assert right in [each.choice for each in answers]
    assert all("本次各名单中没有这个代码" in each.told[0] for each in answers)


def test_names_that_are_almost_alike_with_their_score():
    near, far = "广州甲乙丙戊科技有限公司", "深圳完全不同贸易商行"
    question, answers = only(audit(hnte(), registry((near, code(5)), (far, code(6)))))
    assert question.code == ""
    # 11 of 12 characters stand in both, in order: 22 of 24, 91.67 %, cut off.
    assert alike(FIRM, near) == 91
    assert answers == ((code(5), (f"名称相近 91%：“{near}”（01.xlsx › Sheet1 第 2 行）",), 0),)


def test_near_names_of_one_score_come_by_code():
    rows = [
        ("广州甲乙丙己科技有限公司", code(9)),
        ("广州甲乙丙戊科技有限公司", code(8)),
        ("广州甲乙丙庚科技有限公司", code(7)),
    ]
    _, answers = only(audit(hnte(), registry(*rows)))
    assert [each.choice for each in answers] == sorted([code(9), code(8), code(7)])


def test_a_former_name_leads_to_the_present_ones_code():
    renamed = Table("renames", [{"old_name": "广州旧名有限公司", "new_name": "广州新名有限公司"}])
    twice = registry(("广州新名有限公司", code(1)), ("广州新名有限公司", code(2)))
    year = audit(hnte("广州旧名有限公司"), renamed, twice)
    at = next(at for at, each in enumerate(asked(year)) if each.name == "广州旧名有限公司")
    first, second = sorted((code(1), code(2)))
    assert [each.choice for each in advised(year)[at]][:2] == [first, second]
    assert advised(year)[at][0].told == ("曾用名是这个名称：01.xlsx › Sheet1 第 2 行",)


def test_the_former_name_that_a_list_gives_leads_to_its_code():
    other = Table(
        "registry",
        [{"name": "广州今名有限公司", "code": wrong(3), "former": FIRM}, {"name": FIRM, "code": code(4)}],
    )
    year = audit(hnte(code="无"), other)
    at = next(at for at, each in enumerate(asked(year)) if each.name == FIRM and not each.code)
    answers = advised(year)[at]
    assert [each.choice for each in answers] == [code(4), wrong(3)]
    assert answers[1].told == ("曾用名是这个名称：01.xlsx › Sheet1 第 2 行",)


def test_an_address_in_another_list_suggests_a_district():
    elsewhere = Table("hnte_stock", [{"name": FIRM, "code": code(1), "address": "广州市天河区体育西路 1 号"}])
    question, answers = only(audit(hnte(code=code(1), district=""), elsewhere))
    assert question.matter == "district"
    assert [each.choice for each in answers] == ["天河区"]
    assert answers[0].told == (
        "有效期内高企名单的地址写“广州市天河区体育西路 1 号”：01.xlsx › Sheet1 第 2 行",
    )


def test_a_codes_digits_are_the_weakest_evidence():
    question, answers = only(audit(hnte(code=code(1, "440105"), district="五山")))
    assert question.matter == "district"
    assert [each.choice for each in answers] == ["天河区", "海珠区"]
    assert answers[0].told[0].startswith("像是：高新技术企业认定备案公示名单的所在区写“五山”")
    assert answers[1].told == ("代码第 3—8 位是 440105，只说明最初在哪里登记",)


def test_sources_that_disagree_are_told_side_by_side():
    other = Table("registry", [{"name": FIRM, "code": code(1), "district": "黄埔区"}])
    question, answers = only(audit(hnte(code=code(1)), other))
    assert question.matter == "district"
    # 高企 lists come before 企业底册, whatever the districts are called.
    assert [each.choice for each in answers] == ["天河区", "黄埔区"]
    swapped = Table("registry", [{"name": FIRM, "code": code(1), "district": "天河区"}])
    _, answers = only(audit(hnte(code=code(1), district="黄埔区"), swapped))
    assert [each.choice for each in answers] == ["黄埔区", "天河区"]


def test_a_name_under_anothers_code_may_still_be_that_firm():
    same = Table(
        "above_scale", [{"name": "广州甲乙丙丁科技股份有限公司", "code": code(1), "district": "天河区"}]
    )
    question, answers = only(audit(hnte(code=code(1)), same))
    assert (question.matter, question.code) == ("match", code(1))
    assert answers[0].choice == code(1)
    assert answers[0].told[0].startswith("仍是这个代码：")
    assert answers[0].told[0].endswith("相近 92%")


def test_nothing_that_is_suggested_counts():
    right = code(1)
    spoilt = right[:9] + ("1" if right[9] != "1" else "2") + right[10:]
    year = audit(
        hnte(code=spoilt),
        Table("above_scale", [{"name": "广州别名公司", "code": right, "district": "天河区"}]),
    )
    assert year.cohort["above_scale"].tolist() == [False]
    assert year.decisions == ()
