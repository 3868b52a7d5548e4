"""A blank list as a workbook: a sheet to fill in, with drop-downs and checks, and one that explains it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from gzaudit.init.checks import check_of
from gzaudit.init.look import Look
from gzaudit.render.measures import lines_needed
from gzaudit.render.styles import FONT, FONT_SIZE
from gzaudit.render.xlsx import CREATED, ROW_LIMIT
from gzaudit.render.xlsx_text import display_width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from gzaudit.init.columns import BlankColumn, Form
    from gzaudit.init.lists import BlankList

FILL: Final = "填表"
# The reader leaves out a sheet of this name in which no headings stand, without a finding.
GUIDE: Final = "填写说明"
MARK: Final = "＊"
HEAD_ROW: Final = 2
RULED_ROWS: Final = 20
_HINT: Final = "标＊的列必须填，其余有就填。每列怎么填、填好是什么样，见“填写说明”页。"
_HINT_WIDTH: Final = display_width(_HINT) + 2
_PLAIN_COLUMN: Final = 8  # units; what a column has that nobody set
_UPRIGHT: Final = 115  # units; what is wider would be hard to read on upright paper
_WIDTHS: Final[dict[Form, int]] = {
    "text": 18, "long": 32, "code": 23, "codes": 23, "number": 20, "date": 13, "year": 10, "whole": 12,
    "amount": 14, "choice": 13, "district": 11,
}  # fmt: skip
_NAME_WIDTH: Final = 32
_ROW_HEIGHT: Final = 20
_GUIDE_COLUMNS: Final = (("列", 26), ("须否", 11), ("怎么填", 56), ("示例（不计入）", 34))


def workbook_bytes(blank: BlankList) -> bytes:
    """The workbook; the same bytes on any day."""
    packed = BytesIO()
    font = {"font_name": FONT, "font_size": FONT_SIZE}
    workbook = Workbook(packed, {"in_memory": True, "default_format_properties": font})
    workbook.set_properties({"title": blank.title, "created": CREATED})
    look = Look(workbook)
    _fill_sheet(workbook.add_worksheet(FILL), look, blank)
    _guide_sheet(workbook.add_worksheet(GUIDE), look, blank)
    workbook.close()
    return packed.getvalue()


def shown_heading(column: BlankColumn) -> str:
    """The heading as it stands in the sheet: a needed one is marked; the reader passes over the mark."""
    return f"{MARK}{column.heading}" if column.needed else column.heading


def _fill_sheet(sheet: Worksheet, look: Look, blank: BlankList) -> None:
    """Title, a hint, the headings, and ruled rows below; nothing in them, so that nothing is counted."""
    sheet.set_default_row(_ROW_HEIGHT)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, blank.title, look.title())
    sheet.write_string(1, 0, _HINT, look.hint())
    headings = [shown_heading(column) for column in blank.columns]
    widths = [
        max(_NAME_WIDTH if "名称" in column.heading else _WIDTHS[column.form], display_width(heading) + 3)
        for heading, column in zip(headings, blank.columns, strict=True)
    ]
    sheet.set_row(HEAD_ROW, 24)
    for at, (column, heading, width) in enumerate(zip(blank.columns, headings, widths, strict=True)):
        # The whole column has the format, so that a code stays text however far down it is written.
        sheet.set_column(at, at, width, look.column(column.form))
        sheet.write_string(HEAD_ROW, at, heading, look.heading(needed=column.needed))
        for row in range(HEAD_ROW + 1, HEAD_ROW + 1 + RULED_ROWS):
            sheet.write_blank(row, at, None, look.ruled(column.form, needed=column.needed))
        sheet.data_validation(
            HEAD_ROW + 1, at, ROW_LIMIT - 1, at, check_of(column, xl_rowcol_to_cell(HEAD_ROW + 1, at))
        )
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.set_selection(HEAD_ROW + 1, 0, HEAD_ROW + 1, 0)
    _print_set_up(sheet, blank, HEAD_ROW)
    if sum(widths) > _UPRIGHT:
        sheet.set_landscape()
    # Wide enough for the title and the hint, however few columns there are.
    beside = -(-max(_HINT_WIDTH - sum(widths), 0) // _PLAIN_COLUMN)
    sheet.print_area(0, 0, HEAD_ROW + RULED_ROWS, len(widths) - 1 + beside)


def _guide_sheet(sheet: Worksheet, look: Look, blank: BlankList) -> None:
    """What the list is for, then a line a column: whether it is needed, what to write, an example."""
    for at, (_, width) in enumerate(_GUIDE_COLUMNS):
        sheet.set_column(at, at, width)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, f"{GUIDE}：{blank.title}", look.title())
    total = sum(width for _, width in _GUIDE_COLUMNS)
    for row, note in enumerate(blank.notes, 1):
        sheet.merge_range(row, 0, row, len(_GUIDE_COLUMNS) - 1, "", look.note())
        sheet.write_string(row, 0, note, look.note())
        sheet.set_row(row, 18 * lines_needed(note, total - 4))
    head = len(blank.notes) + 2
    sheet.set_row(head, 24)
    for at, (heading, _) in enumerate(_GUIDE_COLUMNS):
        sheet.write_string(head, at, heading, look.heading(needed=False))
    for row, (number, column) in enumerate(enumerate(blank.columns), head + 1):
        # Neither a bare heading nor a bare example: a line that holds one could be taken for headings.
        place = f"{xl_rowcol_to_cell(0, number)[:-1]} 列：{column.heading}"
        says = column.says + (f"（{'、'.join(column.choices)}）" if column.choices else "")
        cells = (place, "必填" if column.needed else "有就填", says, f"例：{column.example}")
        for at, text in enumerate(cells):
            sheet.write_string(row, at, text, look.example() if at == len(cells) - 1 else look.cell())
        lines = max(
            lines_needed(text, width - 3) for text, (_, width) in zip(cells, _GUIDE_COLUMNS, strict=True)
        )
        sheet.set_row(row, _ROW_HEIGHT if lines == 1 else 17 * lines + 3)
    _print_set_up(sheet, blank, head)
    sheet.set_landscape()


def _print_set_up(sheet: Worksheet, blank: BlankList, head_row: int) -> None:
    """A4, one page wide, headings repeated, title above and page number below."""
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
    sheet.repeat_rows(head_row)
    sheet.set_header(f"&L{blank.title}", {"margin": 0.35})
    sheet.set_footer("&C第 &P 页 / 共 &N 页", {"margin": 0.35})
