"""Every target that is in force in a year beside its figure, with the trend and what the numbers say together."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from gzaudit.evaluate.goal import figure_year, goal_result
from gzaudit.goals.measures import figure_of
from gzaudit.goals.notes import cross_checks
from gzaudit.goals.trend import Trend, trend_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.goals.world import World
    from gzaudit.policy.model import Plan
    from gzaudit.policy.model_goals import Goal
    from gzaudit.result_goals import GoalResult


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A target of a plan and what came of it."""

    plan: Plan
    goal: Goal
    result: GoalResult


@dataclass(frozen=True, slots=True)
class GoalsView:
    """The targets as one sees them from a year.

    Attributes:
        year: from which one looks.
        tolerance: by how much of a target 左右 may fall short; None where nobody said.
        plans: documents in force in that year.
        lines: their targets.
        trend: figures of each year that has a run, or lies between two that have.
        notes: what the targets' numbers say of each other.
        world: the runs.
    """

    year: int
    tolerance: Fraction | None
    plans: tuple[Plan, ...]
    lines: tuple[GoalLine, ...]
    trend: tuple[Trend, ...]
    notes: tuple[str, ...]
    world: World


def view_goals(
    plans: Iterable[Plan], world: World, year: int, tolerance: Fraction | None
) -> GoalsView:
    """Hold every target that is in force in a year against the runs.

    Args:
        plans: all documents with targets.
        world: runs of that year and of earlier ones.
        year: from which one looks.
        tolerance: for targets with 左右.
    """
    every = tuple(plans)
    valid = tuple(each for each in every if each.valid_from.year <= year <= each.valid_to.year)
    lines = tuple(GoalLine(plan, goal, _held(world, goal, year, tolerance)) for plan in valid for goal in plan.goals)
    return GoalsView(year, tolerance, valid, lines, trend_of(world, year), cross_checks(every), world)


def _held(world: World, goal: Goal, year: int, tolerance: Fraction | None) -> GoalResult:
    return goal_result(goal, figure_of(world, goal, figure_year(goal, year)), year, tolerance)
