"""What the page of targets draws: columns by year, recognised beside valid, and the path to a target."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from gzaudit.evaluate.goal import last_year

if TYPE_CHECKING:
    from gzaudit.goals.view import GoalLine, GoalsView

HEIGHT: Final = 150
"""Of the tallest column, in units of the drawing."""
STEP: Final = 74
"""From one year to the next."""
_STOCK: Final = "hnte_stock"


def goals_chart(view: GoalsView) -> dict[str, Any] | None:
    """The chart of valid 高企 against their target.

    Returns:
        `title`, `years` (each with `label`, `x` and `bars`: `series` 0 recognised, 1 valid, with `height` and
        `value`; a figure that is not known has no bar, `value` 不知道), `target` (height and text), and
        `path`: two points (`x`, `y` above the ground) from the last known figure to the target, empty where
        there is nothing to go. None where no target asks for valid 高企.
    """
    line = next((each for each in view.lines if _is_stock(each)), None)
    if line is None or (last := last_year(line.goal)) is None:
        return None
    known = {each.year: (each.cohort.value, each.stock.value) for each in view.trend}
    years = range(min([*known, view.year]), max(last, view.year) + 1)
    tops = [number for pair in known.values() for number in pair if number is not None]
    highest = max(line.goal.at, *tops) if tops else line.goal.at
    at = {year: STEP * number for number, year in enumerate(years)}
    target = _height(line.goal.at, highest)
    return {
        "title": f"{line.goal.name}：历年的数与到 {last} 年的目标（家）",
        "years": [_year(year, at[year], known.get(year), highest) for year in years],
        "target": {"height": target, "text": f"目标 {line.goal.at:,}"},
        "path": _path(line, view.year, at, highest, last),
        "width": STEP * len(years),
        "height": HEIGHT,
        "step": STEP,
    }


def _is_stock(line: GoalLine) -> bool:
    return line.goal.figure is not None and line.goal.figure.measure == _STOCK


def _height(value: int, highest: int) -> int:
    return int(Fraction(value * HEIGHT, highest))


def _year(year: int, x: int, pair: tuple[int | None, int | None] | None, highest: int) -> dict[str, Any]:
    bars = [
        {
            "series": series,
            "height": 0 if number is None else _height(number, highest),
            "value": "不知道" if number is None else f"{number:,}",
        }
        for series, number in enumerate(pair or ())
    ]
    return {"label": f"{year}", "x": x, "bars": bars}


def _path(line: GoalLine, year: int, at: dict[int, int], highest: int, last: int) -> list[dict[str, int]]:
    figure = line.result.figure
    if figure is None or figure.value is None or line.result.pace is None:
        return []
    return [
        {"x": at[year], "y": _height(figure.value, highest)},
        {"x": at[last], "y": _height(line.goal.at, highest)},
    ]
