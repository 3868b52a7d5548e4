"""The tables that workbook, page and terminal share: one source of numbers, so that they cannot differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

ColumnKind = Literal["text", "code", "integer", "money", "percent", "flag", "wrapped"]


class Formula(NamedTuple):
    """A live formula and the value stored beside it (previews, WPS and readers show the value)."""

    text: str
    value: int | float | str


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        heading: what people read; units are stated here, e.g. 金额（元）.
        kind: how cells are formatted; `code` is text that must never become a number, `wrapped` is long text.
        width: in characters of half width (a Chinese character counts two); None = fitted to content.
    """

    heading: str
    kind: ColumnKind = "text"
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A native column chart over a table: one category column and value columns, by index."""

    title: str
    categories: int
    values: tuple[int, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or one section of a page.

    Attributes:
        name: sheet name (≤ 31 characters) and anchor.
        title: headline above the table.
        columns: the columns, left to right.
        data: one list per column, all of one length; values are str, int, None or Formula.
        notes: sentences above the table (unit, 口径, source).
        chart: a native chart to place beside or below the table.
        total_rows: how many rows at the bottom are totals (shown bold, outside the filter).
        landscape: print orientation.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    data: tuple[list[Any], ...]
    notes: tuple[str, ...] = ()
    chart: Chart | None = None
    total_rows: int = 0
    landscape: bool = False

    @property
    def height(self) -> int:
        """Number of rows below the headings, totals included."""
        return len(self.data[0]) if self.data else 0


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook to be written.

    Attributes:
        title: document title property.
        subject: what year and policy.
        tables: sheets in order; the first is shown when the file is opened.
        compact: packed as small as usual; False for a file that is long and stays where it is.
    """

    title: str
    subject: str
    tables: tuple[Table, ...] = field(default_factory=tuple)
    compact: bool = True
