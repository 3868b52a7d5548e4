"""One table on one sheet, from the headline down to the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_range

from gzaudit.render.fastrows import FastSheet
from gzaudit.render.model import Formula
from gzaudit.render.styles import (
    LINE_HEIGHT,
    MARGIN,
    ROW_HEIGHT,
    Styles,
    column_width,
    lines_needed,
    row_heights,
    set_up_page,
)
from gzaudit.render.xlsx_chart import ChartPlace, add_chart
from gzaudit.render.xlsx_text import clean_column, clean_text, unique_headings

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from gzaudit.render.model import Table

TABLE_STYLE = "Table Style Light 1"  # grey bands, no colour
NOTE_WIDTH = 110  # units; wider notes are hard to read and run off the screen
FROZEN_LINES, FROZEN_WIDTH = 14, 40  # more than this frozen would leave no room to scroll


class SheetWriter:
    """One table on one sheet: title, notes, headings, rows, totals, chart, from top to bottom."""

    def __init__(
        self, workbook: Workbook, sheet: Worksheet, styles: Styles, table: Table, number: int
    ) -> None:
        """Prepare the table's cells, widths and heights; `number` makes the Excel table's name unique."""
        self.workbook, self.sheet, self.styles, self.table = workbook, sheet, styles, table
        self.table_name = f"list_{number}"
        self.kinds = [column.kind for column in table.columns]
        self.headings = unique_headings(column.heading for column in table.columns)
        self.data = [clean_column(values, kind) for values, kind in zip(table.data, self.kinds, strict=True)]
        self.widths = [
            column.width or column_width(heading, values, column.kind)
            for column, heading, values in zip(table.columns, self.headings, self.data, strict=True)
        ]
        self.heights = row_heights(self.data, self.kinds, self.widths) or [ROW_HEIGHT] * table.height
        self.body_rows = table.height - table.total_rows

    def write(self, book_title: str) -> None:
        """Write everything; the book's title goes into the page header."""
        notes = [clean_text(note) for note in self.table.notes]
        if self.kinds and not self.table.height:
            notes.append("本表没有记录。")
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        self.sheet.set_default_row(ROW_HEIGHT)
        self.sheet.set_row(0, 28)
        self.sheet.write_string(0, 0, clean_text(self.table.title), self.styles.title())
        frozen_lines = 2 + self._write_notes(notes)
        head_row = 1 + len(notes)
        set_up_page(self.sheet, self.table, book_title, head_row if self.kinds else None)
        if self.kinds:
            frozen_lines += self._write_headings(head_row)
            self._write_table(head_row)
            if frozen_lines <= FROZEN_LINES:
                self.sheet.freeze_panes(head_row + 1, self._frozen_columns())
            self._write_chart(head_row)

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
        formats = [self.styles.cell(kind) for kind in self.kinds]
        fast = self._can_be_fast(body) and self.sheet.take(
            first, body, formats, self.heights[: self.body_rows]
        )
        if not fast:
            self._write_rows(first, 0, self.body_rows, total=False)
        self._write_rows(first, self.body_rows, self.table.height, total=True)
        if self.body_rows:
            last_row = head_row + self.body_rows
            headings = [{"header": text, "header_format": self.styles.heading()} for text in self.headings]
            options = {"name": self.table_name, "style": TABLE_STYLE, "columns": headings}
            if fast:
                self.sheet.add_long_table(head_row, last_row, last_column, options)
            else:
                self.sheet.add_table(head_row, 0, last_row, last_column, options)
            self.sheet.ignore_errors({"number_stored_as_text": xl_range(first, 0, last_row, last_column)})

    def _can_be_fast(self, body: list[list[Any]]) -> bool:
        # A chart wants its figures in XlsxWriter's own store.
        return (
            isinstance(self.sheet, FastSheet)
            and self.table.chart is None
            and not any(type(value) is Formula for values in body for value in values)
        )

    def _write_rows(self, first: int, start: int, stop: int, *, total: bool) -> None:
        for column, (values, kind) in enumerate(zip(self.data, self.kinds, strict=True)):
            cell_format = self.styles.cell(kind, total=total)
            for row in range(start, stop):
                self._write_cell(first + row, column, values[row], cell_format)
        for row in range(start, stop):
            self.sheet.set_row(first + row, self.heights[row])

    def _write_cell(self, row: int, column: int, value: str | int | Formula | None, cell_format: Any) -> None:
        # Never `write`: it would make formulas and links of texts.
        if value is None:
            self.sheet.write_blank(row, column, None, cell_format)
        elif isinstance(value, Formula):
            stored = clean_text(value.value) if isinstance(value.value, str) else value.value
            self.sheet.write_formula(row, column, value.text, cell_format, stored)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, value, cell_format)
        else:
            self.sheet.write_number(row, column, value, cell_format)

    def _frozen_columns(self) -> int:
        """Columns up to the first text stay in view in a wide table, if they are narrow."""
        names = [column for column, kind in enumerate(self.kinds[:3]) if kind in ("text", "code")]
        if len(self.kinds) < 6 or not names or sum(self.widths[: names[0] + 1]) > FROZEN_WIDTH:
            return 0
        return names[0] + 1

    def _write_chart(self, head_row: int) -> None:
        if self.table.chart is None or not self.body_rows:
            return
        place = ChartPlace(
            head_row=head_row,
            last_row=head_row + self.body_rows,
            row=head_row + self.table.height + 2,
            width=sum(self.widths) * 8,
        )
        add_chart(self.workbook, self.sheet, self.table.chart, place)
