"""The tables that workbook, page and terminal share: one source of numbers, so that they cannot differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self, TypedDict, Unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ColumnKind = Literal["text", "code", "integer", "money", "percent", "flag", "wrapped", "label"]


class Formula(NamedTuple):
    """A live formula and the value stored beside it (previews, WPS and readers show the value)."""

    text: str
    value: int | float | str


class Link(NamedTuple):
    """A text that leads to another sheet of the same workbook, named as its table is."""

    text: str
    sheet: str


class BookNote(str):
    """A sentence above a table that holds for workbooks only: about its formulas. Pages leave it out."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        heading: what people read; units are stated here, e.g. 金额（元）.
        kind: how cells are formatted; `code` is text that must never become a number, `wrapped` is long text,
            `label` names the line.
        width: in characters of half width (a Chinese character counts two); None = fitted to content.
    """

    heading: str
    kind: ColumnKind = "text"
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A native column chart over a table: one category column and value columns, by index.

    Attributes:
        title: above the chart; says 万元 where the figures are shown so.
        categories: column of the categories.
        values: columns of the values, a series each.
        description: for whoever cannot see it.
        ten_thousands: whether sums are shown in 万元 with one place.
    """

    title: str
    categories: int
    values: tuple[int, ...]
    description: str
    ten_thousands: bool = False


class _Layout(TypedDict, total=False):
    """What stands around a table's cells; see the attributes of Table."""

    notes: tuple[str, ...]
    chart: Chart | None
    beside: Chart | None
    total_rows: int
    landscape: bool
    filtered: bool
    signed: tuple[str, ...]
    choices: Mapping[int, tuple[str, ...]]
    suggested: Mapping[int, tuple[tuple[str, ...], ...]]
    locked: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or one section of a page.

    Attributes:
        name: sheet name (≤ 31 characters) and anchor.
        title: headline above the table.
        columns: the columns, left to right.
        data: one list per column, all of one length; values are str, int, None, Formula or Link.
        notes: sentences above the table (unit, 口径, source).
        chart: a native chart to place below the table.
        beside: a second one, to the right of it.
        total_rows: how many rows at the bottom are totals (shown bold, outside the filter).
        landscape: print orientation.
        filtered: whether the headings have filter buttons; not where a table is read from top to bottom.
        signed: who signs below the table; each with a date, unless 日期 is one of them.
        choices: columns that the reader fills in, by index, each with what it may be; () for free text.
        suggested: of such columns, what the drop-down list of each line offers; anything else may be typed.
        locked: whether the columns that are not filled in are locked; not where rows are sorted and added.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    data: tuple[list[Any], ...]
    notes: tuple[str, ...] = ()
    chart: Chart | None = None
    beside: Chart | None = None
    total_rows: int = 0
    landscape: bool = False
    filtered: bool = True
    signed: tuple[str, ...] = ()
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    suggested: Mapping[int, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    locked: bool = True

    @classmethod
    def of_columns(
        cls, name: str, title: str, columns: Iterable[tuple[Column, list[Any]]], **layout: Unpack[_Layout]
    ) -> Self:
        """A table from its columns, each with its values."""
        pairs = tuple(columns)
        return cls(
            name, title, tuple(column for column, _ in pairs), tuple(values for _, values in pairs), **layout
        )

    @classmethod
    def of_rows(
        cls,
        name: str,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Any]],
        **layout: Unpack[_Layout],
    ) -> Self:
        """A table from its rows; without rows it still has its columns."""
        data = tuple([row[at] for row in rows] for at in range(len(columns)))
        return cls(name, title, tuple(columns), data, **layout)

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
        contents: name of the sheet that every other sheet leads back to; "" for none.
    """

    title: str
    subject: str
    tables: tuple[Table, ...] = field(default_factory=tuple)
    compact: bool = True
    contents: str = ""
