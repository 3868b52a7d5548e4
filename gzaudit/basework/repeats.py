"""One event counts once (A19): the same number, the same day and place, or the same people at both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gzaudit.normalise.text import dense_text

if TYPE_CHECKING:
    from collections.abc import Iterable

# Sign-ins of two events overlap when at least 4 in 5 of the smaller list stand in the other (A19).
_OVERLAP: Final = (4, 5)
_CITY: Final = re.compile(r"^(?:中国)?(?:广东省)?(?:广州市)?")
_MARKS: Final = re.compile(r"[^\w]+")


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
        topic: what it was about.
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
    topic: str
    place: str
    firms: frozenset[str]

    @property
    def where(self) -> str:
        """The place as compared: without the city, marks and spaces; "" where none is given."""
        return _MARKS.sub("", _CITY.sub("", dense_text(self.place).casefold()))

    @property
    def order(self) -> tuple[str, str, str, str, str, list[str], str]:
        """What comes first is settled by what is said of an event, never by the row it stands in."""
        return (
            self.day, self.district, self.number, self.topic, self.place, sorted(self.firms), self.measure
        )  # fmt: skip


def _sameness(first: Session, later: Session) -> str:
    """In what way a later event repeats an earlier one, in Chinese; "" where it does not."""
    here = first.district == later.district
    if here and later.number and first.number == later.number:
        return "活动编号相同" if later.once or first.measure == later.measure else ""
    if not later.once:
        return ""
    if here and first.day == later.day and later.where and first.where == later.where:
        return "日期和地点相同"
    both, smaller = len(first.firms & later.firms), min(len(first.firms), len(later.firms))
    if smaller and both * _OVERLAP[1] >= smaller * _OVERLAP[0]:
        return f"签到企业重合 {both} 家，较少的一场共 {smaller} 家"
    return ""


def find_repeats(sessions: Iterable[Session]) -> list[tuple[Session, Session, str]]:
    """Events that repeat one that counts: (first, later, in what way). What does not count repeats nothing.

    Args:
        sessions: events that count by themselves, of all districts, in any order.
    """
    counted: list[Session] = []
    repeats = []
    for later in sorted(sessions, key=lambda session: session.order):
        for first in counted:
            if how := _sameness(first, later):
                repeats.append((first, later, how))
                break
        else:
            counted.append(later)
    return repeats
