"""How sheets look: one font, one blue, hairlines; readable in black and white."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gzaudit.render.model import ColumnKind

FONT = "微软雅黑"  # on every Windows that runs Excel or WPS
FONT_SIZE = 10.5  # points (五号): a Chinese character is then exactly two units wide
DARK = "#1F3864"
LINE = "#BFBFBF"
INPUT = "#FFF8E1"  # pale yellow, light enough to print as white

_TEXT = {"num_format": "@", "align": "left", "indent": 1}
_KINDS: dict[ColumnKind, dict[str, Any]] = {
    "text": _TEXT,
    "code": _TEXT,
    "label": {**_TEXT, "bold": True, "bg_color": "#F3F6FA"},
    # Older Excel shows long text in text format as #####; the prefix keeps it from becoming a formula.
    "wrapped": {"quote_prefix": True, "align": "left", "indent": 1, "text_wrap": True},
    "flag": {"num_format": "@", "align": "center"},
    "percent": {"num_format": "@", "align": "right", "indent": 1},
    "integer": {"num_format": "0", "align": "right", "indent": 1},
    "money": {"num_format": "#,##0", "align": "right", "indent": 1},
}
# A left-to-right base direction keeps Arabic or Hebrew letters in a name from turning the whole line round.
_BASE: dict[str, Any] = {"valign": "vcenter", "reading_order": 1}
_GRID: dict[str, Any] = {**_BASE, "border": 1, "border_color": LINE}
_LINK: dict[str, Any] = {"font_color": "#1F4E9E", "underline": 1}


class Styles:
    """The cell formats of one book, each made when first asked for."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, ...], Any] = {}

    def cell(self, kind: ColumnKind, *, total: bool = False, link: bool = False, live: bool = False) -> Any:
        """Format of a value; a total is bold, shaded, and stands under a strong line.

        A live formula is no text, whatever its value is: in text format it would become its own wording when
        somebody edits the cell.
        """
        extra = {"bold": True, "bg_color": "#F2F2F2", "top": 1, "top_color": DARK} if total else {}
        extra |= _LINK if link else {}
        look = {**_GRID, **_KINDS[kind], **extra}
        if live and look.get("num_format", "@") == "@":
            look |= {"num_format": "General", "quote_prefix": False}
        return self._make((kind, str(total), str(link), str(live)), look)

    def input(self, kind: ColumnKind) -> Any:
        """Format of a cell to be filled in: always text, so that a code typed into it keeps its digits."""
        look = {"num_format": "@", "text_wrap": True, "bg_color": INPUT, "locked": False}
        return self._make(("input", kind), {**_GRID, "align": _KINDS[kind]["align"], **look})

    def title(self) -> Any:
        """Format of the headline."""
        return self._make(("title",), {**_BASE, "bold": True, "font_size": 16, "font_color": DARK})

    def note(self) -> Any:
        """Format of a sentence above the table."""
        look = {"text_wrap": True, "align": "left", "font_color": "#404040", "quote_prefix": True}
        return self._make(("note",), {**_BASE, **look})

    def heading(self) -> Any:
        """Format of a column heading."""
        look = {"bold": True, "bg_color": "#DCE6F1", "align": "center", "text_wrap": True, "bottom": 2}
        return self._make(("heading",), {**_GRID, **look, "bottom_color": DARK})

    def way_back(self) -> Any:
        """Format of the link to the contents, in the title's row."""
        return self._make(("way back",), {**_BASE, **_LINK, "font_size": 9, "align": "right"})

    def signer(self) -> Any:
        """Format of the word before a line to sign on, or of the date behind it."""
        return self._make(("signer",), {**_BASE, "num_format": "@", "align": "right", "locked": False})

    def signing_line(self) -> Any:
        """Format of the line itself."""
        look = {"num_format": "@", "align": "center", "bottom": 1, "locked": False}
        return self._make(("line",), {**_BASE, **look})

    def signing_date(self) -> Any:
        """Format of the place for the date."""
        look = {"num_format": "@", "align": "left", "indent": 1, "locked": False}
        return self._make(("date",), {**_BASE, **look})

    def _make(self, key: tuple[str, ...], look: dict[str, Any]) -> Any:
        if key not in self._made:
            self._made[key] = self._workbook.add_format(look)
        return self._made[key]
