"""Two policies held against each other: every difference is told, with both clauses, and nothing else."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from gzaudit.errors import PolicyError
from gzaudit.policy import load
from gzaudit.policy.find import open_folder
from gzaudit.policy.load import build_policy, load_policy
from gzaudit.policy.show.compare import ABSENT, WHOLE_RULE, Difference, compare, same_notice
from gzaudit.policy.wording import OPERATORS

BUILT_IN = Path(load.__file__).parents[1] / "policies"
OLD, NOW = load_policy(2023), load_policy(2025)
TEXT = (BUILT_IN / "2025" / "policy.toml").read_text(encoding="utf-8")


def changed(tmp_path, old, new, file="policy.toml"):
    """The policy of 2025 with one passage, which stands there once, said otherwise."""
    folder = tmp_path / "2025"
    shutil.copytree(BUILT_IN / "2025", folder, dirs_exist_ok=True)
    text = (BUILT_IN / "2025" / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, (text.count(old), old)
    (folder / file).write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    return build_policy(open_folder(folder))


def test_a_policy_does_not_differ_from_itself():
    assert compare(NOW, NOW) == compare(OLD, OLD) == ()


def test_2023_and_2025_high_tech_rules_differ_in_this_and_nothing_else():
    told = [each for each in compare(OLD, NOW) if each.part == "高企认定数"]
    assert [(each.rule, each.field, each.values) for each in told] == [
        ("目标", "取自", ("“上年高企认定数”一列", "“高企认定年度目标数”一列")),
        ("目标", "目标", ("上年高企认定数 × 110%", "高企认定年度目标数（即目标）")),
        ("上年数", WHOLE_RULE, (ABSENT, "取自：“上年高企认定数”一列")),
        ("第 1 档", WHOLE_RULE, (ABSENT, "完成率：≥ 70%（含）；每家：300 元")),
        ("第 2 档", WHOLE_RULE, (ABSENT, "完成率：≥ 85%（含）；每家：500 元")),
        ("第 1 档／第 3 档", "定额", ("300,000 元", ABSENT)),
        ("增量", "按比例一档", ("每增长 上年数的 5%", "每增长 目标的 5%")),
        ("不予补助", WHOLE_RULE, ("机构：“享受4号办法”的，本项不予补助", ABSENT)),
    ]
    assert {each.clauses for each in told} == {
        ("四（一）", "七（二）2（1）"),
        ("", "七（二）2（1）"),
        ("四（一）", ""),
    }


def test_parts_and_questions_of_one_year_alone_are_told_whole():
    differences = compare(OLD, NOW)
    alone = Counter(
        (each.part, each.values.index(ABSENT)) for each in differences if each.field == WHOLE_RULE
    )
    assert alone[("科技型中小企业入库数", 1)] == 5
    assert alone[("规上高企数", 0)] == 5
    assert alone[("基础工作", 0)] == 1 + 3
    assert alone[("口径", 1)] == len(OLD.readings)
    assert alone[("口径", 0)] == len(NOW.readings)
    # Numbers of clauses mean nothing between two notices: neither clauses nor citations are compared.
    assert not same_notice(OLD, NOW)
    assert not [each for each in differences if each.part == "条款" or each.field == "出处"]


def test_the_other_way_round_the_same_is_told():
    there = Counter((each.field, each.values, each.clauses) for each in compare(OLD, NOW))
    back = Counter((each.field, each.values[::-1], each.clauses[::-1]) for each in compare(NOW, OLD))
    assert there == back


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('at = "70/100"', 'at = "75/100"', ("第 1 档", "完成率", "≥ 70%（含）", "≥ 75%（含）")),
        ('rate = 300, clause = "七（二）2（1）"', 'rate = 310, clause = "七（二）2（1）"', ("第 1 档", "每家", "300 元", "310 元")),
        ("step_count = 15", "step_count = 16", ("增量", "按家数一档", "每增长 15 家", "每增长 16 家")),
        ("amount = 350000", "amount = 1000000", ("第 1 梯队", "每区", "350,000 元", "1,000,000 元")),
        ("until = 2025-08-31", "until = 2025-09-30", ("企业技术需求（条）", "截止", "2025-08-31（前）", "2025-09-30（前）")),
        ('partial = "nothing"', 'partial = "by_item"', ("总则", "缺一项", "不付", "按达到的项数折算")),
    ],
)  # fmt: skip
def test_one_change_is_one_difference(tmp_path, old, new, told):
    found = compare(NOW, changed(tmp_path, old, new))
    assert [(each.rule, each.field, *each.values) for each in found] == [told]


def test_another_amount_of_work_names_measure_word_and_number(tmp_path):
    old = 'measure = "talks", at = 10, word = "不低于", each = 40'
    (told,) = compare(NOW, changed(tmp_path, old, old.replace("40", "45")))
    assert (told.part, told.rule, told.field) == ("基础工作", "第 2 梯队", "政策宣讲活动")
    assert told.values[1] == "≥ 10 场（不低于），每场 ≥ 45 家（不低于）"
    assert told.clauses == ("七（二）1（2）", "七（二）1（2）")


def test_a_rule_that_moved_to_another_clause_is_told(tmp_path):
    old = 'id = "hnte-prior", column = "prior_hnte", heading = "上年高企认定数", clause = "七（二）2（1）"'
    (told,) = compare(NOW, changed(tmp_path, old, old.replace("2（1）", "2（2）")))
    assert (told.rule, told.field) == ("上年数", "出处")
    assert told.values == told.clauses == ("七（二）2（1）", "七（二）2（2）")


def test_clauses_and_questions_are_compared_within_one_notice(tmp_path):
    clause = changed(tmp_path, "申报要交的五类材料。", "申报要交的六类材料。", "clauses.toml")
    assert compare(NOW, clause) == (
        Difference("条款", "四", "大意", ("申报要交的五类材料。", "申报要交的六类材料。"), ("四", "四")),
    )
    reading = changed(tmp_path, 'meaning = "两种相加"', 'meaning = "两种都付"', "readings.toml")
    told = [each for each in compare(NOW, reading) if each.part == "口径"]
    assert told == [
        Difference("口径", "A3", "别的读法", ("b 两种相加", "b 两种都付"), ("七（二）2（1）",) * 2)
    ]


def test_no_other_number_word_or_choice_passes_unseen(tmp_path):
    """Whatever the loader takes that may move money is told as a difference."""
    folder = tmp_path / "2025"
    shutil.copytree(BUILT_IN / "2025", folder)
    rules = TEXT[TEXT.index("[enterprises]") :]
    start, unseen, tried = len(TEXT) - len(rules), [], 0
    token = re.compile(r'"(?P<ratio>\d+)(?=/100")|= (?P<number>\d+)(?=[ ,\n])|= "(?P<word>[^"]+)"')
    others = {
        "revoked": "counted", "quasi_units": "left_out", "rounding": "up", "zero": "reached", "paid_for": "bands",
        "completion": "two_places", "growth": "compound", "count_from": "rounded_up", "part_steps": "pro_rata",
        "combine": "sum", "from": "prior", "step_of": "prior", "owners": "first", "sessions": "average",
        "repeats": "each", "attendees": "own_district", "quarters": "every", "partial": "by_item",
        "failed": "ignored", "base_rejected": "pays_nothing",
    }  # fmt: skip
    for found in token.finditer(rules):
        key = re.search(r"(\w+) $", rules[: found.start()])
        if found["word"] is None:
            new = str(int(found["ratio"] or found["number"]) + 1)
        elif found["word"] in OPERATORS:
            new = next(word for word in NOW.words if OPERATORS[word] == ">=" and word != found["word"])
        else:
            new = others.get(key[1] if key else "", "")
        group = found.lastgroup
        in_remark = "#" in rules[: found.start()].rpartition("\n")[2]
        if in_remark or not new or found[group] == new:
            continue
        at, end = (start + each for each in found.span(group))
        (folder / "policy.toml").write_text(TEXT[:at] + new + TEXT[end:], encoding="utf-8", newline="\n")
        try:
            policy = build_policy(open_folder(folder))
        except PolicyError:
            continue
        tried += 1
        if not compare(NOW, policy):
            unseen.append((found[0], new, rules[: found.start()].count("\n")))
    assert unseen == []
    assert tried > 80
