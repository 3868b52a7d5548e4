"""Cell formats of blank lists: the look of the tool's own workbooks, and what each column may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.render.styles import DARK, INPUT, LINE

if TYPE_CHECKING:
    from gzaudit.init.columns import Form

_TEXT: Final = {"num_format": "@", "align": "left", "indent": 1}
_WHOLE: Final = {"num_format": "0", "align": "right"}
_CENTRED: Final = {"num_format": "@", "align": "center"}
_FORMS: Final[dict[Form, dict[str, Any]]] = {
    "text": _TEXT,
    "long": _TEXT | {"text_wrap": True},
    "code": _TEXT,
    "codes": _TEXT | {"text_wrap": True},
    "number": _TEXT,
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "year": {"num_format": "0", "align": "center"},
    "whole": _WHOLE,
    "amount": {"num_format": "#,##0.##", "align": "right"},
    "choice": _CENTRED,
    "district": _CENTRED,
}
_GRID: Final = {"valign": "vcenter", "border": 1, "border_color": LINE}


class Look:
    """The formats of one workbook, each made when first asked for."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[str, Any] = {}

    def title(self) -> Any:
        """The headline."""
        return self._make("title", {"bold": True, "font_size": 16, "font_color": DARK, "valign": "vcenter"})

    def hint(self) -> Any:
        """The line below the headline; it runs on over the cells beside it."""
        return self._make("hint", {"font_color": "#404040", "valign": "vcenter"})

    def note(self) -> Any:
        """A sentence of explanation."""
        return self._make("note", {"font_color": "#404040", "valign": "vcenter", "text_wrap": True})

    def heading(self, *, needed: bool) -> Any:
        """A heading; the needed ones are darker, and marked, so that they stand out without colour too."""
        shade = {"bg_color": "#DCE6F1"} if needed else {"bg_color": "#F2F2F2"}
        look = {"bold": needed, "align": "center", "text_wrap": True, "bottom": 2, "bottom_color": DARK}
        return self._make(f"heading {needed}", _GRID | look | shade)

    def column(self, form: Form) -> Any:
        """A whole column: what is written stays what it is."""
        return self._make(f"column {form}", {"valign": "vcenter"} | _FORMS[form])

    def ruled(self, form: Form, *, needed: bool) -> Any:
        """A cell with lines round it, to be filled in."""
        shade = {"bg_color": INPUT} if needed else {}
        return self._make(f"ruled {form} {needed}", _GRID | _FORMS[form] | shade)

    def cell(self) -> Any:
        """A cell of the explanations."""
        return self._make("cell", _GRID | _TEXT | {"text_wrap": True})

    def example(self) -> Any:
        """An example, set apart from what is to be read."""
        look = {"text_wrap": True, "italic": True, "font_color": "#7F7F7F"}
        return self._make("example", _GRID | _TEXT | look)

    def _make(self, name: str, look: dict[str, Any]) -> Any:
        if name not in self._made:
            self._made[name] = self._workbook.add_format(look)
        return self._made[name]
