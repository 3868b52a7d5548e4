"""Every target that is in force in a year beside its figure, with the trend and what the numbers say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gzaudit.evaluate.goal import figure_year, goal_result
from gzaudit.goals.measures import figure_of
from gzaudit.goals.notes import cross_checks
from gzaudit.goals.trend import Trend, trend_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from gzaudit.goals.plans import OtherReading, Plan
    from gzaudit.goals.world import World
    from gzaudit.policy.model_goals import Goal
    from gzaudit.policy.model_named import NamedPolicy
    from gzaudit.result_goals import GoalResult


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A target of a document and what came of it; `other`: under which reading not in force, if any."""

    policy: NamedPolicy
    goal: Goal
    result: GoalResult
    other: OtherReading | None = None


@dataclass(frozen=True, slots=True)
class GoalsView:
    """The targets as one sees them from a year.

    Attributes:
        year: from which one looks.
        tolerance: by how much of a target 左右 may fall short; None where nobody said.
        plans: documents in force in that year.
        lines: their targets.
        effects: targets that another reading changes, under that reading.
        trend: figures of each year from the first that has a run.
        notes: what the targets' numbers say of each other.
        world: the runs.
    """

    year: int
    tolerance: Fraction | None
    plans: tuple[Plan, ...]
    lines: tuple[GoalLine, ...]
    effects: tuple[GoalLine, ...]
    trend: tuple[Trend, ...]
    notes: tuple[str, ...]
    world: World


def view_goals(plans: Iterable[Plan], world: World, year: int, tolerance: Fraction | None) -> GoalsView:
    """Hold every target that is in force in a year against the runs. Pure.

    Args:
        plans: all documents with targets.
        world: runs of that year and of earlier ones.
        year: from which one looks.
        tolerance: for targets with 左右.
    """
    every = tuple(plans)
    valid = tuple(each for each in every if each.covers(year))

    def held(policy: NamedPolicy, goal: Goal, other: OtherReading | None = None) -> GoalLine:
        figure = figure_of(world, goal, figure_year(goal, year))
        return GoalLine(policy, goal, goal_result(goal, figure, year, tolerance), other)

    return GoalsView(
        year,
        tolerance,
        valid,
        tuple(held(plan.policy, goal) for plan in valid for goal in plan.policy.goals),
        tuple(held(other.policy, goal, other) for plan in valid for other, goal in _changed(plan)),
        trend_of(world, year),
        cross_checks([plan.policy for plan in every]),
        world,
    )


def _changed(plan: Plan) -> Iterator[tuple[OtherReading, Goal]]:
    """Targets that another reading reads otherwise."""
    for other in plan.others:
        for now, goal in zip(plan.policy.goals, other.policy.goals, strict=True):
            if goal != now:
                yield other, goal
