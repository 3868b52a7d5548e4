"""Whole numbers as people write them in cells: digits, thousands, a unit behind."""

from __future__ import annotations

import re

from gzaudit.normalise.single import dense_text


def whole_number(text: str, units: tuple[str, ...] = ()) -> int | None:
    """A non-negative whole number as written, thousands with commas included; None where it is none.

    Args:
        text: of a cell.
        units: what may stand behind the number, e.g. 家 in 1,200家.
    """
    unit = f"(?:{'|'.join(map(re.escape, units))})?" if units else ""
    match = re.fullmatch(r"(\d{1,3}(?:,\d{3})+|\d+)" + unit, dense_text(text))
    return int(match[1].replace(",", "")) if match else None
