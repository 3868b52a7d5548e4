"""Events: how many firms signed in, what evidence is there, when it was, and what it counts as."""

from __future__ import annotations

import datetime as dt

import pytest
from basework_lists import (
    BAIYUN,
    EVIDENCE,
    TIANHE,
    YUEXIU,
    assess,
    code,
    codes,
    event,
    fates,
    listing,
    matching,
    policy,
    said,
    signins,
    talks,
)


@pytest.mark.parametrize(
    ("district", "made", "key", "least"),
    [
        ("天河区", event, "talks", 60),
        ("白云区", event, "talks", 40),
        ("越秀区", event, "talks", 20),
        ("天河区", matching, "matchings", 30),
        ("白云区", matching, "matchings", 20),
        ("越秀区", matching, "matchings", 10),
    ],
)
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_the_minimum_of_each_tier(district, made, key, least, more):
    work = talks(made("A1", district=district), signed=signins("A1", range(least + more)))
    ((_, found),) = work.found.items()
    assert found[key] == (more >= 0)
    assert found[{"talks": "matchings", "matchings": "talks"}[key]] == 0
    (record,) = work.records.to_dict("records")
    assert record["quantity"] == least + more
    assert record["fate"] == ("" if more >= 0 else "too_few_firms")
    if more >= 0:
        assert record["why"] == f"计入：签到企业 {least + more} 家，不低于 {least} 家"
        assert "event_too_few_firms" not in codes(work)
    else:
        assert record["why"] == f"不计入：签到企业 {least + more} 家，没有达到“不低于 {least} 家”"
        (told,) = said(work, "event_too_few_firms")
        assert (told["src"], told["row"], told["subject"]) == (0, 2, record["title"])


def test_a_firm_counts_once_an_event_by_code_else_by_name():
    signed = [
        *signins("A1", range(58)),
        {"event_no": "A1", "name": "甲0公司（分部）", "code": code(0)},  # the same code
        {"event_no": "A1", "name": "甲1公司", "code": ""},  # a name that stands with one code
        {"event_no": "A1", "name": "乙公司", "code": "无"},  # known by its name alone
        {"event_no": "A1", "name": "乙 公司。", "code": ""},
    ]
    work = talks(event("A1"), signed=signed)
    assert work.records["quantity"].tolist() == [59]
    assert work.fates[1] == {"": 59, "duplicate": 3}


def test_a_name_with_two_codes_elsewhere_stays_a_name():
    signed = [
        {"event_no": "A1", "name": "乙公司", "code": ""},
        {"event_no": "A2", "name": "乙公司", "code": code(1)},
        {"event_no": "A2", "name": "乙公司", "code": code(2)},
        {"event_no": "A1", "name": "丙公司", "code": code(1)},
    ]
    work = talks(event("A1"), event("A2"), signed=signed)
    assert work.records.set_index("title")["quantity"].to_dict() == {"宣讲A1": 2, "宣讲A2": 2}


def test_a_code_of_another_gi_list_gives_a_name_its_code():
    signed = [{"event_no": "A1", "name": "乙公司"}, {"event_no": "A1", "name": "丙公司", "code": code(1)}]
    visits = [{"district": "天河区", "name": "乙公司", "code": code(1), "visited_on": "2025-05-05"}]
    work = assess(("gi_events", [event("A1")]), ("gi_signins", signed), ("gi_visits", visits))
    assert work.fates[1] == {"": 1, "duplicate": 1}


def test_codes_that_are_none_fall_back_to_the_name_and_are_told():
    signed = [
        {"event_no": "A1", "name": "甲公司", "code": code(1)[:17] + "I"},
        {"event_no": "A1", "name": "乙公司", "code": "914401012345678000", "number": True},
        {"event_no": "A1", "name": "丙公司", "code": "440106199001011234"},
        {"event_no": "A1", "name": "无", "code": ""},
    ]
    work = talks(event("A1"), signed=signed)
    assert work.records["quantity"].tolist() == [3]
    assert work.fates[1] == {"": 3, "no_identity": 1}
    assert len(said(work, "malformed")) == len(said(work, "precision_lost")) == 1
    assert [line["found"] for line in said(work, "id_number")] == ["44***************4"]
    assert [line["severity"] for line in said(work, "no_identity")] == ["warning"]


@pytest.mark.parametrize("field", EVIDENCE)
@pytest.mark.parametrize("text", ["", "否", "未上传"])
def test_evidence_that_is_not_there(field, text):
    work = talks(event("A1", **{field: text}), signed=signins("A1", range(60)))
    assert work.found[TIANHE]["talks"] == 0
    (record,) = work.records.to_dict("records")
    assert record["fate"] == "incomplete"
    assert record["evidence"].split("；缺：")[0].count("、") == 2
    assert "record_incomplete" in codes(work)


def test_only_a_matching_needs_the_demand_sheet():
    signed = [*signins("A1", range(60)), *signins("B1", range(100, 130))]
    work = talks(event("A1", demand_sheet=""), matching("B1", demand_sheet="否"), signed=signed)
    assert (work.found[TIANHE]["talks"], work.found[TIANHE]["matchings"]) == (1, 0)
    assert work.records["why"].tolist()[1] == "不计入：缺产品对接需求表"


def test_every_reason_is_told_and_the_first_is_the_fate():
    work = talks(event("A1", event_date="2024-12-31", photos="", post="无"), signed=signins("A1", range(10)))
    (record,) = work.records.to_dict("records")
    assert record["fate"] == "out_of_period"
    assert record["why"] == (
        "不计入：活动日期 2024-12-31 不在服务期 2025-01-01 至 2025-12-31 内；缺现场照片、活动推文；"
        "签到企业 10 家，没有达到“不低于 60 家”"
    )
    assert record["evidence"] == "有：活动通知、活动签到表；缺：现场照片、活动推文"
    assert codes(work) >= {"record_out_of_period", "record_incomplete", "event_too_few_firms"}


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        ("2024-12-31", False),
        ("2025-01-01", True),
        ("2025-12-31 23:59:59", True),
        ("2026-01-01", False),
        ("2025年3月5日 14:30-17:00", True),
        ("45731", True),
    ],
)
def test_the_service_period(day, counts):
    work = talks(event("A1", event_date=day), signed=signins("A1", range(60)))
    assert work.found[TIANHE]["talks"] == counts


def test_another_service_period_is_the_policys_to_say():
    rules = policy(service=(dt.date(2025, 4, 17), dt.date(2026, 3, 31)))
    days = {"A1": "2025-04-16", "A2": "2025-04-17", "A3": "2026-03-31", "A4": "2026-04-01"}
    signed = [row for at, no in enumerate(days) for row in signins(no, range(100 * at, 100 * at + 60))]
    work = talks(*(event(no, event_date=day) for no, day in days.items()), signed=signed, rules=rules)
    assert work.found[TIANHE]["talks"] == 2


@pytest.mark.parametrize("day", ["", "三月", "2025-02-30", "2025年3月", "3月5日", "2025-03-05至2025-03-06"])
def test_a_day_that_cannot_be_read_does_not_count(day):
    work = talks(event("A1", event_date=day), signed=signins("A1", range(60)))
    assert work.found[TIANHE]["talks"] == 0
    assert fates(work) == ["date_unreadable"]
    assert len(said(work, "record_date_unreadable")) == 1


def test_a_column_that_a_list_lacks_is_told_once():
    rows = [event("A1"), event("A2")]
    fields = set(rows[0]) - {"post", "event_date"}
    made = listing("gi_events", rows, fields=fields)
    work = assess(made, listing("gi_signins", signins("A1", range(60)), src=1))
    assert [line["found"] for line in said(work, "gi_column_missing")] == [
        "没有“活动日期”一列",
        "没有“活动推文”一列",
    ]
    assert not codes(work) & {"record_incomplete", "record_date_unreadable"}
    assert fates(work) == ["date_unreadable"] * 2


@pytest.mark.parametrize(
    ("row", "title", "measure"),
    [
        ({"event_type": "政策宣讲", "event_topic": "产业对接政策解读"}, "", "talks"),
        ({"event_type": "", "event_topic": "产业对接会"}, "政策宣讲活动清单", "matchings"),
        ({"event_type": "", "event_topic": "高企政策解读会"}, "政策宣讲活动清单", "talks"),
        ({"event_type": "", "event_topic": "政策宣讲暨产业对接会"}, "产业对接活动清单", "matchings"),
        ({"event_type": "其他", "event_topic": "高企政策宣讲"}, "", "talks"),
        ({"event_type": "", "event_topic": "沙龙"}, "宣讲、对接活动清单", ""),
    ],
)
def test_what_an_event_counts_as(row, title, measure):
    made = listing("gi_events", [event("A1", **row)], title=title)
    work = assess(made, listing("gi_signins", signins("A1", range(60)), src=1))
    assert work.records["measure"].tolist() == [measure]
    assert {key for key, number in work.found[TIANHE].items() if number} == ({measure} - {""})
    assert ("event_unclassified" in codes(work)) == (measure == "")


@pytest.mark.parametrize(("firms", "key"), [(60, "talks"), (59, "matchings"), (30, "matchings"), (29, None)])
def test_held_as_both_counts_once_as_what_it_is_good_for(firms, key):
    work = talks(event("A1", event_type="政策宣讲、产业对接"), signed=signins("A1", range(firms)))
    found = work.found[TIANHE]
    assert (found["talks"], found["matchings"]) == (key == "talks", key == "matchings")
    assert len(work.records) == 1
    (told,) = said(work, "event_both_kinds")
    assert told["detail"] == {"matchings": "按产业对接计"}.get(key, "按政策宣讲计")


def test_held_as_both_counts_twice_where_the_reading_allows_it():
    each = {"repeats": "each"}
    work = talks(
        event("A1", event_type="政策宣讲、产业对接"),
        signed=signins("A1", range(60)),
        rules=policy(talks=each, matchings=each),
    )
    assert (work.found[TIANHE]["talks"], work.found[TIANHE]["matchings"]) == (1, 1)
    assert work.fates[0] == {"": 1}
    assert len(work.records) == 2


@pytest.mark.parametrize(("last", "counts"), [(39, 0), (40, 2), (41, 2)])
def test_the_average_decides_for_all_where_the_reading_says_so(last, counts):
    # 80 + 40 firms make 60 on average; each by itself, only the first is large enough.
    signed = [*signins("A1", range(80)), *signins("A2", range(100, 100 + last))]
    rules = policy(talks={"sessions": "average"})
    work = talks(event("A1"), event("A2"), signed=signed, rules=rules)
    assert work.found[TIANHE]["talks"] == counts
    assert set(fates(work)) == ({""} if counts else {"too_few_firms"})
    assert talks(event("A1"), event("A2"), signed=signed).found[TIANHE]["talks"] == 1


def test_without_sign_in_lists_events_cannot_be_known():
    work = assess(("gi_events", [event("A1"), event("B1", district="白云区")]))
    assert {code: found["talks"] for code, found in work.found.items()} == {TIANHE: None, BAIYUN: None}
    assert set(fates(work)) == {"signins_missing"}
    assert {line["found"] for line in said(work, "gi_list_missing")} >= {"没有“广州科技GI 签到清单”"}


def own(home: str, number: int, start: int = 0) -> list[dict[str, str]]:
    return [row | {"district": home} for row in signins("A1", range(start, start + number))]


@pytest.mark.parametrize(
    ("signed", "found"),
    [
        (own("天河区", 60), 1),
        (own("天河区", 59) + own("白云区", 9, 100), 0),
        (own("天河区", 59) + own("", 1, 100), None),
        (own("天河区", 60) + own("", 1, 100), 1),
        (own("天河区", 50) + own("", 9, 100), 0),
        (own("", 60), None),
    ],
)
def test_attendees_of_the_district_where_the_reading_asks_for_them(signed, found):
    rules = policy(talks={"attendees": "own_district"})
    assert talks(event("A1"), signed=signed, rules=rules).found[TIANHE]["talks"] == found
    assert talks(event("A1"), signed=signed).found[TIANHE]["talks"] == (len(signed) >= 60)


def test_the_share_of_the_district_is_told_where_it_is_known():
    registry = [
        {"name": "甲0公司", "code": code(0), "district": "天河区"},
        {"name": "甲1公司", "code": code(1), "district": "白云区"},
        {"name": "甲2公司", "code": code(2), "district": "天河区"},
        {"name": "甲2公司", "code": code(2), "district": "越秀区"},
        {"name": "乙公司", "code": code(9), "district": "天河区"},
    ]
    signed = [*signins("A1", range(4)), {"event_no": "A1", "name": "乙公司"}]
    work = assess(("gi_events", [event("A1")]), ("gi_signins", signed), ("registry", registry))
    share = "；所在区已知的 3 家中，本区 2 家"
    assert work.records["why"].tolist() == [f"不计入：签到企业 5 家，没有达到“不低于 60 家”{share}"]
    small = event("A1", district="越秀区", event_type="产业对接")
    held = [*signins("A1", range(10, 19)), {"event_no": "A1", "name": "乙公司"}]
    work = assess(("gi_events", [small]), ("gi_signins", held), ("registry", registry))
    share = "；所在区已知的 1 家中，本区 0 家"
    assert work.records["why"].tolist() == [f"计入：签到企业 10 家，不低于 10 家{share}"]


def test_districts_have_their_own_events_of_one_number():
    events = [event("1"), event("1", district="越秀区", event_place="别处")]
    files = ("data/2025/天河区/活动.xlsx", "data/2025/越秀区/签到.xlsx", "data/2025/天河区/签到.xlsx")
    work = assess(
        listing("gi_events", events, path=files[0]),
        listing("gi_signins", signins("1", range(20)), src=1, path=files[1]),
        listing("gi_signins", signins("001", range(100, 160)), src=2, path=files[2]),
    )
    assert (work.found[TIANHE]["talks"], work.found[YUEXIU]["talks"]) == (1, 1)
