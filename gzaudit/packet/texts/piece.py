"""Pieces of text with their places, and every way in which a piece may be written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Pieces = dict[str, str]
"""Each distinct text of a file, with the first place where it stands (as people find it)."""

# As spreadsheets, style sheets and scripts write a character that they would rather not write.
_OOXML: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ESCAPED: Final = re.compile(r"\\u?\{?([0-9A-Fa-f]{1,6})\}?\s?")
_PERCENT: Final = re.compile(r"%[0-9A-Fa-f]{2}")
# Formulas join texts ("甲"&"乙"), headers and footers turn a page's style on and off between letters.
_JOINED: Final = re.compile(r'"\s*&\s*"')
_STYLED: Final = re.compile(r'&(?:"[^"]*"|[A-Za-z]|\d{1,3})')
_HIGHEST: Final = 0x10FFFF


class UnreadableError(Exception):
    """A file, or a part of it, whose text cannot be told; the message says what and where, in Chinese."""


def spellings(text: str) -> Iterator[str]:
    """The text as it stands, and as it reads once it is unescaped and put together."""
    yield text
    for mark, pattern, resolve in _WAYS:
        if mark in text and pattern.search(text):
            yield resolve(text)


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    return chr(number) if number <= _HIGHEST else match[0]


_WAYS: Final[tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...]] = (
    ("_x", _OOXML, lambda text: _OOXML.sub(_character, text)),
    ("\\", _ESCAPED, lambda text: _ESCAPED.sub(_character, text)),
    ("%", _PERCENT, unquote),
    ("&", _JOINED, lambda text: _JOINED.sub("", text)),
    ("&", _STYLED, lambda text: _STYLED.sub("", text)),
)
