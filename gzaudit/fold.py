"""Chinese text in lines of a given width: broken between characters, never inside a number or a Latin word.

Rich breaks lines at blanks, of which Chinese has few, and elsewhere at any character, also inside a number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, chop_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OPEN: Final = "（(《“〔【"
_CLOSE: Final = "）)》”〕】。，、；：？！%％,;:"
_ASIDE: Final = re.escape(_OPEN + _CLOSE)
# What stays together: a number with its sign and unit, a word of other scripts, one Chinese character; each
# with the marks that may not stand at the end or at the beginning of a line.
_PIECE: Final = re.compile(
    rf"\s|[{re.escape(_OPEN)}]*"
    rf"(?:(?:[≥≤><] ?)?\d[\d,./-]*[%％]?(?: ?[\u4e00-\u9fff])?|[!-~]+|[^\s{_ASIDE}])[{re.escape(_CLOSE)}]*"
    rf"|[{_ASIDE}]"
)


def fold(text: str, width: int) -> str:
    """A text with line feeds where it would be wider than `width` (a Chinese character is two wide)."""
    return "\n".join(line for part in text.split("\n") for line in _lines(part, width))


def _lines(text: str, width: int) -> Iterator[str]:
    line = ""
    for match in _PIECE.finditer(text):
        piece = match[0]
        if line and cell_len(line + piece.rstrip()) > width:
            yield line.rstrip()
            line, piece = "", piece.lstrip()
        line += piece
        while cell_len(line.rstrip()) > width:
            first, *rest = chop_cells(line, width)
            if not rest:
                break
            yield first.rstrip()
            line = "".join(rest)
    yield line.rstrip()


def shares(widths: Sequence[int], room: int) -> list[int]:
    """Widths of columns that fit into a room: narrow ones as they are, the wide ones share the rest."""
    given = dict.fromkeys(range(len(widths)), 0)
    left = max(room, 4 * len(widths))
    for done, at in enumerate(sorted(given, key=lambda each: widths[each])):
        given[at] = min(widths[at], left // (len(widths) - done))
        left -= given[at]
    return list(given.values())


def text_width(text: str) -> int:
    """Width of the widest line of a text."""
    return max(cell_len(line) for line in text.split("\n"))
