"""Every number and boundary word of a policy is held against the official text at its clause, and back again."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_notice import FIRST, POLICY, SECOND, TABLE, TEXT, A, B, uncaught

from gzaudit.policy.lint.check import ERRORS, STATUS_NAMES, lint_policy


def faults(policy, text):
    return [line for line in lint_policy(policy, text) if line.status != "ok"]


def told(policy, text):
    return {(line.status, line.rule or line.clause) for line in faults(policy, text)}


def test_an_invented_notice_and_its_policy_agree_in_everything():
    lines = lint_policy(POLICY, TEXT)
    assert [line for line in lines if line.status != "ok"] == []
    assert Counter(line.clause for line in lines) == {
        A: 13,
        B: 5,
        FIRST: 7,
        SECOND: 6,
        TABLE: 8,
        "三（一）": 1,
        "三（三）": 1,
        "三末段": 1,
    }
    assert all(0 < len(line.excerpt) <= 40 and "\n" not in line.excerpt and line.claim for line in lines)


@pytest.mark.parametrize(
    ("said", "instead", "found"),
    [
        ("60%（含）", "61%（含）", {("missing", "a-60"), ("unused_number", A)}),
        ("60%（含）", "160%（含）", {("missing", "a-60"), ("unused_number", A)}),
        ("60%（含）", "60.5%（含）", {("missing", "a-60"), ("unused_number", A)}),
        ("60%（含）", "60（含）", {("missing", "a-60")}),
        ("60%（含）", "60%", {("word_missing", "a-60")}),
        ("60%（含）", "60%以上", {("word_missing", "a-60")}),
        ("60%（含）", "60%（不含）", {("word_missing", "a-60")}),
        ("2030 年甲", "2029年甲", {("missing", "a-target"), ("unused_number", A)}),
        ("200 元/家", "200元", {("missing", "a-60"), ("unused_number", A)}),
        ("200 元/家、\n400元/家", "400元/家、200元/家", {("missing", "a-90")}),
        ("每增长 4%", "增长4%", {("word_missing", "a-increment")}),
        ("自达到全年目标后", "自超过全年目标后", {("word_missing", "a-increment")}),
        ("自达到全年目标后", "", {("word_missing", "a-increment")}),
        ("12 家", "12户", {("missing", "a-increment"), ("unused_number", A)}),
        ("6万元", "6元", {("missing", "a-increment"), ("unused_number", A)}),
        ("〔2029〕7号", "〔2029〕8号", {("missing", "a-exclusion"), ("unused_number", A)}),
        ("125%（含）", "125%", {("word_missing", "b-100")}),
        ("8万元以及", "", {("missing", "b-100")}),
        ("天河区和越秀区", "天河区", {("missing", "talks-1")}),
        ("天河区和越秀区", "天河区、荔湾区和越秀区", {("unused_number", FIRST)}),
        ("（2个区）", "（4个区）", {("unused_number", FIRST)}),
        ("40万元/区", "40万元/家", {("missing", "talks-1"), ("unused_number", FIRST)}),
        ("不低于8场", "低于8场", {("word_missing", "talks-1-talks")}),
        ("不低于8场", "8场", {("word_missing", "talks-1-talks")}),
        ("每场不低于50家", "共不低于50家", {("missing", "talks-1-talks")}),
        ("不少于30家", "不低于30家", {("word_missing", "talks-1-visits")}),
        ("天河区 12", "天河区 13", {("missing", "papers-1"), ("unused_number", TABLE)}),
        ("越秀区 12", "12", {("missing", "papers-1")}),
        ("荔湾区 9 ", "荔湾区 ", {("missing", "papers-2")}),
        ("全市 33", "全市 34", {("missing", "papers-1"), ("unused_number", TABLE)}),
        ("（万元）", "（千元）", {("missing", "papers-1"), ("missing", "papers-2"), ("unused_number", TABLE)}),
        ("500人及以上", "500人以上", {("word_missing", "papers-1-trained")}),
        ("4篇", "4篇以上", {("word_missing", "papers-1-papers"), ("word_missing", "papers-2-papers")}),
        ("9月30日前", "9月30日", {("word_missing", "summary")}),
        ("9月30日前", "9月29日前", {("missing", "summary"), ("unused_number", "三（三）")}),
        ("9月30日前", "9月前", {("missing", "summary"), ("unused_number", "三（三）")}),
        ("（一）讲座活动", "（一）培训活动", {("missing", "talks")}),
        ("绩效考核", "考核", {("missing", "payment")}),
        ("共2个目标", "共3个目标", {("unused_number", "二（一）首段")}),
        ("交总结。\n（2）", "交总结，每季2篇。\n（2）", {("unused_number", FIRST)}),
        ("真实。", "真实，一批交齐。", set()),
        ("四、", "", set()),
    ],
)  # fmt: skip
def test_a_text_that_says_something_else_is_told_at_the_rule(said, instead, found):
    assert said in TEXT or not instead
    assert told(POLICY, TEXT.replace(said, instead, 1)) == found


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("60%（含）", "百分之六十（含）"), ("60%（含）", "６０％(含)"), ("60%（含）", "60%（含本数）"), ("40万元/区", "400,000元"),
        ("40万元/区", "四十万元/区"), ("6万元", "60000元"), ("200 元/家", "每家200元"), ("12 家", "十二家"), ("8场", "8 场次"),
        ("500人及以上", "500人次及以上"), ("（万元）", "单位：万元"), ("不低于50家", "不低于五十家"), ("在2031年9月30日前", "在9月30日之前"),
        ("2031年9月30日前", "2031-09-30前"), ("天河区 12", "天河区 12万元"), ("4篇", "四篇"), ("全市 33", "合计 33"), ("全市 33", ""),
    ],
)  # fmt: skip
def test_a_number_may_be_written_in_other_ways(said, instead):
    assert said in TEXT
    assert faults(POLICY, TEXT.replace(said, instead, 1)) == []


@pytest.mark.parametrize(
    ("cut", "rule", "near"),
    [
        ("2．2031年乙类企业", "b-target", "二（一）1"),
        ("（三）总结", "summary", "三（一）"),
        ("表 1", "papers-1", "二（二）2"),
    ],
)
def test_a_clause_that_the_text_does_not_have_is_told_with_the_nearest_ones(cut, rule, near):
    lines = [line for line in faults(POLICY, TEXT.replace(cut, "另外", 1)) if line.status == "clause_missing"]
    assert rule in {line.rule for line in lines}
    assert all(near in line.detail and line.excerpt == "" for line in lines if line.rule == rule)


def test_a_clause_without_claims_is_looked_for_too():
    clauses = {**POLICY.clauses, "五": POLICY.clauses["一"]}
    assert told(dataclasses.replace(POLICY, clauses=clauses), TEXT) == {("clause_missing", "五")}


def test_a_clause_of_the_text_that_the_policy_does_not_list_is_told():
    clauses = {key: clause for key, clause in POLICY.clauses.items() if key not in ("首段", "一")}
    assert told(dataclasses.replace(POLICY, clauses=clauses), TEXT) == {
        ("clause_missing", "首段"),
        ("clause_missing", "一"),
    }


def test_a_listed_clause_stands_for_all_its_items():
    clauses = dict.fromkeys(("首段", "一", "二", "三"), POLICY.clauses["一"])
    assert faults(dataclasses.replace(POLICY, clauses=clauses), TEXT) == []


def test_without_a_text_nothing_is_held_against_anything():
    lines = lint_policy(POLICY, None)
    assert {line.status for line in lines} == {"unchecked"}
    assert {"a-60", "talks-1-talks", "summary", "payment", "papers-2"} <= {line.rule for line in lines}


def test_an_empty_text_has_no_clause_at_all():
    assert {line.status for line in lint_policy(POLICY, "")} == {"clause_missing"}


def test_every_status_has_a_name():
    assert set(STATUS_NAMES) == {"ok", *ERRORS, "unused_number", "unchecked"}


def test_every_number_one_off_and_every_other_word_is_caught():
    assert uncaught(POLICY, TEXT) == (471, [])


@pytest.mark.parametrize("step", [1, -1])
def test_another_year_is_caught(step):
    assert {("missing", "a-target"), ("missing", "b-target")} <= told(
        dataclasses.replace(POLICY, year=POLICY.year + step), TEXT
    )


def swapped(policy, name, first, second, key):
    """Two parts of a rule's holder exchange one value."""
    parts = list(getattr(policy, name))
    parts[first], parts[second] = (
        dataclasses.replace(parts[first], **{key: getattr(parts[second], key)}),
        dataclasses.replace(parts[second], **{key: getattr(parts[first], key)}),
    )
    return dataclasses.replace(policy, **{name: tuple(parts)})


@pytest.mark.parametrize(
    ("work", "key"),
    [(0, "amount"), (0, "districts"), (0, "items"), (1, "amount"), (1, "districts"), (1, "items")],
)
def test_two_groups_that_exchange_something_are_caught(work, key):
    works = list(POLICY.works)
    works[work] = swapped(works[work], "groups", 0, 1, key)
    policy = dataclasses.replace(POLICY, works=tuple(works))
    assert {line.status for line in faults(policy, TEXT)} & set(ERRORS)


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 2), (0, 2)])
def test_two_tiers_that_exchange_their_rates_are_caught(first, second):
    indicators = list(POLICY.indicators)
    indicators[0] = swapped(indicators[0], "tiers", first, second, "rate")
    lines = faults(dataclasses.replace(POLICY, indicators=tuple(indicators)), TEXT)
    assert {(line.status, line.detail) for line in lines} == {("missing", "有这个数，但与规则的先后次序不同")}


def test_sums_of_groups_in_one_clause_may_stand_in_a_sentence():
    start, end = TEXT.index("天河区 12"), TEXT.index("备注")
    told = "天河区、越秀区各12万元，培训500人及以上，报告4篇；荔湾区{}万元，培训300人及以上，报告4篇。"
    assert faults(POLICY, TEXT[:start] + told.format(9) + TEXT[end:]) == []
    lines = faults(POLICY, TEXT[:start] + told.format(12) + TEXT[end:])
    assert [(line.status, line.rule, line.detail) for line in lines] == [
        ("missing", "papers-2", "此处是 12万元")
    ]


def trained(first, second):
    """The invented policy with other attendances in the rows of its table."""
    works = list(POLICY.works)
    groups = [
        dataclasses.replace(group, items=(dataclasses.replace(group.items[0], at=at), *group.items[1:]))
        for group, at in zip(works[1].groups, (first, second), strict=True)
    ]
    works[1] = dataclasses.replace(works[1], groups=tuple(groups))
    return dataclasses.replace(POLICY, works=tuple(works))


def test_a_number_of_another_groups_row_is_not_taken_for_ones_own():
    lines = faults(trained(300, 500), TEXT)
    assert [(line.status, line.rule) for line in lines] == [
        ("missing", "papers-1-trained"),
        ("missing", "papers-2-trained"),
    ]
    assert {line.detail for line in lines} == {"表里有这个数，但不在这些区的行里，请对照原表"}


def test_where_all_groups_ask_the_same_of_a_merged_cell_the_number_left_over_is_told():
    (line,) = faults(trained(300, 300), TEXT)
    assert (line.status, line.claim) == ("unused_number", "500人")


def test_the_detail_tells_what_stands_there_instead():
    details = {
        line.rule: line.detail
        for line in faults(POLICY, TEXT.replace("60%（含）", "61%以上").replace("不低于8场", "超过8场"))
    }
    assert details["a-60"] == "此处同单位的数是：110%、61%、90%、100%、4%"
    assert details["talks-1-talks"] == "此处用词是“超过”"


def test_a_target_told_as_a_share_of_last_years_count_needs_its_word_there():
    """Tier b-100 stands in the text as 125%（含）; another factor moves both."""
    indicators = (
        POLICY.indicators[0],
        dataclasses.replace(
            POLICY.indicators[1],
            target=dataclasses.replace(POLICY.indicators[1].target, factor=Fraction(124, 100)),
        ),
    )
    lines = faults(dataclasses.replace(POLICY, indicators=indicators), TEXT)
    assert [(line.status, line.rule) for line in lines] == [
        ("missing", "b-target"),
        ("missing", "b-target"),
        ("missing", "b-100"),
        ("unused_number", ""),
    ]


@settings(max_examples=25)
@given(st.integers(0, 2**32))
def test_the_lines_of_the_text_do_not_matter(seed):
    chance = random.Random(seed)
    wrapped = "".join(
        char + chance.choice(["", "", "", "\n", " ", "\n\n"])
        for char in TEXT
        if chance.random() < 0.9 or not char.isspace()
    )
    assert faults(POLICY, wrapped) == []
