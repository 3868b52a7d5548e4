"""How a page lays a table out: type size, which way the sheet lies, and each column's share of the width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.render.xlsx_text import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.render.model import ColumnKind

# What fits side by side on A4 in each type size, in units of half a character: 156 mm of type area upright
# and 225 mm across, at 10.5, 9 and 8 points. The sizes are classes of page.css.
SIZES: Final = ("ten", "nine", "eight")
_ROOM: Final = {False: (84, 98, 110), True: (121, 141, 159)}
_PADDING: Final = 2
# Up to this a text is not broken where another one is long enough to give way.
_NAME: Final = 24
# Longest value of a column that is kept on one line, and how narrow a column of long text may become.
_ONE_LINE: Final = {"code": 30, "wrapped": 8}
_DRAWN_WIDER: Final = frozenset({"code", "integer", "money", "percent"})
_SHORT: Final = 16
_LONG: Final = (12, 60)
_WANTED: Final = (12, 40)
_SAMPLE: Final = 400


class Measured(NamedTuple):
    """A column in half characters: its longest line, how long its texts are on average, its heading."""

    kind: ColumnKind
    longest: int
    average: int
    heading: int

    @property
    def firm(self) -> bool:
        """Whether its values stay on one line; the other columns share what is left."""
        if self.kind in ("integer", "money", "percent", "flag"):
            return True
        return self.longest <= _ONE_LINE.get(self.kind, _SHORT)

    def needs(self) -> int:
        """Width of a column that stays on one line."""
        return max(self.longest, self.heading) + _PADDING

    def wants(self) -> int:
        """Width at which a column of long text reads well."""
        low, high = _WANTED
        return max(self.heading, min(self.longest, max(low, min(2 * self.average, high)))) + _PADDING


class Fit(NamedTuple):
    """How a table is laid out.

    Attributes:
        size: class of the type size.
        wide: whether the sheet lies across.
        shares: of each column, in per cent of the width.
        least: em below which the table is not squeezed on a screen.
        firm: of each column, whether its values stay on one line.
    """

    size: str
    wide: bool
    shares: tuple[str, ...]
    least: int
    firm: tuple[bool, ...]


def measure(heading: str, unit: str, kind: ColumnKind, texts: Sequence[str]) -> Measured:
    """Measure a column: of a long one a sample and the text that has most characters.

    Args:
        heading: may go over three lines.
        unit: the bracket at its end, which stays whole.
        kind: of the column.
        texts: its cells.
    """
    sample = list(texts[:: max(1, len(texts) // _SAMPLE)])
    if len(sample) < len(texts):
        sample.append(max(texts, key=len))
    lines = [display_width(line) for text in sample for line in text.split("\n")]
    # Digits and capitals are drawn wider than half a character.
    widest = max(lines, default=0)
    longest = widest + -(-widest // (4 if kind == "code" else 8)) if kind in _DRAWN_WIDER else widest
    total = sum(display_width(text) for text in sample)
    third = -(-display_width(heading) // 6) * 2
    return Measured(
        kind,
        longest,
        total // max(1, len(sample)),
        max(third, display_width(unit), min(display_width(heading), 4)),
    )


def fit(columns: Sequence[Measured], *, wide: bool | None = None) -> Fit:
    """Lay a table out.

    Args:
        columns: measured.
        wide: which way the sheet lies; None for whichever the table needs.
    """
    firm = sum(each.needs() for each in columns if each.firm)
    whole = firm + sum(each.wants() for each in columns if not each.firm)
    ways = (False, True) if wide is None else (wide,)
    # Rather across than in small type: the smallest size is only for what has no other place.
    choices = [(size, way) for way in ways for size in (0, 1)]
    size, way = next(((size, way) for size, way in choices if whole <= _ROOM[way][size]), (1, ways[-1]))
    if firm + sum(_LONG[0] for each in columns if not each.firm) > _ROOM[way][size]:
        size = 2
    widths = _widths(columns, max(_ROOM[way][size], firm))
    return Fit(
        SIZES[size],
        way,
        tuple(_percent(width, sum(widths)) for width in widths),
        -(-whole // 2),
        tuple(each.firm for each in columns),
    )


def _widths(columns: Sequence[Measured], room: int) -> list[int]:
    """Columns of one line get what they need, the others share the rest by how much they hold."""
    low, high = _LONG
    weights = [
        0 if each.firm else max(low, min(max(each.average, min(each.longest, _NAME)), high))
        for each in columns
    ]
    left = max(room - sum(each.needs() for each in columns if each.firm), low)
    return [
        each.needs() if each.firm else max(left * weight // sum(weights), 1)
        for each, weight in zip(columns, weights, strict=True)
    ]


def _percent(part: int, whole: int) -> str:
    hundredths = part * 10000 // max(1, whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
