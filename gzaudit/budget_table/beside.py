"""Indicators that lists can tell of, beside the figures of a year's run, by the evaluator of all targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from gzaudit.budget_table.values import targets
from gzaudit.budget_table.words import words
from gzaudit.evaluate.goal import goal_result
from gzaudit.goals.measures import figure_of
from gzaudit.policy.model_goals import Goal, GoalFigure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.budget_table.model import BudgetTable, Indicator, Line, Target
    from gzaudit.budget_table.words import Checkable
    from gzaudit.goals.world import World
    from gzaudit.policy.model_goals import MeasureKey
    from gzaudit.result_goals import GoalResult

# Signs as the boundary words that the evaluator knows; a number alone asks for at least that much.
_WORDS: Final = {"=": None, "≥": "≥", ">": "超过", "≈": "左右"}
_TENS: Final = {"万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Beside:
    """A target of the table beside what the run holds."""

    line: Line
    indicator: Indicator
    goal: Goal
    result: GoalResult


def beside_results(table: BudgetTable, world: World, year: int) -> tuple[Beside, ...]:
    """Hold every target that lists can tell of against the run of a year.

    Args:
        table: as read; its annual values are meant.
        world: the run of that year.
        year: of the run.
    """
    return tuple(
        Beside(line, indicator, goal, goal_result(goal, figure_of(world, goal, year), year, None))
        for line in table.lines
        for indicator in line.indicators
        for goal in _goals(line, indicator, year)
    )


def _goals(line: Line, indicator: Indicator, year: int) -> Iterator[Goal]:
    for number, target in enumerate(targets(indicator.annual, indicator.name), 1):
        rule = _rule(indicator, target)
        at = target.number * _size(target.unit)
        if rule is None or target.sign not in _WORDS or at.denominator != 1:
            continue
        key, clause = f"{line.number}.{indicator.number}.{number}", f"项目{line.number}（{indicator.number}）"
        figure = None
        if rule.measure:
            figure = GoalFigure(key, clause, cast("MeasureKey", rule.measure), partly=rule.partly)
        yield Goal(
            key,
            clause,
            group=f"项目{line.number}",
            name=target.label or indicator.name,
            at=int(at),
            word=_WORDS[target.sign],
            unit=target.unit.lstrip("万亿") or target.unit,
            due="in_year",
            year=year,
            figure=figure,
            unknown=rule.unknown,
        )


def _rule(indicator: Indicator, target: Target) -> Checkable | None:
    """What is said of the target itself, or else of the indicator that has it alone."""
    for text in (target.label, indicator.name):
        for rule in words().checkable:
            if any(word in text for word in rule.words):
                return rule
    return None


def _size(unit: str) -> int:
    return _TENS.get(unit[:1], 1) if len(unit) > 1 else 1
