"""One part of a district's sum, as values: from the sheets of its lists to the steps of its amount."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gzaudit.analyse.near import Standing
    from gzaudit.ask.figures import Figure


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that a count is made of: its rows, and how many enterprises of the district it brought.

    Attributes:
        list: what it is called.
        statistics: whether it is statistical micro-data.
        path: of the file.
        sheet: "" for csv.
        rows: lines below the headings.
        counted: of these, in the list.
        excluded: how many were left out, by reason in words.
        here: enterprises of the district whose row stands here; None for a list that is only compared with.
    """

    list: str
    statistics: bool
    path: str
    sheet: str
    rows: int
    counted: int
    excluded: dict[str, int]
    here: int | None


@dataclass(frozen=True, slots=True)
class Crossed:
    """How many enterprises of a district are in the other list, are not, and of how many nobody can know."""

    list: str
    both: int
    only_one: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Said:
    """A number or conclusion given for a district, with its cell; "" where no list of the run says it."""

    key: str
    heading: str
    value: Figure
    place: str
    column: str


@dataclass(frozen=True, slots=True)
class StepTold:
    """One step of the working, with its clause and what that says."""

    rule: str
    clause: str
    told: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a district's sum.

    Attributes:
        key: of the indicator or work.
        name: what people read.
        counted: whether it is an indicator; else it is paid for work done.
        unit: of its count; "" for work done.
        listed: whether a list alone decides on the work; else people conclude.
        figures: see `figures_of`.
        sheets: what its count is made of.
        placed: where the districts of the enterprises come from, with how many each.
        crossed: where the count asks for a second list.
        unplaced: enterprises that would count, in the whole city, if it were known where they lie.
        given: target, last year's count, conclusion, quantities.
        steps: the working.
        standing: how near it is to a threshold; None where there is none.
        records: records of work done by what became of them.
    """

    key: str
    name: str
    counted: bool
    unit: str
    figures: dict[str, Figure]
    given: tuple[Said, ...]
    steps: tuple[StepTold, ...]
    sheets: tuple[Sheet, ...] = ()
    placed: dict[str, int] = field(default_factory=dict)
    crossed: Crossed | None = None
    unplaced: int = 0
    standing: Standing | None = None
    records: dict[str, int] = field(default_factory=dict)
    listed: bool = False
