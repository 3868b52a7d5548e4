"""What a page needs of a table: text cells, which column names the row, how each column behaves."""

from __future__ import annotations

from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

from gzaudit.render.model import BookNote, Link
from gzaudit.render.page_text import cell_text, page_text, split_heading
from gzaudit.render.page_widths import Fit, Measured, fit, measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.render.model import Table

_UNITS: Final = "单位："
# Up to this many rows a table stays on one sheet.
_SHORT: Final = 16
# A choice of more words than this is written, not ticked.
_BOXES: Final = 3


class PageTable:
    """A table as the templates see it.

    Attributes:
        title: headline of the table.
        signed: who signs below it.
        to_fill: whether the reader writes in it.
    """

    def __init__(
        self, table: Table, *, without: Iterable[str] = (), below: str = "", wide: bool | None = None
    ) -> None:
        """Look at a table.

        Args:
            table: the shared table.
            without: headings of columns that the page shows elsewhere.
            below: heading of a column of long text that stands below its row, over the whole width.
            wide: which way the sheet lies; None for whichever the table needs.
        """
        left_out = {*without, below}
        at = [
            number
            for number, column in enumerate(table.columns)
            if column.heading not in left_out and not _only_leads(table.data[number])
        ]
        self.title = page_text(table.title)
        self.signed = table.signed
        self.to_fill = bool(table.choices)
        self._columns = [table.columns[number] for number in at]
        self._texts = [
            _to_tick(table, number) or [cell_text(each, table.columns[number]) for each in table.data[number]]
            for number in at
        ]
        self._below = [
            [cell_text(value, column) for value in values]
            for column, values in zip(table.columns, table.data, strict=True)
            if column.heading == below
        ]
        self._height = table.height
        self._body = table.height - table.total_rows
        self._notes = table.notes
        self._wide = wide

    def turned(self, *, wide: bool) -> PageTable:
        """The same table on a sheet that lies this way."""
        other = copy(self)
        other.fit = fit(self._measured, wide=wide)
        return other

    @cached_property
    def fit(self) -> Fit:
        """Type size, which way the sheet lies, shares of the columns."""
        return fit(self._measured, wide=self._wide)

    @cached_property
    def _measured(self) -> list[Measured]:
        return [self._measure(at) for at in range(len(self._columns))]

    def _measure(self, at: int) -> Measured:
        column = self._columns[at]
        name, unit = split_heading(column.heading)
        # Room to write in is as wide as the workbook has it.
        room = [] if any(self._texts[at]) else ["字" * ((column.width or 0) // 2)]
        return measure(name, unit, column.kind, room or self._texts[at])

    @property
    def headings(self) -> list[tuple[str, str, str]]:
        """Of each column the heading, the bracket at its end, and its class."""
        return [
            (*split_heading(column.heading), kind)
            for column, kind in zip(self._columns, self._classes, strict=True)
        ]

    @property
    def _classes(self) -> list[str]:
        return [
            f"{column.kind} firm" if firm else column.kind
            for column, firm in zip(self._columns, self.fit.firm, strict=True)
        ]

    @property
    def _head(self) -> int:
        """Which column names the row."""
        named = (at for at, each in enumerate(self._columns) if each.kind in ("label", "text", "wrapped"))
        return next(named, 0)

    @cached_property
    def rows(self) -> Markup:
        """The table's bodies as HTML, each cell escaped; written in one go: lists of firms are long."""
        if not self._height:
            return Markup()
        cells = []
        for at, (texts, kind) in enumerate(zip(self._texts, self._classes, strict=True)):
            tag, start = ("th", '<th scope="row"') if at == self._head else ("td", "<td")
            opening, closing = f'{start} class="{kind}">', f"</{tag}>"
            cells.append([f"{opening}{escape(text)}{closing}" for text in texts])
        lines = ["".join(row) for row in zip(*cells, strict=True)]
        marked = ['<tr class="total">' if at >= self._body else "<tr>" for at in range(len(lines))]
        rows = [f"{tr}{line}</tr>" for tr, line in zip(marked, lines, strict=True)]
        return Markup("\n".join(self._grouped(rows)))  # noqa: S704  # every cell was escaped above

    def _grouped(self, rows: list[str]) -> list[str]:
        """Each row with the text that stands below it, kept together; or all rows in one body."""
        if not self._below:
            return ["<tbody>", *rows, "</tbody>"]
        width = len(self._columns)
        below = [
            f'\n<tr class="below"><td colspan="{width}">{escape(text)}</td></tr>' if text else ""
            for text in self._below[0]
        ]
        return [f'<tbody class="kept">\n{row}{text}\n</tbody>' for row, text in zip(rows, below, strict=True)]

    @property
    def records(self) -> list[dict[str, str]]:
        """Rows above the totals, each with its cells by heading."""
        return self._records(0, self._body)

    @property
    def totals(self) -> list[dict[str, str]]:
        """The rows of totals, each with its cells by heading."""
        return self._records(self._body, None)

    def _records(self, first: int, stop: int | None) -> list[dict[str, str]]:
        headings = [column.heading for column in self._columns]
        parts = [texts[first:stop] for texts in self._texts]
        return [dict(zip(headings, row, strict=True)) for row in zip(*parts, strict=True)]

    @property
    def unit(self) -> str:
        """The unit of the figures, for the top right of the table."""
        return "".join(note.rstrip("。") for note in self._notes if note.startswith(_UNITS))

    @property
    def notes(self) -> list[str]:
        """The sentences about the table, without the unit and without what holds for workbooks only."""
        said = [note for note in self._notes if not note.startswith(_UNITS)]
        return [page_text(note) for note in said if not isinstance(note, BookNote)]

    @property
    def short(self) -> bool:
        """Whether the table is to stay on one sheet: few rows, and no long text in them."""
        long = self._below or any(column.kind == "wrapped" for column in self._columns)
        return not long and self._height <= _SHORT


def _to_tick(table: Table, number: int) -> list[str]:
    """Boxes to tick, where a column has a few words to choose from and nothing is chosen; else none."""
    words = table.choices.get(number, ())
    if not 0 < len(words) <= _BOXES or any(value not in ("", None) for value in table.data[number]):
        return []
    return ["\n".join(f"\u25a1{word}" for word in words)] * table.height


def _only_leads(values: list[Any]) -> bool:
    """Whether a column does nothing but lead to other sheets of a workbook."""
    filled = [value for value in values if value not in ("", None)]
    return bool(filled) and all(isinstance(value, Link) for value in filled)
