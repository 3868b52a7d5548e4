"""Firms, projects, needs, visits and reports: what fills a record, what is in time, what is distinct."""

from __future__ import annotations

from dataclasses import replace

import pytest
from basework_lists import (
    BAIYUN,
    TIANHE,
    YUEXIU,
    assess,
    code,
    codes,
    event,
    fates,
    key_firm,
    listing,
    need,
    policy,
    project,
    said,
    signins,
)

from gzaudit.basework.distinct import week_keys
from gzaudit.basework.quarters import quarters_named
from gzaudit.normalise.text import column

HERE = {"district": "天河区"}


@pytest.mark.parametrize(
    ("uploaded", "fate"),
    [
        ("2025-08-30", ""),
        ("2025-08-31", ""),
        ("2025-08-31 23:59", ""),
        ("2025-08-31 23:59:59", ""),
        ("2025/8/31 24:00", ""),
        ("2025-09-01", "too_late"),
        ("2025-09-01 00:00:00", "too_late"),
        ("2025-12-31", "too_late"),
        ("2025-01-01", ""),
        ("2024-12-31", "out_of_period"),
        ("2026-01-01", "out_of_period"),
        ("", "date_unreadable"),
        ("上半年", "date_unreadable"),
    ],
)
def test_needs_are_entered_in_time(uploaded, fate):
    work = assess(("gi_needs", [need(1, uploaded=uploaded)]))
    assert fates(work) == [fate]
    assert work.found[TIANHE]["needs"] == (fate == "")
    assert ("record_date_unreadable" in codes(work)) == (fate == "date_unreadable")
    assert ("record_too_late" in codes(work)) == ("晚于" in work.records["why"][0])


@pytest.mark.parametrize("field", ["need", "need_summary", "need_indicators"])
@pytest.mark.parametrize("text", ["", "无", "/", "暂无", "未填写"])
def test_a_need_that_says_nothing(field, text):
    work = assess(("gi_needs", [need(1), need(2, **{field: text})]))
    assert work.found[TIANHE]["needs"] == 1
    assert work.fates[0] == {"": 1, "incomplete": 1}
    assert len(said(work, "record_incomplete")) == 1


def test_the_same_need_twice_counts_once():
    rows = [
        need(1),
        need(1, need_summary="换一种说法描述同一件事情的文字"),
        need(1, need=" " + str(need(1)["need"]) + "。", name="甲1公司", code=""),
        need(1, name="另一家公司", need_summary="另一家公司也有这样的需求但写法全不一样"),
        need(1, district="白云区"),
    ]
    work = assess(
        ("gi_needs", [row | {"code": code(1)} if row["name"] == "甲1公司" else row for row in rows])
    )
    assert (work.found[TIANHE]["needs"], work.found[BAIYUN]["needs"]) == (2, 1)
    assert work.fates[0] == {"": 3, "duplicate": 2}


@pytest.mark.parametrize("number", [54, 55, 56])
def test_as_many_needs_as_there_are(number):
    work = assess(("gi_needs", [need(at) for at in range(number)]))
    assert work.found[TIANHE]["needs"] == number


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({}, 1),
        ({"revenue": ""}, 0),
        ({"revenue": "—"}, 0),
        ({"revenue": "0"}, 1),
        ({"revenue": "１２００万元"}, 1),
        ({"difficulties": ""}, 0),
        ({"difficulties": "/"}, 0),
        ({"difficulties": "无"}, 1),
        ({"matters": "暂无"}, 1),
        ({"matters": ""}, 0),
        ({"expected_q2": "", "expected_q3": "", "expected_q4": ""}, 1),
        ({"expected_q1": "", "expected_q2": "", "expected_q3": "", "expected_q4": "待定"}, 0),
        ({"name": "", "code": ""}, 0),
        ({"name": ""}, 1),
        ({"period": "2024年第四季度"}, 0),
        ({"period": "2024-2025年"}, 1),
    ],
)
def test_what_a_key_firm_must_report(more, counts):
    work = assess(("gi_key_firms", [key_firm(1, **more)]))
    assert work.found[TIANHE]["key_firms"] == counts


@pytest.mark.parametrize("number", [14, 15, 16])
def test_distinct_key_firms(number):
    rows = [key_firm(at, period=f"2025年{quarter}季度") for quarter in "一二" for at in range(number)]
    work = assess(("gi_key_firms", rows))
    assert work.found[TIANHE]["key_firms"] == number
    assert work.fates[0] == {"": number, "duplicate": number}


ONE = {"expected_q1": "", "expected_q2": "", "expected_q3": "", "expected_q4": ""}


@pytest.mark.parametrize(
    ("rows", "whole"),
    [
        ([{}], True),
        ([{"expected_q3": ""}], False),
        ([ONE | {"expected_revenue": "一季度100，二季度120，三季度130，四季度150"}], True),
        ([ONE | {"expected_revenue": "100/120/130/150.5"}], True),
        ([ONE | {"expected_revenue": "500万元"}], False),
        ([ONE | {"expected_revenue": "5", "period": f"2025年第{at}季度"} for at in "1234"], True),
        ([ONE | {"expected_revenue": "5", "period": f"2025年Q{at}"} for at in "124"], False),
    ],
)
def test_quarters_are_warned_of_or_required(rows, whole):
    made = ("gi_key_firms", [key_firm(1, **row) for row in rows])
    lenient = assess(made)
    assert lenient.found[TIANHE]["key_firms"] == 1
    assert len(said(lenient, "quarters_missing")) == (not whole)
    strict = assess(made, rules=policy(key_firms={"quarters": "every"}))
    assert strict.found[TIANHE]["key_firms"] == whole
    if not whole:
        assert set(fates(strict)) == {"incomplete"}
        assert "要求四个季度都有预期营收" in strict.records["why"][0]


def test_quarters_as_people_write_them():
    assert [quarters_named(text) for text in ("第一季度", "2季度", "Q3", "第4季", "三、四季度", "全年")] == [
        1, 2, 4, 8, 8, 0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({}, 1),
        ({"project": ""}, 0),
        ({"investment": ""}, 0),
        ({"cumulative": "待定"}, 0),
        ({"plan": "无"}, 0),
        ({"plan": "分三期建设"}, 1),
        ({"period": "2024年四季度"}, 0),
    ],
)
def test_what_a_project_must_show(more, counts):
    work = assess(("gi_projects", [project(1, **more)]))
    assert work.found[TIANHE]["projects"] == counts


@pytest.mark.parametrize("number", [4, 5, 6])
def test_distinct_projects(number):
    rows = [project(at, period=quarter) for quarter in ("一季度", "二季度") for at in range(number)]
    assert assess(("gi_projects", rows)).found[TIANHE]["projects"] == number


def test_visits_are_counted_by_firm_and_day():
    rows = [
        {"name": "甲公司", "visited_on": "2025-03-01"},
        {"name": "甲公司", "visited_on": "2025年3月1日 10:00"},
        {"name": "甲公司", "visited_on": "2025-03-02"},
        {"name": "乙公司", "visited_on": "2025-03-02"},
        {"name": "", "visited_on": "2025-03-02"},
        {"name": "丙公司", "visited_on": ""},
        {"name": "丁公司", "visited_on": "2024-03-02"},
    ]
    work = assess(("gi_visits", [HERE | row for row in rows]))
    assert work.found[TIANHE]["visits"] == 3
    assert work.fates[0] == {
        "": 3,
        "duplicate": 1,
        "no_identity": 1,
        "date_unreadable": 1,
        "out_of_period": 1,
    }
    assert [line["severity"] for line in said(work, "record_date_unreadable")] == ["warning"]


def test_weeks_are_distinct():
    texts = ["第1周", "1", "2025年第01周", "第十周", "10", "2024年第52周", "1月第1周", "", "天河区第3周周报"]
    work = assess(("gi_weekly", [HERE | {"week": text} for text in texts]))
    assert work.fates[0] == {"": 5, "duplicate": 2, "out_of_period": 1, "incomplete": 1}
    assert work.found[TIANHE]["weekly"] == 5


def test_weeks_as_compared():
    texts = ["2025-W05", "第05周", "5", "2025年度第5周", "２０２５年第５周"]
    assert week_keys(column(texts), 2025).unique().tolist() == ["5"]


def test_reports_are_counted_by_title():
    rows = [HERE | {"report_title": text} for text in ("年度总结", "年度总结 ", "2024年总结", "", "案例")]
    work = assess(("gi_reports", rows))
    assert work.found[TIANHE]["reports"] == 2


def test_a_list_that_is_not_there_is_never_a_zero():
    work = assess(("gi_projects", [project(1), project(2, district="白云区")]))
    assert list(work.found) == [TIANHE, BAIYUN]
    for found in work.found.values():
        assert found == dict.fromkeys(found) | {"projects": 1}
    assert len(said(work, "gi_list_missing")) == 7


def test_a_district_without_a_line_in_a_list_has_none():
    work = assess(
        ("gi_projects", [project(1)]), ("gi_reports", [{"district": "越秀区", "report_title": "总结"}])
    )
    assert work.found[TIANHE]["reports"] == 0
    assert work.found[YUEXIU]["projects"] == 0
    assert BAIYUN not in work.found


def test_a_list_without_rows_is_there():
    lists = [listing("gi_projects", [project(1)]), listing("gi_reports", [], src=1, fields={"report_title"})]
    assert assess(*lists).found[TIANHE]["reports"] == 0


def test_nothing_at_all():
    work = assess(("registry", [{"name": "甲", "code": code(1)}]))
    assert (work.found, dict(work.fates), work.batches) == ({}, {}, ())
    assert work.records.empty


def test_a_year_without_base_work_does_not_use_the_lists():
    tables = [
        ("gi_projects", [project(1)]),
        ("gi_events", [event("A1")]),
        ("gi_signins", signins("A1", range(3))),
    ]
    work = assess(*tables, rules=replace(policy(), measures={}))
    assert work.found == {}
    assert work.fates == {0: {"not_used": 1}, 1: {"not_used": 1}, 2: {"not_used": 3}}
    assert codes(work) == {"list_not_used"}
