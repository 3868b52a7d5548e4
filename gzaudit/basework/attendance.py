"""How many firms signed in at each event, and whether that is enough (A17, A18)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.basework.checks import check_records
from gzaudit.basework.gi_lists import EVENTS, SIGNINS
from gzaudit.basework.signins import event_numbers
from gzaudit.policy.wording import holds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.basework.material import Material
    from gzaudit.basework.signins import SignIns
    from gzaudit.basework.verdicts import Verdicts
    from gzaudit.policy.model import Measure, Policy, WorkItem


@dataclass(frozen=True, slots=True)
class Attendance:
    """Firms of each event, indexed as the events' rows.

    Attributes:
        number: event number as compared.
        firms: who signed in.
        counts: `all`, `known` (their district is known) and `own` (it is the event's).
    """

    number: pd.Series
    firms: pd.Series
    counts: pd.DataFrame


def attendance_of(material: Material, signins: SignIns, homes: Mapping[str, str]) -> Attendance:
    """Look up who signed in at each event.

    Args:
        material: the GI lists.
        signins: who signed in where.
        homes: district by firm, where known.
    """
    rows = material.of_kind(EVENTS)
    number, district = event_numbers(rows["event_no"]), material.district[rows.index]
    keys = zip(district, number, strict=True)
    firms = pd.Series([signins.firms.get(key, frozenset()) for key in keys], index=rows.index, dtype=object)
    known = [[homes[firm] for firm in there if firm in homes] for there in firms]
    counts = pd.DataFrame(
        {
            "all": firms.map(len),
            "known": [len(each) for each in known],
            "own": [each.count(code) for each, code in zip(known, district, strict=True)],
        },
        index=rows.index,
        dtype="int64",
    )
    return Attendance(number, firms, counts)


def items_of(policy: Policy, measure: Measure) -> dict[str, WorkItem]:
    """What each district owes of a measure; districts that owe none of it are not there."""
    work = policy.work("base")
    groups = work.groups if work else ()
    return {
        code: item
        for group in groups
        for code in group.districts
        for item in group.items
        if item.measure == measure.key
    }


def judge_measure(
    material: Material, attendance: Attendance, rows: pd.DataFrame, measure: Measure, policy: Policy
) -> tuple[pd.DataFrame, Verdicts]:
    """Judge the events that may count for one measure, each by itself.

    Returns:
        A line per event: `at` (index of its row), `measure`, `fate`, `why`, `evidence`, `who` (which firms
        count), `low` and `high` (how many at least and at most), `each` and `word` (how many are asked for);
        and the verdicts behind them.
    """
    verdicts = check_records(material, rows, measure, policy)
    counts = attendance.counts.loc[rows.index]
    own = measure.options.get("attendees", "any") == "own_district"
    low = counts["own"] if own else counts["all"]
    high = counts["own"] + counts["all"] - counts["known"] if own else counts["all"]
    items, district = items_of(policy, measure), material.district[rows.index]
    least = district.map({code: item.each for code, item in items.items()}).astype("Int64")
    word = district.map({code: item.each_word for code, item in items.items()}).astype(object)
    asked, who = least.notna(), "本区签到企业 " if own else "签到企业 "
    if SIGNINS not in material.there:
        verdicts.fail(asked, "signins_missing", "没有签到清单，无从知道企业数")
    elif measure.options.get("sessions", "each") == "each":
        enough = _reach(low, word, least)
        hopeless = ~_reach(high, word, least)
        short = who + low.astype(str) + " 家，没有达到“" + _required(word, least) + "”"
        verdicts.fail(asked & hopeless, "too_few_firms", short, field="event_no")
        open_ = "已知在本区的签到企业 " + low.astype(str) + " 家，另有 " + (high - low).astype(str)
        verdicts.fail(asked & ~enough & ~hopeless, "home_unknown", open_ + " 家所在区不明，无从判断")
    frame = pd.DataFrame(
        {
            "at": rows.index,
            "measure": measure.key,
            "fate": verdicts.fate,
            "why": verdicts.why,
            "evidence": verdicts.evidence,
            "who": who,
            "low": low,
            "high": high,
            "each": least,
            "word": word,
        }
    )
    return frame, verdicts


def _required(word: pd.Series, least: pd.Series) -> pd.Series:
    return word.fillna("").astype(object) + " " + least.astype(str) + " 家"


def _reach(firms: pd.Series, word: pd.Series, least: pd.Series) -> pd.Series:
    """Whether each number of firms reaches the minimum; True where none is asked for."""
    each = zip(firms, word, least, strict=True)
    return pd.Series(
        [True if pd.isna(limit) else holds(int(number), said, int(limit)) for number, said, limit in each],
        index=firms.index,
        dtype=bool,
    )


def fail_by_average(frame: pd.DataFrame, place: pd.Series, measure: Measure) -> None:
    """Reading A17: the average over a district's events decides for all of them.

    Args:
        frame: lines as of `judge_measure`; changed in place.
        place: district of each line.
        measure: with `sessions = "average"`.
    """
    mine = frame[(frame["measure"] == measure.key) & (frame["fate"] == "") & frame["each"].notna()]
    for _, events in mine.groupby(place[mine.index], sort=True):
        least, word, number = int(events["each"].iloc[0]), str(events["word"].iloc[0]), len(events)
        low, high = int(events["low"].sum()), int(events["high"].sum())
        told = f"{number} 场共 {low} 家，平均每场"
        if holds(Fraction(low, number), word, least):
            frame.loc[events.index, "why"] = f"{told}{word} {least} 家"
        elif holds(Fraction(high, number), word, least):
            frame.loc[events.index, "fate"] = "home_unknown"
            frame.loc[events.index, "why"] = (
                f"{told}是否{word} {least} 家，因另有 {high - low} 家所在区不明而未定"
            )
        else:
            frame.loc[events.index, "fate"] = "too_few_firms"
            frame.loc[events.index, "why"] = f"{told}没有达到“{word} {least} 家”"
