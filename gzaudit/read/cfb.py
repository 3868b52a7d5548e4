"""The compound file (OLE) around an old .xls or an encrypted .xlsx: a small file system in sectors."""

from __future__ import annotations

import struct
from typing import Final

from gzaudit.read.unusable import RESEND, Unusable

_HEADER: Final = 512
_ENTRY: Final = 128
_IN_HEADER: Final = 109
_LAST_SECTOR: Final = 0xFFFFFFFA  # larger numbers are marks: free, end of chain, table
_NONE: Final = 0xFFFFFFFF
_STREAM: Final = 2


class CompoundFile:
    """Streams of a compound file that is held in memory.

    Attributes:
        names: streams and storages at the top level (those of embedded objects lie deeper).
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER:
            raise _damaged()
        self._data = data
        version, order, shift, mini_shift = struct.unpack_from("<HHHH", data, 26)
        if order != 0xFFFE or shift not in (9, 12) or mini_shift != 6 or version not in (3, 4):
            raise _damaged()
        self._sector, self._wide = 1 << shift, version == 4
        (directory,) = struct.unpack_from("<I", data, 48)
        self._cutoff, mini_table = struct.unpack_from("<II", data, 56)
        self._table = self._allocation()
        self._entries = self._chain(directory)
        self._mini_table = _numbers(self._chain(mini_table)) if mini_table < _LAST_SECTOR else ()
        start, size = self._extent(0)
        self._mini = self._chain(start)[:size] if start < _LAST_SECTOR else b""
        self.names = self._top_level()

    def stream(self, name: str) -> bytes:
        """Bytes of a stream of the top level.

        Args:
            name: as in `names`.

        Raises:
            Unusable: the sectors do not hold it.
        """
        start, size = self._extent(self.names[name])
        if size >= self._cutoff:
            content = self._chain(start)
        else:
            content = self._follow(start, self._mini_table, self._mini, 64, 0) if size else b""
        if len(content) < size:
            raise _damaged()
        return content[:size]

    def _allocation(self) -> tuple[int, ...]:
        """Next sector by sector: a table whose own sectors stand in the header and a chain of lists."""
        sectors = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        (following,) = struct.unpack_from("<I", self._data, 68)
        seen: set[int] = set()
        while following < _LAST_SECTOR:
            if following in seen:
                raise _damaged()
            seen.add(following)
            more = _numbers(self._at(following))
            sectors += more[:-1]
            following = more[-1]
        return _numbers(b"".join(self._at(sector) for sector in sectors if sector < _LAST_SECTOR))

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        content = self._data[start : start + self._sector]
        if not content:
            raise _damaged()
        # Some writers do not fill up the last sector.
        return content.ljust(self._sector, b"\x00")

    def _chain(self, start: int) -> bytes:
        return self._follow(start, self._table, self._data, self._sector, self._sector)

    @staticmethod
    def _follow(start: int, table: tuple[int, ...], data: bytes, size: int, offset: int) -> bytes:
        parts: list[bytes] = []
        sector = start
        while sector < _LAST_SECTOR:
            at = sector * size + offset
            # A chain that is longer than its table runs in a circle.
            if sector >= len(table) or at >= len(data) or len(parts) > len(table):
                raise _damaged()
            parts.append(
                data[at : at + size].ljust(size, b"\x00") if at + size > len(data) else data[at : at + size]
            )
            sector = table[sector]
        return b"".join(parts)

    def _extent(self, entry: int) -> tuple[int, int]:
        at = entry * _ENTRY
        if at + _ENTRY > len(self._entries):
            raise _damaged()
        start, size = struct.unpack_from("<IQ", self._entries, at + 116)
        # Version 3 leaves rubbish in the upper half.
        return start, size if self._wide else size & 0xFFFFFFFF

    def _top_level(self) -> dict[str, int]:
        names: dict[str, int] = {}
        (child,) = struct.unpack_from("<I", self._entries, 76)
        waiting, seen = [child], {_NONE}
        while waiting:
            entry = waiting.pop()
            if entry in seen:
                continue
            seen.add(entry)
            at = entry * _ENTRY
            if at + _ENTRY > len(self._entries):
                raise _damaged()
            (length,) = struct.unpack_from("<H", self._entries, at + 64)
            names[self._entries[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")] = entry
            waiting += struct.unpack_from("<II", self._entries, at + 68)
        return names


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data)


def _damaged() -> Unusable:
    return Unusable("文件不完整或已损坏（.xls 的扇区目录对不上）", action=RESEND)
