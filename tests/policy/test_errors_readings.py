"""readings.toml: what is not as it must be is refused with file, key, found and allowed (exit 4)."""

from __future__ import annotations

import itertools

import pytest
from policy_cases import POLICY_TEXT, READINGS_TEXT, TEXTS, YEARS, check, files, policy, refused, swapped

from gzaudit.errors import SettingsError
from gzaudit.policy.load import alternatives, build_policy, choose

A1 = 'id = "A1"\nclause = "七（二）2（1）"\nquestion = "增量从哪里起算"'
A1A = 'meaning = "从年度目标数起算"\n\n[readings.choices.set]\nhnte-increment = { from = "target" }'
A1B = 'meaning = "从上年认定数起算"\n\n[readings.choices.set]\nhnte-increment = { from = "prior" }'
A10B = 'unsupported = "名单上没有发布日期；需要时用 [sources] 指定要算的批次"'
LETTER = 'id = "b"\nmeaning = "从上年认定数起算"'

# name: (passage, in its place, key, found, allowed)
ERRORS = {
    "不认识的键": (A1, A1 + "\nnote = 1", "readings[1].note", "不认识的键“note”", "arithmetic"),
    "缺理由": ('reason = "通知写的是达到年度总目标数之后再增长"\n', "", "readings[1].reason", "没有写", "reason"),
    "编号写法": (A1, A1.replace('"A1"', '"甲1"'), "readings[1].id", "“甲1”", "[A-Z][0-9]+"),
    "问题写两次": (A1, A1.replace('"A1"', '"A2"'), "readings[2].id", "“A2”写了两次", "每个问题只写一次"),
    "条款不存在": (A1, A1.replace("七（二）2（1）", "七（三）"), "readings[1].clause", "“七（三）”不在条款文件里", "七（二）3"),
    "测不测算": (A1 + '\nreason = "通知写的是达到年度总目标数之后再增长"\narithmetic = true', A1 + '\nreason = "x"\narithmetic = "是"', "readings[1].arithmetic", "“是”", "true 或 false"),
    "字母跳号": (LETTER, LETTER.replace('"b"', '"c"'), "readings[1].choices[2].id", "“c”", "“b”"),
    "读法缺意思": (LETTER, 'id = "b"', "readings[1].choices[2].meaning", "没有写", "meaning"),
    "读法不认识的键": (LETTER, LETTER + "\nsets = 1", "readings[1].choices[2].sets", "不认识的键“sets”", "set、unsupported"),
    "既算又不算": (A10B, A10B + '\n[readings.choices.set]\nhnte-increment = { from = "prior" }', "readings[10].choices[2].unsupported", "“名单上没有发布日期", "只写一个"),
    "不算却没有理由": (A10B, 'unsupported = ""', "readings[10].choices[2].unsupported", "“”", "不为空"),
    "没有这条规则": (A1B, A1B.replace("hnte-increment", "hnte-more"), "readings[1].choices[2].set.hnte-more", "没有编号为“hnte-more”的规则", "规则编号"),
    "规则不是表": (A1B, A1B.replace('{ from = "prior" }', '"prior"'), "readings[1].choices[2].set.hnte-increment", "“prior”", "一个表"),
    "两种读法的键不同": (A1B, A1B.replace("from =", "step_of ="), "readings[1].choices[2].set", "hnte-increment.step_of", "与默认读法写同样的键"),
    "别的读法什么也没写": (A1B, 'meaning = "从上年认定数起算"', "readings[1].choices[2].set", "没有写", "unsupported"),
    "默认读法不计算": (A1A, 'meaning = "从年度目标数起算"\nunsupported = "x"', "readings[1].choices[1].unsupported", "默认读法写了 unsupported", "现在的写法"),
    "默认读法写成了另一种": (A1A, A1A.replace('"target"', '"prior"'), "readings[1].choices[2].set", "hnte-increment 与默认读法相同", "至少有一个键与默认读法不同"),
    "别的读法与默认相同": (A1B, A1B.replace('"prior"', '"target"'), "readings[1].choices[2].set", "hnte-increment 与默认读法相同", "至少有一个键"),
    "两种读法相同": ('hnte-payout = { paid_for = "above_target" }', 'hnte-payout = { paid_for = "bands" }', "readings[5].choices[3].set", "与读法 b 相同", "每种读法各不相同"),
    "要测算却没有一种能算": (A1B, 'meaning = "从上年认定数起算"\nunsupported = "x"', "readings[1].arithmetic", "true，却没有一种别的读法能算", "false，或写出 set"),
    "照此读法不成立": (A1B, A1B.replace('"prior"', '"begin"'), "readings[1].choices[2].set", "照此读法规则不成立：2025/policy.toml：indicators[1].increment.from “begin”", "“target”、“prior”"),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_a_question_is_refused(name, tmp_path):
    old, new, key, found, allowed = ERRORS[name]
    error = refused(tmp_path, readings=swapped(READINGS_TEXT, old, new))
    check(error, "2025/readings.toml", key, found, allowed)


def test_a_default_that_is_not_what_the_rules_say_is_refused(tmp_path):
    text = swapped(POLICY_TEXT, 'from = "target" ', 'from = "prior" ')
    error = refused(tmp_path, policy=text)
    check(
        error,
        "2025/readings.toml",
        "readings[1].choices[1].set",
        "hnte-increment.from 与 policy.toml 不同",
        "相同",
    )
    text = swapped(POLICY_TEXT, "until = 2025-08-31", "until = 2025-08-30")
    error = refused(tmp_path, policy=text)
    check(
        error,
        "2025/readings.toml",
        "readings[21].choices[1].set",
        "measure-needs.until 与 policy.toml 不同",
        "相同",
    )


def test_more_than_eight_choices_are_refused(tmp_path):
    more = "".join(
        f'\n[[readings.choices]]\nid = "{letter}"\nmeaning = "{letter}"\nunsupported = "x"\n'
        for letter in "bcdefghi"
    )
    text = READINGS_TEXT.replace(
        'meaning = "按统一社会信用代码，没有的按名称和更名名单"\n', 'meaning = "x"\n' + more
    )
    check(
        refused(tmp_path, readings=text),
        "2025/readings.toml",
        "readings[12].choices",
        "9 种读法",
        "不多于 8 种",
    )


def test_a_file_without_questions_is_refused(tmp_path):
    error = refused(tmp_path, readings="# 没有\n")
    check(error, "2025/readings.toml", "readings", "没有写", "readings")


@pytest.mark.parametrize("year", YEARS)
def test_every_pair_of_readings_goes_together(year):
    """A run may switch any of them, and then computes every other on top."""
    plain = policy(year)
    letters = [
        (reading.id, choice.id)
        for reading in plain.readings.values()
        for choice in reading.choices[1:]
        if not choice.unsupported
    ]
    tried = 0
    for one, other in itertools.combinations(letters, 2):
        if one[0] != other[0]:
            built = build_policy(files(year), dict([one, other]), plain)
            assert dict(built.chosen) == dict([one, other])
            tried += 1
    assert tried > 3


@pytest.mark.parametrize(
    ("choices", "found", "expected"),
    [
        ({"Z9": "b"}, "Z9", "A1"),
        ({"A1": "d"}, "d", "a、b"),
        ({"A10": "b"}, "b：按公示发布日期在当年", "名单上没有发布日期"),
    ],
)
def test_a_choice_that_cannot_be_made_is_a_wrong_setting(choices, found, expected):
    with pytest.raises(SettingsError) as caught:
        choose(files(2025), choices)
    assert caught.value.exit_code == 2
    assert caught.value.where == f"gzaudit.toml [readings.2025] {next(iter(choices))}"
    assert caught.value.found == found
    assert expected in caught.value.expected


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
