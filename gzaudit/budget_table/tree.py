"""Rows into 合计, units and lines: in a text and in a spreadsheet the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gzaudit.budget_table.model import BudgetTable, Line, Unit
from gzaudit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.budget_table.model import Indicator, Place, Sums

TOTAL: Final = ("合计", "总计")
FORM: Final = "《项目支出绩效目标表》：先是“合计”和金额，再逐个单位、逐个项目，项目有绩效目标和绩效指标"


@dataclass(frozen=True, slots=True)
class Row:
    """A name with its amounts and what belongs to it.

    Attributes:
        name: of the whole, a unit or a line.
        sums: its money.
        indented: whether the name is set in.
        goal: 绩效目标, "" where none.
        indicators: those that stand below it or beside it.
        place: of the name.
    """

    name: str
    sums: Sums
    indented: bool
    goal: str
    indicators: tuple[Indicator, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a table."""

    title: str = ""
    department: str = ""
    money_unit: str = ""


def build_table(head: Head, rows: Sequence[Row], where: str) -> BudgetTable:
    """Put rows under their units.

    A line is set in, or, where no row is, has indicators; a unit has neither goal nor indicators.

    Args:
        head: what stands above.
        rows: in the order printed.
        where: how the file is called in messages.

    Raises:
        InputError: there is no row, or a line stands before the first unit.
    """
    if not rows:
        raise InputError(
            "没有认出绩效目标表。", where=where, found="没有“项目名称 总计 财政拨款”这样的行", expected=FORM
        )
    total = rows[0] if rows[0].name in TOTAL else None
    told = any(row.indented for row in rows)
    units: list[tuple[Row, list[Line]]] = []
    number = 0
    for row in rows[1:] if total else rows:
        if not (row.indented if told else row.indicators):
            units.append((row, []))
            continue
        if not units:
            raise InputError(
                "项目前面没有单位。", where=f"{where} {row.place}", found=row.name, expected=FORM
            )
        number += 1
        units[-1][1].append(Line(number, row.name, row.sums, row.goal, row.indicators, row.place))
    return BudgetTable(
        head.title,
        head.department,
        head.money_unit,
        total.sums if total else None,
        total.place if total else None,
        tuple(Unit(row.name, row.sums, tuple(lines), row.place) for row, lines in units),
    )
