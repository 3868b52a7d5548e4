"""Each line of an application list is accounted for, whatever the list looks like."""

from __future__ import annotations

import random

import openpyxl
import pytest
import xlwt
from application_lists import HEADINGS, applied, as_csv, codes, fates, of_rows, paid
from oracle.codes import new_code

from gzaudit.applications.cells import year
from gzaudit.applications.repeats import account
from gzaudit.errors import InputError, SettingsError

ONE, TWO = (new_code(random.Random(f"apply/{at}"), "440106") for at in range(2))


def book(path, sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def test_titles_blank_lines_repeated_headings_totals_and_notes(tmp_path):
    rows = [
        ["三年行动计划补助申报名单"], ["填报单位：某处", "", "单位：万元"], [],
        ["序号", "单位名称", "统一社会信用代码", "事项", "年度", "金额"],
        [1, "甲科技有限公司", ONE, "引进科技成果补助", 2015, 9999.9999], [],
        [2, "乙科技有限公司", "", "K2 引进科技成果转化补助", "2016年", "10,000.01"],
        ["序号", "单位名称", "统一社会信用代码", "事项", "年度", "金额"],
        [3, "丙服务有限公司", TWO, "科技服务示范企业", 2017, "50.0001万元"],
        ["", "合计", "", "", "", 20050], ["注：以上数据由各单位填报"],
    ]  # fmt: skip
    found = applied(book(tmp_path / "名单.xlsx", {"申报": rows}))
    assert paid(found) == {
        ("K2", 2015, "甲科技有限公司"): 4_999_999,
        ("K2", 2016, "乙科技有限公司"): 5_000_000,
        ("K4", 2017, "丙服务有限公司"): 500_000,
    }
    assert fates(found) == {5: "counted", 7: "counted", 9: "counted"}
    assert account(found.given, found.sorted.fates) == [{"heading": 1, "total": 1, "note": 1, "counted": 3}]
    assert found.given.sources[0].rows == 6
    assert codes(found) == {}


def test_merged_headings_in_an_old_workbook(tmp_path):
    made = xlwt.Workbook()
    sheet = made.add_sheet("表")
    sheet.write_merge(0, 1, 0, 0, "申报单位")
    sheet.write_merge(0, 1, 1, 1, "申报事项")
    sheet.write_merge(0, 0, 2, 3, "申报情况")
    sheet.write(1, 2, "年度")
    sheet.write(1, 3, "申请金额（元）")
    for at, value in enumerate(("甲公司", "示范企业", 2015, 500001)):
        sheet.write(2, at, value)
    made.save(tmp_path / "名单.xls")
    assert paid(applied(tmp_path / "名单.xls")) == {("K4", 2015, "甲公司"): 500_000}


def test_why_a_line_does_not_count(tmp_path):
    found = of_rows(
        tmp_path,
        (1, "甲中心", "", "K1", 2015, "", "", ""),
        (2, "甲中心", "", "成果转化转移机构", 2015, 100, "", ""),
        (3, "乙公司", "", "装修补助", 2015, 1, "", ""),
        (4, "丙公司", "", "K1", 2018, "", "", ""),
        (5, "丁公司", "", "K1", "去年", "", "", ""),
        (6, "戊公司", "", "K2", 2015, "100", "", "甲"),
        (7, "戊公司", "", "K2", 2015, "100", "", "甲"),
        (8, "戊公司", "", "K2", 2015, "100", "", "乙"),
        (9, "己公司", "", "K2", 2016, "面议", "", ""),
        (10, "庚中心", "", "K3", 2016, "", "市级", ""),
        ("", "", "无", "K1", 2015, 3, "", "谁的"),
    )
    assert list(fates(found).values()) == [
        "counted", "duplicate", "item_unknown", "out_of_period", "year_unreadable", "counted", "same_line",
        "counted", "counted", "counted", "no_identity",
    ]  # fmt: skip
    assert paid(found) == {
        ("K1", 2015, "甲中心"): 1_000_000,
        ("K2", 2015, "戊公司"): 100_000,
        ("K2", 2016, "己公司"): None,
        ("K3", 2016, "庚中心"): None,
    }
    assert codes(found) == {
        "application_amount_missing": 1, "application_item_unknown": 1, "application_level_missing": 1,
        "application_out_of_period": 1, "application_same_line": 1, "application_year_unreadable": 1,
        "duplicate": 1, "no_identity": 1,
    }  # fmt: skip
    assert found.result.paid is None
    own = account(found.given, found.sorted.fates)[0]
    assert sum(own.values()) == found.given.sources[0].rows == 11


@pytest.mark.parametrize(
    ("heading", "cell", "yuan"),
    [
        ("金额（万元）", "10000", 100_000_000), ("金额（元）", "10000", 10_000), ("金额（万）", "1", 10_000),
        ("申请补助金额(单位：千元)", "1,234.5", 1_234_500), ("金额（亿元）", "0.00000001", 1), ("金额", "3 万元", 30_000),
        ("金额（万元）", "12元", 12), ("金额（万元）", "１２.５", 125_000), ("金额（元）", "￥1,000.00", 1000),
        ("金额（元）", "-5", None), ("金额（元）", "1e5", None), ("金额（元）", "1,00", None), ("金额（元）", "约100", None),
    ],
)  # fmt: skip
def test_sums_are_exact_in_the_unit_that_is_written(tmp_path, heading, cell, yuan):
    headings = ("单位名称", "事项", "年度", heading)
    found = of_rows(tmp_path, ("甲", "K4", 2015, cell), headings=headings)
    assert found.sorted.fates[0].amount == yuan
    unstated = heading == "金额" and not cell.endswith("元")
    assert ("application_unit_unstated" in codes(found)) == unstated


def test_a_sum_without_any_unit_is_taken_as_yuan_and_told_once(tmp_path):
    rows = [("甲", "K4", 2015, 5), ("乙", "K4", 2015, 6)]
    found = of_rows(tmp_path, *rows, headings=("单位名称", "事项", "年度", "金额"))
    assert paid(found) == {("K4", 2015, "甲"): 5, ("K4", 2015, "乙"): 6}
    assert codes(found) == {"application_unit_unstated": 1}


def test_a_number_keeps_the_digits_that_a_spreadsheet_keeps(tmp_path):
    rows = [
        ("单位名称", "事项", "年度", "技术交易额（万元）"),
        ("甲", "K2", 2015, 1.1 * 3),
        ("乙", "K2", 2015, 10000.002),
    ]
    found = applied(book(tmp_path / "名单.xlsx", {"表": rows}))
    assert [each.amount for each in found.sorted.fates] == [33_000, 100_000_020]


def test_where_there_is_a_column_for_the_transaction_no_other_sum_is_shared(tmp_path):
    headings = ("单位名称", "事项", "年度", "技术交易额（万元）", "申请金额（万元）")
    found = of_rows(
        tmp_path,
        ("甲", "K2", 2015, 1000, 50), ("乙", "K2", 2015, "", 50), ("丙", "K4", 2015, 1000, 50), ("丁", "K4", 2015, 1000, ""),
        headings=headings,
    )  # fmt: skip
    assert paid(found) == {
        ("K2", 2015, "甲"): 500_000, ("K2", 2015, "乙"): None, ("K4", 2015, "丙"): 500_000, ("K4", 2015, "丁"): None,
    }  # fmt: skip


def test_one_unit_is_one_whether_its_code_is_written_or_not(tmp_path):
    found = of_rows(
        tmp_path,
        (1, "甲（广州）公司", ONE, "K2", 2015, 6000, "", ""),
        (2, "甲(广州)公司。", "", "K2", 2015, 5000, "", ""),
        (3, "乙公司", TWO, "K2", 2015, 100, "", ""),
        (4, "乙公司（新名）", TWO, "K2", 2015, 200, "", ""),
    )
    assert paid(found) == {("K2", 2015, "甲（广州）公司"): 5_000_000, ("K2", 2015, "乙公司"): 150_000}
    assert codes(found) == {"resolved_by_name": 1, "code_with_two_names": 1}
    assert set(found.sorted.codes.values()) == {ONE, TWO}


def test_one_name_under_two_codes_is_never_guessed(tmp_path):
    found = of_rows(
        tmp_path,
        (1, "甲公司", ONE, "K1", 2015, "", "", ""),
        (2, "甲公司", TWO, "K1", 2015, "", "", ""),
        (3, "甲公司", "", "K1", 2015, "", "", ""),
    )
    assert found.result.sums[0].payees == 3
    assert codes(found) == {"name_with_two_codes": 1, "name_ambiguous": 1}


@pytest.mark.parametrize(
    "code", ["91440101MA5D693Q7", "9.14401e+17", "440106199001011234", "91440106S00000000X"]
)
def test_what_is_no_code_is_told_and_decides_nothing(tmp_path, code):
    found = of_rows(tmp_path, (1, "甲公司", code, "K1", 2015, "", "", ""))
    assert paid(found) == {("K1", 2015, "甲公司"): 1_000_000}
    assert sum(codes(found).values()) == 1
    assert "199001011" not in str(found.findings.frame.to_dict("records"))


def test_the_eleventh_is_not_left_out_by_its_place_in_the_list(tmp_path):
    rows = [(at, f"机构{at:02}", "", "K1", 2015, "", "", "") for at in range(1, 12)]
    found = of_rows(tmp_path, *rows)
    assert set(paid(found).values()) == {None}
    assert codes(found) == {"application_places_open": 1}
    (told,) = found.findings.frame.to_dict("records")
    assert told["found"].startswith("2015 年名额 10 家，11 家不能确定：机构01、机构02")
    assert of_rows(tmp_path, *rows[:10]).result.paid == 10_000_000


@pytest.mark.parametrize("backwards", [False, True])
def test_people_choose_by_a_column_or_by_an_order(tmp_path, backwards):
    headings = ("单位名称", "事项", "年度", "是否入选", "排名")
    rows = [(f"机构{at:02}", "K1", 2015, "", f"第{at}名") for at in range(1, 12)]
    found = of_rows(tmp_path, *(rows[::-1] if backwards else rows), headings=headings)
    assert [name for (_, _, name), yuan in paid(found).items() if yuan == 0] == ["机构11"]
    assert found.result.paid == 10_000_000
    chosen = [(name, item, year, "否" if name == "机构03" else "是", "") for name, item, year, _, _ in rows]
    found = of_rows(tmp_path, *(chosen[::-1] if backwards else chosen), headings=headings)
    assert (len(paid(found)), found.result.paid) == (10, 10_000_000)
    assert [each.name for each in found.sorted.fates if each.reason == "not_selected"] == ["机构03"]
    unclear = [(*rows[0][:3], "也许", "中等"), *rows[1:]]
    assert codes(of_rows(tmp_path, *unclear, headings=headings))["application_selection_unreadable"] == 2


def test_of_lines_that_repeat_each_other_the_chosen_one_stands(tmp_path):
    headings = ("单位名称", "事项", "年度", "是否入选")
    rows = [("机构11", "K1", 2015, ""), *((f"机构{at:02}", "K1", 2015, "是") for at in range(2, 12))]
    found = of_rows(tmp_path, *rows, headings=headings)
    assert found.result.paid == 10_000_000
    assert fates(found)[2] == "duplicate"


def test_body_and_annex_pay_differently_where_firms_share_an_institution(tmp_path):
    headings = ("企业名称", "事项", "年度", "技术交易额（万元）", "所属机构")
    rows = [
        ("甲公司", "K2", 2015, 6000, "丙大学"),
        ("乙公司", "K2", 2015, 6000, "丙大学"),
        ("丁公司", "K2", 2015, 100, ""),
    ]
    body = of_rows(tmp_path, *rows, headings=headings)
    assert paid(body) == {
        ("K2", 2015, "甲公司"): 3_000_000,
        ("K2", 2015, "乙公司"): 3_000_000,
        ("K2", 2015, "丁公司"): 50_000,
    }
    annex = of_rows(tmp_path, *rows, headings=headings, K2="b")
    assert paid(annex) == {("K2", 2015, "丙大学"): 5_000_000, ("K2", 2015, "丁公司"): 50_000}
    (other,) = [each for each in body.others if each.reading == "K2"]
    assert (body.result.paid, other.result.paid) == (6_050_000, annex.result.paid) == (6_050_000, 5_050_000)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2015", 2015), ("2015.0", 2015), ("2015年", 2015), ("2015年度", 2015), ("２０１５", 2015), ("2015-06-01", 2015),
        ("2015年6月", 2015), ("2015/6", 2015), ("20151", None), ("2015—2017", None), ("15", None), ("", None), ("1815", None),
    ],
)  # fmt: skip
def test_years_as_people_write_them(text, found):
    assert year(text) == found


@pytest.mark.parametrize(
    "text", ["K2", "k2", "引进科技成果转化补助", "引进成果", "引进成果补助资金", " 引进 科技成果 ", "K2：引进成果", "K2 引进科技成果转化", "引进科技成果补助项目"]
)  # fmt: skip
def test_items_by_key_name_or_alias(tmp_path, text):
    assert of_rows(tmp_path, (1, "甲", "", text, 2015, 1, "", "")).sorted.fates[0].grant == "K2"


@pytest.mark.parametrize("text", ["K22", "K2 示范企业", "K", "补助", "技术", "K1、K2", ""])
def test_items_are_not_guessed(tmp_path, text):
    assert of_rows(tmp_path, (1, "甲", "", text, 2015, 1, "", "")).sorted.fates[0].reason == "item_unknown"


def test_several_sheets_are_one_list_and_others_are_told(tmp_path):
    head = ["单位名称", "事项", "年度"]
    path = book(
        tmp_path / "名单.xlsx",
        {"一": [head, ["甲", "K1", 2015]], "二": [head, ["乙", "K1", 2015], ["甲", "K1", 2015]], "说明": [["怎样填"], ["随便"]], "藏": [head, ["丙", "K1", 2015]]},
    )  # fmt: skip
    made = openpyxl.load_workbook(path)
    made["藏"].sheet_state = "hidden"
    made.save(path)
    found = applied(path)
    assert found.result.paid == 2_000_000
    assert codes(found) == {"duplicate": 1, "sheet_hidden": 1, "sheet_unrecognised": 1}
    assert [source.kind for source in found.given.sources] == ["applications", "applications", None, None]


def test_cells_that_only_look_blank_are_told(tmp_path):
    made = openpyxl.Workbook()
    made.active.append(["单位名称", "事项", "年度", "金额（元）"])
    made.active.append(["甲", "K4", 2015, "=1/0"])
    made.save(tmp_path / "名单.xlsx")
    found = applied(tmp_path / "名单.xlsx")
    assert paid(found) == {("K4", 2015, "甲"): None}
    assert codes(found) == {"application_amount_missing": 1, "formula_uncalculated": 1}


def test_files_that_are_no_list(tmp_path):
    for name, data, error, words in (
        ("没有.csv", None, SettingsError, "没有这个申报名单"),
        ("名单.pdf", b"%PDF", InputError, "申报名单不能用"),
        ("名单.xlsx", b"nothing", InputError, "名单.xlsx"),
        ("空.csv", "单位名称,事项,年度\n".encode(), InputError, "文件里没有申报名单"),
        ("缺列.csv", "单位名称,年度\n甲,2015\n".encode(), InputError, "缺少列：事项"),
        ("名单", b"x", InputError, "申报名单不能用"),
    ):
        path = tmp_path / name
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(error) as caught:
            applied(path)
        assert words in str(caught.value), str(caught.value)
        assert str(tmp_path) not in str(caught.value) or error is SettingsError


def test_encodings_and_the_place_of_the_file_change_nothing(tmp_path):
    rows = [HEADINGS, (1, "甲公司", ONE, "K2", 2015, "10000.01", "", "合同一")]
    (tmp_path / "另").mkdir()
    one = applied(as_csv(tmp_path / "名单.csv", rows))
    other = applied(as_csv(tmp_path / "另" / "名单.csv", rows, "gb18030"))
    assert paid(one) == paid(other) == {("K2", 2015, "甲公司"): 5_000_000}
    assert one.given.name == other.given.name == "名单.csv"
