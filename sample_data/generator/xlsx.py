"""Writing workbooks that come out the same every time."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from xlsxwriter import Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2026, 1, 12, 9, 0)  # noqa: DTZ001 - a workbook's property has no zone


class Formula(NamedTuple):
    """A formula and its stored value; None = never calculated. `{row}` stands for column B of its row."""

    text: str
    value: str | None


class Book:
    """A workbook with the few formats that the lists need."""

    def __init__(self, path: Path, title: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.file = Workbook(str(path))
        self.file.set_properties(
            {"title": title, "author": "样例数据", "created": CREATED, "comments": "全部虚构"}
        )
        base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        self.title = self.file.add_format(
            {**base, "bold": True, "font_size": 16, "align": "center", "font_name": "黑体"}
        )
        self.head = self.file.add_format(
            {**base, "bold": True, "border": 1, "align": "center", "text_wrap": True, "bg_color": "#DCE6F1"}
        )
        self.text = self.file.add_format({**base, "border": 1})
        self.wrap = self.file.add_format({**base, "border": 1, "text_wrap": True})
        self.day = self.file.add_format({**base, "border": 1, "num_format": "yyyy-mm-dd"})
        self.number = self.file.add_format({**base, "border": 1, "num_format": "0"})
        self.plain = self.file.add_format(base)

    def sheet(self, name: str, widths: Sequence[int]) -> Worksheet:
        """A sheet with the column widths given (in half-width characters)."""
        sheet = self.file.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def banner(self, sheet: Worksheet, row: int, text: str, columns: int) -> None:
        """A merged title line."""
        sheet.merge_range(row, 0, row, columns - 1, text, self.title)

    def headings(self, sheet: Worksheet, row: int, texts: Sequence[str]) -> None:
        """One line of headings."""
        if any("\n" in text for text in texts):
            sheet.set_row(row, 32)
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, self.head)

    def titled(self, name: str, widths: Sequence[int], title: str, headings: Sequence[str]) -> Worksheet:
        """A sheet with a title line and one line of headings below it."""
        sheet = self.sheet(name, widths)
        self.banner(sheet, 0, title, len(headings))
        self.headings(sheet, 1, headings)
        return sheet

    def line(self, sheet: Worksheet, row: int, cells: Sequence[Any]) -> None:
        """One line of data; text stays text, dates become date cells."""
        for column, cell in enumerate(cells):
            self.cell(sheet, row, column, cell)

    def cell(self, sheet: Worksheet, row: int, column: int, cell: Any) -> None:
        """One cell, by its type."""
        if isinstance(cell, Formula):
            self._formula(sheet, row, column, cell)
        elif cell == "":
            sheet.write_blank(row, column, None, self.text)
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), self.day)  # noqa: DTZ001
        elif isinstance(cell, str):
            sheet.write_string(row, column, cell, self._style(cell))
        else:
            sheet.write_number(row, column, cell, self.number)

    def _style(self, cell: str) -> Format:
        return self.wrap if "\n" in cell else self.text

    def _formula(self, sheet: Worksheet, row: int, column: int, cell: Formula) -> None:
        text = cell.text.replace("{row}", f"B{row + 1}")
        sheet.write_formula(row, column, text, self.text, "" if cell.value is None else cell.value)

    def close(self) -> None:
        """Write the file."""
        self.file.close()
