"""A 项目支出绩效目标表 as values: units, lines, indicators. Sums are whole hundredths of the printed unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: line of a text, or sheet, row and column of a spreadsheet.

    Attributes:
        row: line or spreadsheet row, from 1.
        sheet: name of the sheet; "" in a text.
        column: heading of the column; "" in a text.
    """

    row: int
    sheet: str = ""
    column: str = ""

    def __str__(self) -> str:
        """As people are shown it."""
        if not self.sheet:
            return f"第 {self.row} 行"
        return f"{self.sheet} 第 {self.row} 行" + (f"“{self.column}”列" if self.column else "")


@dataclass(frozen=True, slots=True)
class Sums:
    """Money of one row, in hundredths of the table's unit (of 万元: 100 元); None where the cell is blank.

    Attributes:
        total: 总计.
        parts: what it is made of, in the order printed (财政拨款, 财政专户拨款, 其他资金), as far as
            anything stands there.
    """

    total: int | None
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that a value promises.

    Attributes:
        label: the words before the number, "" where none.
        word: how it compares, as printed (≥, 不少于, 约, …); "" where the number stands alone.
        sign: the same as one of `=`, `≥`, `>`, `≤`, `<`, `≈`.
        number: exact.
        upper: end of a range (13-15人); None where it is none.
        unit: as printed, "" where none.
    """

    label: str
    word: str
    sign: str
    number: Fraction
    upper: Fraction | None
    unit: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of a line.

    Attributes:
        number: its own within the line, as printed.
        level1, level1_name: of the first level, as `1` 产出指标.
        level2, level2_name: of the second, as `11` 数量指标.
        name: may hold semicolons and a unit in brackets.
        period: 实施周期指标值, as printed.
        annual: 年度指标值, as printed.
        place: where it begins.
        remarks: what was wrong with how it is written, in Chinese.
    """

    number: int
    level1: str
    level1_name: str
    level2: str
    level2_name: str
    name: str
    period: str
    annual: str
    place: Place
    remarks: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """Both levels, as `1/11`."""
        return f"{self.level1}/{self.level2}"


@dataclass(frozen=True, slots=True)
class Line:
    """One project: `number` counts through the whole table; `goal` is 绩效目标."""

    number: int
    name: str
    sums: Sums
    goal: str
    indicators: tuple[Indicator, ...]
    place: Place
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """An institution that uses the money, its printed sum, and its lines."""

    name: str
    sums: Sums
    lines: tuple[Line, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """A whole table.

    Attributes:
        title: as printed, "" where none.
        department: 部门名称, "" where none.
        money_unit: 单位, as 万元.
        total: the printed 合计; None where there is none.
        total_place: where that stands.
        units: in the order printed.
    """

    title: str
    department: str
    money_unit: str
    total: Sums | None
    total_place: Place | None
    units: tuple[Unit, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, through all units."""
        return tuple(line for unit in self.units for line in unit.lines)
