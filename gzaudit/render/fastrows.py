"""A worksheet that writes long tables column by column, several times faster than one call per cell.

It stands on private parts of XlsxWriter (pinned in pyproject.toml): `_write_sheet_data` is called once for
each sheet, and strings are numbered in `str_table` before the book is closed. Where these parts are missing
or no longer called, `take` answers False or `complete` stays False, and the caller writes plain rows instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BLOCK = 2048  # rows assembled at a time: bounds memory, and larger blocks are no faster
_PRIVATE = ("_write_sheet_data", "_write_rows", "_xml_start_tag", "_xml_end_tag", "_check_dimensions")
# What XML or Excel would read as something else; XlsxWriter knows how to write it.
_CARE = re.compile(r"[&<>]|_x[0-9a-fA-F]{4}_|^\s|\s$", re.MULTILINE)
_CHANGED = (AttributeError, KeyError, TypeError, ValueError)  # what a changed private part would raise


@dataclass(slots=True)
class _Rows:
    """Clean columns to be written.

    Attributes:
        first: row of the first values, 0-based.
        columns: their values.
        heights: of the rows, in points.
        formats: a format index for each column.
        texts: for each column its texts as numbered in the book's table; None where they stand in the cells.
    """

    first: int
    columns: list[list[Any]]
    heights: list[float]
    formats: list[int]
    texts: list[dict[str, int] | None]

    @property
    def last(self) -> int:
        return self.first + len(self.columns[0]) - 1


class FastSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter carries no type information
    """A worksheet with at most one block of rows that are written straight from columns.

    Attributes:
        complete: False from `take` until the rows are in the file. If it is still False when the book has
            been closed, the file lacks rows and must not be used.
    """

    dim_rowmin: Any
    dim_rowmax: Any

    def __init__(self) -> None:
        super().__init__()
        self._fast: _Rows | None = None
        self.complete = True

    def take(
        self, first_row: int, columns: list[list[Any]], formats: list[Any], heights: list[float]
    ) -> bool:
        """Keep columns to be written from `first_row` (0-based) downwards.

        Args:
            first_row: row of the first values; a row above it must have been written already.
            columns: clean columns of one length ≥ 1, holding only non-empty str, int and None.
            formats: a cell format for each column.
            heights: of the rows in points.

        Returns:
            False if this XlsxWriter cannot do it; nothing was kept then.
        """
        if not all(callable(getattr(Worksheet, name, None)) for name in _PRIVATE):
            return False
        try:
            indices = [cell_format._get_xf_index() for cell_format in formats]  # noqa: SLF001
            texts = [self._number_strings(column) for column in columns]
            rows = _Rows(first_row, columns, heights, indices, texts)
            if self._check_dimensions(rows.last, len(columns) - 1):
                return False
        except _CHANGED:
            return False
        self._fast, self.complete = rows, False
        return True

    def _number_strings(self, column: list[Any]) -> dict[str, int] | None:
        """Enter a column's strings into the book's table, whose dict stays valid after the book let it go.

        Texts that hardly repeat stand in their cells instead: numbering them takes longer than writing them.
        """
        unique = [value for value in dict.fromkeys(column) if type(value) is str]
        if len(unique) * 2 > len(column) and not _CARE.search("\n".join(unique)):
            return None
        table = self.str_table
        for text in unique:
            table._get_shared_string_index(text)  # noqa: SLF001
        table.count += sum(type(value) is str for value in column) - len(unique)
        numbers: dict[str, int] = table.string_table
        return numbers

    def add_long_table(self, head_row: int, last_row: int, last_column: int, options: dict[str, Any]) -> int:
        """`add_table` from column A for any length; XlsxWriter's own remembers each cell of the range."""
        answer: int = self.add_table(head_row, 0, head_row + 1, last_column, options)
        short = xl_range(head_row, 0, head_row + 1, last_column)
        table = self.tables[-1] if answer == 0 else {}
        for key in ("range", "a_range", "autofilter"):
            if table.get(key) == short:
                table[key] = xl_range(head_row, 0, last_row, last_column)
            else:
                self.complete = False
                self._fast = None  # never completed: the caller turns to plain rows
        return answer

    def _write_sheet_data(self) -> None:
        """XlsxWriter's hook: the rows above, the block, the rows below."""
        rows = self._fast
        if rows is None:
            super()._write_sheet_data()
            return
        try:
            top, bottom = self.dim_rowmin, self.dim_rowmax
            self._xml_start_tag("sheetData")
            self.dim_rowmax = rows.first - 1
            self._write_rows()
            for text in _blocks(rows):
                self.fh.write(text)
            if bottom > rows.last:
                self.dim_rowmin, self.dim_rowmax = rows.last + 1, bottom
                self._write_rows()
            self.dim_rowmin, self.dim_rowmax = top, bottom
            self._xml_end_tag("sheetData")
        except _CHANGED:
            return
        self.complete = True


def _blocks(rows: _Rows) -> Iterator[str]:
    """The XML of the rows, a block at a time: one template filled from all columns at once."""
    names = [xl_col_to_name(column) for column in range(len(rows.columns))]
    template = '<row r="%s"%s>' + "".join(f'<c r="{name}%s%s' for name in names) + "</row>"
    height = len(rows.columns[0])
    tall = {points: f' ht="{points:.16g}" customHeight="1"' for points in set(rows.heights)}
    for start in range(0, height, BLOCK):
        stop = min(start + BLOCK, height)
        row_numbers = [str(rows.first + 1 + row) for row in range(start, stop)]
        parts: list[Iterable[str]] = [row_numbers, map(tall.__getitem__, rows.heights[start:stop])]
        for column, cell_format, texts in zip(rows.columns, rows.formats, rows.texts, strict=True):
            parts += (row_numbers, _cells(column[start:stop], cell_format, texts))
        yield "".join(map(template.__mod__, zip(*parts, strict=True)))


def _cells(values: list[Any], cell_format: int, texts: dict[str, int] | None) -> Iterable[str]:
    """What follows the cell reference, for each value; each distinct value of a mixed column is made once."""
    style = f'" s="{cell_format}"' if cell_format else '"'
    number = style + "><v>%d</v></c>"
    text = style + (' t="inlineStr"><is><t>%s</t></is></c>' if texts is None else ' t="s"><v>%d</v></c>')
    kinds = set(map(type, values))
    if kinds == {str}:
        return map(text.__mod__, values if texts is None else map(texts.__getitem__, values))
    if kinds == {int}:
        return map(number.__mod__, values)
    made: dict[Any, str] = {None: style + "/>"}
    for value in set(values) - {None}:
        shown = value if texts is None or type(value) is int else texts[value]
        made[value] = (text if type(value) is str else number) % shown
    return map(made.__getitem__, values)
