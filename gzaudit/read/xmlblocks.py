"""XML in blocks that never cut a tag, and what no part of a workbook may contain."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from gzaudit.read.unusable import Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A start tag of a workbook is at most some kilobytes; one without end is no XML.
_LONGEST_TAG: Final = 4 << 20
_KEEP: Final = 16
_ENCODING: Final = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_PLAIN: Final = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_DECLARATION: Final = re.compile(rb"<!(?!--|\[CDATA\[)")
# Readers set memory aside for as many texts as the table claims to have. No list holds 20 million.
_CLAIMED: Final = re.compile(rb"""uniqueCount\s*=\s*["']?\s*\+?(\d+)""")
MAX_TEXTS: Final = 20_000_000


def blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Join pieces into blocks that end just before a `<`, and check each.

    Raises:
        Unusable: a document type or entity, an encoding other than UTF-8, an absurd number of shared texts,
            or no XML.
    """
    rest = b""
    first = True
    for piece in pieces:
        data = rest + piece
        if first and len(data) >= _KEEP:
            data = _start(data)
            first = False
        cut = data.rfind(b"<")
        if cut <= 0:
            if len(data) > _LONGEST_TAG:
                if cut == 0:
                    raise Unusable("内部 XML 有过长的标签，不是正常的工作簿")
                data = data[-_KEEP:]
            rest = data
            continue
        block, rest = data[:cut], data[cut:]
        _check(block)
        yield block
    if first:
        rest = _start(rest)
    if rest:
        _check(rest)
        yield rest


def _start(data: bytes) -> bytes:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in data[:4]:
        raise _encoding("UTF-16")
    data = data.removeprefix(codecs.BOM_UTF8)
    named = _ENCODING.match(data)
    if named and named.group(1).strip().lower() not in _PLAIN:
        raise _encoding(named.group(1).decode("ascii", "replace"))
    return data


def _check(block: bytes) -> None:
    # The cheap search goes first: almost no block has a declaration at all.
    if b"!" in block and _DECLARATION.search(block):
        raise Unusable(
            "内部 XML 含有 DOCTYPE 或实体声明，正常的工作簿没有，可能带有攻击内容",
            expected="不含 DOCTYPE 的工作簿",
            action="不要打开该文件，请数据提供单位核实来源后重新导出",
        )
    if b"uniqueCount" in block:
        for claimed in _CLAIMED.finditer(block):
            if len(claimed.group(1)) > 12 or int(claimed.group(1)) > MAX_TEXTS:
                raise Unusable("内部的文字总表声明了不可能的条数", expected=f"不超过 {MAX_TEXTS:,} 条")


def _encoding(name: str) -> Unusable:
    return Unusable(f"内部 XML 的编码是 {name}", expected="UTF-8 编码")
