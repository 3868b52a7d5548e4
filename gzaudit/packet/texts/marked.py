"""Text between marks: XML parts of a workbook and pages, piece by piece and put together."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from gzaudit.packet.texts.piece import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK: Final = re.compile(r"(<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[^>]*>)", re.DOTALL)
_NAMED: Final = re.compile(r"</?(?:[\w.-]+:)?([\w.-]+)")
_DECLARED: Final = re.compile(r"""<\?xml[^>]*\bencoding\s*=\s*["']([^"']+)["']""")
# What a spreadsheet puts between, or inside, the runs of one text; and what a page sets inside a line.
_RUNS: Final = frozenset((
    "r", "t", "rPr", "b", "i", "u", "strike", "outline", "shadow", "condense", "extend", "color", "sz",
    "rFont", "family", "charset", "scheme", "vertAlign", "latin", "ea", "cs", "sym", "solidFill", "srgbClr",
    "schemeClr", "noFill", "ln", "br",
))  # fmt: skip
_INLINE: Final = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tspan", "tt", "u",
    "var", "wbr",
))  # fmt: skip
# How a reader is told to say the text; it stands between its runs and is none of them.
_SOUND: Final = re.compile(r"<rPh\b.*?</rPh>", re.DOTALL)
_PICTURE: Final = re.compile(r"data:image/(?!svg)[\w.+-]+;base64,[A-Za-z0-9+/=\s]*")


def decoded(data: bytes) -> str:
    """A part's text.

    Raises:
        UnreadableError: it is not UTF-8, or says that it is something else.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError("不是 UTF-8 编码") from error
    said = _DECLARED.match(text)
    if said and said[1].lower() not in ("utf-8", "utf8"):
        raise UnreadableError(f"编码写作 {said[1][:20]}")
    return text


def pieces(text: str, *, page: bool) -> Iterator[str]:
    """Every text between marks, every mark with its attributes, every comment, and texts cut by marks.

    Args:
        text: of an XML part or a page. Pictures in it are left out: they are no text.
        page: whether it is a page; else a part of a workbook.
    """
    text = _PICTURE.sub("data:image", text)
    tokens = _MARK.split(text)
    for token in dict.fromkeys(tokens):
        if token.strip():
            yield html.unescape(token)
    yield from _whole(tokens if page else _MARK.split(_SOUND.sub("", text)), _INLINE if page else _RUNS)


def _whole(tokens: list[str], inside: frozenset[str]) -> Iterator[str]:
    """Texts that marks cut into parts: runs in different type, a comment in the middle of a name."""
    parts: list[str] = []
    for at, token in enumerate(tokens):
        if at % 2 == 0:
            parts.append(token)
        elif token.startswith("<![CDATA["):
            parts.append(html.escape(token[9:-3]))
        elif not token.startswith("<!--"):
            named = _NAMED.match(token)
            if named is None or named[1] not in inside:
                if sum(map(bool, parts)) > 1:
                    yield html.unescape("".join(parts))
                parts = []
    if sum(map(bool, parts)) > 1:
        yield html.unescape("".join(parts))
