"""What a page draws: bars of one or two figures a line, and bars made of parts; all in whole numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gzaudit.render.model import Formula
from gzaudit.render.page_text import cell_text
from gzaudit.render.xlsx_text import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.render.model import Table

FULL = 1000  # the longest bar


def _number(value: Any) -> Fraction | None:
    """A cell as a number, a target such as 65.1 included; None where it holds none."""
    if isinstance(value, Formula):
        value = value.value
    try:
        # A target with decimals comes as a float for the workbook; its digits are those of the exact target.
        return Fraction(str(value)) if isinstance(value, int | float | str) else None
    except ValueError:
        return None


def column_of(table: Table, heading: str) -> int | None:
    """Where a column stands; None where the table has no such column."""
    return next((at for at, column in enumerate(table.columns) if column.heading == heading), None)


def chart(title: str, table: Table, columns: Sequence[int], *, stacked: bool = False) -> dict[str, Any]:
    """A bar chart over a table's rows without totals.

    Args:
        title: headline.
        table: the shared table; its first column names the rows.
        columns: what is drawn, a series each.
        stacked: whether the series lie end to end in one bar, which then shows their sum.

    Returns:
        `title`, `series` (their headings), `stacked`, `indent` (the longest label, in half characters), and
        `items`: each with `label`, `bars` and `reach` (where its longest bar ends), each bar with `series`
        (its number), `value` (text), `start` and `length`; lengths are thousandths of the longest bar. A
        value that is not known has no bar, nor has a part of a bar that comes after it. A row with nothing in
        these columns is left out.
    """
    body = range(table.height - table.total_rows)
    rows = [at for at in body if any(table.data[column][at] not in ("", None) for column in columns)]
    numbers = [[_number(table.data[column][at]) for column in columns] for at in rows]
    labels = [cell_text(table.data[0][at], table.columns[0]) for at in rows]
    whole = [sum(part for part in each if part is not None) for each in numbers]
    single = [value for each in numbers for value in each if value is not None]
    highest = max([*(whole if stacked else single), Fraction(0)])
    items = []
    for label, at, values in zip(labels, rows, numbers, strict=True):
        bars = _bars(table, columns, at, values, highest, stacked=stacked)
        items.append(
            {"label": label, "bars": bars, "reach": max(bar["start"] + bar["length"] for bar in bars)}
        )
    return {
        "title": title,
        "stacked": stacked,
        "series": [table.columns[column].heading for column in columns],
        "indent": max((display_width(label) for label in labels), default=0),
        "items": items,
    }


def _bars(
    table: Table,
    columns: Sequence[int],
    row: int,
    values: Sequence[Fraction | None],
    highest: Fraction,
    *,
    stacked: bool,
) -> list[dict[str, Any]]:
    bars: list[dict[str, Any]] = []
    start, known = Fraction(0), True
    for column, value in zip(columns, values, strict=True):
        known = value is not None and (known or not stacked)
        length = value if known and value is not None else Fraction(0)
        # Both ends are cut alike, so that parts meet.
        first, last = (int(end * FULL / highest) if highest else 0 for end in (start, start + length))
        text = cell_text(table.data[column][row], table.columns[column])
        bars.append({"series": len(bars), "value": text, "start": first, "length": last - first})
        start += length if stacked else 0
    return bars
