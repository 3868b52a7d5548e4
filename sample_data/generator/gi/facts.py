"""What the exports of each district hold, and what of it a right run finds."""

from __future__ import annotations

from typing import NamedTuple

SEED = 20250831


class Plan(NamedTuple):
    """One district's exports.

    Attributes:
        talk_firms: firms that a 政策宣讲 must have to count (by the district's tier).
        matching_firms: firms that a 产业对接 must have.
        talks: 政策宣讲 that are to count.
        bad_talks: flaws of further ones, each of which keeps one from counting.
        matchings: 产业对接 that are to count.
        bad_matchings: flaws of further ones.
        key_firms: firms whose reports are whole.
        projects: projects that are whole.
        needs: 技术需求 that are to count, near-duplicates among them.
        near: how many of `needs` say nearly the same as another.
        twice: how many stand there a second time, word for word.
        late: how many were entered after 2025-08-31.
        visits: firms visited.
        weekly: weekly reports.
        reports: annual reports.
    """

    talk_firms: int
    matching_firms: int
    talks: int
    bad_talks: tuple[str, ...]
    matchings: int
    bad_matchings: tuple[str, ...]
    key_firms: int
    projects: int
    needs: int
    near: int
    twice: int
    late: int
    visits: int
    weekly: int
    reports: int


TIANHE, BAIYUN, LIWAN, NANSHA = "440106", "440111", "440103", "440115"

# Flaws: few = one firm short; photos, post, form = that evidence is not there; again = the first one entered
# once more; before, after = held in another year.
PLANS = {
    TIANHE: Plan(
        60, 30, 10, ("few", "photos", "again", "before"), 3, ("form",), 16, 5, 57, 2, 2, 3, 120, 52, 1
    ),
    BAIYUN: Plan(40, 20, 10, ("photos", "post"), 3, ("few",), 11, 4, 26, 1, 0, 1, 80, 50, 1),
    LIWAN: Plan(20, 10, 9, ("few",), 3, (), 10, 3, 16, 0, 0, 1, 40, 46, 1),
    NANSHA: Plan(40, 20, 11, (), 3, ("after",), 10, 3, 25, 0, 0, 2, 66, 41, 0),
}


class Asked(NamedTuple):
    """How much the notice asks of a district; of visits and weekly reports only that there are some."""

    talks: int
    matchings: int
    key_firms: int
    projects: int
    needs: int
    visits: int = 1
    weekly: int = 1
    reports: int = 1


ASKED = {
    TIANHE: Asked(10, 3, 15, 5, 55),
    BAIYUN: Asked(10, 3, 10, 3, 25),
    LIWAN: Asked(10, 3, 10, 3, 15),
    NANSHA: Asked(10, 3, 10, 3, 25),
}


def found(district: str) -> dict[str, int]:
    """What counts of each measure."""
    plan = PLANS[district]
    return {name: getattr(plan, name) for name in Asked._fields}


def proposal(district: str) -> str:
    """What the lists speak for: accepted if every measure is reached, else rejected."""
    asked = ASKED[district]._asdict()
    reached = all(number >= asked[name] for name, number in found(district).items())
    return "accepted" if reached else "rejected"
