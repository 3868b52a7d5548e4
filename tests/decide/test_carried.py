"""What was settled in the year before holds on, where it still matches and nothing new was decided."""

from dataclasses import replace

import pytest
from builders import Table, code, counts, fates, lists, said
from decide.decided import decision, decisions, states

from gzaudit.pipeline import Job, audit_year
from gzaudit.policy.standard import counted_without_policy
from gzaudit.read.carried import carried_files
from gzaudit.settings import Settings

JIA, YI = "广州甲科技有限公司", "广州乙科技有限公司"
OLD = "data/2024/人工复核决定.xlsx"


def year(old, new=()):
    """甲 has no code and no district; 乙 is the firm in 四上. Sheet 2 is of the year before, sheet 3 of this one."""
    tables = [
        Table("hnte", [{"name": JIA}]),
        Table("above_scale", [{"name": YI, "code": code(1)}]),
        decisions(*old, path=OLD),
        *([decisions(*new)] if new else []),
    ]
    read = replace(lists(*tables), carried=frozenset({2}))
    return audit_year(Job(None, 2025, Settings(), None, counted_without_policy()), read)


def test_who_a_firm_is_and_where_it_lies_carry_over():
    after = year([decision("match", JIA, code(1)), decision("district", JIA, "天河区")])
    assert states(after) == ["carried", "carried"]
    assert counts(after) == counts(after, "above_scale_hnte") == {"440106": 1}
    assert fates(after)[2] == (2, {})


def test_what_counted_in_a_year_and_what_was_paid_do_not():
    rows = [
        decision("exclude", JIA, "高企"),
        decision("include", JIA, "四上"),
        decision("amount", "天河区", "5"),
    ]
    after = year([*rows, decision("district", JIA, ""), decision("district", JIA, "天河区")])
    assert states(after) == ["carried"]
    assert fates(after)[2] == (1, {"not_carried": 3, "undecided": 1})
    assert counts(after) == {"440106": 1}


@pytest.mark.parametrize("now", ["黄埔区", "天河区"])
def test_this_years_word_comes_first(now):
    after = year([decision("district", JIA, "天河区")], [decision("district", JIA, now)])
    assert states(after) == ["applied"]
    assert list(counts(after).values()) == [1]
    assert after.cohort["district"].tolist() == [{"黄埔区": "440112", "天河区": "440106"}[now]]
    assert fates(after)[2:] == [(0, {"decided_anew": 1}), (1, {})]


def test_one_that_matches_nothing_any_more_is_told():
    after = year([decision("district", "广州丁有限公司", "天河区")])
    assert states(after) == ["unused"]
    assert [line[:3] for line in said(after, "decision_unused")] == [("info", 2, 2)]
    assert fates(after)[2] == (0, {"decision_unused": 1})


def test_one_that_was_incomplete_then_is_so_still_and_no_news():
    after = year([decision("district", JIA, "天河区", basis="")])
    assert states(after) == ["invalid"]
    assert said(after, "decision_invalid") == []
    assert counts(after) == {}


def test_files_of_the_year_before_are_known_by_name(tmp_path):
    for path in (
        "2024/人工决定.csv",
        "2024/内部/复核（二）.xlsx",
        "2024/高企名单.xlsx",
        "2024/决定.pdf",
        "2025/决定.csv",
    ):
        file = tmp_path / "data" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    assert [each.path for each in carried_files(tmp_path, 2025, set())] == [
        "data/2024/人工决定.csv",
        "data/2024/内部/复核（二）.xlsx",
    ]
    assert (
        carried_files(tmp_path, 2025, {"data/2024/人工决定.csv"})[0].path == "data/2024/内部/复核（二）.xlsx"
    )
    assert carried_files(tmp_path, 2024, set()) == []
