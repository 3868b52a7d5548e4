"""Kinds of work and fixed sums of policy.toml: refused with file, key, found and allowed."""

from __future__ import annotations

import pytest
from policy_cases import POLICY_TEXT, swapped
from refusals import CLAUSES_KNOWN, DAY, KEY, LINE, LOWER, WHOLE, check_refusal, refusal

TALKS = 'id = "measure-talks"\nkey = "talks"'
NEEDS = 'needs = ["notice", "sign_in", "photos", "post"]'
FIRST = "works[1].groups[1]"
ITEM = 'measure = "talks", at = 10, word = "不低于", each = 60, each_word = "不低于"'
VISITS = '  { id = "base-1-visits", measure = "visits", at = 1, clause = "七（二）1（1）" },\n'
SECOND = 'id = "base-2"\ntier = 2\namount = 300000'

# name: (passage, in its place, key, found, allowed)
ERRORS = {
    # kinds of work
    "名单不认识": ('list = "gi_needs"', 'list = "gi_wants"', "measures[5].list", "“gi_wants”", "“gi_events”、“gi_key_firms”、“gi_projects”、“gi_needs”、“gi_visits”、“gi_weekly”、“gi_reports”、“rd_services”"),
    "别的名单的键": ('list = "gi_needs"', 'list = "gi_visits"', "measures[5].until", "不认识的键“until”", "可用的键：id、key、name、unit、list、clause、needs"),
    "缺材料": (NEEDS + "\n", "", "measures[1].needs", "没有写", "必须有的键：id、key、name、unit、list、clause、sessions、repeats、attendees、about、needs"),
    "材料为空": (NEEDS, "needs = []", "measures[1].needs", "一个列表（[…]）", "一个以上的文字组成的列表"),
    "材料不认识": (NEEDS, NEEDS.replace("post", "video"), "measures[1].needs", "不认识的“video”", "notice、sign_in、photos、post、demand_sheet"),
    "材料写两次": (NEEDS, NEEDS.replace("post", "photos"), "measures[1].needs", "“photos”写了两次", "每项只写一次"),
    "缺活动类型": ('about = "宣讲"\n', "", "measures[1].about", "没有写", "必须有的键：id、key、name、unit、list、clause、sessions、repeats、attendees、about、needs"),
    "活动类型为空": ('about = "宣讲"', 'about = ""', "measures[1].about", "“”", LINE),
    "单位不认识": ('name = "周报"\nunit = "周"', 'name = "周报"\nunit = "旬"', "measures[7].unit", "“旬”", "“场”、“家”、“项”、“条”、“份”、“篇”、“人次”、“次”、“周”"),
    "工作写法": (TALKS, TALKS.replace('"talks"', '"Talks"'), "measures[1].key", "“Talks”", KEY),
    "工作写两次": (TALKS, TALKS.replace('"talks"', '"matchings"'), "measures[2].key", "“matchings”写了两次", "每种工作只写一次"),
    "逐场还是平均": ('sessions = "each"               # 逐场看够不够家数', 'sessions = "sum"', "measures[1].sessions", "“sum”", "“each”、“average”"),
    "重复场次": ('repeats = "once"                # 同一场只算一次', 'repeats = "twice"', "measures[1].repeats", "“twice”", "“once”、“each”"),
    "到会企业": ('attendees = "any"               # 不限本区企业', 'attendees = "city"', "measures[1].attendees", "“city”", "“any”、“own_district”"),
    "季度": ('quarters = "any"', 'quarters = "last"', "measures[3].quarters", "“last”", "“any”、“every”"),
    "不是活动却写场次": ('quarters = "any" ', 'sessions = "each" ', "measures[3].sessions", "不认识的键“sessions”", "可用的键：id、key、name、unit、list、clause、quarters、needs"),
    "截止日不在服务期": ("until = 2025-08-31", "until = 2026-08-31", "measures[5].until", "2026-08-31", "服务期内的一天：2025-01-01 至 2025-12-31"),
    "截止日早于服务期": ("until = 2025-08-31", "until = 2024-12-31", "measures[5].until", "2024-12-31", "服务期内的一天：2025-01-01 至 2025-12-31"),
    "截止日写成文字": ("until = 2025-08-31", 'until = "8 月底"', "measures[5].until", "“8 月底”", DAY),
    "截止日缺用词": ('until_word = "前"               # 含当日\n', "", "measures[5].until_word", "没有写", "必须有的键：id、key、name、unit、list、clause、needs、until、until_word"),
    "截止日用下限词": ('until_word = "前"', 'until_word = "不低于"', "measures[5].until_word", "“不低于”是下限用词，这里要上限用词", "以下、以内、不超过、不高于、不多于、前、不足、低于、少于、不满"),
    "工作的条款不存在": ('clause = "八（一）7"', 'clause = "八（一）8"', "measures[8].clause", "“八（一）8”不在条款文件里", CLAUSES_KNOWN),
    # fixed sums
    "谁来定": ('decided_by = "people"', 'decided_by = "list"', "works[1].decided_by", "“list”", '基础工作（key = "base"）由人定（people），其他由名单定（list）'),
    "谁来定写法": ('decided_by = "people"', 'decided_by = "市局"', "works[1].decided_by", "“市局”", "“people”、“list”"),
    "缺一项怎么办": ('partial = "nothing"', 'partial = "half"', "works[1].partial", "“half”", "“nothing”、“by_item”"),
    "没有梯队": ('[[works.groups]]\nid = "base-1"', '[[works.group]]\nid = "base-1"', "works[1].group", "不认识的键“group”", "可用的键：id、key、name、decided_by、partial、groups、clause"),
    "梯队号乱": (SECOND, SECOND.replace("tier = 2", "tier = 3"), "works[1].groups[2].tier", "3", "2（梯队从 1 起依次排列）"),
    "金额为负": (SECOND, SECOND.replace("300000", "-1"), "works[1].groups[2].amount", "-1", WHOLE),
    "区没有梯队": ('"天河区", "番禺区"]', '"天河区"]', "works[1].groups[3].districts", "没有列入任何梯队：番禺区", "[districts] 里每个区列入一个梯队"),
    "区有两个梯队": ('"荔湾区", "从化区"]', '"荔湾区", "从化区", "天河区"]', "works[1].groups[3].districts", "“天河区”已列入 works[1].groups[1].districts", "每个区只列入一个梯队"),
    "一个梯队里写两次": ('"天河区", "番禺区"]', '"天河区", "天河区", "番禺区"]', f"{FIRST}.districts", "“天河区”写了两次", "每项只写一次"),
    "不认识的区": ('"天河区", "番禺区"]', '"天河", "番禺区"]', f"{FIRST}.districts", "不认识的区“天河”", "荔湾区、越秀区、海珠区、天河区、白云区、黄埔区、番禺区、花都区、南沙区、从化区、增城区"),
    "部分写法": ('key = "base"', 'key = "Base-1"', "works[1].key", "“Base-1”", KEY),
    # amounts of work
    "要求不认识的工作": (ITEM, ITEM.replace('"talks"', '"walks"'), f"{FIRST}.items[1].measure", "“walks”", "“talks”、“matchings”、“key_firms”、“projects”、“needs”、“visits”、“weekly”、“reports”"),
    "一种工作要求两次": (VISITS, VISITS + VISITS.replace("base-1-visits", "b"), f"{FIRST}.items", "写了两次：visits", "每种工作在一个梯队里只要求一次"),
    "工作量为零": (ITEM, ITEM.replace("at = 10", "at = 0"), f"{FIRST}.items[1].at", "0", WHOLE),
    "工作量用上限词": (ITEM, ITEM.replace('word = "不低于", each', 'word = "前", each'), f"{FIRST}.items[1].word", "“前”是上限用词，这里要下限用词", LOWER),
    "活动缺每场家数": (ITEM, ITEM.replace("each = 60, ", ""), f"{FIRST}.items[1].each", "没有写", "必须有的键：id、measure、at、clause、each、each_word"),
    "活动缺每场用词": (ITEM, ITEM.replace(', each_word = "不低于"', ""), f"{FIRST}.items[1].each_word", "没有写", "必须有的键：id、measure、at、clause、each、each_word"),
    "每场家数为零": (ITEM, ITEM.replace("each = 60", "each = 0"), f"{FIRST}.items[1].each", "0", WHOLE),
    "不是活动却写每场": (VISITS, VISITS.replace("at = 1", "at = 1, each = 2"), f"{FIRST}.items[6].each", "不认识的键“each”", "可用的键：id、measure、at、clause、word"),
    "工作量缺条款": (VISITS, VISITS.replace(', clause = "七（二）1（1）"', ""), f"{FIRST}.items[6].clause", "没有写", "必须有的键：id、measure、at、clause"),
}  # fmt: skip


ERRORS_2023 = {
    "工作量栏目不认识": ('key = "visits"', 'key = "talks"', "measures[1].key", "“talks”", "“visits”、“trainings”、“attendances”、“quarterly_reports”、“annual_reports”"),
    "工作量名单不写材料": ('key = "visits"', 'key = "visits"\nneeds = ["name"]', "measures[1].needs", "不认识的键“needs”", "可用的键：id、key、name、unit、list、clause"),
    "由人定": ('decided_by = "list"', 'decided_by = "people"', "works[1].decided_by", "“people”", '基础工作（key = "base"）由人定（people），其他由名单定（list）'),
    "表里少一个区": ('["荔湾区", "从化区"]', '["从化区"]', "works[1].groups[4].districts", "没有列入任何梯队：荔湾区", "[districts] 里每个区列入一个梯队"),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS.values(), ids=ERRORS)
def test_work_is_refused_word_for_word(case):
    check_refusal(2025, "policy", case)


@pytest.mark.parametrize("case", ERRORS_2023.values(), ids=ERRORS_2023)
def test_work_of_2023_is_refused_word_for_word(case):
    check_refusal(2023, "policy", case)


def without(start, end):
    """The rules without everything between two passages."""
    return POLICY_TEXT[: POLICY_TEXT.index(start)] + POLICY_TEXT[POLICY_TEXT.index(end) :]


def test_a_kind_of_work_that_nothing_asks_for_is_refused():
    text = POLICY_TEXT
    for tier in (1, 2, 3):
        line = f'  {{ id = "base-{tier}-weekly", measure = "weekly", at = 1, clause = "七（二）1（{tier}）" }},\n'
        text = swapped(text, line, "")
    expected = "没有哪一项用到：weekly", "[[measures]] 里每种工作都有要求"
    assert refusal(policy=text) == ("2025/policy.toml：works[1].groups", *expected)


def test_kinds_of_work_without_any_sum_are_refused():
    expected = "没有写", "[[measures]] 里的工作在 [[works]] 里有要求"
    found = refusal(policy=without("[[works]]", "[payment]"))
    assert found == ("2025/policy.toml：works", *expected)


def test_sums_without_any_kind_of_work_are_refused():
    expected = "没有写", "[[works]] 要求的每种工作在 [[measures]] 里有一段"
    found = refusal(policy=without("[[measures]]", "[[works]]"))
    assert found == ("2025/policy.toml：measures", *expected)


def test_a_policy_may_ask_for_no_work():
    """Nothing is said of works; only the questions about work have no rule any more."""
    expected = "没有编号为“base”的规则", "policy.toml 里的规则编号"
    found = refusal(policy=without("[[measures]]", "[payment]"))
    assert found == ("2025/readings.toml：readings[16].choices[1].set.base", *expected)


def test_two_sums_with_one_key_are_refused():
    start, end = POLICY_TEXT.index("[[works]]"), POLICY_TEXT.index("# ── 拨付条件")
    again = POLICY_TEXT[start:end].replace('id = "base', 'id = "again')
    found = refusal(policy=POLICY_TEXT[:end] + again + POLICY_TEXT[end:])
    assert found == ("2025/policy.toml：works[2].key", "“base”写了两次", "每部分只写一次")
