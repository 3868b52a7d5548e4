"""The Chinese sentences that tell how a target was held against a figure. Nothing is decided here."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from gzaudit.policy.exact import exact_decimal, percent_cut, percent_exact

if TYPE_CHECKING:
    from gzaudit.policy.model_goals import Due, Goal
    from gzaudit.result_goals import Figure, Verdict

NO_TOLERANCE: Final = (
    "“左右”没有写明幅度，不下结论；可在 gzaudit.toml 的 [goals] 设 tolerance，或用 --tolerance"
)
VERDICTS: Final[dict[Verdict, str]] = {
    "reached": "达到", "missed": "未达到", "not_due": "未到期", "none": "不下结论",
}  # fmt: skip
BEFORE: Final = ("达到", "不少于", "不低于", "超过", "高于", "多于", "≥")
"""Words that stand before the number; the others stand behind it."""


def limit_text(goal: Goal) -> str:
    """The number as the document writes it."""
    number = f"{goal.at:,} {goal.unit}"
    if goal.word is None:
        return number
    return f"{goal.word} {number}" if goal.word in BEFORE else f"{number}{goal.word}"


def due_text(due: Due, year: int | None) -> str:
    """When a target is to be reached."""
    told: dict[Due, str] = {
        "each_year": f"{year} 年起每年",
        "in_year": f"{year} 年",
        "by_end": f"到 {year} 年",
        "standing": "没有写明年份",
    }
    return told[due]


def goal_text(goal: Goal) -> str:
    """Say what is to be reached, by when."""
    return f"目标：{goal.name}，{due_text(goal.due, goal.year)}，{limit_text(goal)}"


def missing_text(figure: Figure) -> str:
    """Say why there is no figure."""
    return f"{figure.year} 年没有数：{figure.missing}"


def share_text(value: int, at: int) -> str:
    """A ratio in full: exact fraction, and the percentage cut after two places."""
    return f"{value:,} ÷ {at:,} = {percent_cut(Fraction(value, at))}"


def ratio_text(goal: Goal, figure: Figure) -> str:
    """Say what part of the target the figure is, and what is missing."""
    value = figure.value or 0
    gap = goal.at - value
    told = f"还差 {gap:,} {goal.unit}" if gap > 0 else f"超出 {-gap:,} {goal.unit}" if gap else "恰为目标数"
    open_ = f"；另有 {figure.open:,} {goal.unit}未定，没有计入" if figure.open else ""
    return f"{figure.year} 年 {share_text(value, goal.at)}，{told}{open_}"


def pace_text(goal: Goal, figure: Figure, *, gap: int, left: int, pace: int) -> str:
    """Say how much must come in each remaining year."""
    when = f"{figure.year + 1} 至 {goal.year} 年每年" if left > 1 else f"{goal.year} 年"
    return f"到 {goal.year} 年还有 {left} 年：{gap:,} ÷ {left}，进位取整，{when}须净增 {pace:,} {goal.unit}"


def new_pace_text(goal: Goal, figure: Figure, new_pace: int) -> str:
    """Say how many certificates must be granted in each remaining year."""
    return (
        f"现有的到 {goal.year} 年仍在有效期内 {figure.kept:,} {goal.unit}，"
        f"其间还有 {figure.years} 个认定年度："
        f"（{goal.at:,} − {figure.kept:,}）÷ {figure.years}，进位取整，每年须新认定 {new_pace:,} {goal.unit}"
    )


def within_text(goal: Goal, tolerance: Fraction) -> str:
    """Say under which tolerance 左右 was judged."""
    least = goal.at * (1 - tolerance)
    shown = f"{least.numerator:,}" if least.denominator == 1 else exact_decimal(least)
    return f"按设定的幅度 {percent_exact(tolerance)}，{shown} {goal.unit}以上算达到"


def open_text(goal: Goal, figure: Figure) -> str:
    """Say that what is not settled may decide."""
    return f"另有 {figure.open:,} {goal.unit}未定，定下之前说不准"


def verdict_text(goal: Goal, verdict: Verdict, why: str) -> str:
    """Say the verdict."""
    aside = f"（{why}）" if why else ""
    return f"{limit_text(goal)}：{VERDICTS[verdict]}{aside}"
