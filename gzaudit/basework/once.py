"""Events that repeat another one are taken out of the count, and told so (A19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.basework.repeats import Session, find_repeats
from gzaudit.findings import Batch
from gzaudit.normalise.districts import district_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.basework.events import Attendance
    from gzaudit.basework.material import Material


def _sessions(
    material: Material,
    attendance: Attendance,
    rows: pd.DataFrame,
    frame: pd.DataFrame,
    once: Mapping[str, bool],
) -> list[Session]:
    """Events that count by themselves."""
    open_ = frame[frame["fate"] == ""]
    there = rows.loc[open_["at"]]
    columns = (
        open_.index,
        there["src"],
        there["row"],
        open_["measure"],
        open_["measure"].map(once),
        material.district[there.index],
        attendance.number[there.index],
        material.day[there.index],
        there["event_topic"],
        there["event_place"],
        attendance.firms[there.index],
    )
    return [Session(*values) for values in zip(*(column.tolist() for column in columns), strict=True)]


def fail_repeats(
    material: Material,
    attendance: Attendance,
    rows: pd.DataFrame,
    frame: pd.DataFrame,
    once: Mapping[str, bool],
) -> list[Batch]:
    """The later of two events that are one does not count.

    Args:
        material: the GI lists.
        attendance: who signed in.
        rows: the events.
        frame: lines as in `Events.frame`; changed in place.
        once: by measure, whether one event counts once.

    Returns:
        Findings. A district is told what it repeats of its own, and of another district no more than that.
    """
    found: dict[str, list[dict[str, object]]] = {"event_repeated": [], "event_shared": []}
    for first, later, how in find_repeats(_sessions(material, attendance, rows, frame, once)):
        here = first.district == later.district
        sheet = "" if first.src == later.src else "另一张清单"
        whose = f"{sheet}第 {first.row} 行“{first.topic}”" if here else "另一个区的一场活动"
        frame.loc[later.line, ["fate", "why"]] = ["repeated", f"与{whose}像是同一场：{how}"]
        shared = f"{district_name(first.district)}已计，{district_name(later.district)}不计"
        found["event_repeated" if here else "event_shared"].append(
            {
                "src": later.src,
                "row": later.row,
                "subject": later.topic,
                "found": how,
                "detail": "" if here else shared,
                "district": later.district,
                "ref_src": first.src,
                "ref_row": first.row,
            }
        )
    return [Batch(code, pd.DataFrame(lines)) for code, lines in found.items()]
