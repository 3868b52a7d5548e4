"""Events among one another: held as two things at once, repeated, averaged; then what counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.basework.attendees import shares_of
from gzaudit.basework.events import attendance_of, fail_by_average, judge_measure
from gzaudit.basework.once import fail_repeats
from gzaudit.basework.records import Judged, lines_of
from gzaudit.basework.rows import EVENTS
from gzaudit.basework.topics import measures_of
from gzaudit.findings import Batch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.basework.events import Attendance
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
) -> tuple[Judged, pd.DataFrame]:
    """Judge every event of the lists.

    Args:
        material: the GI lists.
        signins: who signed in where.
        homes: district by firm, where known.
        measures: those counted from events, in the order of the notice.
        policy: what is required.

    Returns:
        The events judged, and a line per event with `src`, `row`, `district`, `firms`, `known` and `own`.
    """
    rows = material.of_kind(EVENTS)
    attendance = attendance_of(material, signins, shares_of(signins, homes))
    named = measures_of(material, rows, measures)
    judged = Judged(pd.DataFrame(), pd.Series(_OTHER, index=rows.index, dtype=object))
    frames = []
    for measure in measures:
        frame, verdicts = judge_measure(material, attendance, rows[named[measure.key]], measure, policy)
        frames.append(frame)
        judged.verdicts.append(verdicts)
    frame = pd.concat(frames, ignore_index=True)
    options = {measure.key: measure.options for measure in measures}
    once = {key: option.get("repeats", "once") == "once" for key, option in options.items()}
    frame = _settle_both(frame, once)
    place = frame["at"].map(material.district).astype(object)
    judged.batches.append(_held_as_both(material, rows[named.sum(axis=1) > 1], frame, measures))
    judged.batches += fail_repeats(material, attendance, rows, frame, once)
    for measure in measures:
        if measure.options.get("sessions", "each") == "average":
            fail_by_average(frame, place, measure)
    _say_why(frame)
    open_ = frame["fate"].isin(["home_unknown", "signins_missing"])
    judged.unknown = set(zip(place[open_], frame.loc[open_, "measure"], strict=True))
    judged.records = pd.concat(
        [
            _lines(material, rows, frame),
            _unclassified(material, rows[~named.any(axis=1)], attendance, judged),
        ],
        ignore_index=True,
    )
    # A row that counts for any measure counts.
    best = judged.records.sort_values("fate", kind="stable").drop_duplicates("at").set_index("at")["fate"]
    judged.fate = best.reindex(rows.index)
    shares = rows[["src", "row"]].assign(
        district=material.district[rows.index],
        firms=attendance.counts["all"],
        known=attendance.counts["known"],
        own=attendance.counts["own"],
    )
    return judged, shares.reset_index(drop=True)


def _settle_both(frame: pd.DataFrame, once: Mapping[str, bool]) -> pd.DataFrame:
    """An event held as both counts once: as the first that it is good for, else as the first named."""
    several = frame.duplicated("at", keep=False) & frame["measure"].map(once).astype(bool)
    ranked = frame.assign(bad=frame["fate"] != "", line=range(len(frame)))
    ranked = ranked[several].sort_values(["bad", "line"], kind="stable")
    given_up = ranked[ranked.duplicated("at")].index
    return frame.drop(index=given_up).reset_index(drop=True)


def _held_as_both(
    material: Material, rows: pd.DataFrame, frame: pd.DataFrame, measures: list[Measure]
) -> Batch:
    names = {measure.key: measure.name for measure in measures}
    taken = frame.groupby("at", sort=False)["measure"].agg(lambda keys: "、".join(names[key] for key in keys))
    return Batch(
        "event_both_kinds",
        rows[["src", "row"]].assign(
            subject=rows["event_topic"],
            found=(rows["event_type"] + " " + rows["event_topic"]).str.strip(),
            detail="按" + rows.index.to_series().map(taken).astype(object) + "计",
            district=material.district[rows.index],
        ),
    )


def _say_why(frame: pd.DataFrame) -> None:
    """What speaks for an event that counts: how many firms, against how many are asked for."""
    firms = "签到企业 " + frame["low"].astype(str) + " 家"
    asked = frame["word"].fillna("").astype(object) + " " + frame["each"].astype(str) + " 家"
    against = firms + ("，" + asked).where(frame["each"].notna(), "")
    averaged = frame["why"] != ""
    why = against.mask(averaged, firms + "；" + frame["why"])
    frame["why"] = frame["why"].mask(frame["fate"] == "", why)


def _lines(material: Material, rows: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    there = rows.loc[frame["at"]]
    title = there["event_topic"].where(there["event_topic"] != "", there["event_no"])
    verdict = frame.rename(columns={"low": "quantity"}).set_index("at")
    return lines_of(material, there, verdict, title)


def _unclassified(
    material: Material, rows: pd.DataFrame, attendance: Attendance, judged: Judged
) -> pd.DataFrame:
    """Events of neither kind: shown, not counted."""
    unplaced = material.unplaced[rows.index]
    verdict = pd.DataFrame(
        {
            "measure": "",
            "quantity": attendance.counts.loc[rows.index, "all"],
            "fate": unplaced.where(unplaced != "", _OTHER),
            "why": "活动类型、主题和清单名称都没有写明是哪一类活动",
            "evidence": "",
        },
        index=rows.index,
    )
    title = rows["event_topic"].where(rows["event_topic"] != "", rows["event_no"])
    told = rows[["src", "row"]].assign(
        subject=title,
        found=(rows["event_type"] + " " + rows["event_topic"]).str.strip(),
        district=material.district[rows.index],
    )
    judged.batches.append(Batch("event_unclassified", told))
    return lines_of(material, rows, verdict, title)
