"""One event counts once: the same number, the same day and place, or mostly the same firms."""

from __future__ import annotations

import pytest
from basework_lists import (
    BAIYUN,
    TIANHE,
    codes,
    event,
    fates,
    matching,
    policy,
    said,
    signins,
    talks,
)

EACH = policy(talks={"repeats": "each"}, matchings={"repeats": "each"})


def two(first: range, second: range, **more: object) -> list[dict[str, object]]:
    return [*signins("A1", first), *signins("A2", second)]


@pytest.mark.parametrize(("common", "counted"), [(79, 2), (80, 1), (81, 1), (100, 1), (0, 2)])
def test_an_overlap_of_four_fifths_of_the_smaller_list(common, counted):
    signed = two(range(100), range(100 - common, 200 - common))
    events = (event("A1", event_date="2025-03-01"), event("A2", event_date="2025-04-01"))
    work = talks(*events, signed=signed)
    assert work.found[TIANHE]["talks"] == counted
    assert fates(work) == (["", ""] if counted == 2 else ["", "repeated"])
    if counted == 1:
        (told,) = said(work, "event_repeated")
        assert (told["row"], told["ref_row"]) == (3, 2)
        why = f"不计入：与第 2 行“宣讲A1”像是同一场：签到企业重合 {common} 家，较少的一场共 100 家"
        assert work.records["why"].tolist()[1] == why
    assert talks(*events, signed=signed, rules=EACH).found[TIANHE]["talks"] == 2


@pytest.mark.parametrize(("common", "counted"), [(47, 2), (48, 1), (49, 1)])
def test_the_smaller_list_is_what_the_overlap_is_measured_by(common, counted):
    # 48 of 60 are four fifths, whatever the 100 of the other event are.
    signed = two(range(100), range(100 - common, 160 - common))
    work = talks(event("A1"), event("A2"), signed=signed)
    assert work.found[TIANHE]["talks"] == counted


@pytest.mark.parametrize(
    ("place", "day", "counted"),
    [
        ("广州市天河区天河路1号三楼 会议室", "2025-03-01 14:30", 1),
        ("天河区天河路1号三楼会议室", "2025/3/1", 1),
        ("天河区天河路2号三楼会议室", "2025-03-01", 2),
        ("天河区天河路1号三楼会议室", "2025-03-02", 2),
        ("", "2025-03-01", 2),
    ],
)
def test_the_same_day_and_place(place, day, counted):
    first = event("A1", event_date="2025-03-01", event_place="天河区天河路1号，三楼会议室")
    work = talks(
        first,
        event("A2", event_date=day, event_place=place),
        signed=two(range(60), range(100, 160)),
    )
    assert work.found[TIANHE]["talks"] == counted
    if counted == 1:
        assert work.records["why"].str.endswith("日期和地点相同").sum() == 1


def test_two_events_without_a_place_are_two():
    events = [event(no, event_date="2025-03-01", event_place="") for no in ("A1", "A2")]
    assert talks(*events, signed=two(range(60), range(100, 160))).found[TIANHE]["talks"] == 2


@pytest.mark.parametrize("rules", [policy(), EACH])
def test_the_same_number_is_a_copy_under_either_reading(rules):
    events = (event("A1"), event("a1 ", event_date="2025-06-06", event_place="别处"))
    work = talks(*events, signed=signins("A1", range(60)), rules=rules)
    assert work.found[TIANHE]["talks"] == 1
    assert said(work, "event_repeated")[0]["found"] == "活动编号相同"


def test_a_talk_and_a_matching_of_the_same_firms_are_one_event():
    signed = [*signins("A1", range(60)), *signins("B1", range(30))]
    events = (event("A1", event_date="2025-03-01"), matching("B1", event_date="2025-03-02"))
    work = talks(*events, signed=signed)
    assert (work.found[TIANHE]["talks"], work.found[TIANHE]["matchings"]) == (1, 0)
    work = talks(*events, signed=signed, rules=EACH)
    assert (work.found[TIANHE]["talks"], work.found[TIANHE]["matchings"]) == (1, 1)


def test_an_event_that_does_not_count_repeats_nothing():
    # Two firms came to the first, all of the second's list are larger: the first must not swallow it.
    events = (event("A1", event_date="2025-03-01"), event("A2", event_date="2025-03-02"))
    work = talks(*events, signed=two(range(2), range(60)))
    assert work.found[TIANHE]["talks"] == 1
    assert fates(work) == ["too_few_firms", ""]


def test_the_earlier_counts_whatever_the_order_of_rows():
    events = [event("A1", event_date="2025-04-01"), event("A2", event_date="2025-03-01")]
    work = talks(*events, signed=two(range(60), range(60)))
    assert work.records.set_index("title")["fate"].to_dict() == {"宣讲A1": "repeated", "宣讲A2": ""}


def test_an_event_for_two_districts_counts_for_one_and_tells_neither_of_the_other():
    events = (
        event("A1", event_date="2025-03-01"),
        event("A2", event_date="2025-03-02", district="白云区"),
    )
    work = talks(*events, signed=two(range(60), range(60)))
    assert (work.found[TIANHE]["talks"], work.found[BAIYUN]["talks"]) == (1, 0)
    (told,) = said(work, "event_shared")
    assert told["detail"] == "天河区已计，白云区不计"
    assert "event_repeated" not in codes(work)
    why = work.records.set_index("district")["why"][BAIYUN]
    assert why == "不计入：与另一个区的一场活动像是同一场：签到企业重合 60 家，较少的一场共 60 家"


def test_two_districts_in_one_place_on_one_day_are_flagged_only():
    # Places are compared as they are within a district, whatever the city, marks and spaces.
    events = [
        event("A1", event_date="2025-03-01", event_place="广州市中山四路1号，三楼"),
        event("A2", event_date="2025-03-01", event_place="中山四路1号 三楼", district="白云区"),
    ]
    work = talks(*events, signed=two(range(60), range(100, 160)))
    assert (work.found[TIANHE]["talks"], work.found[BAIYUN]["talks"]) == (1, 1)
    (told,) = said(work, "event_same_place")
    assert (told["row"], told["ref_row"]) == (3, 2)
    assert told["found"] == "2025-03-01 中山四路1号 三楼"


def test_a_chain_is_compared_with_what_counts():
    # The second repeats the first; the third is like the second only, which does not count.
    signed = [*two(range(100), range(20, 120)), *signins("A3", range(40, 140))]
    days = ("2025-03-01", "2025-03-02", "2025-03-03")
    events = [event(f"A{at}", event_date=day) for at, day in enumerate(days, 1)]
    assert fates(talks(*events, signed=signed)) == ["", "repeated", ""]
