"""One table on one sheet, from the headline down to the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from xlsxwriter.utility import xl_range

from gzaudit.errors import InvariantError
from gzaudit.render.fastrows import FastSheet
from gzaudit.render.measures import (
    LINE_HEIGHT,
    MARGIN,
    ROW_HEIGHT,
    column_width,
    fit_page,
    lines_needed,
    row_heights,
)
from gzaudit.render.model import Formula, Link
from gzaudit.render.xlsx_chart import ChartPlace, add_charts
from gzaudit.render.xlsx_form import BACK, FORWARD, add_choices, link_target, write_link, write_signatures
from gzaudit.render.xlsx_page import set_up_page
from gzaudit.render.xlsx_text import clean_column, clean_text, unique_headings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from gzaudit.render.model import Table
    from gzaudit.render.styles import Styles

TABLE_STYLE = "Table Style Light 1"  # grey bands, no colour
NOTE_WIDTH = 110  # units; wider notes are hard to read and run off the screen
_NOT_PLAIN = frozenset({Formula, Link})
FROZEN_LINES, FROZEN_WIDTH = 18, 40  # more than this frozen would leave no room to scroll


class Shared(NamedTuple):
    """What all sheets of a book have in common.

    Attributes:
        workbook: of XlsxWriter.
        styles: the cell formats.
        title: of the book; goes into the page header.
        names: of the sheets, by name of the table.
        contents: sheet that every other leads back to; "" for none.
    """

    workbook: Workbook
    styles: Styles
    title: str
    names: Mapping[str, str]
    contents: str


class SheetWriter:
    """One table on one sheet: title, notes, headings, rows, totals, lines to sign and charts, downwards."""

    def __init__(self, shared: Shared, sheet: Worksheet, table: Table, number: int) -> None:
        """Prepare the table's cells, widths and heights; `number` makes the Excel table's name unique."""
        self.shared, self.sheet, self.styles, self.table = shared, sheet, shared.styles, table
        self.number = number
        self.kinds = [column.kind for column in table.columns]
        self.headings = unique_headings(column.heading for column in table.columns)
        self.data = [clean_column(values, kind) for values, kind in zip(table.data, self.kinds, strict=True)]
        widths = [
            column_width(heading, values, column.kind, column.width)
            for column, heading, values in zip(table.columns, self.headings, self.data, strict=True)
        ]
        self.widths = fit_page(widths, self.kinds)
        self.heights = row_heights(self.data, self.kinds, self.widths) or [ROW_HEIGHT] * table.height
        self.body_rows = table.height - table.total_rows

    def write(self) -> None:
        """Write everything."""
        notes = [clean_text(note) for note in self.table.notes]
        if self.kinds and not self.table.height:
            notes.append("本表没有记录。")
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        if not self.table.choices:  # rows to be filled in grow with what is written, unless a height is set
            self.sheet.set_default_row(ROW_HEIGHT)
        self._write_title()
        frozen_lines = 2 + self._write_notes(notes)
        head_row = 1 + len(notes)
        set_up_page(
            self.sheet, self.table, self.shared.title, head_row if self.kinds else None, sum(self.widths)
        )
        if self.kinds:
            frozen_lines += self._write_headings(head_row)
            self._write_table(head_row)
            if frozen_lines <= FROZEN_LINES:
                self.sheet.freeze_panes(head_row + 1, self._frozen_columns())
        below = head_row + self.table.height + 2
        if self.table.signed:
            below = write_signatures(self.sheet, self.styles, self.table, below, self.widths) + 1
        if self.body_rows:
            place = ChartPlace(head_row, head_row + self.body_rows, below, sum(self.widths) * 8)
            add_charts(self.shared.workbook, self.sheet, self.table, place)

    def _write_title(self) -> None:
        title = clean_text(self.table.title)
        self.sheet.set_row(0, 28)
        self.sheet.write_string(0, 0, title, self.styles.title())
        if self.shared.contents and self.sheet.name != self.shared.contents:
            text = FORWARD if self.number == 1 else BACK
            link = Link(text, self.shared.contents)
            write_link(self.sheet, link, self.styles.way_back(), title, self.widths)

    def _write_notes(self, notes: list[str]) -> int:
        """One note a row, merged across enough columns to be read; the number of lines they take."""
        goal = min(max(sum(self.widths), 60), NOTE_WIDTH)
        last, width = 0, sum(self.widths[:1]) or 9
        while width < goal:
            last += 1
            width += self.widths[last] if last < len(self.widths) else 9
        total = 0
        for row, note in enumerate(notes, 1):
            lines = lines_needed(note, width - 2)
            self.sheet.set_row(row, lines * LINE_HEIGHT + 1)
            if last:
                self.sheet.merge_range(row, 0, row, last, "", self.styles.note())
            self.sheet.write_string(row, 0, note, self.styles.note())
            total += lines
        return total

    def _write_headings(self, row: int) -> int:
        pairs = zip(self.headings, self.widths, strict=True)
        lines = max(lines_needed(heading, width - MARGIN) for heading, width in pairs)
        self.sheet.set_row(row, lines * LINE_HEIGHT + 6)
        if not self.body_rows:  # else the Excel table writes them
            for column, heading in enumerate(self.headings):
                self.sheet.write_string(row, column, heading, self.styles.heading())
        return lines

    def _write_table(self, head_row: int) -> None:
        """Rows inside an Excel table, totals below it: sorting and filtering leave the totals in place."""
        first, last_column = head_row + 1, len(self.kinds) - 1
        body = [values[: self.body_rows] for values in self.data]
        formats = [self._format(column) for column in range(len(self.kinds))]
        fast = self._can_be_fast(body) and self.sheet.take(
            first, body, formats, self.heights[: self.body_rows]
        )
        if not fast:
            self._write_rows(first, 0, self.body_rows, total=False)
        self._write_rows(first, self.body_rows, self.table.height, total=True)
        if self.body_rows:
            last_row = head_row + self.body_rows
            headings = [{"header": text, "header_format": self.styles.heading()} for text in self.headings]
            options = {
                "name": f"list_{self.number}",
                "style": TABLE_STYLE,
                "columns": headings,
                "autofilter": self.table.filtered,
            }
            if fast:
                self.sheet.add_long_table(head_row, last_row, last_column, options)
            else:
                self.sheet.add_table(head_row, 0, last_row, last_column, options)
            self.sheet.ignore_errors({"number_stored_as_text": xl_range(first, 0, last_row, last_column)})
            add_choices(self.sheet, self.table, first, last_row)

    def _format(self, column: int, *, total: bool = False, live: bool = False) -> Any:
        kind = self.kinds[column]
        if column in self.table.choices and not total:
            return self.styles.input(kind)
        return self.styles.cell(kind, total=total, live=live)

    def _can_be_fast(self, body: list[list[Any]]) -> bool:
        # A chart wants its figures in XlsxWriter's own store.
        return (
            isinstance(self.sheet, FastSheet)
            and self.table.chart is None
            and _NOT_PLAIN.isdisjoint(kind for values in body for kind in set(map(type, values)))
        )

    def _write_rows(self, first: int, start: int, stop: int, *, total: bool) -> None:
        for column, values in enumerate(self.data):
            cell_format = self._format(column, total=total)
            live_format = self._format(column, total=total, live=True)
            for row in range(start, stop):
                live = isinstance(values[row], Formula)
                self._write_cell(first + row, column, values[row], live_format if live else cell_format)
        for row in range(start, stop):
            if not self.table.choices or self.heights[row] != ROW_HEIGHT:
                self.sheet.set_row(first + row, self.heights[row])

    def _write_cell(
        self, row: int, column: int, value: str | int | Formula | Link | None, cell_format: Any
    ) -> None:
        # Never `write`: it would make formulas and links of texts.
        if value is None:
            self.sheet.write_blank(row, column, None, cell_format)
        elif isinstance(value, Formula):
            stored = clean_text(value.value) if isinstance(value.value, str) else value.value
            self.sheet.write_formula(row, column, value.text, cell_format, stored)
        elif isinstance(value, Link):
            self._write_link(row, column, value)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, value, cell_format)
        else:
            self.sheet.write_number(row, column, value, cell_format)

    def _write_link(self, row: int, column: int, link: Link) -> None:
        if link.sheet not in self.shared.names:
            raise InvariantError("链接指向的工作表不存在", where=self.table.name, found=link.sheet)
        look = self.styles.cell(self.kinds[column], link=True)
        target = link_target(self.shared.names[link.sheet])
        self.sheet.write_url(row, column, target, look, clean_text(link.text))

    def _frozen_columns(self) -> int:
        """Columns up to the first text stay in view in a wide table, if they are narrow."""
        names = [column for column, kind in enumerate(self.kinds[:3]) if kind in ("text", "code", "label")]
        if len(self.kinds) < 6 or not names or sum(self.widths[: names[0] + 1]) > FROZEN_WIDTH:
            return 0
        return names[0] + 1
