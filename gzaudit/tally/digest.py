"""The digest of a table of counts: of its numbers in a fixed form; saving the file anew changes nothing."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

FORM: Final = "gzaudit.counts/1"
"""The form of a file of counts with its attestation; a later form has another number."""


def table_digest(year: int, cells: Iterable[tuple[str, str, int | None]]) -> str:
    """SHA-256, as hex, of `FORM`, the year, and a line `district indicator number` for each cell, sorted.

    Args:
        year: audited year.
        cells: district code, indicator key, number (None where there is none) of every cell.
    """
    lines = sorted(
        f"{district} {indicator} {'' if number is None else number}" for district, indicator, number in cells
    )
    return hashlib.sha256("\n".join([FORM, str(year), *lines, ""]).encode()).hexdigest()


def lines_digest(lines: Iterable[Iterable[str]]) -> str:
    """SHA-256, as hex, of lines of cells as they stand in the sheet."""
    return hashlib.sha256("".join("\t".join(line) + "\n" for line in lines).encode()).hexdigest()
