"""The row model: every generated line keeps, cell by cell, what is written and what it means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class _Any:
    """Equal to everything: stands where the rules leave a value open."""

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    __hash__ = None

    def __repr__(self) -> str:
        return "ANY"


ANY = _Any()


@dataclass(frozen=True)
class Formula:
    """A sum over the rows above, with the value stored beside it; plain numbers where a format has none."""

    value: int
    text: str = ""


@dataclass(frozen=True)
class Value:
    """One cell: `raw` goes into the file, `means` is what the evaluator is told."""

    raw: Any
    means: Any = None


@dataclass(frozen=True)
class Place:
    """What a district, code or address cell says.

    `where` is "in" (then `code` is today's district), "out" (a place outside Guangzhou) or "none" (blank,
    unknown, or a name that nobody may map without a person).
    """

    where: str = "none"
    code: str = ""
    former: bool = False


NOWHERE = Place()


@dataclass
class Line:
    """One line below the headings: role is data, note, total or blank."""

    cells: dict[str, Value]
    role: str = "data"
    hidden: bool = False
    pinned: bool = False
    number: int = 0
    fate: str = ""  # filled by the evaluator: "counted" or the reason of exclusion

    def means(self, heading: str, default: Any = None) -> Any:
        cell = self.cells.get(heading)
        return default if cell is None or cell.means is None else cell.means

    def place(self, heading: str) -> Place:
        return self.means(heading, NOWHERE)


@dataclass
class Grid:
    """A sheet as it stands in the file, top left is A1."""

    cells: list[list[Any]]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # row, column, row, column, from 0
    hidden_rows: set[int] = field(default_factory=set)
    date_cells: bool = True


@dataclass
class Sheet:
    """One list, or part of one. `kind` is None for a sheet that must be left out."""

    kind: str | None
    columns: list[str]
    lines: list[Line]
    year: int | None = None  # the year that title, sheet or file name shows (高企 lists)
    month: int | None = None  # the month that the title shows (四上 lists)
    batch: str = ""
    name: str = "Sheet1"
    title: str = ""
    hidden: bool = False
    spelled: dict[str, str] = field(default_factory=dict)  # heading as written, where not the plain one
    path: str = ""
    grid: Grid | None = None

    @property
    def key(self) -> tuple[str, str]:
        """(path, sheet name); a CSV file has the sheet name ""."""
        return self.path, "" if self.path.endswith(".csv") else self.name


@dataclass
class Book:
    """One file."""

    path: str
    engine: str  # openpyxl, xlsxwriter, xlwt, or a CSV encoding
    sheets: list[Sheet]
