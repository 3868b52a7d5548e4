"""Which district a row is of, and which event a sign-in belongs to."""

from __future__ import annotations

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
    listing,
    project,
    said,
    signins,
)

from gzaudit.basework.place import district_of_sheet
from gzaudit.basework.signins import event_numbers
from gzaudit.normalise.text import column
from gzaudit.read.listing import Source


@pytest.mark.parametrize(
    ("title", "sheet", "path", "district"),
    [
        ("2025年天河区重大科技项目", "越秀", "data/2025/白云.xlsx", TIANHE),
        ("2025年重大科技项目", "越秀", "data/2025/白云.xlsx", YUEXIU),
        ("", "Sheet1", "data/2025/白云区项目.xlsx", BAIYUN),
        ("", "", "data/2025/GI导出/天河区/项目.csv", TIANHE),
        ("", "", "data/2025/越秀区/天河区/项目.csv", TIANHE),
        ("", "", "data/2025/项目.csv", ""),
        ("天河区、白云区重大科技项目", "Sheet1", "data/2025/越秀.xlsx", ""),
        ("天 河 区（天河）重大科技项目", "", "data/2025/1.csv", TIANHE),
    ],
)
def test_the_district_of_a_sheet(title, sheet, path, district):
    source = Source(path, sheet, "0" * 64, "gi_projects", 1, title)
    assert district_of_sheet(source) == district
    row = {key: value for key, value in project(1).items() if key != "district"}
    work = assess(listing("gi_projects", [row], path=path, sheet=sheet, title=title))
    assert list(work.found) == ([district] if district else [])
    told = [(line["row"], line["field"], line["found"]) for line in said(work, "gi_district_unstated")]
    assert told == ([] if district else [(2, "district", "1 行没有区")])
    assert fates(work) == ["" if district else "district_unstated"]


@pytest.mark.parametrize(
    ("cell", "district", "fate"),
    [
        ("天河区", TIANHE, ""),
        ("440106", TIANHE, ""),
        ("东山区", YUEXIU, ""),
        ("", BAIYUN, ""),
        ("深圳市南山区", "", "district_unknown"),
        ("天河区、越秀区", "", "district_unknown"),
        ("某区", "", "district_unknown"),
    ],
)
def test_the_row_outranks_its_sheet(cell, district, fate):
    work = assess(listing("gi_projects", [project(1, district=cell)], path="data/2025/白云区.xlsx"))
    assert work.records["district"].tolist() == [district]
    assert fates(work) == [fate]
    assert ("district_unknown" in codes(work)) == (fate != "")
    assert ("former_district" in codes(work)) == (cell == "东山区")


def test_numbers_as_compared():
    texts = ["001", "1", " １ ", "A-01", "a-01", "000", "GI2025001"]
    assert event_numbers(column(texts)).tolist() == ["1", "1", "1", "a-01", "a-01", "0", "gi2025001"]


def test_sign_ins_of_an_unknown_event_are_told_once_an_event():
    signed = [*signins("A1", range(60)), *signins("A9", range(5)), {"event_no": "", "name": "甲公司"}]
    work = assess(("gi_events", [event("A1")]), ("gi_signins", signed))
    assert work.fates[1] == {"": 60, "event_unknown": 6}
    told = said(work, "event_unknown")
    assert [(line["row"], line["found"], line["detail"]) for line in told] == [
        (62, "活动编号 A9", "5 行签到没有计入"),
        (67, "活动编号 （未填）", "1 行签到没有计入"),
    ]


def test_a_sheet_of_one_district_does_not_reach_into_another():
    work = assess(
        ("gi_events", [event("A1")]),
        listing("gi_signins", signins("A1", range(60)), src=1, path="data/2025/越秀区签到.xlsx"),
    )
    assert work.found[TIANHE]["talks"] == 0
    assert work.fates[1] == {"event_unknown": 60}


def at(path: str, district: str, src: int) -> object:
    row = event("1", district=district, event_place=district)
    return listing("gi_events", [row], src=src, path=path)


@pytest.mark.parametrize(
    ("path", "district"),
    [
        ("data/2025/甲/活动.xlsx", TIANHE),
        ("data/2025/甲/签到.xlsx", TIANHE),
        ("data/2025/乙/签到.xlsx", YUEXIU),
        ("data/2025/签到.xlsx", ""),
    ],
)
def test_the_same_number_in_two_districts_is_told_apart_by_file_then_folder(path, district):
    work = assess(
        at("data/2025/甲/活动.xlsx", "天河区", 0),
        at("data/2025/乙/活动.xlsx", "越秀区", 1),
        listing("gi_signins", signins("1", range(60)), src=2, path=path),
    )
    counted = {code: found["talks"] for code, found in work.found.items()}
    assert counted == {TIANHE: district == TIANHE, YUEXIU: district == YUEXIU}
    assert ("event_unknown" in codes(work)) == (district == "")


def test_sign_ins_of_an_event_without_a_district():
    work = assess(("gi_events", [event("A1", district="")]), ("gi_signins", signins("A1", range(60))))
    assert work.found == {}
    assert work.fates == {0: {"district_unstated": 1}, 1: {"district_unstated": 60}}


def test_sign_ins_without_a_list_of_events():
    work = assess(("gi_signins", signins("A1", range(3))), ("gi_projects", [project(1)]))
    assert work.found[TIANHE]["talks"] is None
    assert work.fates[0] == {"event_unknown": 3}


def test_findings_in_rows_of_a_district_name_it():
    signed = [*signins("A1", range(59)), {"event_no": "A1", "name": "乙公司", "code": code(5)[:17] + "I"}]
    work = assess(("gi_events", [event("A1", photos="")]), ("gi_signins", signed))
    for wanted in ("record_incomplete", "malformed"):
        (told,) = said(work, wanted)
        assert told["district"] == (TIANHE if wanted == "record_incomplete" else "")
