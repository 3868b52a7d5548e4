"""Records of a BIFF8 stream (Excel 97–2003), and the texts in them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.read.unusable import RESEND, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMULA, EOF, DATE_1904, FILE_PASS = 0x0006, 0x000A, 0x0022, 0x002F
CONTINUE, BOUND_SHEET, MUL_RK, RICH_LABEL = 0x003C, 0x0085, 0x00BD, 0x00D6
XF, SST, LABEL_SST, RECALC_ID = 0x00E0, 0x00FC, 0x00FD, 0x01C1
NUMBER, LABEL, BOOL_ERROR, STRING, RK = 0x0203, 0x0204, 0x0205, 0x0207, 0x027E
FORMAT, BOF = 0x041E, 0x0809

_WIDE, _FAR_EAST, _RICH = 0x01, 0x04, 0x08
_HEAD: Final = struct.Struct("<HH")


class Record(NamedTuple):
    """One record: its number, and where its content lies in the stream."""

    number: int
    start: int
    end: int


def records(stream: bytes, at: int) -> Iterator[Record]:
    """Records from an offset to the end of the stream.

    Raises:
        Unusable: the stream ends inside a record.
    """
    end = len(stream)
    while at + 4 <= end:
        number, length = _HEAD.unpack_from(stream, at)
        if at + 4 + length > end:
            raise damaged()
        yield Record(number, at + 4, at + 4 + length)
        at += 4 + length


def short_text(content: bytes) -> str:
    """A text with a one-byte length: the names of sheets."""
    return _plain(content, content[0], content[1], 2)


def text(content: bytes) -> str:
    """A text with a two-byte length inside one record: labels, formats."""
    (length,) = struct.unpack_from("<H", content)
    flags, at = content[2], 3
    at += (2 if flags & _RICH else 0) + (4 if flags & _FAR_EAST else 0)
    return _plain(content, length, flags, at)


def _plain(content: bytes, length: int, flags: int, at: int) -> str:
    width = 2 if flags & _WIDE else 1
    if at + length * width > len(content):
        raise damaged()
    return _characters(content[at : at + length * width], flags)


def _characters(data: bytes, flags: int) -> str:
    return data.decode("utf-16-le", "replace") if flags & _WIDE else data.decode("latin-1")


def shared_texts(segments: list[bytes]) -> list[str]:
    """The table of shared texts, from its record and the records that continue it.

    A text may be cut anywhere in its characters; its rest then starts with a flag of its own, so that half a
    text may be stored in one byte a character and half in two.

    Raises:
        Unusable: the table ends before the texts that it announces.
    """
    if len(segments[0]) < 8:
        raise damaged()
    (count,) = struct.unpack_from("<I", segments[0], 4)
    cursor = _Cursor(segments)
    texts: list[str] = []
    for _ in range(count):
        if cursor.done():
            # Some writers announce more than they write; a cell that refers to a missing text is refused.
            break
        texts.append(cursor.text())
    return texts


class _Cursor:
    """A place in the shared table."""

    def __init__(self, segments: list[bytes]) -> None:
        self.segments, self.at, self.offset = segments, 0, 8

    def done(self) -> bool:
        while self.at < len(self.segments) and self.offset >= len(self.segments[self.at]):
            self.at, self.offset = self.at + 1, 0
        return self.at >= len(self.segments)

    def take(self, size: int) -> bytes:
        """Bytes that may run on into the next record without a flag."""
        out = b""
        while len(out) < size:
            if self.done():
                raise damaged()
            part = self.segments[self.at][self.offset : self.offset + size - len(out)]
            self.offset += len(part)
            out += part
        return out

    def text(self) -> str:
        length, flags = struct.unpack("<HB", self.take(3))
        (runs,) = struct.unpack("<H", self.take(2)) if flags & _RICH else (0,)
        (extra,) = struct.unpack("<I", self.take(4)) if flags & _FAR_EAST else (0,)
        pieces: list[str] = []
        while length:
            segment = self.segments[self.at]
            width = 2 if flags & _WIDE else 1
            fit = min(length, (len(segment) - self.offset) // width)
            pieces.append(_characters(segment[self.offset : self.offset + fit * width], flags))
            self.offset += fit * width
            length -= fit
            if length:
                self.offset = len(segment)
                if self.done():
                    raise damaged()
                flags = self.segments[self.at][0]
                self.offset = 1
        self.skip(runs * 4 + extra)
        return "".join(pieces)

    def skip(self, size: int) -> None:
        """Pass over formatting and phonetics."""
        while size:
            if self.done():
                raise damaged()
            step = min(size, len(self.segments[self.at]) - self.offset)
            self.offset += step
            size -= step


def rk(number: int) -> float | int:
    """A number in four bytes: a whole number or the upper half of a double, either possibly times 100.

    >>> rk((12 << 2) | 2), rk((1250 << 2) | 3)
    (12, 12.5)
    """
    if number & 2:
        value: float | int = number >> 2 if number < 1 << 31 else (number >> 2) - (1 << 30)
    else:
        (value,) = struct.unpack("<d", struct.pack("<II", 0, number & 0xFFFFFFFC))
    if number & 1:
        return value / 100
    return value


def damaged() -> Unusable:
    """The verdict on a stream that does not hold together."""
    return Unusable("文件不完整或已损坏（.xls 的记录对不上）", action=RESEND)
