"""Year after year: recognised, valid, patents; a year that is missing is told, never a zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gzaudit.goals.measures import cohort, granted, stock
from gzaudit.policy.model_goals import Goal

if TYPE_CHECKING:
    from gzaudit.goals.world import World
    from gzaudit.result_goals import Figure

# The figures do not hang on any target; this one asks for none.
_ANY: Final = Goal("any", "", "", "", 0, None, "", "standing", None, None)


@dataclass(frozen=True, slots=True)
class Trend:
    """The figures of one year."""

    year: int
    cohort: Figure
    stock: Figure
    patents: Figure


def trend_of(world: World, year: int) -> tuple[Trend, ...]:
    """The years from the first that has a run to the one from which one looks."""
    first = min(world.runs, default=year)
    return tuple(
        Trend(each, cohort(world, _ANY, each), stock(world, _ANY, each), granted(world, _ANY, each))
        for each in range(first, year + 1)
    )
