"""What a unit costs: a project's sum over the one quantity that it promises. For asking, not for faulting."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from gzaudit.budget_table.amounts import shown
from gzaudit.budget_table.values import targets
from gzaudit.budget_table.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.budget_table.model import BudgetTable, Indicator, Line

YUAN: Final = {"万元": 10_000, "元": 1, "亿元": 100_000_000}
"""Units in which such tables print money, in 元."""


@dataclass(frozen=True, slots=True)
class Price:
    """The sum of a project over its quantity.

    Attributes:
        line: the project.
        indicator: the quantity is its annual value.
        quantity: how many.
        unit: of what.
        each: 元 for one, exact.
    """

    line: Line
    indicator: Indicator
    quantity: Fraction
    unit: str
    each: Fraction

    @property
    def shown(self) -> str:
        """For reading: to the 分, rounded half up."""
        rounded = shown(math.floor(self.each * 100 + Fraction(1, 2)))
        return f"{rounded} 元/{self.unit}（{self.quantity} {self.unit}）"


def prices(table: BudgetTable) -> tuple[Price, ...]:
    """Prices of the projects whose first quantity is a single number of things that can be priced."""
    return tuple(_prices(table))


def _prices(table: BudgetTable) -> Iterator[Price]:
    size = YUAN.get(table.money_unit)
    if size is None:
        return
    for line in table.lines:
        for indicator in line.indicators if line.sums.total else ():
            found = targets(indicator.annual, indicator.name) if "数量" in indicator.level2_name else ()
            if len(found) == 1 and found[0].unit in words().priced and found[0].number:
                yuan = Fraction((line.sums.total or 0) * size, 100)
                yield Price(line, indicator, found[0].number, found[0].unit, yuan / found[0].number)
                break
