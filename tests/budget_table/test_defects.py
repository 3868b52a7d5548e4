"""Each rule finds what it is for, where it is, and leaves alone what is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from published import indicator, small, table

from gzaudit.budget_table.defects import one_value, whole
from gzaudit.budget_table.defects.find import find_defects
from gzaudit.budget_table.defects.model import catalogue
from gzaudit.budget_table.defects.prices import prices


def rules(text: str) -> list[tuple[str, int, int]]:
    return [(each.rule, each.line, each.indicator) for each in find_defects(table(text))]


def of_one(name: str, value: str, period: str | None = None, goal: str = "目标。", **more: str) -> list[str]:
    text = small(("一区一机构项目", "5.00", goal + indicator(name, value, period, **more)))
    return [rule for rule, *_ in rules(text)]


def test_the_sample():
    found = [(each.rule, each.line, each.indicator) for each in find_defects(table())]
    assert found == [
        ("subject_without_line", 0, 0),
        ("mixed_unit", 1, 2),
        ("period_annual_differ", 1, 2),
        ("label_damaged", 1, 3),
        ("goal_disagrees", 1, 5),
        ("unit_does_not_fit", 2, 1),
        ("repeated_target", 2, 2),
        ("overlapping_projects", 3, 0),
        ("vague", 3, 2),
        ("code_for_name", 4, 0),
        ("rate_as_quantity", 4, 2),
        ("class_differs", 4, 3),
        ("no_value", 4, 4),
        ("stray_characters", 6, 1),
        ("approximate", 6, 2),
        ("period_below_annual", 6, 3),
    ]


def test_each_place_names_the_line_of_the_file():
    found = next(each for each in find_defects(table()) if each.rule == "mixed_unit")
    assert found.found == "年度指标值：“30次个”"
    assert found.whose == "样例企业培育计划-第2.5代样例装备项目（甲区）：2、建立样例工作站"
    assert str(found.place) == "第 24 行"


@pytest.mark.parametrize(
    ("rule", "name", "value"),
    [
        ("mixed_unit", "建站数量", "≥50次个"),
        ("unit_does_not_fit", "平均无故障时间", "不小于95%"),
        ("unit_does_not_fit", "到岗率（人）", "5人"),
        ("repeated_target", "修复", "1.修复率达到95%；2.修复率达到95%"),
        ("value_repeated", "效果", "组织交流会≥5次。组织交流会≥5次。"),
        ("no_value", "安全事故发生次数", "安全事故发生次数"),
        ("no_value", "园区运行", "园区是否运行正确"),
        ("no_value", "提高办公效率", "提高办公效率"),
        ("no_value", "用水保障率", "供水保障程度"),
        ("vague", "产业质量", "进一步提高"),
        ("approximate", "专家数量", "约5000名"),
        ("stray_characters", "报告", "出具报告≥1份。v"),
        ("stray_characters", "报告", "出具报告≥1份；"),
        ("stray_characters", "完成科技人才研究报告篇数", "完成不少于3篇统科技人才研究报告"),
        ("rate_as_quantity", "归档率", "≥95%"),
    ],
)
def test_found(rule, name, value):
    assert rule in of_one(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("建站数量", "≥50个"),
        ("展会数量", "≥5个城市"),
        ("响应时间", "不大于5秒"),
        ("设备", "验收合格"),
        ("科普", "参加人数≥10000人次"),
        ("活动", "1.交流会≥5次；2.报告会≥5次"),
        ("报告", "完成不少于3篇研究报告"),
        ("保护级别", "二级"),
        ("正常运行", "系统正常运行"),
    ],
)
def test_left_alone(name, value):
    assert of_one(name, value) == []


def test_a_goal_and_its_indicator():
    assert of_one("用户满意度", "不低于90%", goal="会务满意率100%。", level="3-满意度指标；31-满意度") == [
        "goal_disagrees"
    ]
    assert of_one("用户满意度", "不低于90%", goal="会务满意率90%。", level="3-满意度指标；31-满意度") == []


@pytest.mark.parametrize(
    ("period", "annual", "rule"),
    [
        ("走访≥20家", "走访≥21家", ["period_below_annual"]),
        ("走访≥20家", "走访≥20家", []),
        ("走访≥21家", "走访≥20家", []),
        ("走访20家", "走访≥20家", ["period_annual_differ"]),
        ("走访≥20家", "走访≥20次", ["period_annual_differ"]),
        ("走访不超过20家", "走访不超过30家", []),
    ],
)
def test_period_and_year(period, annual, rule):
    assert of_one("走访", annual, period) == rule


def test_names_of_classes():
    two = (
        ("一区一机构甲", "5.00", indicator("岗位（个）", "5", level="2-效益指标；21-经济效益")),
        ("乙", "5.00", indicator("岗位", "6个", level="2-效益指标；22-社会效益")),
        ("丙", "5.00", indicator("利润", "6万元", level="2-效益指标；21-经济收益")),
    )
    assert rules(small(*two)) == [("class_differs", 2, 1), ("level_name_differs", 3, 1)]


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ("运维（2024—2025年）", "运维（2025—2026年）", True),
        ("运维（2024—2025年）", "运维（2026—2027年）", False),
        ("2025年运维", "2026年运维", False),
        ("运维（2024—2025年）", "改造（2025—2026年）", False),
    ],
)
def test_years_of_projects(first, second, overlap):
    text = small((first, "5.00", "一。"), (second, "5.00", "二。"))
    assert ("overlapping_projects" in {rule for rule, *_ in rules(text)}) is overlap


@pytest.mark.parametrize(("dear", "differs"), [("14.99", False), ("15.00", True), ("15.01", True)])
def test_prices_of_projects_of_one_name_differ_from_half_as_much_again(dear, differs):
    quantity = indicator("聘用人数", "2人")
    found = rules(small(("一区一机构辅助", "10.00", quantity), ("一区一机构辅助", dear, quantity)))
    assert ("unit_price_differs" in {rule for rule, *_ in found}) is differs


def test_prices():
    found = prices(table())
    assert [(each.line.number, each.shown) for each in found] == [
        (4, "25,000.00 元/台（40 台）"),
        (5, "500.00 元/平方米（6010 平方米）"),
        (6, "120.00 元/名（5000 名）"),
    ]
    assert prices(table(small(("甲", "5.00", indicator("人数", "2人")), unit="元")))[0].each == 2.5


def test_a_matter_without_a_line():
    assert rules(small(("甲", "5.00", "目标。")))[0][0] == "subject_without_line"
    assert rules(small(("一区一机构补助", "5.00", "目标。"))) == []


def test_the_catalogue_has_every_rule_and_no_other():
    code = "".join(Path(each.__file__).read_text(encoding="utf-8") for each in (one_value, whole))
    assert {rule for rule in catalogue() if f'"{rule}"' in code} == set(catalogue())
    assert {each.level for each in catalogue().values()} == {"问题", "提示"}
