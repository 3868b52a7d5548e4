"""The loader to the letter: each refusal word for word (refusals.toml), and what stands apart from the tables."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import test_errors_files
import test_errors_indicators
import test_errors_readings
import test_errors_top
import test_errors_works
from policy_cases import POLICY_TEXT, READINGS_TEXT, TEXTS, files, swapped
from test_errors_readings import A1A, A1B

from gzaudit.errors import PolicyError, SettingsError
from gzaudit.policy.load import build_policy, check_policy, choose
from gzaudit.policy.readings import rules_of

REFUSALS = tomllib.loads((Path(__file__).parent / "refusals.toml").read_text(encoding="utf-8"))
CASES = {
    "top": (2025, "policy", test_errors_top.ERRORS),
    "indicators": (2025, "policy", test_errors_indicators.ERRORS),
    "indicators_2023": (2023, "policy", test_errors_indicators.ERRORS_2023),
    "works": (2025, "policy", test_errors_works.ERRORS),
    "works_2023": (2023, "policy", test_errors_works.ERRORS_2023),
    "readings": (2025, "readings", test_errors_readings.ERRORS),
    "clauses": (2025, "clauses", test_errors_files.CLAUSE_ERRORS),
}


def refusal(year, **changed):
    with pytest.raises(PolicyError) as caught:
        check_policy(files(year, **changed))
    error = caught.value
    assert error.asked == "政策规则文件不能用"
    assert error.action == "改正后重新运行；写法见 docs/policy-format.md"
    return [error.where, error.found, error.expected]


@pytest.mark.parametrize(("part", "name"), [(part, name) for part in REFUSALS for name in REFUSALS[part]])
def test_each_refusal_word_for_word(part, name):
    year, file, cases = CASES[part]
    old, new, *_ = cases[name]
    found = refusal(year, **{file: swapped(TEXTS[year][f"{file}.toml"], old, new)})
    key, *rest = REFUSALS[part][name]
    assert found == [f"{year}/{file}.toml：{key}", *rest]


# What takes more than one passage, or stands apart from the tables of cases: [key, found, allowed].
def test_sums_that_share_a_key_word_for_word():
    start, end = POLICY_TEXT.index("[[works]]"), POLICY_TEXT.index("# ── 拨付条件")
    again = POLICY_TEXT[start:end].replace('id = "base', 'id = "again')
    found = refusal(2025, policy=POLICY_TEXT[:end] + again + POLICY_TEXT[end:])
    assert found == ["2025/policy.toml：works[2].key", "“base”写了两次", "每部分只写一次"]


def test_a_key_of_a_sum_is_a_key():
    text = swapped(POLICY_TEXT, 'key = "base"', 'key = "Base-1"')
    allowed = "小写字母开头，只含小写字母、数字和连接符（[a-z][a-z0-9_]*）"
    assert refusal(2025, policy=text) == ["2025/policy.toml：works[1].key", "“Base-1”", allowed]


def test_idle_work_word_for_word():
    text = POLICY_TEXT
    for tier in (1, 2, 3):
        line = f'  {{ id = "base-{tier}-weekly", measure = "weekly", at = 1, clause = "七（二）1（{tier}）" }},\n'
        text = swapped(text, line, "")
    expected = ["没有哪一项用到：weekly", "[[measures]] 里每种工作都有要求"]
    assert refusal(2025, policy=text) == ["2025/policy.toml：works[1].groups", *expected]


def test_measures_without_works_word_for_word():
    text = POLICY_TEXT[: POLICY_TEXT.index("[[works]]")] + POLICY_TEXT[POLICY_TEXT.index("[payment]") :]
    expected = ["没有写", "[[measures]] 里的工作在 [[works]] 里有要求"]
    assert refusal(2025, policy=text) == ["2025/policy.toml：works", *expected]


def test_a_policy_may_ask_for_no_work():
    """Nothing is said of works; only the questions about work have no rule any more."""
    text = POLICY_TEXT[: POLICY_TEXT.index("[[measures]]")] + POLICY_TEXT[POLICY_TEXT.index("[payment]") :]
    where, found, allowed = refusal(2025, policy=text)
    assert where == "2025/readings.toml：readings[16].choices[1].set.base"
    assert (found, allowed) == ("没有编号为“base”的规则", "policy.toml 里的规则编号")


def test_a_table_in_place_of_a_list_of_tables_word_for_word():
    cut = POLICY_TEXT.index("tiers = ["), POLICY_TEXT.index("]\n\n[indicators.target]") + 1
    text = POLICY_TEXT[: cut[0]] + "tiers = { at = 1 }" + POLICY_TEXT[cut[1] :]
    expected = ["一个表（{…}）", "一个以上的表（[[表名]] 或 [{…}, {…}]）"]
    assert refusal(2025, policy=text) == ["2025/policy.toml：indicators[1].tiers", *expected]


def test_a_prior_count_beside_a_target_made_of_it_word_for_word():
    old = 'key = "above_scale_hnte"\n'
    prior = 'prior = { id = "b", column = "b", heading = "b", clause = "七（二）2（1）" }\n'
    allowed = "不写；目标由上年数乘出来的，上年数就是 target 的那一列"
    found = refusal(2025, policy=swapped(POLICY_TEXT, old, old + prior))
    assert found == ["2025/policy.toml：indicators[2].prior", "一个表（{…}）", allowed]


def test_steps_from_a_whole_number_of_last_year_word_for_word():
    text = TEXTS[2023]["policy.toml"]
    at = text.index('id = "hnte-increment"')
    changed = text[at:].replace('from = "target"', 'from = "prior"', 1)
    changed = changed.replace('count_from = "exact"', 'count_from = "rounded_up"', 1)
    expected = ["“rounded_up”", "“exact”：从上年数起算，总是整数"]
    found = refusal(2023, policy=text[:at] + changed)
    assert found == ["2023/policy.toml：indicators[1].increment.count_from", *expected]


def test_a_default_that_is_not_what_the_rules_say_word_for_word():
    text = swapped(POLICY_TEXT, 'from = "target" ', 'from = "prior" ')
    expected = ["hnte-increment.from 与 policy.toml 不同", "默认读法与规则现在的写法相同"]
    assert refusal(2025, policy=text) == ["2025/readings.toml：readings[1].choices[1].set", *expected]


def more_choices(letters):
    more = "".join(
        f'\n[[readings.choices]]\nid = "{each}"\nmeaning = "{each}"\nunsupported = "x"\n' for each in letters
    )
    old = 'meaning = "按统一社会信用代码，没有的按名称和更名名单"\n'
    return READINGS_TEXT.replace(old, 'meaning = "x"\n' + more)


def test_eight_choices_are_the_most():
    expected = ["2025/readings.toml：readings[12].choices", "9 种读法", "不多于 8 种"]
    assert refusal(2025, readings=more_choices("bcdefghi")) == expected
    assert len(check_policy(files(2025, readings=more_choices("bcdefgh"))).readings["A12"].choices) == 8


def test_a_choice_after_one_that_is_not_computed_is_looked_at_too():
    between = 'meaning = "x"\nunsupported = "x"\n\n[[readings.choices]]\nid = "c"\n'
    same = between + A1A.replace("从年度目标数起算", "y")
    expected = ["hnte-increment 与默认读法相同", "每条规则至少有一个键与默认读法不同"]
    found = refusal(2025, readings=swapped(READINGS_TEXT, A1B, same))
    assert found == ["2025/readings.toml：readings[1].choices[3].set", *expected]


def test_a_rule_is_a_table_with_an_id_and_a_clause():
    data = tomllib.loads(POLICY_TEXT)
    ids = [table["id"] for table in rules_of(data)]
    assert len(ids) == len(set(ids)) == len(policy_rules(data))
    assert set(ids) == policy_rules(data)
    assert list(rules_of({"id": "x", "inside": [{"clause": "一"}, {"id": 5, "clause": "一"}]})) == []


def policy_rules(data):
    """Every id of the file but the policy's own, found by its text."""
    ids = {
        line.split('"')[1]
        for line in POLICY_TEXT.replace("{ id", "\nid").splitlines()
        if line.startswith("id = ")
    }
    return ids - {data["id"]}


def test_both_ends_of_a_period_are_its_own_days():
    text = swapped(POLICY_TEXT, "from = 2025-01-01\nto = 2025-12-31", "from = 2025-08-31\nto = 2025-08-31")
    day = build_policy(files(2025, policy=text))
    assert day.service_from == day.service_to == day.measures["needs"].until
    short = "{ from = 2025-06-01, to = 2025-06-01 }"
    text = swapped(POLICY_TEXT, "{ from = 2025-01-01, to = 2025-12-31 }", short)
    expected = ["2025-06-01，有空档：2025-01-01 至 2025-05-31没有规则", "2025-01-01（两端都含）"]
    assert refusal(2025, policy=text) == ["2025/policy.toml：validity.from", *expected]


def test_words_that_only_other_readings_set_are_read_too():
    owners = build_policy(files(2025), {"A14": "b"}).indicators[3].count.owners
    zero = build_policy(files(2025), {"A25": "b"}).indicators[3].target.zero
    assert (owners, zero) == ("first", "reached")


def wrong_setting(choices):
    with pytest.raises(SettingsError) as caught:
        choose(files(2025), choices)
    error = caught.value
    return error.asked, error.where, error.found, error.expected, error.action


def test_choices_that_cannot_be_made_word_for_word():
    questions = "、".join(f"A{n}" for n in range(1, 30))
    where = "gzaudit.toml [readings.2025] "
    assert wrong_setting({"Z9": "b"}) == ("没有这个口径问题。", where + "Z9", "Z9", questions, "")
    assert wrong_setting({"A1": "d"}) == ("没有这种读法。", where + "A1", "d", "a、b", "")
    meaning, why = "b：按公示发布日期在当年", "名单上没有发布日期；需要时用 [sources] 指定要算的批次"
    action = "保留默认读法，另行书面处理"
    assert wrong_setting({"A10": "b"}) == ("本工具不计算这种读法。", where + "A10", meaning, why, action)


def test_the_default_letter_of_one_question_leaves_the_others_chosen():
    built = build_policy(files(2025), {"A7": "b", "A1": "a", "A3": "b"})
    assert list(built.chosen.items()) == [("A3", "b"), ("A7", "b")]
