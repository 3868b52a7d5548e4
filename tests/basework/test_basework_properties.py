"""What holds whatever the lists hold: the account closes, order does not matter, more work is never less."""

from __future__ import annotations

import pandas as pd
from basework_lists import (
    DISTRICTS,
    assess,
    code,
    event,
    key_firm,
    matching,
    need,
    policy,
    project,
    signins,
)
from hypothesis import given, settings
from hypothesis import strategies as st

DAYS = ("2025-03-01", "2025-04-01", "2024-12-31", "", "坏日期")
NAMES = tuple(DISTRICTS.values())
PLACES = ("", "甲楼", "乙楼")

EVENTS = st.builds(
    lambda made, number, day, place, district, photos: made(
        f"A{number}", event_date=day, event_place=place, district=district, photos=photos
    ),
    st.sampled_from([event, matching]),
    st.integers(1, 6),
    st.sampled_from(DAYS),
    st.sampled_from(PLACES),
    st.sampled_from([*NAMES, ""]),
    st.sampled_from(["有", "无"]),
)
SIGNED = st.lists(
    st.builds(
        lambda number, first, size: signins(f"A{number}", range(first, first + size)),
        st.integers(1, 7),
        st.integers(0, 30),
        st.integers(0, 40),
    ),
    max_size=8,
).map(lambda lists: [row for rows in lists for row in rows])
NEEDS = st.builds(
    lambda number, day, district: need(number, uploaded=day, district=district),
    st.integers(1, 5),
    st.sampled_from([*DAYS, "2025-09-01"]),
    st.sampled_from(NAMES),
)
FIRMS = st.builds(
    lambda number, q4, district, revenue: key_firm(
        number, expected_q4=q4, district=district, revenue=revenue
    ),
    st.integers(1, 5),
    st.sampled_from(["1", ""]),
    st.sampled_from(NAMES),
    st.sampled_from(["1", ""]),
)
PROJECTS = st.builds(
    lambda number, plan: project(number, plan=plan), st.integers(1, 4), st.sampled_from(["1", ""])
)
RULES = st.sampled_from(
    [
        policy(),
        policy(talks={"repeats": "each"}, matchings={"repeats": "each"}, key_firms={"quarters": "every"}),
        policy(talks={"sessions": "average"}),
        policy(talks={"attendees": "own_district"}),
    ]
)
ALL = st.tuples(
    st.lists(EVENTS, max_size=6), SIGNED, st.lists(NEEDS, max_size=6), st.lists(FIRMS, max_size=6),
    st.lists(PROJECTS, max_size=4),
)  # fmt: skip
KINDS = ("gi_events", "gi_signins", "gi_needs", "gi_key_firms", "gi_projects")


@settings(max_examples=25, deadline=None)
@given(ALL, RULES, st.randoms(use_true_random=False))
def test_the_account_closes_and_the_order_of_rows_does_not_matter(lists, rules, random):
    # `assess` itself holds the account of every list against its rows.
    one_way = assess(*zip(KINDS, lists, strict=True), rules=rules)
    mixed = [random.sample(rows, len(rows)) for rows in lists]
    other = assess(*zip(KINDS, mixed, strict=True), rules=rules)
    assert one_way.found == other.found
    assert one_way.fates == other.fates
    counted = one_way.records[one_way.records["fate"] == ""].groupby(["district", "measure"]).size()
    for district, found in one_way.found.items():
        for measure, number in found.items():
            assert number in (None, counted.get((district, measure), 0))


@settings(max_examples=25, deadline=None)
@given(ALL, st.sampled_from(KINDS), st.data())
def test_more_records_are_never_less_work(lists, kind, data):
    # Events that repeat one another are left out of this by the reading that lets each count.
    rules = policy(talks={"repeats": "each"}, matchings={"repeats": "each"})
    events, *others = lists
    events = list({each["event_no"]: each for each in events}.values())
    lists = dict(zip(KINDS, (events, *others), strict=True))
    more = {
        "gi_events": EVENTS.map(lambda row: row | {"event_no": "A7"}).map(lambda row: [row]),
        "gi_signins": st.builds(lambda a, b: signins(f"A{a}", [b]), st.integers(1, 7), st.integers(0, 99)),
        "gi_needs": NEEDS.map(lambda row: [row]),
        "gi_key_firms": FIRMS.map(lambda row: [row]),
        "gi_projects": PROJECTS.map(lambda row: [row]),
    }[kind]
    before = assess(*lists.items(), rules=rules)
    after = assess(*(lists | {kind: [*lists[kind], *data.draw(more)]}).items(), rules=rules)
    for district, found in before.found.items():
        for measure, number in found.items():
            assert number is None or after.found[district][measure] >= number


def test_codes_of_the_helper_are_valid():
    from gzaudit.normalise.codes import judge_codes

    codes = pd.Series([code(at) for at in range(200)], dtype=object)
    assert set(judge_codes(codes, pd.Series(False, index=codes.index))["state"]) == {"valid"}
