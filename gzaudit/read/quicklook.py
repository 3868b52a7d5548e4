"""A fast look at a sheet's XML before any reader sees it: how far cells reach, which need a closer look.

The look answers with upper bounds only, by searching for the first cell that lies outside what was seen so
far. Most sheets pass with a handful of such hits; what is unusual is left to the full parse (`cells`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gzaudit.read.unusable import Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable

# The reader sets aside 32 bytes twice for each cell of the rectangle, blank or not: about 2 GB at this bound,
# which 400,000 rows of 75 columns stay below. A stray cell at XFD1048576 asks for 17 thousand million cells.
MAX_AREA: Final = 30_000_000
MAX_ROW: Final = 1_048_576
MAX_COLUMN: Final = 16_384

_PLAIN_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})([1-9]\d{0,6})"([^<>]*)>')
_PLAIN_TAIL: Final = re.compile(rb'(?: [a-z]+="(?!e")[^"<>]*")*/?')
_ODD_CELL: Final = re.compile(rb"<c[>/\t\r\n]")
_PREFIXED_CELL: Final = re.compile(rb":c[ >/\t\r\n]")
_FORMULA: Final = re.compile(rb"<f[\s/>]")
_HIDDEN_VALUE: Final = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^<>]*)?>[^<]*<!")


@dataclass(slots=True)
class Look:
    """What a fast look found.

    Attributes:
        columns: no filled cell lies right of this column.
        rows: no filled cell lies below this row.
        closer: whether the full parse must be done (formulas, error values, or XML out of the ordinary).
    """

    columns: int = 26
    rows: int = 9_999
    closer: bool = False

    @property
    def area(self) -> int:
        """Upper bound of the cells that a reader would set aside."""
        return self.columns * self.rows


def look(blocks: Iterable[bytes]) -> Look:
    """Look through one sheet.

    Args:
        blocks: its XML, cut between tags.

    Raises:
        Unusable: a value is hidden behind a comment or CDATA mark, where readers lose it.
    """
    seen = Look()
    last = b""
    for block in blocks:
        last = block
        _extent(block, seen)
        # One rare character goes before each slower search.
        if b"!" in block and _HIDDEN_VALUE.search(block):
            raise Unusable("单元格的值写在注释或 CDATA 里，读取时会丢失")
        if not seen.closer:
            seen.closer = bool(
                (b"<f" in block and _FORMULA.search(block))
                or _ODD_CELL.search(block)
                or (b":" in block and _PREFIXED_CELL.search(block))
            )
    if not last.rstrip().endswith(b"worksheet>"):
        seen.closer = True
    return seen


def _extent(block: bytes, seen: Look) -> None:
    """Widen the bounds until no filled cell of the block lies outside them."""
    at = 0
    while hit := _outside(seen.columns, seen.rows).search(block, at):
        cell = _PLAIN_CELL.match(block, hit.start())
        if cell is None:
            seen.closer = True
            at = hit.end()
            continue
        at = cell.end()
        if not _PLAIN_TAIL.fullmatch(cell.group(3)):
            seen.closer = True
        if cell.group(3).endswith(b"/"):
            continue  # formatted but empty: readers pass over it
        seen.columns = max(seen.columns, _round_columns(column_number(cell.group(1).decode())))
        seen.rows = max(seen.rows, _round_rows(int(cell.group(2))))


def column_number(letters: str) -> int:
    """1-based number of a column named by capital letters.

    >>> column_number("A"), column_number("AZ"), column_number("XFD")
    (1, 52, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _round_columns(column: int) -> int:
    """Up to a bound that a short pattern can state: AZ, BZ … ZZ, or beyond."""
    return -(-column // 26) * 26 if column <= 702 else 18_278


def _round_rows(row: int) -> int:
    """Up to a bound of one digit and nines."""
    power = int("1" + "0" * (len(str(row)) - 1))
    return (row // power + 1) * power - 1


@lru_cache(maxsize=512)
def _outside(columns: int, rows: int) -> re.Pattern[bytes]:
    """Finds a cell outside the bounds (which come from the two functions above), or not plainly written.

    Plainly: place first, then style and type in either order, and a type other than an error.
    """
    if columns == 26:
        letters = "[A-Z]"
    elif columns <= 702:
        letters = f"[A-{chr(ord('A') + columns // 26 - 2)}]?[A-Z]"
    else:
        letters = "[A-Z]{1,3}"
    text = str(rows)
    nines = len(text) - 1
    number = f"[1-9]\\d{{0,{nines - 1}}}|[1-{text[0]}]\\d{{{nines}}}" if nines else "[1-9]"
    return re.compile(f'<c (?!r="(?:{letters})(?:{number})"(?: [st]="(?!e")\\w+")*/?>)'.encode())
