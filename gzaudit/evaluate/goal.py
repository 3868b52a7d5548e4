"""One target beside its figure: ratio, gap, pace, verdict, exactly. 左右 needs a tolerance."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from gzaudit.errors import InvariantError
from gzaudit.policy import sentences_goals as say
from gzaudit.policy.wording import APPROXIMATE, AT_LEAST, holds
from gzaudit.result import Step
from gzaudit.result_goals import GoalResult

if TYPE_CHECKING:
    from gzaudit.policy.model_goals import Goal
    from gzaudit.result_goals import Figure, Verdict


def figure_year(goal: Goal, seen: int) -> int:
    """The year whose figure is held against a target: its own, or the last one that can be seen before it."""
    last = last_year(goal)
    return seen if last is None else min(last, seen)


def last_year(goal: Goal) -> int | None:
    """The year in which a target must be reached at last; None where it has none."""
    return goal.year if goal.due in ("in_year", "by_end") else None


def goal_result(goal: Goal, figure: Figure | None, seen: int, tolerance: Fraction | None) -> GoalResult:
    """Hold a figure against a target.

    Args:
        goal: the target.
        figure: of `figure_year`; None where none of the inputs can tell.
        seen: the year from which one looks.
        tolerance: share of the target by which 左右 may fall short; None: nobody set one, no verdict.

    Raises:
        InvariantError: a figure that no count can be.
    """
    steps = [Step(goal.id, goal.clause, say.goal_text(goal))]
    if figure is None or goal.figure is None:
        return GoalResult(goal.id, None, why=goal.unknown, steps=(*steps, _step(goal, goal.unknown)))
    steps += [_step(goal, text) for text in figure.told]
    if figure.value is None:
        steps.append(_step(goal, say.missing_text(figure)))
        return GoalResult(goal.id, figure, why=figure.missing, steps=tuple(steps))
    if figure.value < 0 or figure.open < 0:
        raise InvariantError("目标对照收到的不是数量", found=str(figure), expected="0 或正整数")
    gap, left = goal.at - figure.value, max((last_year(goal) or seen) - seen, 0)
    verdict, why = _verdict(goal, figure, tolerance, due=not left)
    pace = -(-gap // left) if left and gap > 0 else None
    new_pace = _new_pace(goal, figure) if left else None
    steps.append(_step(goal, say.ratio_text(goal, figure)))
    if pace is not None:
        steps.append(Step(goal.id, goal.clause, say.pace_text(goal, figure, gap=gap, left=left, pace=pace)))
    if new_pace is not None:
        steps.append(Step(goal.id, goal.clause, say.new_pace_text(goal, figure, new_pace)))
    steps.append(Step(goal.id, goal.clause, say.verdict_text(goal, verdict, why)))
    ratio = Fraction(figure.value, goal.at)
    return GoalResult(goal.id, figure, ratio, gap, pace, new_pace, verdict, why, tuple(steps))


def _step(goal: Goal, text: str) -> Step:
    """A line on the figure: it stands on the figure's own clause, where there is one."""
    rule = goal.figure or goal
    return Step(rule.id, rule.clause, text)


def _new_pace(goal: Goal, figure: Figure) -> int | None:
    if figure.kept is None or not figure.years:
        return None
    return max(-(-(goal.at - figure.kept) // figure.years), 0)


def _verdict(goal: Goal, figure: Figure, tolerance: Fraction | None, *, due: bool) -> tuple[Verdict, str]:
    """The verdict, and why there is none or under which tolerance there is one."""
    about = goal.word in APPROXIMATE
    if about and tolerance is None:
        return "none", say.NO_TOLERANCE
    if goal.figure and goal.figure.partly:
        return "none", goal.figure.partly
    why = say.within_text(goal, tolerance) if about and tolerance is not None else ""
    low, high = (_enough(goal, figure.value or 0, tolerance), _enough(goal, figure.most, tolerance))
    if low:
        return "reached", why
    if not due:
        return "not_due", why
    return ("none", say.open_text(goal, figure)) if high else ("missed", why)


def _enough(goal: Goal, value: int, tolerance: Fraction | None) -> bool:
    if goal.word in APPROXIMATE:
        return value >= goal.at * (1 - (tolerance or 0))
    return holds(value, goal.word or AT_LEAST, goal.at)
