"""Replies: what is objected to becomes a question, nothing of it a decision; what does not fit is said."""

from __future__ import annotations

import json

import pytest
from builders import code, said
from openpyxl import load_workbook
from replies.returned import (
    FIRM,
    HAIZHU,
    OLD,
    OTHER,
    THIRD,
    TIANHE,
    audited,
    change,
    fill,
    item,
    returned,
    workspace,
)

from gzaudit.render.result_json import result_bytes
from gzaudit.render.tables import receipt
from gzaudit.replies import reply as reply_module
from gzaudit.replies.reply import OBJECTIONS, RECEIPT
from gzaudit.review.listed import listed
from gzaudit.review.questions import open_questions
from gzaudit.review.suggest import suggest


@pytest.fixture
def folder(tmp_path):
    return workspace(tmp_path)


def codes(year, *wanted):
    found = year.findings.counts()["by_code"]
    return {each: found.get(each, 0) for each in wanted}


def figures(year):
    return json.loads(result_bytes(year, ()))["districts"]


def own(year):
    """The sheets of workbooks of ours, with what became of their lines."""
    return {
        each.source.sheet: (each.source.rows, each.excluded)
        for each in year.accounts
        if "回执" in each.source.path and each.source.rows
    }


def advice(year):
    rows = listed(year)
    questions = [each for each in open_questions(year, rows) if each.wanted[1]]
    return [
        (each.matter, each.name, each.code, answers[0].choice)
        for each, answers in zip(questions, suggest(questions, rows), strict=True)
    ]


def test_what_is_read_is_what_is_sent():
    assert (reply_module.RECEIPT, reply_module.OBJECTIONS) == (receipt.RECEIPT, receipt.OBJECTIONS)
    assert receipt.ANSWERS == (reply_module.CONFIRMED, reply_module.OBJECTED)


def test_an_empty_reply_is_left_out(folder):
    before = figures(audited(folder))
    returned(folder)
    year = audited(folder)
    assert codes(year, "own_workbook", "objection", "reply_confirmed", "reply_misfit") == {
        "own_workbook": 1, "objection": 0, "reply_confirmed": 0, "reply_misfit": 0,
    }  # fmt: skip
    assert own(year) == {}
    assert figures(year) == before


def test_confirmed_figures_are_told(folder):
    path = returned(folder)
    fill(path, answers={item(path, "家"): ("确认",)})
    year = audited(folder)
    (told,) = said(year, "reply_confirmed")
    assert told[0] == "info"
    assert told[3].startswith("确认 1 项，")
    assert codes(year, "own_workbook", "objection") == {"own_workbook": 0, "objection": 0}
    assert year.replies.empty


def test_an_objection_is_a_question_and_changes_nothing(folder):
    before = figures(audited(folder))
    path = returned(folder)
    fill(path, firms=((OLD, code(4), "应列未列", "2025 年重新认定", "证书复印件"),))
    year = audited(folder)
    sheet = next(src for src, each in enumerate(year.accounts) if each.source.sheet == OBJECTIONS)
    assert said(year, "objection") == [("warning", sheet, 6, "应列未列；2025 年重新认定", "依据：证书复印件")]
    (line,) = year.findings.frame[year.findings.frame["code"] == "objection"].to_dict("records")
    assert (line["subject"], line["district"]) == (f"{OLD} {code(4)}", TIANHE)
    assert year.replies.to_dict("records") == [
        {
            "src": sheet, "row": 6, "district": TIANHE, "item": "", "unit": "", "name": OLD, "code": code(4),
            "kind": "应列未列", "said": "2025 年重新认定", "basis": "证书复印件",
        }
    ]  # fmt: skip
    assert figures(year) == before
    assert year.decisions == ()
    assert own(year) == {OBJECTIONS: (1, {"reply": 1})}


@pytest.mark.parametrize(
    ("firm", "asked"),
    [
        ((OLD, code(4), "应列未列", "", ""), ("include", OLD, code(4), "高企")),
        ((FIRM, code(1), "不应列", "已注销", ""), ("exclude", FIRM, code(1), "高企")),
        ((FIRM, code(1), "所在区不对", "在黄埔区", ""), ("district", FIRM, code(1), "黄埔区")),
        ((FIRM, code(1), "所在区不对", "已迁走", ""), ("district", FIRM, code(1), "")),
        ((THIRD, "", "所在区不对", "在我区", ""), ("district", THIRD, code(3), "天河区")),
        ((FIRM, code(9), "代码或名称不对", "代码写错", ""), ("match", FIRM, code(1), code(9))),
        (("广州没有的公司", code(8), "应列未列", "", ""), ("include", "广州没有的公司", code(8), "高企")),
        ((OTHER, code(2), "专利情况不对", "有专利", ""), ("", OTHER, code(2), "")),
    ],
)
def test_what_the_district_wants_is_a_suggestion(folder, firm, asked):
    fill(returned(folder), firms=(firm,))
    assert advice(audited(folder)) == [asked]


def test_an_objection_is_worth_what_a_firm_is_paid(folder):
    # 天河 has reached its target of 2: 600 元 a firm; 海珠 has 1 of 2, below 70 %: nothing.
    fill(
        returned(folder, "甲.xlsx"),
        firms=((OLD, code(4), "应列未列", "", ""), (OTHER, "", "其他", "电话变了", "")),
    )
    fill(returned(folder, "乙.xlsx", HAIZHU), firms=((THIRD, code(3), "不应列", "", ""),))
    year = audited(folder)
    mine = [each for each in open_questions(year, listed(year)) if each.wanted[1]]
    assert [(each.matter, each.name, each.stake) for each in mine] == [
        ("include", OLD, 600),
        ("exclude", THIRD, 0),
        ("", OTHER, 0),
    ]


def test_an_objection_to_a_figure(folder):
    path = returned(folder)
    count, money = item(path, "家"), item(path, "元")
    items = {
        count: ("有异议", "应为 3 家", "名单", "广州庚辛有限公司"),
        money: ("有异议", "少算了", "会议纪要"),
    }
    fill(path, answers=items)
    year = audited(folder)
    lines = year.replies[["item", "unit", "said", "basis"]].to_numpy().tolist()
    assert lines == [
        [count, "家", "应为 3 家；广州庚辛有限公司", "名单"],
        [money, "元", "少算了", "会议纪要"],
    ]
    assert [each[0] for each in advice(year)] == ["amount", ""]


def test_an_answer_that_is_none_of_the_two_is_a_question(folder):
    path = returned(folder)
    fill(path, answers={item(path, "家"): ("基本同意",)})
    year = audited(folder)
    assert year.replies["said"].tolist() == ["基本同意"]


@pytest.mark.parametrize(
    ("sheet", "old", "new", "found"),
    [
        (RECEIPT, "2025 年　", "2024 年　", "两张表的填报单位或年度不一样"),
        (RECEIPT, "440106", "440105", "两张表的填报单位或年度不一样"),
        (RECEIPT, "填报单位", "单位", "表上没有填报单位和年度"),
        (OBJECTIONS, "填报单位", "单位", "两张表的填报单位或年度不一样"),
        (OBJECTIONS, "异议类型", "类型", "没有异议企业的表头"),
    ],
)
def test_a_reply_that_was_changed_is_not_used(folder, sheet, old, new, found):
    path = fill(returned(folder), firms=((FIRM, code(1), "不应列", "", ""),))
    change(path, sheet, old, new)
    year = audited(folder)
    assert [each[3] for each in said(year, "reply_misfit")] == [found]
    assert year.replies.empty
    assert advice(year) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ((("2025 年　", "2024 年　"),), "是 2024 年度的"),
        ((("440106", "440105"),), "填报单位是天河区，代码却是 440105"),
        ((("天河区（440106）", "深圳区（440306）"),), "填报单位是深圳区，代码却是 440306"),
        ((("填报单位", "单位"),), "表上没有填报单位和年度"),
    ],
)
def test_a_reply_of_another_year_or_district_is_told(folder, changes, found):
    path = fill(returned(folder), firms=((FIRM, code(1), "不应列", "", ""),))
    for sheet in (RECEIPT, OBJECTIONS):
        for old, new in changes:
            change(path, sheet, old, new)
    year = audited(folder)
    assert [each[3] for each in said(year, "reply_misfit")] == [found]
    assert year.replies.empty
    assert own(year) == {OBJECTIONS: (1, {"reply": 1})}


def test_a_file_that_is_named_after_another_district(folder):
    fill(returned(folder, "黄埔区回执.xlsx"), firms=((FIRM, code(1), "不应列", "", ""),))
    assert [each[3] for each in said(audited(folder), "reply_misfit")] == ["文件名写的是黄埔区，表上是天河区"]


def test_the_two_sheets_alone_are_read_as_well(folder):
    path = fill(returned(folder), firms=((FIRM, code(1), "不应列", "", ""),))
    book = load_workbook(path)
    for name in book.sheetnames:
        if name not in (RECEIPT, OBJECTIONS):
            del book[name]
    book.save(path)
    assert advice(audited(folder)) == [("exclude", FIRM, code(1), "高企")]


def test_figures_that_have_changed_since_are_told(folder):
    path = returned(folder)
    book = load_workbook(path)
    sheet = book[RECEIPT]
    name = item(path, "家")
    row = next(row for row in range(1, 30) if sheet.cell(row, 1).value == name)
    sheet.cell(row, 3).value = 7
    sheet.cell(row, 4).value = "确认"
    book.save(path)
    year = audited(folder)
    assert [each[3] for each in said(year, "reply_figure_changed")] == [f"{name}：回执上是 7，本次是 2"]


def test_two_districts_may_object_to_one_firm(folder):
    fill(returned(folder, "甲.xlsx"), firms=((THIRD, code(3), "所在区不对", "在我区", ""),))
    fill(returned(folder, "乙.xlsx", HAIZHU), firms=((THIRD, code(3), "所在区不对", "不在我区", ""),))
    year = audited(folder)
    assert codes(year, "objection") == {"objection": 2}
    (question,) = (each for each in open_questions(year, listed(year)) if each.wanted[1])
    assert (question.matter, question.name, question.wanted[0]) == ("district", THIRD, "天河区")
    assert len(question.asked) == 2


def test_an_identity_number_is_masked(folder):
    fill(returned(folder), firms=(("张三", "440106199001011233", "应列未列", "", ""),))
    year = audited(folder)
    assert year.replies["code"].tolist() == ["44***************3"]
    assert "19900101" not in year.findings.frame.to_csv()
