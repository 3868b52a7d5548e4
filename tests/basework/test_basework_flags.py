"""Red flags: told to people, taken from no count."""

from __future__ import annotations

import pytest
from basework_lists import (
    BAIYUN,
    TIANHE,
    assess,
    code,
    codes,
    event,
    need,
    said,
    signins,
    talks,
)
from hypothesis import given
from hypothesis import strategies as st

from gzaudit.basework.similar_needs import alike

BASE = "".join(chr(0x4E00 + at) for at in range(100))


@pytest.mark.parametrize(("changed", "like"), [(9, True), (10, True), (11, False)])
def test_needs_are_alike_from_nine_tenths(changed, like):
    # Of 100 characters each, a changed one is one deleted and one inserted: 20 of 200 are a tenth.
    other = BASE[: 100 - changed] + "甲" * changed
    assert list(alike([BASE, other])) == ([(1, 0)] if like else [])
    rows = [need(1, need=BASE[:20], need_summary=BASE[20:]), need(2, need=BASE[:20], need_summary=other[20:])]
    work = assess(("gi_needs", rows))
    assert work.found[TIANHE]["needs"] == 2
    told = said(work, "need_similar")
    assert [(line["row"], line["ref_row"]) for line in told] == ([(3, 2)] if like else [])


def test_each_need_is_told_with_the_earliest_it_is_like():
    assert list(alike([BASE, "乙" * 50, BASE, BASE + "丙", BASE])) == [(2, 0), (3, 0), (4, 0)]


def edits(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for at, left in enumerate(one, 1):
        last, row[0] = row[0], at
        for to, right in enumerate(other, 1):
            last, row[to] = row[to], last if left == right else 1 + min(row[to], row[to - 1])
    return row[-1]


@given(st.lists(st.text(alphabet="甲乙丙\U00020000", min_size=1, max_size=24), max_size=12))
def test_alike_is_what_the_definition_says(texts):
    expected = []
    for later, text in enumerate(texts):
        for first in range(later):
            if edits(text, texts[first]) * 10 <= len(text) + len(texts[first]):
                expected.append((later, first))
                break
    assert list(alike(texts)) == expected


def test_many_needs():
    texts = [f"{BASE}{at:04d}" * 2 if at % 300 else BASE for at in range(700)]
    pairs = dict(alike(texts))
    assert pairs[300] == pairs[600] == 0
    assert pairs[699] == 1


def test_a_text_that_two_districts_share():
    rows = [
        need(1, need_summary="高温合金叶片的精密铸造工艺改进"),
        need(2, need_summary="高温合金叶片的精密铸造工艺改进", district="白云区"),
        need(3, need_summary="短文", need="甲"),
        need(4, need_summary="短文", need="乙", district="白云区"),
        need(5, need_summary="高温合金叶片的精密铸造工艺改进", uploaded="2025-10-01", district="越秀区"),
    ]
    work = assess(("gi_needs", rows))
    (told,) = said(work, "need_copied")
    assert (told["row"], told["ref_row"], told["detail"]) == (3, 2, "天河区、白云区")
    assert (work.found[TIANHE]["needs"], work.found[BAIYUN]["needs"]) == (2, 2)


def test_one_firm_in_two_districts_on_one_day():
    events = [
        event("A1", event_date="2025-03-01"),
        event("B1", event_date="2025-03-01", district="白云区"),
        event("B2", event_date="2025-03-02", district="白云区"),
    ]
    signed = [*signins("A1", [1, 2]), *signins("B1", [2, 3]), *signins("B2", [1])]
    (told,) = said(talks(*events, signed=signed), "signin_two_districts")
    assert (told["row"], told["subject"]) == (3, "甲2公司")
    assert told["found"] == "2025-03-01 在天河区、白云区签到"


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ({"institution": "服务(广州)有限公司"}, True),
        ({"institution": "换了名字的公司", "code": code(7)}, True),
        ({"institution": "别的公司"}, False),
        (None, False),
    ],
)
def test_the_institution_itself(named, told):
    visits = [
        {"district": "天河区", "name": "服务（广州）有限公司", "code": code(7), "visited_on": "2025-03-01"},
        {"district": "天河区", "name": "甲公司", "code": code(8), "visited_on": "2025-03-01"},
    ]
    tables = [
        ("gi_events", [event("A1")]),
        ("gi_signins", [{"event_no": "A1", "name": "服务(广州)有限公司", "code": ""}]),
        ("gi_visits", visits),
    ]
    if named:
        tables.append(("institutions", [{"district": "天河区", **named}]))
    work = assess(*tables)
    lines = [(line["src"], line["row"], line["district"]) for line in said(work, "institution_among_firms")]
    assert lines == ([(1, 2, TIANHE), (2, 2, TIANHE)] if told else [])
    assert work.found[TIANHE]["visits"] == 2


def test_a_clean_year_has_no_findings_but_lists_that_are_not_there():
    signed = [*signins("A1", range(60)), *signins("A2", range(100, 160))]
    assert codes(talks(event("A1"), event("A2"), signed=signed)) == {"gi_list_missing"}
