"""How sheets look: one font, one blue, hairlines; readable in black and white; A4 print set-up."""

from __future__ import annotations

from typing import Any

from gzaudit.render.model import ColumnKind, Formula, Table
from gzaudit.render.xlsx_text import clean_text, display_width

FONT = "微软雅黑"  # on every Windows that runs Excel or WPS
FONT_SIZE = 10.5  # points (五号): a Chinese character is then exactly two units wide
DARK = "#1F3864"
LINE = "#BFBFBF"
NARROWEST, WIDEST = 6, 60
MARGIN = 3  # units: cell margins and indent, or the filter button beside a heading
WRAPPED = 40  # long text beyond this takes a second line
SAMPLE = 400  # cells measured in a long column
LINE_HEIGHT = 16.5  # points, as all heights; whole pixels are multiples of 0.75
ROW_HEIGHT = 18.0
TALLEST = 408.75  # Excel's limit
ONE_PAGE_ROWS = 40

_TEXT = {"num_format": "@", "align": "left", "indent": 1}
_KINDS: dict[ColumnKind, dict[str, Any]] = {
    "text": _TEXT,
    "code": _TEXT,
    # Older Excel shows long text in text format as #####; the prefix keeps it from becoming a formula.
    "wrapped": {"quote_prefix": True, "align": "left", "indent": 1, "text_wrap": True},
    "flag": {"num_format": "@", "align": "center"},
    "percent": {"num_format": "@", "align": "right"},
    "integer": {"num_format": "0", "align": "right"},
    "money": {"num_format": "#,##0", "align": "right"},
}
# A left-to-right base direction keeps Arabic or Hebrew letters in a name from turning the whole line round.
_BASE: dict[str, Any] = {"valign": "vcenter", "reading_order": 1}
_GRID: dict[str, Any] = {**_BASE, "border": 1, "border_color": LINE}


class Styles:
    """The cell formats of one book, each made when first asked for."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, bool], Any] = {}

    def cell(self, kind: ColumnKind, *, total: bool = False) -> Any:
        """Format of a value; a total is bold, shaded, and stands under a strong line."""
        extra = {"bold": True, "bg_color": "#F2F2F2", "top": 1, "top_color": DARK} if total else {}
        return self._make((kind, total), {**_GRID, **_KINDS[kind], **extra})

    def title(self) -> Any:
        """Format of the headline."""
        return self._make(("title", False), {**_BASE, "bold": True, "font_size": 16, "font_color": DARK})

    def note(self) -> Any:
        """Format of a sentence above the table."""
        look = {"text_wrap": True, "align": "left", "font_color": "#404040", "quote_prefix": True}
        return self._make(("note", False), {**_BASE, **look})

    def heading(self) -> Any:
        """Format of a column heading."""
        look = {"bold": True, "bg_color": "#DCE6F1", "align": "center", "text_wrap": True, "bottom": 2}
        return self._make(("heading", False), {**_GRID, **look, "bottom_color": DARK})

    def _make(self, key: tuple[str, bool], look: dict[str, Any]) -> Any:
        if key not in self._made:
            self._made[key] = self._workbook.add_format(look)
        return self._made[key]


def column_width(heading: str, values: list[Any], kind: ColumnKind) -> int:
    """Width in half-width units, between 6 and 60: fits the content; a long heading takes two lines.

    Long columns are sampled evenly, their longest text always included.
    """
    sample = values[:: max(1, len(values) // SAMPLE)]
    texts = [value for value in values if type(value) is str] if len(values) > len(sample) else []
    if texts:
        sample = [*sample, max(texts, key=len)]
    content = max((_shown_width(value, kind) for value in sample), default=0)
    if kind in ("code", "integer", "money"):
        content += -(-content // 8)  # digits and capitals are drawn a little wider than the unit
    head = display_width(heading)
    head = head if head <= 18 else -(-head // 2) + 3  # the slack keeps a last bracket from standing alone
    if kind == "wrapped":
        content = min(content, WRAPPED)
    return min(max(content, head, NARROWEST - MARGIN) + MARGIN, WIDEST)


def _shown_width(value: Any, kind: ColumnKind) -> int:
    shown = value.value if isinstance(value, Formula) else value
    if shown is None:
        return 0
    if isinstance(shown, str):
        return display_width(shown)
    return len(f"{shown:,}") if kind == "money" else len(str(shown))


def lines_needed(text: str, width: int) -> int:
    """How many lines a wrapped text takes in a cell of that width."""
    return sum(max(1, -(-display_width(line) // max(width, 2))) for line in text.split("\n"))


def row_heights(columns: list[list[Any]], kinds: list[ColumnKind], widths: list[int]) -> list[float]:
    """Height of each row in points, so that wrapped text shows in full; empty where no column wraps.

    Programs other than Excel do not fit rows to their text when they open a file.
    """
    lines = []
    for values, kind, width in zip(columns, kinds, widths, strict=True):
        if kind == "wrapped":
            needed = {text: lines_needed(text, width - MARGIN) for text in set(values) if type(text) is str}
            lines.append([needed.get(value, 1) for value in values])
    return [_height(max(row)) for row in zip(*lines, strict=True)]


def _height(lines: int) -> float:
    return ROW_HEIGHT if lines <= 1 else min(lines * LINE_HEIGHT + 1.5, TALLEST)


def set_up_page(sheet: Any, table: Table, book_title: str, head_row: int | None) -> None:
    """A4, one page wide, headings repeated, titles above and page numbers below."""
    sheet.set_paper(9)
    if table.landscape:
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
