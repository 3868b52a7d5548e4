"""From expressions to cells: a formula where it is exact and gives the figure, else the figure itself."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from gzaudit.errors import InvariantError
from gzaudit.render.formulas.live import Live, both, cell, known, plus, when, words
from gzaudit.render.model import Formula
from gzaudit.render.tables.words import UNKNOWN

if TYPE_CHECKING:
    from gzaudit.render.formulas.place import Place

OPEN: Final = words(UNKNOWN)


def held(reference: str, value: int | Fraction | str | None) -> Live:
    """A cell with a figure; what is not known is written 待定, and a text has no part in any sum."""
    return cell(reference, UNKNOWN if value is None else value)


def formula(live: Live, expected: int | Fraction | str | None) -> Formula | int | str:
    """A cell with a formula and the value stored beside it.

    Args:
        live: the expression.
        expected: the figure as the evaluator worked it out; None is written 待定.

    Returns:
        The formula, or the figure alone where spreadsheets could not work it out exactly.

    Raises:
        InvariantError: formula and figure disagree; no workbook with two truths may leave the tool.
    """
    figure = UNKNOWN if expected is None else expected
    if not live.exact and not isinstance(figure, Fraction):
        return figure
    if live.value != figure or isinstance(live.value, str) != isinstance(figure, str):
        raise InvariantError(
            "工作簿的公式与核算结果不一致",
            found=f"{live.text} → {live.value}",
            expected=str(figure),
            action="请联系工具维护人员。",
        )
    # A ratio is stored for reading; nothing is decided on it.
    return Formula(f"={live.text}", float(figure) if isinstance(figure, Fraction) else figure)


def unless_open(parts: tuple[Live, ...], then: Live) -> Live:
    """What follows from cells that all hold numbers; 待定 where one does not."""
    return when(both(*(known(part) for part in parts)), then, OPEN)


def added(parts: tuple[Live, ...]) -> Live:
    """The sum of cells; 待定 where one is."""
    return unless_open(parts, plus(*parts))


def column_sum(place: Place, role: str, values: list[int | None]) -> Live:
    """The sum of a column for the line below it; 待定 where one of its cells is, never too little."""
    area = place.down(role)
    if any(value is None for value in values):
        shown: int | str = UNKNOWN
    else:
        shown = sum(value for value in values if value is not None)
    return Live(f'IF(COUNT({area})={place.lines},SUM({area}),"{UNKNOWN}")', shown)
