"""The settings of a year, as the stages are given them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt
    from fractions import Fraction

DistrictFindings = Literal["full", "places", "none"]


@dataclass(frozen=True, slots=True)
class Budget:
    """`[budget.YEAR]`: what there is to pay, in whole 元.

    Attributes:
        total: for the city, None where not given.
        districts: by district name.
        method: `none` (claims are only shown) or `proportional`.
    """

    total: int | None = None
    districts: dict[str, int] = field(default_factory=dict)
    method: str = "none"


@dataclass(frozen=True, slots=True)
class Switch:
    """A reading that was switched: the letter of the choice, and why."""

    choice: str
    reason: str


@dataclass(frozen=True, slots=True)
class Privacy:
    """`[privacy]`: what a district's files say of single firms.

    All of it comes from public lists, whatever is set here: what a statistics list holds never leaves the
    bureau, and there is no setting that lets it.

    Attributes:
        district_lists: public lists of which a district is given its own firms: `hnte`, `tech_smes`.
        patent_flags: whether these say which firm has a patent.
        district_findings: `full`; `places`: which matter, and where, but neither whom it concerns nor what
            stands there; `none`.
    """

    district_lists: tuple[str, ...] = ("hnte", "tech_smes")
    patent_flags: bool = True
    district_findings: DistrictFindings = "full"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a year.

    Attributes:
        pins: files by kind, as written (globs relative to the workspace, optionally `#sheet`).
        hnte_scope: `city` or `province`: whether a 高企 without any district may lie outside the city (C6).
        use_code_fallback: whether digits 3-8 of a code may give a district (C6).
        budget: None where no budget is set.
        readings: readings that were switched, by id.
        baseline: last year's result.json, relative to the workspace; "" where none is named.
        privacy: what a district's files say of single firms.
        reply_until: the last day for a district's 确认/异议回执; None where none is set.
        second_person: whether a decision needs a second person who checked it.
        text: the file's settings in a fixed form, for the run's identity.
        tolerance: share of a target by which 左右 may fall short (`gzaudit goals`); None where none is set.
    """

    pins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hnte_scope: str = "city"
    use_code_fallback: bool = False
    budget: Budget | None = None
    readings: dict[str, Switch] = field(default_factory=dict)
    baseline: str = ""
    privacy: Privacy = field(default_factory=Privacy)
    reply_until: dt.date | None = None
    second_person: bool = True
    text: str = ""
    tolerance: Fraction | None = None
