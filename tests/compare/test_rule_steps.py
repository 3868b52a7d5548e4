"""Rules and readings step by step, and counts formed anew from what a run kept of its lists."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import Table, audit, code, rules

from gzaudit.compare.ladder import ladder
from gzaudit.compare.recount import recounted
from gzaudit.compare.rules import rule_steps
from gzaudit.compare.runs import StoredRun, compare_runs
from gzaudit.compare.side import side_of

NOWHERE = Path("/nonexistent")
TIANHE = "440106"


def firm(number):
    return {"name": f"广州第{number}号有限公司", "code": code(number), "district": "天河区"}


FIRMS = [firm(1), firm(2), firm(3)]
STOCK = [*FIRMS, firm(4)]
TABLES = (
    Table("hnte", FIRMS),
    Table("above_scale", [firm(1), firm(4)]),
    Table("above_scale_tech_services", [firm(901)]),
    Table(
        "patent_grants",
        [
            {"owner": f"{firm(1)['name']}；{firm(2)['name']}", "code": f"{code(1)}；{code(2)}"},
            {"owner": firm(4)["name"], "code": code(4)},
        ],
    ),
    Table("hnte_stock", STOCK, title="2025年有效期内高新技术企业名单"),
    Table(
        "targets",
        [
            {
                "district": "天河区",
                "hnte_target": "3",
                "prior_above_scale_hnte": "1",
                "prior_tech_services": "1",
                "prior_patent_hnte": "2",
            }
        ],
    ),
)


def year(**readings):
    return audit(*TABLES, readings=readings)


def numbers(counts):
    return dict(counts.get(TIANHE, {}))


def test_the_same_rules_are_no_step():
    assert rule_steps(year(), year(), NOWHERE) == ()


def test_each_reading_is_a_step_in_the_order_of_the_notice():
    steps = rule_steps(year(A3="b", A5="c"), year(A1="b", A5="a"), NOWHERE)
    assert [each.factor.name for each in steps] == ["口径 A1：a → b", "口径 A3：b → a", "口径 A5：c → a"]
    assert [dict(each.policy.chosen) for each in steps] == [
        {"A1": "b", "A3": "b", "A5": "c"},
        {"A1": "b", "A5": "c"},
        {"A1": "b"},
    ]


def test_without_the_files_all_is_one_step():
    new = year(A3="b", A5="c")
    other = replace(new, policy=replace(new.policy, sha256="0" * 64))
    steps = rule_steps(year(), other, NOWHERE)
    assert [(each.factor.key, each.factor.name) for each in steps] == [("rules", "政策规则和口径")]
    assert steps[0].policy is other.policy


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ({"A14": "b"}, {"patent_hnte": 1}),
        ({"A8": "b"}, {"above_scale_hnte": 2, "patent_hnte": 3}),
        ({"A8": "b", "A14": "b"}, {"above_scale_hnte": 2, "patent_hnte": 2}),
        ({"A3": "b"}, {}),
    ],
)
def test_counts_formed_anew_are_those_of_a_run_under_that_reading(readings, expected):
    found = recounted(year(), rules(2025, tuple(sorted(readings.items()))))
    assert (numbers(found.counts), found.lacks) == (expected, ())
    (district,) = (each for each in year(**readings).result.districts if each.code == TIANHE)
    assert {key: district.indicators[key].count for key in expected} == expected


@pytest.mark.parametrize(
    ("reading", "lacks"),
    [
        ("A9", "要重新比对名单：已取消资格的企业计不计，运行数据库里没有两种结果"),
        ("A13", "要重新比对名单：视同法人单位计不计，运行数据库里没有两种结果"),
        ("A11", "运行数据库里没有企业在四上定报库中的所在区"),
        ("A18", "要按清单重新核查基础工作：运行数据库只有按原读法判定的结果"),
        ("A22", "要按清单重新核查基础工作：运行数据库只有按原读法判定的结果"),
    ],
)
def test_what_lists_alone_could_tell_is_said_to_be_missing(reading, lacks):
    found = recounted(year(), rules(2025, ((reading, "b"),)))
    assert found.counts == {}
    assert lacks in found.lacks


def test_a_list_that_was_not_read_is_missing():
    found = recounted(audit(*TABLES[:4], TABLES[5], policy=True), rules(2025, (("A8", "b"),)))
    assert found.lacks == ("没有“有效期内高企名单”",) * 2


def test_a_count_that_the_lists_do_not_explain_is_not_formed_anew():
    run = year()
    members = {kind: table.iloc[1:] if kind == "hnte" else table for kind, table in run.members.items()}
    found = recounted(replace(run, members=members), rules(2025, (("A14", "b"),)))
    assert found.lacks == ("该次运行的家数不是名单逐家数出来的",)


def test_a_reading_of_owners_has_its_share_though_it_changes_a_count():
    one, other = year(), year(A14="b")
    found = compare_runs(StoredRun("一", one, "1"), StoredRun("二", other, "1"), NOWHERE)
    (line,) = (each for each in found.amounts.of("patent_hnte") if each.district == TIANHE)
    # The target is 130 % of 2: 2 of 2.6 is 76.92 %, below the first tier: nothing either way.
    assert (line.before, line.after) == (0, 0)
    both = year(A8="b"), year(A8="b", A14="b")
    found = compare_runs(StoredRun("一", both[0], "1"), StoredRun("二", both[1], "1"), NOWHERE)
    (line,) = (each for each in found.amounts.of("patent_hnte") if each.district == TIANHE)
    # 3 of 2.6: 3 × 70; 2 of 2.6: nothing. The reading did it, not the count.
    assert (line.before, line.after, line.by) == (210, 0, {"reading:A14": -210})
    rungs = ladder(side_of(both[0]), side_of(both[1]), None, rule_steps(*both, NOWHERE))
    assert [rung.factor.key for rung in rungs] == ["", "reading:A14"]
