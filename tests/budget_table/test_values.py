"""What a value promises: every way of writing a number that such tables have, and what is none."""

from __future__ import annotations

import pytest

from gzaudit.budget_table.values import targets


def told(value: str, name: str = "") -> list[tuple[str, str, str, str]]:
    return [
        (
            each.label,
            each.sign,
            str(each.number) + (f"~{each.upper}" if each.upper is not None else ""),
            each.unit,
        )
        for each in targets(value, name)
    ]


@pytest.mark.parametrize(
    ("value", "sign", "number", "unit"),
    [
        ("1个", "=", "1", "个"), ("≥27项", "≥", "27", "项"), ("＞35项", ">", "35", "项"), ("100%", "=", "100", "%"),
        ("≥90％", "≥", "90", "％"), ("不少于 5个", "≥", "5", "个"), ("不低于95%", "≥", "95", "%"),
        ("不小于95%", "≥", "95", "%"), ("不大于0%", "≤", "0", "%"), ("不高于5%", "≤", "5", "%"),
        ("不超过1人", "≤", "1", "人"), ("约5000项次", "≈", "5000", "项次"), ("200亿元", "=", "200", "亿元"),
        ("≥400亿", "≥", "400", "亿"), ("1,300", "=", "1300", ""), ("8.5万元", "=", "17/2", "万元"),
        ("13-15人", "=", "13~15", "人"), ("10所以上", "≥", "10", "所"), ("30家左右", "≈", "30", "家"),
        ("0", "=", "0", ""), ("可达15MB/S", "≥", "15", "MB/S"), ("不超过7万/年/人", "≤", "7", "万/年/人"),
        ("达到95%", "≥", "95", "%"), ("超过40亿元", ">", "40", "亿元"), ("5天以内", "≤", "5", "天"),
    ],
)  # fmt: skip
def test_one_number(value, sign, number, unit):
    assert told(value) == [("", sign, number, unit)]


@pytest.mark.parametrize(
    "value",
    ["进一步提高", "验收合格", "二级", "支持样例植物园2025年度科研攻关工作", "支持第8.6代样例项目", "",
     "支持甲实验室及4家在穗乙实验室开展成果转化工作", "编制《2024年样例报告》", "与“3所大学”签约"],
)  # fmt: skip
def test_no_number(value):
    assert told(value) == []


def test_a_word_before_the_number_stays_its_label():
    assert told("走访不少于20家企业") == [("走访", "≥", "20", "家")]
    assert told("完成《2024年样例报告》1册") == [("完成《2024年样例报告》", "=", "1", "册")]
    assert told("投诉率不超过总工单的3%") == [("投诉率总工单的", "≤", "3", "%")]


def test_numbers_that_only_describe_are_none():
    assert told("支持98个专家团队入乡服务次数≥300次") == [("支持98个专家团队入乡服务次数", "≥", "300", "次")]


def test_several_in_a_numbered_list():
    value = "1.建设平台1个； 2.首批立项≥3项。3.支持细分方向≥5个"
    assert told(value) == [
        ("建设平台", "=", "1", "个"),
        ("首批立项", "≥", "3", "项"),
        ("支持细分方向", "≥", "5", "个"),
    ]


def test_the_number_of_an_item_is_no_fraction_and_a_fraction_is_no_item():
    assert told("1.≥24次；2.16次") == [("", "≥", "24", "次"), ("", "=", "16", "次")]
    assert told("1.5万元") == [("", "=", "3/2", "万元")]
    assert told("投入2.16万元") == [("投入", "=", "54/25", "万元")]


def test_several_without_numbers_of_their_own():
    value = "人工智能方向≥9项; 健康医疗方向6项 现代农业方向3项，培养博士后10人、博士生25人"
    assert [each[1:] for each in told(value)] == [
        ("≥", "9", "项"), ("=", "6", "项"), ("=", "3", "项"), ("=", "10", "人"), ("=", "25", "人"),
    ]  # fmt: skip
    assert told("一期37328平方米和二期34500平方米；合计71828平方米") == [
        ("一期", "=", "37328", "平方米"), ("和二期", "=", "34500", "平方米"), ("合计", "=", "71828", "平方米"),
    ]  # fmt: skip


def test_a_number_that_opens_its_clause():
    assert told("组织不少于3次交流，4场投融资路演") == [("组织", "≥", "3", "次"), ("", "=", "4", "场")]


def test_a_list_printed_twice():
    assert len(told("1.甲≥5次。 2.乙≥3场。1.甲≥5次。 2.乙≥3场")) == 4


@pytest.mark.parametrize(
    ("name", "unit"),
    [("累计投资（亿元）", "亿元"), ("满意度（%）", "%"), ("场次（场次）", "场次"), ("岗位（含外包）", "")],
)
def test_the_unit_that_a_name_ends_with(name, unit):
    assert told("530", name) == [("", "=", "530", unit)]
    assert told("530个", name) == [("", "=", "530", "个")]
