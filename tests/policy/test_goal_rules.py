"""Targets as data: both plans as they are, what the loader refuses, their cases, their words, their text."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path

import pytest

from gzaudit.errors import PolicyError
from gzaudit.policy import find
from gzaudit.policy.cases.goals import boundary_goals, run_goal_case
from gzaudit.policy.cases.run import run_boundaries, run_cases
from gzaudit.policy.find import CASES, FILES, PolicyFiles, open_named, parse
from gzaudit.policy.lint.check import lint_policy
from gzaudit.policy.load import check_policy
from gzaudit.policy.load_named import build_named, load_named
from gzaudit.policy.show.told_whole import parts_of
from gzaudit.policy.under import check_under_all

NAMES = ("2022-2026-goals", "2025-performance")
PLAN = load_named(NAMES[0])
TABLE = load_named(NAMES[1])


def texts(name=NAMES[0]):
    folder = Path(find.__file__).parents[1] / "policies" / name
    return {file: (folder / file).read_text(encoding="utf-8") for file in (*FILES, CASES)}


def refusal(old, new, file="policy.toml"):
    changed = {name: text for name, text in texts().items() if name in FILES}
    assert changed[file].count(old) >= 1, old
    changed[file] = changed[file].replace(old, new, 1)
    tables = {name: parse(text, f"{NAMES[0]}/{name}") for name, text in changed.items()}
    folder = Path(find.__file__).parents[1] / "policies" / NAMES[0]
    with pytest.raises(PolicyError) as caught:
        check_under_all(PolicyFiles(NAMES[0], "gzaudit", folder, changed, tables), build_named)
    assert caught.value.exit_code == 4
    return caught.value.where.partition("：")[2], caught.value.found


def test_each_number_of_the_plan():
    """二: one target for each number that the text names."""
    assert [(each.group, each.at, each.unit, each.word, each.due, each.year) for each in PLAN.goals] == [
        ("G1", 100, "人", "以上", "standing", None),
        ("G1", 30, "个", "以上", "standing", None),
        ("G2", 100, "场", "不少于", "each_year", 2022),
        ("G2", 10_000, "人次", "不少于", "each_year", 2022),
        ("G3", 5_000, "家", "左右", "in_year", 2022),
        ("G4", 15, "家", "左右", "in_year", 2022),
        ("G4", 180, "家", "左右", "by_end", 2026),
        ("G5", 8_000, "件", "左右", "in_year", 2022),
        ("G5", 35_000, "件", "左右", "by_end", 2026),
        ("G6", 600, "亿元", "左右", "in_year", 2022),
        ("G6", 800, "亿元", "左右", "in_year", 2026),
        ("G7", 15_000, "家", "左右", "by_end", 2026),
    ]
    assert {each.clause for each in PLAN.goals} == {"二"}
    assert [bool(each.unknown) for each in PLAN.goals] == [each.figure is None for each in PLAN.goals]


def test_the_indicators_that_lists_can_tell_with_their_place():
    assert [(each.clause, each.at, each.word, each.unit) for each in TABLE.goals] == [
        ("项目7（3）", 5_000, "≥", "家"),
        ("项目7（3）", 3_500, "≥", "家"),
        ("项目15（1）", 3_000, "≥", "家"),
        ("项目15（2）", 17_000, "不少于", "家"),
        ("项目16（1）", 6, "≥", "场"),
        ("项目35（1）", 2, None, "次"),
        ("项目36（2）", 20, "不少于", "家"),
    ]
    # Every line of the table has its clause.
    assert {f"项目{n}" for n in range(1, 40)} <= set(TABLE.clauses)


@pytest.mark.parametrize("name", NAMES)
def test_the_worked_cases_come_out(name):
    results = (*run_cases(open_named(name)), *run_boundaries(load_named(name)))
    assert [each.differences for each in results if not each.ok] == []
    assert len(results) > len(tomllib.loads(texts(name)[CASES])["cases"])


@pytest.mark.parametrize("policy", [PLAN, TABLE], ids=NAMES)
def test_every_target_with_a_figure_is_tried_around_its_number(policy):
    tried = {case.goal.id for case in boundary_goals(policy)}
    assert tried == {each.id for each in policy.goals if each.figure}


def test_a_case_that_does_not_come_out_says_what_is_wrong():
    case = next(boundary_goals(TABLE))
    assert run_goal_case(case, TABLE).ok
    result = run_goal_case(dataclasses.replace(case, expected={**case.expected, "gap": 99}), TABLE)
    assert result.differences == ("还差：应为 99，实际 1",)


@pytest.mark.parametrize(
    ("old", "new", "key", "found"),
    [
        ('word = "以上"', 'word = "不超过"', "goals[1].word", "“不超过”是上限用词，这里要下限用词"),
        ('word = "以上"', 'word = "上下"', "goals[1].word", "“上下”不是认识的界限词"),
        ('word = "以上"', 'word = "含"', "goals[1].word", "“含”没有列入 words"),
        ('due = "standing"', 'due = "standing"\nyear = 2022', "goals[1].year", "不认识的键“year”"),
        ('due = "each_year"\nyear = 2022', 'due = "each_year"', "goals[3].year", "没有写"),
        ('due = "standing"', 'due = "some_day"', "goals[1].due", "“some_day”"),
        ("year = 2026\n", "year = 26\n", "goals[7].year", "26"),
        ('unit = "人"', 'unit = "名"', "goals[1].unit", "“名”"),
        ("at = 100\n", "at = 0\n", "goals[1].at", "0"),
        ("at = 100\n", 'at = "100"\n', "goals[1].at", "“100”"),
        ('name = "高企服务站点"', 'name = "高企培育导师"', "goals[2].name", "“高企培育导师”写了两次"),
        ('unknown = "导师队伍没有名单"\n', "", "goals[1].figure", "没有写"),
        ('measure = "trainings"', 'measure = "hours"', "goals[3].figure.measure", "“hours”"),
        ('measure = "trainings"', 'measure = "trainings"\nof = "stock"', "goals[3].figure.of", "不认识的键“of”"),
        ('owners = "each" ', 'owners = "any" ', "goals[8].figure.owners", "“any”"),
        ('市里和协会办的不在内"', '市里和协会办的不在内。"', "goals[4].figure.partly", "“名单里只有机构上报的培训人次；市里和协会办的不在内。”"),
        ('id = "sites"', 'id = "mentors"', "goals[2].id", "“mentors”已用于 goals[1].id"),
        ('clause = "三（一）"', 'clause = "三（七）"', "goals[8].figure.clause", "“三（七）”不在条款文件里"),
        ('words = ["以上", ', 'words = ["以上", "超过", ', "words", "列了却没有规则用到：超过"),
    ],
)  # fmt: skip
def test_what_is_refused(old, new, key, found):
    assert refusal(old, new) == (key, found)


def test_about_is_no_boundary_word_of_a_tier():
    """左右 may stand with a target alone: a subsidy cannot hang on it."""
    notice = Path(find.__file__).parents[1] / "policies" / "2025" / "policy.toml"
    changed = notice.read_text(encoding="utf-8").replace('word = "含"', 'word = "左右"', 1)
    changed = changed.replace('words = ["含",', 'words = ["含", "左右",')
    files = find.open_policy(2025)
    others = {**files.texts, "policy.toml": changed}
    tables = {**files.tables, "policy.toml": parse(changed, "2025/policy.toml")}
    with pytest.raises(PolicyError) as caught:
        check_policy(PolicyFiles("2025", "gzaudit", files.folder, others, tables))
    assert caught.value.found == "“左右”不是认识的界限词"


def test_they_are_shown_part_by_part():
    parts = parts_of(PLAN)
    assert [each.kind for each in parts] == ["goal"] * 12
    assert parts[0].rules[0].fields == {
        "要达到": "没有写明年份，100 人以上",
        "对照": "不能对照：导师队伍没有名单",
    }
    assert parts[7].rules[1].fields == {
        "数": "当年授权的发明专利，同一专利号一件", "谁的": "证书有效的高企", "共有的": "权利人里有一家就算",
    }  # fmt: skip


TEXT = """方案
一、总体思路
六大行动。
二、主要目标
组建 100 人以上的导师队伍，建立 30 个以上站点，每年培训不少于 100 场，培训不少于 10000 人次。2022 年申报 5000 家左右，
新增上市 15 家左右。获授权发明专利 8000 件左右，加计扣除金额达到 600 亿元左右。到 2026 年，达到 1.5 万家左右，上市达到
180 家左右。拥有发明专利 35000 件左右，加计扣除达到 800 亿元左右。
三、工作措施
（一）科研。
做好。
（二）产品。
做好。
（三）人才。
做好。
（四）服务。
做好。
（五）金融。
做好。
（六）精选。
做好。
"""


def claimed(text):
    return {line.claim: line.status for line in lint_policy(PLAN, text) if line.rule}


def test_each_number_is_held_against_the_text():
    assert set(claimed(TEXT).values()) == {"ok"}
    assert len(claimed(TEXT)) == 12


@pytest.mark.parametrize(
    ("old", "new", "what", "status"),
    [
        ("1.5 万家左右", "1.6 万家左右", "G7：2026 年全市高企总量 15,000 家左右", "missing"),
        ("1.5 万家左右", "1.5 万家以上", "G7：2026 年全市高企总量 15,000 家左右", "word_missing"),
        ("8000 件左右", "8000 件", "G5：高企获授权发明专利 8,000 件左右", "word_missing"),
        ("100 人以上", "100 人左右", "G1：高企培育导师 100 人以上", "word_missing"),
        ("600 亿元", "600 万元", "G6：2022 年申报研发费用加计扣除 600 亿元左右", "missing"),
    ],
)
def test_a_number_or_a_word_that_the_text_does_not_have(old, new, what, status):
    found = claimed(TEXT.replace(old, new))
    assert found[what] == status
    assert {other for key, other in found.items() if key != what} == {"ok"}
