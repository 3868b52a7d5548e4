"""One batch at a time in a workspace."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from gzaudit.errors import OutputError, WorkspaceBusyError
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOGS: Final = "logs"
"""Folder of the batch's log and summary, in the workspace; nothing in it is ever read as data."""
_LOCK: Final = ".batch.lock"


@contextlib.contextmanager
def batch_lock(workspace: Path) -> Iterator[Path]:
    """Hold a workspace against other batches, of whatever year; yields the folder of logs.

    The lock is the system's and freed with the process, however it ends. Its empty file stays: taking it away
    could leave two holders, each with a file of its own.

    Raises:
        WorkspaceBusyError: another batch holds it.
        OutputError: the folder cannot be written.
    """
    folder = workspace / LOGS
    lock = FileLock(folder / _LOCK, timeout=0)
    try:
        folder.mkdir(exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise WorkspaceBusyError(
            "另一个批处理正在使用这个工作区。",
            where=f"{LOGS}/{_LOCK}",
            found="还没有结束",
            expected="同一时间只有一个批处理",
            action="等它结束；进展见 logs/batch.log。这一次什么也没有做",
        ) from error
    except OSError as error:
        raise OutputError(
            "批处理没有开始：日志文件夹写不了。",
            where=f"{LOGS}/",
            found=system_words(error),
            expected="可写入、空间足够的文件夹",
            action="检查权限和磁盘空间后重新运行",
        ) from error
    try:
        yield folder
    finally:
        lock.release()
