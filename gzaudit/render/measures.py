"""How wide columns and how tall rows have to be: in units of half a Chinese character, and in points."""

from __future__ import annotations

from typing import Any

from gzaudit.render.model import ColumnKind, Formula, Link
from gzaudit.render.xlsx_text import display_width

NARROWEST, WIDEST = 6, 60
MARGIN = 3  # units: cell margins and indent, or the filter button beside a heading
WRAPPED = 40  # long text beyond this takes a second line
PAGE_WIDTH = 200  # units; a wider sheet would print too small to be read
NARROW_TEXT = 20  # units; long text is not made narrower than this, nor than 3/5 of what it should have
SAMPLE = 400  # cells measured in a long column
LINE_HEIGHT = 16.5  # points, as all heights; whole pixels are multiples of 0.75
ROW_HEIGHT = 18.0
TALLEST = 408.75  # Excel's limit


def column_width(heading: str, values: list[Any], kind: ColumnKind, wanted: int | None = None) -> int:
    """Width in half-width units, between 6 and 60: fits the content; a long heading takes two lines.

    Args:
        heading: of the column.
        values: in it; a long column is sampled evenly, its longest text always included.
        kind: of the column.
        wanted: a width that somebody chose; only what would be cut off widens it.
    """
    if wanted is not None:
        return (
            wanted if kind == "wrapped" else max(wanted, min(_content_width(values, kind) + MARGIN, WIDEST))
        )
    head = display_width(heading)
    head = head if head <= 18 else -(-head // 2) + 5  # the slack keeps a last bracket from standing alone
    content = _content_width(values, kind)
    if kind == "wrapped":
        content = min(content, WRAPPED)
    return min(max(content, head, NARROWEST - MARGIN) + MARGIN, WIDEST)


def _content_width(values: list[Any], kind: ColumnKind) -> int:
    sample = values[:: max(1, len(values) // SAMPLE)]
    texts = [value for value in values if type(value) is str] if len(values) > len(sample) else []
    if texts:
        sample = [*sample, max(texts, key=len)]
    content = max((_shown_width(value, kind) for value in sample), default=0)
    if kind in ("code", "integer", "money"):
        content += -(-content // 8)  # digits and capitals are drawn a little wider than the unit
    return content


def fit_page(widths: list[int], kinds: list[ColumnKind]) -> list[int]:
    """The widths, columns of long text narrowed where the whole would print too small to be read."""
    long = [at for at, kind in enumerate(kinds) if kind == "wrapped"]
    have = sum(widths[at] for at in long)
    room = PAGE_WIDTH - (sum(widths) - have)
    if room >= have:
        return widths
    fitted = list(widths)
    for at in long:
        fitted[at] = min(widths[at], max(widths[at] * room // have, widths[at] * 3 // 5, NARROW_TEXT))
    return fitted


def shown(value: Any) -> Any:
    """What is seen of a cell: the stored value of a formula, the text of a link."""
    if isinstance(value, Formula):
        return value.value
    return value.text if isinstance(value, Link) else value


def _shown_width(value: Any, kind: ColumnKind) -> int:
    value = shown(value)
    if value is None:
        return 0
    if isinstance(value, str):
        return display_width(value)
    return len(f"{value:,}") if kind == "money" else len(str(value))


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
            texts = {value: shown(value) for value in set(values)}
            needed = {
                value: lines_needed(text, width - MARGIN)
                for value, text in texts.items()
                if type(text) is str
            }
            lines.append([needed.get(value, 1) for value in values])
    return [_height(max(row)) for row in zip(*lines, strict=True)]


def _height(lines: int) -> float:
    return ROW_HEIGHT if lines <= 1 else min(lines * LINE_HEIGHT + 1.5, TALLEST)
