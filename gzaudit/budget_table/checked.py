"""A table with all that was found in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gzaudit.budget_table.beside import beside_results
from gzaudit.budget_table.defects.find import find_defects
from gzaudit.budget_table.defects.prices import prices
from gzaudit.budget_table.sums import check_sums

if TYPE_CHECKING:
    from gzaudit.budget_table.beside import Beside
    from gzaudit.budget_table.defects.model import Defect
    from gzaudit.budget_table.defects.prices import Price
    from gzaudit.budget_table.model import BudgetTable
    from gzaudit.budget_table.sums import Check
    from gzaudit.goals.world import World


@dataclass(frozen=True, slots=True)
class Checked:
    """A table, its sums, defects and prices, and what a year's run says of its targets.

    Attributes:
        table: as read.
        file: name of the file; `sha256` of its bytes.
        checks: of the sums.
        defects: of the writing.
        prices: for asking.
        year: of the run that targets were held against; None where there is no run.
        run: how that run is called.
        beside: targets that lists can tell of.
    """

    table: BudgetTable
    file: str
    sha256: str
    checks: tuple[Check, ...]
    defects: tuple[Defect, ...]
    prices: tuple[Price, ...]
    year: int | None = None
    run: str = ""
    beside: tuple[Beside, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether every sum does."""
        return all(each.ok for each in self.checks)


def check_table(
    table: BudgetTable, file: str, sha256: str, world: World | None = None, year: int | None = None
) -> Checked:
    """Look through a table. Pure.

    Args:
        table: as read.
        file: its name.
        sha256: of its bytes.
        world: the run of `year`; None where there is none.
        year: of the run.
    """
    beside: tuple[Beside, ...] = ()
    if world is not None and year is not None:
        beside = beside_results(table, world, year)
    shown = world.shown(year) if world is not None and year is not None else ""
    return Checked(
        table,
        file,
        sha256,
        check_sums(table),
        find_defects(table),
        prices(table),
        year if world is not None else None,
        shown,
        beside,
    )
