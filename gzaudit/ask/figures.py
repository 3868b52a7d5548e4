"""Figures of a district as numbers: money and counts whole, targets and ratios exact."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from gzaudit.policy.exact import exact_decimal, ratio6

if TYPE_CHECKING:
    from gzaudit.ask.run import Run

Figure = int | str | None
_WORDS: Final = ("assessment", "status")


def figures_of(run: Run, district: str, part: str) -> dict[str, Figure]:
    """The figures of one part of a district, as result.json writes them; None where not known.

    A target is an exact decimal; beside `completion`, which has six places for reading, `completion_exact` is
    the fraction itself.
    """
    found: dict[str, Figure] = {}
    for line in run.lines(
        "SELECT figure, value FROM figures WHERE district = ? AND part = ? ORDER BY n", district, part
    ):
        name, value = line["figure"], line["value"]
        if value is None or name in _WORDS:
            found[name] = value
        elif name == "target":
            found[name] = exact_decimal(Fraction(value))
        elif name == "completion":
            found[name], found["completion_exact"] = ratio6(Fraction(value)), value
        else:
            found[name] = int(value)
    return found


def whole(value: str | None) -> int | None:
    """A whole number as a table keeps it."""
    return None if value is None else int(value)
