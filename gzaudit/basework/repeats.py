"""One event counts once (A19): the same number, the same day and place, or the same people at both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from gzaudit.findings import Batch
from gzaudit.normalise.districts import district_name
from gzaudit.normalise.single import dense_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gzaudit.basework.attendance import Attendance
    from gzaudit.basework.material import Material

# Sign-ins of two events overlap when at least 4 in 5 of the smaller list stand in the other (A19).
_OVERLAP: Final = (4, 5)
_CITY: Final = re.compile(r"^(?:中国)?(?:广东省)?(?:广州市)?")
_MARKS: Final = re.compile(r"[^\w]+")


def place_key(written: str) -> str:
    """A place as compared: without the city, marks and spaces; "" where none is given."""
    return _MARKS.sub("", _CITY.sub("", dense_text(written).casefold()))


@dataclass(frozen=True, slots=True)
class Session:
    """An event that counts unless it repeats another.

    Attributes:
        line: index of the line that is judged.
        src: its source.
        row: spreadsheet row.
        measure: key of the measure that it counts for.
        once: whether that measure counts one event once.
        district: code.
        number: as compared, "" where none.
        day: ISO text.
        title: what people call it.
        place: as written.
        firms: that signed in.
    """

    line: int
    src: int
    row: int
    measure: str
    once: bool
    district: str
    number: str
    day: str
    title: str
    place: str
    firms: frozenset[str]

    @property
    def order(self) -> tuple[str, str, str, str, str, list[str], str]:
        """What comes first is settled by what is said of an event, never by the row it stands in."""
        return (
            self.day, self.district, self.number, self.title, self.place, sorted(self.firms), self.measure
        )  # fmt: skip


class _Repeat(NamedTuple):
    """An event that repeats an earlier one: in what way, and the column that shows it."""

    first: Session
    later: Session
    how: str
    field: str


def _sameness(first: Session, later: Session) -> _Repeat | None:
    """In what way a later event repeats an earlier one; None where it does not."""
    here = first.district == later.district
    if here and later.number and first.number == later.number:
        # One number is one event: listed twice, it is a copy under either reading.
        alike = later.once or first.measure == later.measure
        return _Repeat(first, later, "活动编号相同", "event_no") if alike else None
    if not later.once:
        return None
    where = place_key(later.place)
    if here and first.day == later.day and where and place_key(first.place) == where:
        return _Repeat(first, later, "日期和地点相同", "event_place")
    both, smaller = len(first.firms & later.firms), min(len(first.firms), len(later.firms))
    if smaller and both * _OVERLAP[1] >= smaller * _OVERLAP[0]:
        return _Repeat(first, later, f"签到企业重合 {both} 家，较少的一场共 {smaller} 家", "event_no")
    return None


def _find(sessions: Iterable[Session]) -> list[_Repeat]:
    """Events that repeat one that counts. What does not count repeats nothing."""
    counted: list[Session] = []
    repeats = []
    for later in sorted(sessions, key=lambda session: session.order):
        repeat = next((found for first in counted if (found := _sameness(first, later))), None)
        if repeat:
            repeats.append(repeat)
        else:
            counted.append(later)
    return repeats


def _sessions(
    material: Material, attendance: Attendance, frame: pd.DataFrame, once: Mapping[str, bool]
) -> list[Session]:
    """Events that count by themselves."""
    open_ = frame[frame["fate"] == ""]
    there = material.rows.loc[open_["at"]]
    columns = (
        open_.index,
        there["src"],
        there["row"],
        open_["measure"],
        open_["measure"].map(once),
        material.district[there.index],
        attendance.number[there.index],
        material.day[there.index],
        material.title[there.index],
        there["event_place"],
        attendance.firms[there.index],
    )
    return [Session(*values) for values in zip(*(column.tolist() for column in columns), strict=True)]


def fail_repeats(
    material: Material, attendance: Attendance, frame: pd.DataFrame, once: Mapping[str, bool]
) -> list[Batch]:
    """The later of two events that are one does not count.

    Args:
        material: the GI lists.
        attendance: who signed in.
        frame: lines as of `attendance.judge_measure`; changed in place.
        once: by measure, whether one event counts once.

    Returns:
        Findings. A district is told what it repeats of its own, and of another district no more than that.
    """
    found: dict[str, list[dict[str, object]]] = {"event_repeated": [], "event_shared": []}
    for first, later, how, field in _find(_sessions(material, attendance, frame, once)):
        here = first.district == later.district
        sheet = "" if first.src == later.src else "另一张清单"
        whose = f"{sheet}第 {first.row} 行“{first.title}”" if here else "另一个区的一场活动"
        frame.loc[later.line, ["fate", "why"]] = ["repeated", f"与{whose}像是同一场：{how}"]
        shared = f"{district_name(first.district)}已计，{district_name(later.district)}不计"
        found["event_repeated" if here else "event_shared"].append(
            {
                "src": later.src,
                "row": later.row,
                "field": field,
                "subject": later.title,
                "found": how,
                "detail": "" if here else shared,
                "district": later.district,
                "ref_src": first.src,
                "ref_row": first.row,
            }
        )
    return [Batch(code, pd.DataFrame(lines)) for code, lines in found.items()]
