"""How a cell, a heading or a sum is written on a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from gzaudit.render.model import Formula, Link

if TYPE_CHECKING:
    from gzaudit.render.model import Column, Table

# Characters that HTML forbids or that turn the reading direction of what follows them.
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# Numbers that count nothing: no thousands.
_LABELS: Final = frozenset({"序号", "编号", "行号", "名单"})
_NUMBERS: Final = frozenset({"integer", "money", "percent"})
_UNIT: Final = re.compile(r"(.+?)(（[^（）]{1,6}）)")


def page_text(text: str) -> str:
    """Text as it may stand in a page; a character that may not shows as □, as in the workbooks."""
    return _UNSAFE.sub("\u25a1", text)


def cell_text(value: Any, column: Column) -> str:
    """A cell as text: formulas by their stored value, money and counts with thousands."""
    if isinstance(value, Formula):
        value = value.value
    if isinstance(value, Link):
        value = value.text
    if value is None:
        return ""
    if type(value) in (int, float) and column.kind in _NUMBERS and column.heading not in _LABELS:
        return f"{value:,}"
    return page_text(str(value))


def split_heading(heading: str) -> tuple[str, str]:
    """A heading and the bracket at its end, which no line break may cut."""
    found = _UNIT.fullmatch(heading)
    return (found[1], found[2]) if found else (heading, "")


def sums(table: Table) -> list[tuple[str, str, str]]:
    """The last line of a table in words: of each figure its name, its value and its unit."""
    found = []
    for column, values in zip(table.columns, table.data, strict=True):
        name, unit = split_heading(column.heading)
        if values and unit and column.kind in ("integer", "money") and values[-1] not in ("", None):
            found.append((name, cell_text(values[-1], column), unit.strip("（）")))
    return found
