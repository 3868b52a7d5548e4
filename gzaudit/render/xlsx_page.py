"""How a sheet prints: A4, one page wide, headings repeated, titles above and page numbers below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gzaudit.render.xlsx_text import clean_text

if TYPE_CHECKING:
    from gzaudit.render.model import Table

ONE_PAGE_ROWS = 40
PORTRAIT_WIDTH = 115  # units; what is wider would be hard to read on upright paper


def set_up_page(sheet: Any, table: Table, book_title: str, head_row: int | None, width: int) -> None:
    """Set paper, direction, margins, repeated headings, header and footer.

    Args:
        sheet: of XlsxWriter.
        table: what stands on it.
        book_title: printed at the upper left.
        head_row: 0-based row of the headings, None where there are none.
        width: of all columns, in half-width units.
    """
    sheet.set_paper(9)
    if table.landscape or width > PORTRAIT_WIDTH:
        sheet.set_landscape()
    one_page = table.chart is not None and table.height <= ONE_PAGE_ROWS
    sheet.fit_to_pages(1, int(one_page))  # a chart must not be cut in two
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
    if head_row is not None:
        sheet.repeat_rows(head_row)
    left, right = _header_part(book_title), _header_part(table.title)
    sheet.set_header(f"&L{left}" if left == right else f"&L{left}&R{right}", {"margin": 0.35})
    sheet.set_footer("&C第 &P 页 / 共 &N 页", {"margin": 0.35})


def _header_part(text: str) -> str:
    # Excel allows 255 characters for both parts; a sign & starts a command unless doubled.
    return " ".join(clean_text(text).split())[:60].replace("&", "&&")
