"""Room on the disk, seen before any work: folders that can be written, and bytes for what will be."""

from __future__ import annotations

import shutil
import tempfile
from typing import TYPE_CHECKING, Final

from gzaudit.errors import OutputError
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LEAST: Final = 32 * 2**20
# A run with its packets takes some times the bytes of its lists; the sheets of the city year take five.
_PER_INPUT: Final = 10


def require_writable(workspace: Path, folders: Iterable[str]) -> None:
    """Try each folder, or where it will be made, with a file that has no name and leaves nothing.

    Args:
        workspace: the folder.
        folders: relative to it.

    Raises:
        OutputError: one of them cannot be written.
    """
    for shown in folders:
        place = workspace / shown
        try:
            while not place.exists():
                place = place.parent
            with tempfile.TemporaryFile(dir=place) as file:
                file.write(b"0")
        except OSError as error:
            raise OutputError(
                "批处理没有开始：文件夹写不了。",
                where=f"{shown}/",
                found=system_words(error),
                expected="可写入的文件夹",
                action="检查权限和磁盘空间后重新运行",
            ) from error


def require_space(workspace: Path, inputs: int) -> None:
    """See whether there is room for a run and its packets.

    Args:
        workspace: the folder.
        inputs: bytes of the year's lists.

    Raises:
        OutputError: there is too little.
    """
    wanted = max(_LEAST, _PER_INPUT * inputs)
    try:
        free = shutil.disk_usage(workspace).free
    except OSError:  # a disk that does not say is asked by writing
        return
    if free < wanted:
        raise OutputError(
            "批处理没有开始：磁盘空间不够。",
            where="工作区所在的磁盘",
            found=f"剩余 {free // 2**20} MB",
            expected=f"至少 {-(-wanted // 2**20)} MB（名单的 {_PER_INPUT} 倍，不少于 {_LEAST // 2**20} MB）",
            action="腾出空间后重新运行",
        )
