"""Where the summary is kept: one file a year beside the log, always that of the last batch."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gzaudit.batch.lock import LOGS
from gzaudit.errors import OutputError
from gzaudit.moving import replace
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from pathlib import Path


def keep_summary(workspace: Path, year: int, text: str) -> str:
    """Write the summary in one step; where it says what it said before, nothing is touched.

    Args:
        workspace: the folder.
        year: audited.
        text: of the summary.

    Returns:
        The file, relative to the workspace.

    Raises:
        OutputError: the disk refused it; the one before still stands.
    """
    shown = f"{LOGS}/{year}年批处理小结.txt"
    path = workspace / shown
    part = workspace / LOGS / f".{year}.part"
    # The mark at its start tells every Windows program that this is UTF-8.
    data = text.encode("utf-8-sig")
    try:
        part.unlink(missing_ok=True)  # of a batch that was killed while it wrote
        if path.is_file() and path.read_bytes() == data:
            return shown
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            replace(part, path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            "批处理的小结写不下去。",
            where=shown,
            found=system_words(error),
            expected="可写入、空间足够的磁盘",
            action="检查权限和磁盘空间，关闭正在打开的小结后重新运行",
        ) from error
    return shown
