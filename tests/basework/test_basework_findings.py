"""Every finding leads to its cell: file, sheet, row and column, and says whom it concerns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from basework_lists import (
    TIANHE,
    assess,
    code,
    event,
    key_firm,
    listing,
    matching,
    need,
    policy,
    project,
    said,
    signins,
)

from gzaudit.basework.assess import BaseWork
from gzaudit.findings import catalogue

LIKE = "高温合金叶片的精密铸造工艺改进"
CODES = ("malformed", "bad_check", "precision_lost", "id_number")


def crooked() -> list[BaseWork]:
    """Lists with everything in them that base work tells of."""
    same = {"event_date": "2025-03-01", "event_place": "广州图书馆"}
    events = [
        event("A1", **same),
        event("A2", event_date="2025-03-02"),
        event("A3", event_date="2024-03-01"),
        event("A4", event_date="三月"),
        event("A5", event_type="政策宣讲、产业对接", photos="无"),
        event("A6", event_type="其他", event_topic="沙龙"),
        event("B1", district="白云区", **same),
        event("B2", district="白云区", event_date="2025-03-03"),
    ]
    firms = {"A1": range(60), "A2": range(60), "A6": range(5), "B1": range(40, 90), "B2": range(45)}
    bad = {
        "malformed": {"code": "123"},
        "bad_check": {"code": code(1)[:17] + ("0" if code(1)[17] != "0" else "1")},
        "precision_lost": {"code": "914401012345678000", "number": True},
        "id_number": {"code": "440106199001011234"},
        "nobody": {"name": ""},
    }
    signed = [row for number, each in firms.items() for row in signins(number, each)]
    signed += [{"event_no": "A1", "name": f"乙{key}公司"} | cell for key, cell in bad.items()]
    signed += signins("A9", range(2))
    needs = [
        need(1, need_summary=LIKE),
        need(1, need=need(1)["need"] + "二", need_summary=LIKE),
        need(2, need_summary=LIKE, district="白云区"),
        need(3, uploaded="2025-09-01"),
    ]
    projects = [project(1, district="某区"), project(2, district="东山区"), project(3, district="")]
    return [
        assess(
            ("gi_events", events),
            ("gi_signins", signed),
            ("gi_needs", needs),
            ("gi_projects", projects),
            ("gi_key_firms", [key_firm(1, expected_q4="")]),
            listing("gi_reports", [{"report_title": "总结"}], src=5, path="data/2025/天河区/总结.xlsx"),
            ("gi_visits", [{"district": "天河区", "name": "甲1公司", "visited_on": "2025-03-01"}]),
            ("institutions", [{"district": "天河区", "institution": "甲1公司"}]),
        ),
        assess(listing("gi_events", [event("A1")], fields=set(event("A1")) - {"photos"})),
        assess(("gi_projects", [project(1)]), rules=replace(policy(), measures={})),
    ]


# Where a finding leads to less than a cell, and why.
PLACELESS = {"gi_list_missing": "there is no file"}
ROWLESS = {"list_not_used": "the sheet as a whole", "gi_column_missing": "the column is not there"}
NOBODY = {
    "list_not_used": "the sheet as a whole",
    "gi_district_unstated": "whose it is, is what is asked",
    "former_district": "told of the cell, in whatever list it stands",
    "event_unknown": "several firms, of an event that nobody knows",
    "id_number": "nobody is named beside an identity number",
    "no_identity": "neither name nor code",
}
FIELDS = {
    "district_unknown": {"district"}, "former_district": {"district"}, "gi_district_unstated": {"district"},
    "gi_column_missing": {"photos"}, "no_identity": {"name"}, "record_date_unreadable": {"event_date"},
    "record_out_of_period": {"event_date"}, "record_too_late": {"uploaded"}, "record_incomplete": {"photos"},
    "event_too_few_firms": {"event_no"}, "event_unknown": {"event_no"}, "event_repeated": {"event_no"},
    "event_shared": {"event_no"}, "event_same_place": {"event_place"}, "event_both_kinds": {"event_type"},
    "event_unclassified": {"event_type"}, "quarters_missing": {"expected_revenue"}, "need_similar": {"need"},
    "need_copied": {"need"}, "signin_two_districts": {"name"}, "institution_among_firms": {"name"},
    "list_not_used": {""}, **{each: {"code"} for each in CODES},
}  # fmt: skip


@pytest.fixture(scope="module")
def told() -> dict[str, list[dict[str, object]]]:
    works = crooked()
    named = {batch.code for work in works for batch in work.batches if len(batch.frame)}
    return {each: [line for work in works for line in said(work, each)] for each in named}


def test_the_lists_show_every_finding_there_is(told):
    assert set(told) == {*FIELDS, *PLACELESS}
    mine = {each for each in catalogue() if each.startswith(("gi_", "record_", "event_", "need_", "signin_"))}
    assert mine <= set(told)


def test_every_finding_leads_to_its_cell(told):
    for each, fields in FIELDS.items():
        for line in told[each]:
            assert line["src"] >= 0, each
            assert (line.get("row", 0) > 0) == (each not in ROWLESS), each
        assert {line.get("field", "") for line in told[each]} == fields, each


def test_every_finding_says_whom_it_concerns(told):
    for each, lines in told.items():
        assert all(line.get("subject") for line in lines) == (each not in NOBODY), each


def test_a_record_leads_to_the_first_of_the_columns_that_it_lacks():
    lacking = {"need_summary": "", "need_indicators": "无"}
    (line,) = said(assess(("gi_needs", [need(1, **lacking)])), "record_incomplete")
    assert (line["field"], line["found"]) == ("need_summary", "缺技术需求简述、关键技术指标")


def test_a_missing_column_says_what_asks_for_it():
    fields = set(event("A1")) - {"photos", "demand_sheet"}
    events = [event("A1"), matching("B1")]
    lines = said(assess(listing("gi_events", events, fields=fields)), "gi_column_missing")
    assert [(line["field"], line["subject"]) for line in lines] == [
        ("demand_sheet", "产业对接"),
        ("photos", "政策宣讲、产业对接"),
    ]


@pytest.mark.parametrize(
    ("more", "field"),
    [({"event_no": "a1"}, "event_no"), ({"event_date": "2025-03-01", "event_place": "甲 楼"}, "event_place")],
)
def test_a_repeated_event_leads_to_what_it_has_in_common(more, field):
    first = event("A1", event_date="2025-03-01", event_place="广州市甲楼")
    later = event("A2", event_date="2025-03-02") | more
    signed = [*signins("A1", range(60)), *signins("A2", range(100, 160))]
    (line,) = said(assess(("gi_events", [first, later]), ("gi_signins", signed)), "event_repeated")
    assert (line["row"], line["field"], line["subject"], line["district"]) == (3, field, "宣讲A2", TIANHE)
