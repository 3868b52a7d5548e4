"""Text and names that are safe in a spreadsheet: legal XML, no hidden reordering, names Excel accepts."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from operator import index
from typing import TYPE_CHECKING, Any

from gzaudit.render.model import ColumnKind, Formula, Link

if TYPE_CHECKING:
    from collections.abc import Iterable

MARK = "\u25a1"  # □ stands where a character was taken out, so that nobody reads past the gap
CELL_LIMIT = 32_767  # UTF-16 units that one cell of Excel holds
CUT_MARK = "……（超长，已截断）"
EXACT_INTEGERS = 10**15  # Excel keeps 15 digits; longer whole numbers are written as text
SHEET_NAME_LIMIT = 31

# Control characters, line separators that are no line feed, direction marks and overrides, lone
# surrogates, non-characters.
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# XlsxWriter passes a text of the form <r>…</r> into the file as markup; a space at its end keeps it text.
_MARKUP = re.compile(r"<r>.*</r>\Z", re.DOTALL)
_SUSPECT = re.compile(_ILLEGAL.pattern[:-1] + r"\r]|<r>")
_SHEET_FORBIDDEN = str.maketrans("[]:*?/\\", "［］：＊？／＼")
_PLAIN = frozenset({str, int, type(None), Formula, Link})


def clean_text(text: str) -> str:
    """The text as it may stand in a cell: at most 32,767 UTF-16 units, each illegal character shown as □."""
    text = _ILLEGAL.sub(MARK, text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) * 2 > CELL_LIMIT and _units(text) > CELL_LIMIT:
        room = (CELL_LIMIT - _units(CUT_MARK)) * 2
        text = text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT_MARK
    return text + " " if _MARKUP.match(text) else text


def clean_column(values: list[Any], kind: ColumnKind) -> list[Any]:
    """A column holding nothing but non-empty clean text, integers of ≤ 15 digits, formulas, links and None.

    The list itself is returned where nothing has to change, which is nearly always.

    Raises:
        TypeError: a value is a float, a bool or another type that the tables never hold.
    """
    kinds = set(map(type, values))
    if not kinds <= _PLAIN:
        values = [_plain(value) for value in values]
        kinds = set(map(type, values))
    if int in kinds:
        values = _clean_integers(values, as_text=kind == "code")
    if str in kinds:
        values = _clean_strings(values)
    return values


def _plain(value: Any) -> Any:
    """Subclasses (numpy integers and strings among them) as the plain type."""
    if value is None or isinstance(value, Formula | Link):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        raise TypeError("a table cell holds text, a whole number, a formula, a link or None, not a bool")
    return index(value)


def _clean_integers(values: list[Any], *, as_text: bool) -> list[Any]:
    numbers = {value for value in set(values) if type(value) is int}
    changed = {number for number in numbers if as_text or abs(number) >= EXACT_INTEGERS}
    if not changed:
        return values
    return [str(value) if type(value) is int and value in changed else value for value in values]


def _clean_strings(values: list[Any]) -> list[Any]:
    texts = [value for value in dict.fromkeys(values) if type(value) is str]
    longest = max(map(len, texts), default=0)
    # One search over the whole column costs less than one for each text.
    if longest * 2 <= CELL_LIMIT and "" not in texts and not _SUSPECT.search("\n".join(texts)):
        return values
    suspects = [text for text in texts if not text or len(text) * 2 > CELL_LIMIT or _SUSPECT.search(text)]
    cleaned = {text: clean_text(text) or None for text in suspects}
    return [cleaned.get(value, value) for value in values]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def display_width(text: str) -> int:
    """Width of the widest line in half-width units; Chinese characters and full-width signs count two."""
    return max(sum(map(_width, line)) for line in text.split("\n"))


@cache
def _width(character: str) -> int:
    # “A” (ambiguous) signs such as ① and … are drawn full width by Chinese fonts.
    return 1 if character < "\u00a0" or unicodedata.east_asian_width(character) in "NHn" else 2


def unique_headings(headings: Iterable[str]) -> list[str]:
    """Headings as an Excel table demands them: one line, not empty, ≤ 255 units, no two equal."""
    taken: set[str] = set()
    unique = []
    for number, heading in enumerate(headings, 1):
        wanted = " ".join(clean_text(heading).split()) or f"列{number}"
        unique.append(_untaken(wanted, taken, limit=255))
    return unique


def sheet_names(names: Iterable[str]) -> list[str]:
    """Sheet names that Excel accepts, in order: legal signs, ≤ 31 units, no two equal, none reserved."""
    taken = {"history"}  # Excel keeps this name for itself
    safe = []
    for number, name in enumerate(names, 1):
        wanted = " ".join(clean_text(name).translate(_SHEET_FORBIDDEN).split()).strip("'") or f"表{number}"
        safe.append(_untaken(wanted, taken, limit=SHEET_NAME_LIMIT))
    return safe


def _untaken(wanted: str, taken: set[str], *, limit: int) -> str:
    """`wanted`, cut to the limit, and numbered if its like is taken; case and width make no difference."""
    number, name = 1, _cut(wanted, limit)
    while unicodedata.normalize("NFKC", name).casefold() in taken:
        number += 1
        suffix = f"（{number}）"
        name = _cut(wanted, limit - len(suffix)) + suffix
    taken.add(unicodedata.normalize("NFKC", name).casefold())
    return name


def _cut(text: str, limit: int) -> str:
    return text.encode("utf-16-le")[: limit * 2].decode("utf-16-le", "ignore").rstrip("' ") or MARK
