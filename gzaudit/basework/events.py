"""Events: each by itself, then among one another: held as two things at once, repeated, averaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.basework.attendance import attendance_of, fail_by_average, judge_measure
from gzaudit.basework.event_kinds import measures_of
from gzaudit.basework.gi_lists import EVENTS
from gzaudit.basework.judged import Judged, lines_of
from gzaudit.basework.repeats import fail_repeats
from gzaudit.findings import Batch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.basework.attendance import Attendance
    from gzaudit.basework.material import Material
    from gzaudit.basework.signins import SignIns
    from gzaudit.policy.model import Measure, Policy

_OTHER = "other_activity"


def judge_events(
    material: Material,
    signins: SignIns,
    homes: Mapping[str, str],
    measures: list[Measure],
    policy: Policy,
) -> Judged:
    """Judge every event of the lists.

    Args:
        material: the GI lists.
        signins: who signed in where.
        homes: district by firm, where known.
        measures: those counted from events, in the order of the notice.
        policy: what is required.
    """
    rows = material.of_kind(EVENTS)
    attendance = attendance_of(material, signins, homes)
    named = measures_of(material, rows, measures)
    several, other = rows[named.sum(axis=1) > 1], rows[~named.any(axis=1)]
    judged = [
        judge_measure(material, attendance, rows[named[measure.key]], measure, policy) for measure in measures
    ]
    frame = pd.concat([lines for lines, _ in judged], ignore_index=True)
    once = {measure.key: measure.options.get("repeats", "once") == "once" for measure in measures}
    frame = _settle_both(frame, once)
    batches = [_held_as_both(material, several, frame, measures)]
    batches += fail_repeats(material, attendance, frame, once)
    place = frame["at"].map(material.district).astype(object)
    for measure in measures:
        if measure.options.get("sessions", "each") == "average":
            fail_by_average(frame, place, measure)
    _say_why(frame, attendance)
    batches.append(_unclassified(material, other))
    open_ = frame["fate"].isin(["home_unknown", "signins_missing"])
    frame = pd.concat([frame, _shown_only(material, other, attendance)], ignore_index=True)
    # A row that counts for any measure counts.
    best = frame.sort_values("fate", kind="stable").drop_duplicates("at").set_index("at")["fate"]
    return Judged(
        lines_of(material, frame.rename(columns={"low": "quantity"}).set_index("at")),
        best.reindex(rows.index),
        unknown=set(zip(place[open_], frame.loc[open_[open_].index, "measure"], strict=True)),
        verdicts=[verdicts for _, verdicts in judged],
        batches=batches,
    )


def _settle_both(frame: pd.DataFrame, once: Mapping[str, bool]) -> pd.DataFrame:
    """An event held as both counts once: as the first that it is good for, else as the first named."""
    several = frame.duplicated("at", keep=False) & frame["measure"].map(once).astype(bool)
    ranked = frame.assign(bad=frame["fate"] != "", line=range(len(frame)))
    ranked = ranked[several].sort_values(["bad", "line"], kind="stable")
    given_up = ranked[ranked.duplicated("at")].index
    return frame.drop(index=given_up).reset_index(drop=True)


def _told(material: Material, rows: pd.DataFrame) -> pd.DataFrame:
    """Events whose type is to be looked at, as findings want them."""
    return rows[["src", "row"]].assign(
        field="event_type",
        subject=material.title[rows.index],
        found=(rows["event_type"] + " " + rows["event_topic"]).str.strip(),
        district=material.district[rows.index],
    )


def _held_as_both(
    material: Material, rows: pd.DataFrame, frame: pd.DataFrame, measures: list[Measure]
) -> Batch:
    names = {measure.key: measure.name for measure in measures}
    taken = frame.groupby("at", sort=False)["measure"].agg(lambda keys: "、".join(names[key] for key in keys))
    detail = "按" + rows.index.to_series().map(taken).astype(object) + "计"
    return Batch("event_both_kinds", _told(material, rows).assign(detail=detail))


def _unclassified(material: Material, rows: pd.DataFrame) -> Batch:
    return Batch("event_unclassified", _told(material, rows))


def _say_why(frame: pd.DataFrame, attendance: Attendance) -> None:
    """How many firms, against how many are asked for; and how many of them lie in the district (A18)."""
    firms = frame["who"] + frame["low"].astype(str) + " 家"
    asked = frame["word"].fillna("").astype(object) + " " + frame["each"].astype(str) + " 家"
    against = firms + ("，" + asked).where(frame["each"].notna(), "")
    averaged = frame["why"] != ""
    why = against.mask(averaged, firms + "；" + frame["why"])
    counts = attendance.counts.loc[frame["at"]].set_axis(frame.index)
    share = (
        "；所在区已知的 " + counts["known"].astype(str) + " 家中，本区 " + counts["own"].astype(str) + " 家"
    )
    frame["why"] = frame["why"].mask(frame["fate"] == "", why) + share.where(counts["known"] > 0, "")


def _shown_only(material: Material, rows: pd.DataFrame, attendance: Attendance) -> pd.DataFrame:
    """Events of no kind: shown, not counted."""
    unplaced = material.unplaced[rows.index]
    return pd.DataFrame(
        {
            "at": rows.index,
            "measure": "",
            "low": attendance.counts.loc[rows.index, "all"],
            "fate": unplaced.where(unplaced != "", _OTHER),
            "why": "活动类型、主题和清单名称都没有写明是哪一类活动",
            "evidence": "",
        }
    )
