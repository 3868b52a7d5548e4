"""The rules of a plan of targets, as values: what is to be reached, by when, held against what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gzaudit.policy.model_rules import Rule

Due = Literal["each_year", "in_year", "by_end", "standing"]
MeasureKey = Literal[
    "hnte_cohort", "hnte_stock", "patents", "tech_smes", "trainings", "attendances", "signed_in", "matchings",
    "visits",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class GoalFigure(Rule):
    """Which figure of the runs stands for a target.

    Attributes:
        measure: what is counted (`gzaudit/goals/measures.py`).
        of: of patents, whose: the valid 高企 of the year (`stock`) or those recognised in it (`cohort`).
        owners: of patents, whether any owner may be one of these firms (`each`) or only the first (`first`).
        partly: why the figure is only a part of what the target means; "" where it is all of it. A figure
            that is a part proves nothing, so there is no verdict on it.
    """

    measure: MeasureKey
    of: Literal["stock", "cohort"] = "stock"
    owners: Literal["each", "first"] = "each"
    partly: str = ""


@dataclass(frozen=True, slots=True)
class Goal(Rule):
    """One target.

    Attributes:
        group: how the document numbers it, or a short name for what belongs together.
        name: what people read.
        at: the number, in whole units.
        word: the document's word for the limit: a boundary word, 左右 (which names none), or None.
        unit: of the number; 亿元 where the document counts in it.
        due: `each_year` from `year` on, `in_year` (a yearly figure of `year`), `by_end` (what there is at the
            end of `year`), or `standing` (no year is said).
        year: None where no year is said.
        figure: what is held against it; None where none of the inputs can tell.
        unknown: why not; "" where one can.
    """

    group: str
    name: str
    at: int
    word: str | None
    unit: str
    due: Due
    year: int | None
    figure: GoalFigure | None
    unknown: str = ""
