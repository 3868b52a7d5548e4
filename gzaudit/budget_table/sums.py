"""Whether a table adds up: across each row, lines to their unit, units to the whole. To the last place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gzaudit.budget_table.model import BudgetTable, Place, Sums


@dataclass(frozen=True, slots=True)
class Check:
    """One sum that was worked out again; all in hundredths of the table's unit.

    Attributes:
        what: whose sum, and of what it is made.
        printed: what the table says; None where it says nothing.
        worked: what its parts add up to; None where a part is not known.
        parts: how many parts there are.
        place: where the sum stands; None where the table has no such row.
    """

    what: str
    printed: int | None
    worked: int | None
    parts: int
    place: Place | None

    @property
    def ok(self) -> bool:
        """Whether both are known and equal."""
        return self.printed is not None and self.printed == self.worked

    @property
    def difference(self) -> int | None:
        """Printed less worked out; None where one is not known."""
        if self.printed is None or self.worked is None:
            return None
        return self.printed - self.worked


def check_sums(table: BudgetTable) -> tuple[Check, ...]:
    """Work out every sum of a table again.

    Any single amount that is wrong shows: a row's total is held against its parts, and every amount of a line
    or a unit enters the sum above it.
    """
    return tuple(_checks(table))


def _checks(table: BudgetTable) -> Iterator[Check]:
    units = [each.sums for each in table.units]
    yield from _down("合计 = 各单位之和", table.total, units, table.total_place)
    if table.total:
        yield from _across("合计", table.total, table.total_place)
    for unit in table.units:
        yield from _down(f"{unit.name} = 各项目之和", unit.sums, [e.sums for e in unit.lines], unit.place)
        yield from _across(unit.name, unit.sums, unit.place)
        for line in unit.lines:
            yield from _across(f"{unit.name} {line.name}", line.sums, line.place)


def _down(what: str, printed: Sums | None, rows: Sequence[Sums], place: Place | None) -> Iterator[Check]:
    yield Check(
        f"{what}（总计）", printed.total if printed else None, _sum(e.total for e in rows), len(rows), place
    )
    columns = max((len(each.parts) for each in [*rows, *([printed] if printed else [])]), default=0)
    for at in range(columns):
        said = printed.parts[at] if printed and at < len(printed.parts) else 0 if printed else None
        worked = sum(each.parts[at] for each in rows if at < len(each.parts))
        name = "财政拨款" if at == 0 else f"第 {at + 1} 项资金来源"
        yield Check(f"{what}（{name}）", said, worked, len(rows), place)


def _across(what: str, sums: Sums, place: Place | None) -> Iterator[Check]:
    if sums.parts:
        yield Check(f"{what}：总计 = 各项资金来源之和", sums.total, sum(sums.parts), len(sums.parts), place)


def _sum(values: Iterable[int | None]) -> int | None:
    known = 0
    for value in values:
        if value is None:
            return None
        known += value
    return known
