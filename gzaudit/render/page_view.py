"""What a page needs of a table: text cells, which column names the row, how each column behaves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from gzaudit.render.model import Formula

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.render.model import Column, Table

# Characters that HTML forbids or that turn the reading direction of what follows them.
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# Numbers that count nothing: no thousands.
_LABELS: Final = frozenset({"序号", "编号", "行号", "名单"})
# Half-width characters up to which a column is short enough to stay on one line.
_NARROW: Final = 16


def page_text(text: str) -> str:
    """Text as it may stand in a page; a character that may not shows as □, as in the workbooks."""
    return _UNSAFE.sub("\u25a1", text)


def cell_text(value: Any, column: Column) -> str:
    """A cell as text: formulas by their stored value, money and counts with thousands."""
    if isinstance(value, Formula):
        value = value.value
    if value is None:
        return ""
    if isinstance(value, int) and column.kind in ("money", "integer") and column.heading not in _LABELS:
        return f"{value:,}"
    return page_text(str(value))


def table_view(table: Table, hide: Iterable[str] = (), without: Iterable[str] = ()) -> dict[str, Any]:
    """A table for the templates.

    Args:
        table: the shared table.
        hide: notes that the page shows elsewhere.
        without: headings of columns that the page shows elsewhere.

    Returns:
        `headings` (text and class), `rows` (cells with class, and whether the row is a total), `head` (which
        column names the row), `units` and `notes`.
    """
    columns = [(at, column) for at, column in enumerate(table.columns) if column.heading not in set(without)]
    texts = [[cell_text(value, column) for value in table.data[at]] for at, column in columns]
    classes = [_class(column) for _, column in columns]
    named = (at for at, (_, column) in enumerate(columns) if column.kind in ("text", "wrapped"))
    notes = [note for note in table.notes if note not in set(hide)]
    body = table.height - table.total_rows
    return {
        "headings": [(column.heading, kind) for (_, column), kind in zip(columns, classes, strict=True)],
        "head": next(named, 0),
        "rows": [
            {"cells": list(zip(cells, classes, strict=True)), "total": at >= body}
            for at, cells in enumerate(zip(*texts, strict=True))
        ],
        "units": [note for note in notes if note.startswith("单位：")],
        "notes": [note for note in notes if not note.startswith("单位：")],
    }


def _class(column: Column) -> str:
    narrow = column.kind in ("text", "flag") and column.width is not None and column.width <= _NARROW
    return f"{column.kind} narrow" if narrow else column.kind


def bars(table: Table, column: int) -> list[dict[str, Any]]:
    """A bar chart's data over a table's rows without totals; a value that is not known has no bar."""
    rows = table.height - table.total_rows
    numbers = [value if isinstance(value, int) else None for value in table.data[column][:rows]]
    highest = max([value for value in numbers if value is not None], default=0)
    # Whole thousandths of the full width: a chart decides nothing, but the same run must draw the same bytes.
    return [
        {
            "label": label,
            "value": cell_text(table.data[column][at], table.columns[column]),
            "share": 0 if value is None or not highest else value * 1000 // highest,
        }
        for at, (label, value) in enumerate(zip(table.data[0][:rows], numbers, strict=True))
    ]
