"""The tables: what is required, found and short; every record with its why; a district sees its own alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from basework_lists import (
    BAIYUN,
    TIANHE,
    YUEXIU,
    assess,
    event,
    listing,
    need,
    policy,
    project,
    signins,
)

from gzaudit.match.account import SheetAccount
from gzaudit.render.tables.basework import records_table, short_by, work_city_table, work_table
from gzaudit.render.tables.words import REASONS
from gzaudit.result import DistrictResult, WorkResult


def lines(table) -> list[tuple[object, ...]]:
    assert len({len(values) for values in table.data}) == 1
    assert len(table.columns) == len(table.data)
    return list(zip(*table.data, strict=True))


def headings(table) -> list[str]:
    return [column.heading for column in table.columns]


FOUND = {
    TIANHE: {
        "talks": 9, "matchings": 3, "key_firms": 16, "projects": None, "needs": 54, "visits": 0, "weekly": 52,
        "reports": 1,
    }
}  # fmt: skip


def concluded(code=TIANHE, status="rejected", met=(True, None)):
    base = WorkResult(1, status, 0, dict(enumerate(met)))
    return DistrictResult(code, policy().districts[code], {}, {"base": base})


def test_a_district_at_below_and_above():
    table = work_table(policy(), concluded(), FOUND)
    assert headings(table) == ["项目", "要求", "实有", "差额", "是否达到", "依据"]
    clause = "征集通知七（二）1（1）、八（一）"
    assert lines(table) == [
        ("政策宣讲（场）", "不低于 10 场（每场企业数不低于 60 家）", 9, 1, "否", clause),
        ("产业对接（场）", "不低于 3 场（每场企业数不低于 30 家）", 3, 0, "是", clause),
        ("重点企业（家）", "不低于 15 家", 16, 0, "是", clause),
        ("重大科技项目（项）", "不低于 5 项", "待定", "待定", "待定", clause),
        ("技术需求（条）", "不低于 55 条", 54, 1, "否", clause),
        ("走访记录（次）", "有（未定数量）", 0, 1, "否", clause),
        ("周报（周）", "有（未定数量）", 52, 0, "是", clause),
        ("总结报告（份）", "有（未定数量）", 1, 0, "是", clause),
    ]
    assert table.title == "天河区 2025 年度基础工作核查"


@pytest.mark.parametrize(
    ("status", "met", "told"),
    [
        ("accepted", (True, True), "清单核查：达到；本次采用的验收结论：通过。"),
        ("accepted", (True, False), "清单核查：未达到；本次采用的验收结论：通过。"),
        ("rejected", (True, None), "清单核查：待定；本次采用的验收结论：不通过。"),
        ("not_assessed", (None,), "清单核查：待定；本次采用的验收结论：未验收。"),
    ],
)
def test_what_the_lists_propose_stands_beside_what_people_concluded(status, met, told):
    district = concluded(TIANHE, status, met)
    assert work_table(policy(), district, FOUND).notes[0] == told
    (pair,) = {line[-2:] for line in lines(work_city_table(policy(), [district], FOUND))}
    assert told == f"清单核查：{pair[0]}；本次采用的验收结论：{pair[1]}。"


@pytest.mark.parametrize(("word", "short"), [("不低于", 0), ("超过", 1), (None, 0)])
def test_what_is_short_follows_the_word(word, short):
    item = replace(policy().works[0].groups[0].items[2], word=word)
    assert short_by(item, 15) == short
    assert short_by(item, 14) == short + 1
    assert short_by(item, 16) == 0


def test_the_city_has_every_district():
    rules = policy()
    table = work_city_table(rules, [concluded(code) for code in rules.districts], FOUND)
    rows = lines(table)
    assert [row[0] for row in rows] == [name for name in rules.districts.values() for _ in range(8)]
    assert {row[3] for row in rows if row[0] != "天河区"} == {"待定"}
    mine = [row[1:-2] for row in rows if row[0] == "天河区"]
    assert mine == lines(work_table(rules, concluded(), FOUND))


def records():
    made = [
        listing(
            "gi_events", [event("A1"), event("A2", district="白云区", event_type="其他", event_topic="沙龙")]
        ),
        listing("gi_signins", signins("A1", range(60)), src=1),
        listing("gi_needs", [need(1), need(2, district="越秀区")], src=2, path="data/2025/需求.xlsx"),
        listing("gi_projects", [project(1, district="某区")], src=3),
    ]
    work = assess(*made)
    accounts = tuple(SheetAccount(each.source, 0, {}) for each in made)
    return work, accounts


def test_the_bureau_sees_every_record():
    work, accounts = records()
    table = records_table(policy(), work.records, accounts)
    assert headings(table) == ["区", "项目", "记录", "日期", "数量", "结果", "理由", "材料", "位置"]
    rows = lines(table)
    assert [(row[0], row[1], row[2], row[5], row[8]) for row in rows] == [
        ("待定", "重大科技项目", "项目1", "不是广州的区", "表 4 第 2 行"),
        ("越秀区", "技术需求", need(2)["need"], "计入", "表 3 第 3 行"),
        ("天河区", "政策宣讲", "宣讲A1", "计入", "表 1 第 2 行"),
        ("天河区", "技术需求", need(1)["need"], "计入", "表 3 第 2 行"),
        ("白云区", "（不明）", "沙龙", "活动类别不明", "表 1 第 3 行"),
    ]


@pytest.mark.parametrize(("district", "number"), [(TIANHE, 2), (YUEXIU, 1), (BAIYUN, 1)])
def test_a_district_sees_its_own_records(district, number):
    work, accounts = records()
    table = records_table(policy(), work.records, accounts, district)
    assert headings(table)[0] == "项目"
    assert table.height == number
    if district == YUEXIU:
        assert lines(table)[0][-1] == "清单 1 第 3 行"
        assert table.notes[-1] == "清单 1：data/2025/需求.xlsx › Sheet1"


def test_a_district_without_records():
    work, accounts = records()
    assert records_table(policy(), work.records, accounts, "440118").height == 0
    assert records_table(policy(), work.records.iloc[:0], accounts).height == 0


def test_every_fate_has_its_words():
    work, _ = records()
    assert set(work.records["fate"]) - {""} <= set(REASONS)
    assert len(set(REASONS.values())) == len(REASONS)
