"""Finding names and codes in texts: any of a hundred thousand, also inside longer texts, in one pass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.normalise.single import CLOSING, HYPHENS, INVISIBLE, OPENING, dense_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHORTEST: Final = 4
"""Names of fewer characters (people, shop signs) are looked for as whole texts only."""
SHORTEST_CODE: Final = 9
"""The older 组织机构代码 has nine characters; what is shorter identifies nobody."""
# From this length on a code is also found inside a longer run of letters and digits.
_INSIDE: Final = 15
_PART: Final = 4
# Most names begin with 广州 or 广东: what follows tells more of them apart.
_SKIPPED: Final = 2
_INVISIBLE: Final = re.compile(INVISIBLE)
_OPENING, _CLOSING = re.compile(OPENING), re.compile(CLOSING)
_HYPHENS: Final = re.compile(HYPHENS)
_RUN: Final = re.compile(rf"[0-9A-Z]{{{SHORTEST_CODE},}}")
_SHAPED: Final = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
# Six digits at the least: the division in it has as many.
_DIGITS: Final = 6


class Found(NamedTuple):
    """A name or code in a text: where it begins and ends there, and which one it is."""

    start: int
    end: int
    what: str


def plain(text: str) -> str:
    """A text as names are compared in it (C2): half width, no blanks, one sort of brackets, small letters."""
    if text.isascii():
        return "".join(_INVISIBLE.sub("", text).split()).translate(_ASCII).casefold()
    dense = _CLOSING.sub(")", _OPENING.sub("(", dense_text(text)))
    return dense_text(dense.casefold())


_ASCII: Final = str.maketrans("[{<]}>", "((()))")


class Names:
    """Names to look for.

    Args:
        names: as `plain` has them.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._short: set[str] = set()
        self._by_part: dict[str, list[tuple[int, str]]] = {}
        for name in names:
            if len(name) < SHORTEST:
                self._short.add(name)
                continue
            at = _SKIPPED if len(name) >= _SKIPPED + _PART else 0
            self._by_part.setdefault(name[at : at + _PART], []).append((at, name))

    def find(self, text: str) -> Iterator[Found]:
        """Every place of every name in a plain text; of a short name only where it is the whole text."""
        if text in self._short:
            yield Found(0, len(text), text)
        known = self._by_part.get
        for at in range(len(text) - _PART + 1):
            if names := known(text[at : at + _PART]):
                for before, name in names:
                    if at >= before and text.startswith(name, at - before):
                        yield Found(at - before, at - before + len(name), name)


class Codes:
    """Codes to look for.

    Args:
        codes: letters and digits, capitals.
    """

    def __init__(self, codes: Iterable[str]) -> None:
        self._codes = frozenset(codes)
        self._lengths = sorted({len(code) for code in self._codes if len(code) >= _INSIDE})

    def find(self, text: str) -> Iterator[Found]:
        """Every known code in a text as it stands, blanks and hyphens inside it notwithstanding."""
        wide = text if text.isascii() else dense_text(text)
        for run in set(_RUN.findall(_HYPHENS.sub("", _INVISIBLE.sub("", wide)).upper())):
            if run in self._codes:
                yield Found(0, len(run), run)
            for length in self._lengths:
                for at in range(len(run) - length + 1 if length < len(run) else 0):
                    if (part := run[at : at + length]) in self._codes:
                        yield Found(at, at + length, part)


def shaped_codes(text: str) -> set[str]:
    """Everything in a text that looks like a 统一社会信用代码, known or not."""
    from unicodedata import normalize

    wide = (text if text.isascii() else normalize("NFKC", text)).upper()
    return {each for each in _SHAPED.findall(wide) if sum(map(str.isdigit, each)) >= _DIGITS}


def uncovered(found: Iterable[Found], allowed: frozenset[str] | set[str]) -> list[str]:
    """What was found and may not stand there.

    A name that is part of a longer one which may stand there is no name of its own at that place; a longer
    one that only begins like an allowed one is.
    """
    places = list(found)
    mine = [each for each in places if each.what in allowed]
    return [
        each.what
        for each in places
        if each.what not in allowed
        and not any(other.start <= each.start and each.end <= other.end for other in mine)
    ]
