"""The targets beside their figures as plain values for programs; what is not known is null."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.policy.exact import exact_decimal, percent_cut

if TYPE_CHECKING:
    from fractions import Fraction

    from gzaudit.goals.trend import Trend
    from gzaudit.goals.view import GoalLine, GoalsView
    from gzaudit.result_goals import Figure

SCHEMA: Final = "gzaudit.goals/1"


def goals_document(view: GoalsView) -> dict[str, Any]:
    """The document. City-wide figures only: no enterprise is named."""
    return {
        "schema": SCHEMA,
        "year": view.year,
        "tolerance": None if view.tolerance is None else exact_decimal(view.tolerance),
        "policies": [
            {
                "id": plan.policy.id,
                "name": plan.policy.name,
                "sha256": plan.policy.sha256,
                "readings": dict(plan.policy.chosen),
            }
            for plan in view.plans
        ],
        "runs": {str(year): run.shown for year, run in view.world.runs.items()},
        "goals": [_line(each) for each in view.lines],
        "other_readings": [
            {"reading": each.other.reading, "choice": each.other.choice, **_line(each)}
            for each in view.effects
            if each.other
        ],
        "trend": [_trend(each) for each in view.trend],
        "notes": list(view.notes),
    }


def _line(line: GoalLine) -> dict[str, Any]:
    goal, result = line.goal, line.result
    return {
        "policy": line.policy.name,
        "id": goal.id,
        "group": goal.group,
        "name": goal.name,
        "clause": goal.clause,
        "target": goal.at,
        "word": goal.word,
        "unit": goal.unit,
        "due": goal.due,
        "due_year": goal.year,
        "figure": _figure(result.figure),
        "unknown": goal.unknown or None,
        "partly": (goal.figure.partly or None) if goal.figure else None,
        "ratio": _ratio(result.ratio),
        "percent": None if result.ratio is None else percent_cut(result.ratio),
        "gap": result.gap,
        "pace": result.pace,
        "new_pace": result.new_pace,
        "verdict": result.verdict,
        "why": result.why or None,
        "steps": [{"rule": each.rule, "clause": each.clause, "text": each.text} for each in result.steps],
    }


def _ratio(ratio: Fraction | None) -> str | None:
    return None if ratio is None else f"{ratio.numerator}/{ratio.denominator}"


def _figure(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "year": figure.year,
        "value": figure.value,
        "open": figure.open,
        "missing": figure.missing or None,
        "told": list(figure.told),
    }


def _trend(trend: Trend) -> dict[str, Any]:
    return {
        "year": trend.year,
        "cohort": _figure(trend.cohort),
        "stock": _figure(trend.stock),
        "patents": _figure(trend.patents),
    }
