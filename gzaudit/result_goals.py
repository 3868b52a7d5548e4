"""What targets are held against, and what comes of it. None means not known, never zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fractions import Fraction

    from gzaudit.result import Step

Verdict = Literal["reached", "missed", "not_due", "none"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that the runs hold.

    Attributes:
        year: what year it is of.
        value: whole units; None where the runs cannot tell.
        told: how it was formed, a sentence each: runs, lists, rows.
        missing: why there is none; "" where there is one.
        open: how many more may belong to it, because of something that is not settled yet.
        kept: how much of it will still hold in the target's last year (valid certificates); None where that
            is not known or means nothing.
        years: how many further years may add to what holds then; 0 where that means nothing.
    """

    year: int
    value: int | None
    told: tuple[str, ...] = ()
    missing: str = ""
    open: int = 0
    kept: int | None = None
    years: int = 0

    @property
    def most(self) -> int:
        """As many as it can be at most."""
        return (self.value or 0) + self.open


@dataclass(frozen=True, slots=True)
class GoalResult:
    """A target beside its figure.

    Attributes:
        goal: id of the rule.
        figure: what was held against it; None where none of the inputs can tell.
        ratio: figure ÷ target, exact.
        gap: target − figure: what is still missing, negative where there is more.
        pace: whole units that must come in each remaining year, rounded up; None where none is due any more
            or nothing is missing.
        new_pace: certificates to be newly granted in each remaining year, rounded up: those that run out
            must be made up for; None where that means nothing.
        verdict: on the figure; `none` where the text or the figure allows none.
        why: why there is none, or with which tolerance there is one; "" otherwise.
        steps: the working.
    """

    goal: str
    figure: Figure | None
    ratio: Fraction | None = None
    gap: int | None = None
    pace: int | None = None
    new_pace: int | None = None
    verdict: Verdict = "none"
    why: str = ""
    steps: tuple[Step, ...] = ()
