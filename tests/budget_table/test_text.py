"""The published form: rows, goals and indicators, whatever its breaks."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import SAMPLE, indicator, rewrapped, small, table, without_places

from gzaudit.budget_table.text import read_text
from gzaudit.errors import InputError


def test_head_units_and_lines():
    found = table()
    assert (found.title, found.department, found.money_unit) == (
        "项目支出绩效目标表（含转移支付项目）",
        "样例市科学技术局",
        "万元",
    )
    assert found.total is not None
    assert (found.total.total, found.total.parts) == (186050, (186050,))
    assert [(unit.name, unit.sums.total, len(unit.lines)) for unit in found.units] == [
        ("样例市科学技术局", 150000, 4),
        ("样例市科技服务中心", 36050, 2),
    ]
    assert [(line.number, line.name, line.sums.total, len(line.indicators)) for line in found.lines] == [
        (1, "样例企业培育计划-第2.5代样例装备项目（甲区）", 120000, 5),
        (2, "信息系统运维（2025—2026年）", 12000, 2),
        (3, "信息系统运维（2026—2027年）", 8000, 2),
        (4, "900107", 10000, 4),
        (5, "物业管理费", 30050, 2),
        (6, "研究与交流经费", 6000, 3),
    ]


def test_goals_stand_before_the_first_indicator():
    goals = [line.goal for line in table().lines]
    assert goals[0] == "培育一批样例企业，全年企业满意率达到100%。"
    assert goals[2] == "1.保障系统稳定运行。"
    assert goals[3] == "通过采购一批设备，保障办公需要。"


def test_an_indicator_whose_name_and_value_hold_the_marks_that_part_them():
    line = table().lines[0].indicators[1]
    assert (line.code, line.name) == ("1/11", "建立样例工作站")
    assert line.period == "建立样例工作站90个。年度指标值补充说明见附注"
    assert line.annual == "建立样例工作站≥30次个"
    assert table().lines[2].indicators[0].name == "巡检次数；考察调研次数"


def test_a_lost_character_of_a_label_is_read_and_told():
    found = table().lines[0].indicators[2]
    assert (found.name, found.period, found.annual) == ("验收合格率", "100%", "100%")
    assert found.remarks == ("“实施周期指标值”写成了“实施周期指值”",)


def test_places_are_lines_of_the_file():
    found = table()
    lines = SAMPLE.splitlines()
    assert found.total_place is not None
    assert lines[found.total_place.row - 1].startswith("合计")
    assert lines[found.lines[0].place.row - 1].strip() == "样例企业培育计划-第2.5"
    for line in found.lines:
        for each in line.indicators:
            assert f"{each.number}、" in lines[each.place.row - 1]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_line_ending_and_a_byte_order_mark(ending):
    assert without_places(table("\ufeff" + SAMPLE.replace("\n", ending))) == without_places(table())


def test_headings_and_page_numbers_of_later_pages_are_no_text():
    heading = "项目名称（资金使用单位） 总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标"
    text = SAMPLE.replace(
        "值:100%；年度指标值:100%。4、", f"值:100%；年度\n- 2 -\n{heading}\n指标值:100%。4、", 1
    )
    assert text != SAMPLE
    assert without_places(table(text)) == without_places(table())


def test_a_line_without_indentation_is_known_by_its_indicators():
    flat = "\n".join(line.strip() for line in SAMPLE.splitlines())
    assert without_places(table(flat)) == without_places(table())


def test_two_sources_of_money():
    text = small(("项目", "5.00", indicator())).replace("    项目 5.00 5.00", "    项目 5.00 3.00 2.00")
    assert table(text).lines[0].sums.parts == (300, 200)


@pytest.mark.parametrize("text", ["", "没有表", "合计", "项目名称 总计 绩效指标"])
def test_no_table(text):
    with pytest.raises(InputError, match="没有认出绩效目标表"):
        read_text(text, "表.txt")


def test_a_line_before_any_unit():
    text = "项目名称 总计 财政拨款 绩效目标 绩效指标\n合计 1.00 1.00\n    项目 1.00 1.00\n" + indicator()
    with pytest.raises(InputError, match="项目前面没有单位") as refused:
        read_text(text, "表.txt")
    assert refused.value.where == "表.txt 第 3 行"


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 2**32), st.floats(0, 1), st.floats(0, 0.4))
def test_breaks_mean_nothing(seed, kept, more):
    assert without_places(table(rewrapped(SAMPLE, random.Random(seed), kept, more))) == without_places(
        table()
    )
