"""readings.toml: what is not as it must be is refused with file, key, found and allowed."""

from __future__ import annotations

import itertools

import pytest
from policy_cases import POLICY_TEXT, READINGS_TEXT, YEARS, files, policy, swapped
from refusals import CLAUSES_KNOWN, LINE, TABLES, check_refusal, refusal

from gzaudit.policy.load import build_policy, check_policy

A1 = 'id = "A1"\nclause = "七（二）2（1）"\nquestion = "增量从哪里起算"'
A1A = 'meaning = "从年度目标数起算"\n\n[readings.choices.set]\nhnte-increment = { from = "target" }'
A1B = 'meaning = "从上年认定数起算"\n\n[readings.choices.set]\nhnte-increment = { from = "prior" }'
A10B = 'unsupported = "名单上没有发布日期；需要时用 [sources] 指定要算的批次"'
LETTER = 'id = "b"\nmeaning = "从上年认定数起算"'

# name: (passage, in its place, key, found, allowed)
ERRORS = {
    "不认识的键": (A1, A1 + "\nnote = 1", "readings[1].note", "不认识的键“note”", "可用的键：id、clause、question、reason、arithmetic、choices"),
    "缺理由": ('reason = "通知写的是达到年度总目标数之后再增长"\n', "", "readings[1].reason", "没有写", "必须有的键：id、clause、question、reason、arithmetic、choices"),
    "编号写法": (A1, A1.replace('"A1"', '"甲1"'), "readings[1].id", "“甲1”", "小写字母开头，只含小写字母、数字和连接符（[A-Z][0-9]+）"),
    "问题写两次": (A1, A1.replace('"A1"', '"A2"'), "readings[2].id", "“A2”写了两次", "每个问题只写一次"),
    "条款不存在": (A1, A1.replace("七（二）2（1）", "七（三）"), "readings[1].clause", "“七（三）”不在条款文件里", CLAUSES_KNOWN),
    "测不测算": (A1 + '\nreason = "通知写的是达到年度总目标数之后再增长"\narithmetic = true', A1 + '\nreason = "x"\narithmetic = "是"', "readings[1].arithmetic", "“是”", "true 或 false，不加引号"),
    "字母跳号": (LETTER, LETTER.replace('"b"', '"c"'), "readings[1].choices[2].id", "“c”", "“b”"),
    "读法缺意思": (LETTER, 'id = "b"', "readings[1].choices[2].meaning", "没有写", "必须有的键：id、meaning"),
    "读法不认识的键": (LETTER, LETTER + "\nsets = 1", "readings[1].choices[2].sets", "不认识的键“sets”", "可用的键：id、meaning、set、unsupported"),
    "既算又不算": (A10B, A10B + '\n[readings.choices.set]\nhnte-increment = { from = "prior" }', "readings[10].choices[2].unsupported", "“名单上没有发布日期；需要时用 [sources] 指定要算的批次”", "set 与 unsupported 只写一个"),
    "不算却没有理由": (A10B, 'unsupported = ""', "readings[10].choices[2].unsupported", "“”", LINE),
    "没有这条规则": (A1B, A1B.replace("hnte-increment", "hnte-more"), "readings[1].choices[2].set.hnte-more", "没有编号为“hnte-more”的规则", "policy.toml 里的规则编号"),
    "规则不是表": (A1B, A1B.replace('{ from = "prior" }', '"prior"'), "readings[1].choices[2].set.hnte-increment", "“prior”", "一个表（{…} 或 [表名]）"),
    "两种读法的键不同": (A1B, A1B.replace("from =", "step_of ="), "readings[1].choices[2].set", "hnte-increment.step_of", '与默认读法写同样的键；本工具不计算的，写 unsupported = "理由"'),
    "别的读法什么也没写": (A1B, 'meaning = "从上年认定数起算"', "readings[1].choices[2].set", "没有写", '与默认读法写同样的键；本工具不计算的，写 unsupported = "理由"'),
    "默认读法不计算": (A1A, 'meaning = "从年度目标数起算"\nunsupported = "x"', "readings[1].choices[1].unsupported", "默认读法写了 unsupported", "默认读法就是规则现在的写法"),
    "默认读法写成了另一种": (A1A, A1A.replace('"target"', '"prior"'), "readings[1].choices[2].set", "hnte-increment 与默认读法相同", "每条规则至少有一个键与默认读法不同"),
    "别的读法与默认相同": (A1B, A1B.replace('"prior"', '"target"'), "readings[1].choices[2].set", "hnte-increment 与默认读法相同", "每条规则至少有一个键与默认读法不同"),
    "两种读法相同": ('hnte-payout = { paid_for = "above_target" }', 'hnte-payout = { paid_for = "bands" }', "readings[5].choices[3].set", "与读法 b 相同", "每种读法各不相同"),
    "要测算却没有一种能算": (A1B, 'meaning = "从上年认定数起算"\nunsupported = "x"', "readings[1].arithmetic", "true，却没有一种别的读法能算", "false，或写出 set"),
    "照此读法不成立": (A1B, A1B.replace('"prior"', '"begin"'), "readings[1].choices[2].set", "照此读法规则不成立：2025/policy.toml：indicators[1].increment.from “begin”", "“target”、“prior”"),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS.values(), ids=ERRORS)
def test_a_question_is_refused_word_for_word(case):
    check_refusal(2025, "readings", case)


@pytest.mark.parametrize(
    ("old", "new", "reading", "found"),
    [
        ('from = "target" ', 'from = "prior" ', 1, "hnte-increment.from"),
        ("until = 2025-08-31", "until = 2025-08-30", 21, "measure-needs.until"),
    ],
)
def test_a_default_that_is_not_what_the_rules_say_is_refused(old, new, reading, found):
    where = f"2025/readings.toml：readings[{reading}].choices[1].set"
    expected = f"{found} 与 policy.toml 不同", "默认读法与规则现在的写法相同"
    assert refusal(policy=swapped(POLICY_TEXT, old, new)) == (where, *expected)


def more_choices(letters):
    more = "".join(
        f'\n[[readings.choices]]\nid = "{each}"\nmeaning = "{each}"\nunsupported = "x"\n' for each in letters
    )
    old = 'meaning = "按统一社会信用代码，没有的按名称和更名名单"\n'
    return READINGS_TEXT.replace(old, 'meaning = "x"\n' + more)


def test_eight_choices_are_the_most():
    expected = "2025/readings.toml：readings[12].choices", "9 种读法", "不多于 8 种"
    assert refusal(readings=more_choices("bcdefghi")) == expected
    assert len(check_policy(files(2025, readings=more_choices("bcdefgh"))).readings["A12"].choices) == 8


def test_a_choice_after_one_that_is_not_computed_is_looked_at_too():
    between = 'meaning = "x"\nunsupported = "x"\n\n[[readings.choices]]\nid = "c"\n'
    same = between + A1A.replace("从年度目标数起算", "y")
    expected = "hnte-increment 与默认读法相同", "每条规则至少有一个键与默认读法不同"
    found = refusal(readings=swapped(READINGS_TEXT, A1B, same))
    assert found == ("2025/readings.toml：readings[1].choices[3].set", *expected)


def test_a_reading_that_reads_no_rule_otherwise_is_refused():
    """It would be switched and told on every report, and change nothing."""
    old = 'unsupported = "名单上没有发布日期；需要时用 [sources] 指定要算的批次"\n'
    expected = "没有写", '与默认读法写同样的键；本工具不计算的，写 unsupported = "理由"'
    found = refusal(readings=swapped(READINGS_TEXT, old, ""))
    assert found == ("2025/readings.toml：readings[10].choices[2].set", *expected)


def test_a_file_without_questions_is_refused():
    found = refusal(readings="# 没有\n")
    assert found == ("2025/readings.toml：readings", "没有写", "必须有的键：readings")
    found = refusal(readings="readings = []\n")
    assert found == ("2025/readings.toml：readings", "一个列表（[…]）", TABLES)


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
