"""The zip around a workbook: bounded before it is unpacked, and unpacked in pieces of known size.

The reader that takes the values unpacks on its own and without bounds. What passes here is known to unpack to
just the sizes that the directory states, so nothing that reads it later can be surprised.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final, Self

from gzaudit.read.unusable import RESAVE, RESEND, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

# A workbook has tens of parts; one with a picture per enterprise has thousands. Above that it is no list.
MAX_PARTS: Final = 20_000
# 400,000 rows of 60 columns are about 850 MB of sheet XML; nobody sends such a list, and it still passes.
MAX_PART_BYTES: Final = 1 << 30
# All parts together, so that many large ones cannot do what one may not.
MAX_TOTAL_BYTES: Final = 3 << 29
# Real sheets shrink 5 to 20 times, the dullest about 50; a bomb shrinks 200 to 1,000 times.
MAX_RATIO: Final = 100
# Below this size a high ratio does no harm (style tables repeat themselves).
RATIO_FROM_BYTES: Final = 32 << 20

_PIECE: Final = 1 << 20
_LOCAL_HEADER: Final = 30
_ENCRYPTED: Final = 0x1
_BOMB_ACTION: Final = "不要打开该文件，请数据提供单位核实来源后重新导出"


class Package:
    """The parts of a workbook. Use as a context manager; it holds the file open.

    Attributes:
        names: part by its name in lower case with `/` (readers ignore case, some writers use a backslash).
    """

    def __init__(self, path: Path) -> None:
        self._handle = path.open("rb")
        try:
            self.names = _directory(self._handle_infos())
        except BaseException:
            self._handle.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._handle.close()

    def _handle_infos(self) -> list[zipfile.ZipInfo]:
        try:
            with zipfile.ZipFile(self._handle) as archive:
                return archive.infolist()
        # A damaged directory makes the standard library raise whatever its bytes lead to.
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            OSError,
            ValueError,
            struct.error,
            EOFError,
            IndexError,
        ) as error:
            raise Unusable("文件不完整或已损坏（缺少 .xlsx 末尾的目录）", action=RESEND) from error

    def pieces(self, name: str) -> Iterator[bytes]:
        """Unpacked bytes of a part, in pieces of at most 1 MiB.

        Args:
            name: key of `names`.

        Raises:
            Unusable: damaged, or larger than the directory says.
        """
        info = self.names[name]
        size = checksum = 0
        for piece in self._unpack(info):
            size += len(piece)
            if size > info.file_size:
                raise Unusable(
                    "压缩数据展开后比声明的大，像是“压缩炸弹”", action=_BOMB_ACTION, place=(info.filename,)
                )
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if size != info.file_size or checksum != info.CRC:
            raise _damaged(info.filename)

    def _unpack(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        packed = self._packed(info)
        if info.compress_type == zipfile.ZIP_STORED:
            yield from packed
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for data in packed:
                rest = data
                while rest and not inflater.eof:
                    yield inflater.decompress(rest, _PIECE)
                    rest = inflater.unconsumed_tail
            while not inflater.eof:
                more = inflater.decompress(inflater.unconsumed_tail, _PIECE)
                if not more:
                    break
                yield more
        except zlib.error as error:
            raise _damaged(info.filename) from error

    def _packed(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        if info.header_offset < 0:  # the directory points before the file
            raise _damaged(info.filename)
        self._handle.seek(info.header_offset)
        header = self._handle.read(_LOCAL_HEADER)
        if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
            raise _damaged(info.filename)
        name, extra = struct.unpack("<HH", header[26:30])
        self._handle.seek(name + extra, 1)
        left = info.compress_size
        while left:
            data = self._handle.read(min(left, _PIECE))
            if not data:
                raise _damaged(info.filename)
            left -= len(data)
            yield data


def _directory(infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Parts by name, once the directory's own figures are within bounds."""
    if len(infos) > MAX_PARTS:
        raise Unusable(f"内含 {len(infos)} 个部件，正常工作簿只有几十个", action=_BOMB_ACTION)
    total = sum(info.file_size for info in infos)
    if total > MAX_TOTAL_BYTES:
        raise _too_large(total, MAX_TOTAL_BYTES)
    names: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if info.flag_bits & _ENCRYPTED:
            raise Unusable("压缩包加了密码", expected="没有密码的工作簿", action="解开密码后另存为 .xlsx")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unusable("使用了 .xlsx 不允许的压缩方法", action=RESAVE, place=(info.filename,))
        if info.file_size > MAX_PART_BYTES:
            raise _too_large(info.file_size, MAX_PART_BYTES)
        if info.file_size > RATIO_FROM_BYTES and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            times = info.file_size // max(info.compress_size, 1)
            raise Unusable(
                f"压缩比达 {times} 倍，像是“压缩炸弹”",
                expected=f"压缩比不超过 {MAX_RATIO} 倍",
                action=_BOMB_ACTION,
                place=(info.filename,),
            )
        name = info.filename.replace("\\", "/").casefold()
        if name in names:
            # Two readers may each take another of the two.
            raise Unusable("内部有两个同名部件，各程序读到的内容可能不同", place=(info.filename,))
        names[name] = info
    return names


def _too_large(size: int, bound: int) -> Unusable:
    return Unusable(
        f"解压后有 {size / (1 << 20):,.0f} MiB",
        expected=f"不超过 {bound / (1 << 20):,.0f} MiB",
        action="若确是名单，删去无关的工作表和列，或拆成几个文件；否则请核实来源",
    )


def _damaged(name: str) -> Unusable:
    return Unusable("文件不完整或已损坏（部件解不开或校验不符）", action=RESEND, place=(name,))
