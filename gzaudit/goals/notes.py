"""What the numbers of the targets say of each other, worked out from them, whatever the runs hold."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from gzaudit.goals.stock import VALID_YEARS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gzaudit.policy.model_goals import Goal
    from gzaudit.policy.model_named import NamedPolicy


def cross_checks(plans: Iterable[NamedPolicy]) -> tuple[str, ...]:
    """Sentences that hold one target against another."""
    goals = [(plan, goal) for plan in plans for goal in plan.goals]
    stocks = [(plan, goal) for plan, goal in goals if _is(goal, "hnte_stock")]
    return tuple(
        note
        for plan, stock in stocks
        for note in (
            *_steady(plan, stock, [each for each in goals if _is(each[1], "hnte_cohort")]),
            *_each(plan, stock),
        )
    )


def _is(goal: Goal, measure: str) -> bool:
    return goal.figure is not None and goal.figure.measure == measure


def _steady(plan: NamedPolicy, stock: Goal, cohorts: list[tuple[NamedPolicy, Goal]]) -> Iterator[str]:
    """What a yearly number comes to over the years of a certificate, beside the number of valid ones."""
    for other, cohort in cohorts:
        steady = cohort.at * VALID_YEARS
        needed = -(-stock.at // VALID_YEARS)
        sign = "少于" if steady < stock.at else "不少于"
        aside = f"；要有 {stock.at:,} 家，每年须认定 {needed:,} 家" if steady < stock.at else ""
        yield (
            f"{other.document.short}{cohort.clause}每年 {cohort.at:,} 家，有效期三年，稳定下来有 "
            f"{cohort.at:,} × {VALID_YEARS} = {steady:,} 家，{sign}{plan.document.short}{stock.clause}的 "
            f"{stock.at:,} 家{aside}。"
        )


def _each(plan: NamedPolicy, stock: Goal) -> Iterator[str]:
    """How many of what 高企 own falls to each of them, where both are meant for the same year."""
    for goal in plan.goals:
        if goal.due == "by_end" and goal.year == stock.year and goal.unit == "件":
            each = Fraction(goal.at, stock.at)
            hundredths = each.numerator * 100 // each.denominator
            shown = f"{hundredths // 100}.{hundredths % 100:02d}"
            yield (
                f"{plan.document.short}{goal.clause}“{goal.name}”{goal.at:,} {goal.unit} ÷ "
                f"“{stock.name}”{stock.at:,} 家 = 平均每家 {shown} {goal.unit}（截到两位）。"
            )
