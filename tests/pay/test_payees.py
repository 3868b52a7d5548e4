"""Payment sheets: figures, live sums and capitals agree; what is not known is 待定 and has no capitals."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from tables.book_reading import read_book

from gzaudit.pay.capitals import yuan_capitals
from gzaudit.render.model import Book, Formula
from gzaudit.render.tables.payees import Part, PayeeLine, payee_table, payees_table
from gzaudit.render.xlsx import write_book

CODE = "52440100MJK000001X"
TIANHE = PayeeLine("天河区", "天河样例中心", CODE, 1_058_700)
LIWAN = PayeeLine("荔湾区", "荔湾样例中心", CODE[:-1] + "1", 619_350, "已按预算核减")
UNKNOWN = PayeeLine("越秀区", "", "", None, "没有牵头机构")
PARTS = [Part("基础补助", 350_000, "验收通过"), Part("高企认定数", 596_000), Part("规上高企数", 112_700)]


def column(table, heading):
    """What is seen of a column."""
    return [each.value if isinstance(each, Formula) else each for each in cells(table, heading)]


def cells(table, heading):
    return table.data[[each.heading for each in table.columns].index(heading)]


def test_the_citys_sheet():
    table = payees_table("付款汇总表", [LIWAN, TIANHE], ["测算（未核定）。"])
    assert [each.heading for each in table.columns] == [
        "区", "牵头机构", "统一社会信用代码", "应付（元）", "大写", "说明"
    ]  # fmt: skip
    assert column(table, "区") == ["荔湾区", "天河区", "全市"]
    assert column(table, "牵头机构") == ["荔湾样例中心", "天河样例中心", ""]
    assert column(table, "应付（元）") == [619_350, 1_058_700, 1_678_050]
    assert cells(table, "应付（元）")[-1].text == '=IF(COUNT(D5:D6)=2,SUM(D5:D6),"待定")'
    assert cells(table, "大写")[0].text == (
        '=IF(D5=619350,"人民币陆拾壹万玖仟叁佰伍拾元整","金额已改，大写须重写")'
    )
    assert column(table, "大写") == [
        "人民币陆拾壹万玖仟叁佰伍拾元整",
        "人民币壹佰零伍万捌仟柒佰元整",
        "人民币壹佰陆拾柒万捌仟零伍拾元整",
    ]
    assert column(table, "说明") == ["已按预算核减", "", ""]
    assert (table.title, table.notes, table.total_rows) == (
        "付款汇总表",
        ("单位：元。", "测算（未核定）。"),
        1,
    )


def test_what_is_not_known_is_open_and_has_no_capitals():
    table = payees_table("付款汇总表", [TIANHE, UNKNOWN])
    assert column(table, "牵头机构") == ["天河样例中心", "待定", ""]
    assert column(table, "统一社会信用代码") == [CODE, "待定", ""]
    assert column(table, "应付（元）") == [1_058_700, "待定", "待定"]
    assert column(table, "大写") == ["人民币壹佰零伍万捌仟柒佰元整", "", ""]


def test_nothing_to_pay_is_said_in_words():
    table = payees_table("付款汇总表", [TIANHE._replace(payable=0)])
    assert column(table, "大写") == ["人民币零元整", "人民币零元整"]


def test_one_institutions_sheet():
    table = payee_table("天河区付款单", TIANHE._replace(note="绩效考核通过"), PARTS)
    assert column(table, "事项") == [
        "基础补助", "高企认定数", "规上高企数", "合计", "应付", "应付（大写）"
    ]  # fmt: skip
    assert column(table, "金额（元）") == [350_000, 596_000, 112_700, 1_058_700, 1_058_700, None]
    assert cells(table, "金额（元）")[3].text == '=IF(COUNT(B5:B7)=3,SUM(B5:B7),"待定")'
    assert column(table, "说明") == [
        "验收通过", "", "", "", "绩效考核通过", "人民币壹佰零伍万捌仟柒佰元整"
    ]  # fmt: skip
    assert cells(table, "说明")[5].text.startswith("=IF(B9=1058700,")
    assert table.signed == ("编制", "复核", "批准")
    assert table.notes == ("单位：元。", f"收款机构：天河样例中心（统一社会信用代码：{CODE}）。")
    assert table.total_rows == 3


def test_one_institutions_sheet_with_an_unknown_part():
    parts = [*PARTS[:1], Part("高企认定数", None, "缺少目标")]
    table = payee_table("越秀区付款单", UNKNOWN, parts, ["测算（未核定）。"])
    assert column(table, "金额（元）")[:4] == [350_000, "待定", "待定", "待定"]
    assert column(table, "说明")[4] == "待定"
    assert table.notes[1:] == ("收款机构：待定（统一社会信用代码：待定）。", "测算（未核定）。")


def test_a_sheet_without_parts_has_no_empty_sum():
    table = payee_table("天河区付款单", TIANHE, [])
    assert column(table, "金额（元）")[:2] == [0, 1_058_700]


sums = st.none() | st.integers(0, 10**9)


@given(st.lists(sums, min_size=1, max_size=11), st.lists(st.text(max_size=3), max_size=2))
def test_figures_and_capitals_say_the_same(payable, notes):
    lines = [PayeeLine(f"{at}区", "甲", CODE, amount) for at, amount in enumerate(payable)]
    table = payees_table("付款汇总表", lines, notes)
    figures = column(table, "应付（元）")
    total = None if None in payable else sum(payable)
    assert figures == ["待定" if amount is None else amount for amount in [*payable, total]]
    assert column(table, "大写") == ["" if each == "待定" else yuan_capitals(each) for each in figures]
    (live,) = [each for each in cells(table, "应付（元）") if isinstance(each, Formula)]
    first, last = map(int, re.search(r"SUM\(D(\d+):D(\d+)\)", live.text).groups())
    assert (first, last) == (len(table.notes) + 3, len(table.notes) + 2 + len(payable))


@pytest.mark.parametrize("notes", [(), ("测算（未核定）。", "应付额按预算比例核减。")])
def test_the_sums_are_right_in_the_written_workbook(tmp_path, notes):
    tables = (
        payees_table("付款汇总表", [LIWAN, TIANHE], notes),
        payee_table("天河区付款单", TIANHE, PARTS, notes),
    )
    path = tmp_path / "付款.xlsx"
    write_book(path, Book("付款", "2025 年", tables))
    city, own = read_book(path)["付款汇总"], read_book(path)["付款单"]
    assert city.column("应付（元）") == [619_350, 1_058_700, 1_678_050]
    assert own.column("金额（元）")[3:5] == [1_058_700, 1_058_700]
    assert (city.formulas, own.formulas) == (4, 2)
    sheet = load_workbook(path)["付款单"]
    signers = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None][-9:]
    assert all(any(role in str(text) for text in signers) for role in ("编制", "复核", "批准"))
