"""The characters of a .csv: UTF-8 first, then GB18030, both strictly. Nothing is guessed from frequencies."""

from __future__ import annotations

import codecs
from typing import Final

from gzaudit.read.unusable import RESEND, Unusable

_SAVE_AS: Final = "用 WPS 或 Excel 打开，核对后另存为 .xlsx，或存为“CSV UTF-8（逗号分隔）”"
_ENCODINGS: Final = "UTF-8 或 GB18030（GBK）编码的 .csv"
_WIDE: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Of Chinese text in GB18030 read as UTF-8 nearly every character fails; of damaged UTF-8 only a few do.
_DAMAGED_SHARE: Final = 5


def decode(data: bytes) -> str:
    """Characters of a whole file, without the byte order mark.

    Raises:
        Unusable: UTF-16, binary, cut off inside a character, or no text in either encoding; at which line.
    """
    if data.startswith(_WIDE):
        raise Unusable("文件是 UTF-16（Excel 的“Unicode 文本”）编码", expected=_ENCODINGS, action=_SAVE_AS)
    nul = data.find(b"\x00")
    if nul >= 0:
        found = "文件像是 UTF-16 编码，或混有二进制内容（空字节）"
        raise Unusable(found, expected=_ENCODINGS, action=_SAVE_AS, place=(_line(data, nul),))
    marked = data.startswith(codecs.BOM_UTF8)
    body = data[len(codecs.BOM_UTF8) :] if marked else data
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if marked or _is_damaged_utf8(body, error):
            raise _broken("UTF-8", data, error, len(data) - len(body)) from error
    try:
        return body.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _broken("GB18030", data, error, 0) from error


def _is_damaged_utf8(body: bytes, error: UnicodeDecodeError) -> bool:
    """Whether bytes that are no UTF-8 were meant as such: GB18030 would make wrong characters of them."""
    readable = body[: error.start]
    if _cut_off(error) and not readable.isascii():
        return True
    text = body.decode("utf-8", errors="replace")
    failed = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return beyond_ascii - failed > failed * _DAMAGED_SHARE


def _cut_off(error: UnicodeDecodeError) -> bool:
    return error.end == len(error.object) and error.reason in (
        "unexpected end of data",
        "incomplete multibyte sequence",
    )


def _broken(encoding: str, data: bytes, error: UnicodeDecodeError, offset: int) -> Unusable:
    line = _line(data, error.start + offset)
    if _cut_off(error):
        return Unusable("文件在一个汉字中间断了，没有传完", action=RESEND, place=(line,))
    return Unusable(
        f"有不合 {encoding} 编码的字节，文字已损坏", expected=_ENCODINGS, action=_SAVE_AS, place=(line,)
    )


def _line(data: bytes, at: int) -> str:
    number = data.count(b"\n", 0, at) + 1
    return f"第 {number} 行"
