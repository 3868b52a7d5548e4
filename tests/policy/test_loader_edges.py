"""Readings as the loader applies them: which choices can be made, what they change, and what a rule is."""

from __future__ import annotations

import tomllib

import pytest
from policy_cases import POLICY_TEXT, TEXTS, YEARS, files, policy

from gzaudit.errors import SettingsError
from gzaudit.policy.load import alternatives, build_policy, choose
from gzaudit.policy.readings import rules_of


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


def test_a_choice_takes_effect_and_the_default_is_none():
    chosen = choose(files(2025), {"A7": "b", "A1": "a"})
    assert dict(chosen.chosen) == {"A7": "b"}
    assert [each.target.rounding for each in chosen.indicators] == ["exact", "up", "up", "up"]
    assert chosen.indicators[0].increment.start == "target"
    assert choose(files(2025), {}) == policy(2025)
    assert chosen.sha256 == policy(2025).sha256


def test_alternatives_are_the_other_letters_of_the_arithmetic_questions():
    def found(year, chosen):
        return [(each.reading, each.choice) for each in alternatives(files(year), chosen)]

    plain = found(2025, {})
    assert plain == [
        ("A1", "b"), ("A2", "b"), ("A2", "c"), ("A3", "b"), ("A4", "b"), ("A5", "b"), ("A5", "c"), ("A5", "d"),
        ("A6", "b"), ("A7", "b"), ("A7", "c"), ("A7", "d"), ("A8", "b"), ("A14", "b"),
    ]  # fmt: skip
    assert found(2025, {"A5": "c"}) == [
        ("A5", "a") if each == ("A5", "b") else ("A5", "b") if each == ("A5", "c") else each for each in plain
    ]
    assert found(2023, {}) == [("B1", "b"), ("B1", "c"), ("B2", "b"), ("B3", "b")]
    both = alternatives(files(2025), {"A16": "b"})
    assert all(each.policy.chosen["A16"] == "b" for each in both)
    assert all(each.policy.chosen[each.reading] == each.choice for each in both)


@pytest.mark.parametrize("year", YEARS)
def test_every_open_question_is_there(year):
    wanted = [f"A{n}" for n in range(1, 30)] if year == 2025 else [f"B{n}" for n in range(1, 7)]
    assert list(policy(year).readings) == wanted
    arithmetic = {"A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A14", "B1", "B2", "B3"}
    for key, reading in policy(year).readings.items():
        assert reading.arithmetic == (key in arithmetic)
        assert reading.clause in policy(year).clauses
        assert [choice.id for choice in reading.choices] == list("abcdefgh"[: len(reading.choices)])
    assert TEXTS[year]["readings.toml"].count("[[readings]]") == len(wanted)


def test_the_default_letter_of_one_question_leaves_the_others_chosen():
    built = build_policy(files(2025), {"A7": "b", "A1": "a", "A3": "b"})
    assert list(built.chosen.items()) == [("A3", "b"), ("A7", "b")]


def test_words_that_only_other_readings_set_are_read_too():
    owners = build_policy(files(2025), {"A14": "b"}).indicators[3].count.owners
    zero = build_policy(files(2025), {"A25": "b"}).indicators[3].target.zero
    assert (owners, zero) == ("first", "reached")


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
