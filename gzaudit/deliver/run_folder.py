"""A run's folder: written beside its place and moved there in one step, so that no half run is ever seen."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import Final, TYPE_CHECKING

from filelock import FileLock, Timeout

from gzaudit.errors import OutputError, SettingsError, WorkspaceBusyError

if TYPE_CHECKING:
    from pathlib import Path
    from collections.abc import Iterator

_UNFINISHED: Final = ".unfinished-"


def _cannot_write(place: str, error: OSError) -> OutputError:
    return OutputError(
        "结果写不下去，没有留下半份结果。",
        where=place,
        found=error.strerror or str(error),
        expected="可写入、空间足够的磁盘",
        action="检查磁盘空间和权限，关闭正在打开的结果文件后重新运行",
    )


@contextlib.contextmanager
def workspace_lock(folder: Path, shown: str) -> Iterator[None]:
    """Hold a folder against other runs; freed by the system even when this process is killed.

    Args:
        folder: where the lock file lies; made if it is not there.
        shown: how the folder is called in messages.

    Raises:
        WorkspaceBusyError: another run holds it.
        OutputError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".gzaudit.lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise WorkspaceBusyError(
            "另一个核算正在使用这个工作区。",
            where=shown,
            action="等它结束后再运行；确认没有在运行的，请再试一次",
        ) from error
    except OSError as error:
        raise _cannot_write(shown, error) from error
    try:
        yield
    finally:
        lock.release()


def _sync(folder: Path) -> None:
    """Bring everything to the disk before the folder gets its name."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def require_free(target: Path, shown: str) -> None:
    """Refuse a run folder chosen by the user that holds something already.

    Raises:
        SettingsError: it exists and is not an empty folder.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise SettingsError(
            "输出文件夹不是空的。",
            where=shown,
            found="已有文件",
            expected="不存在或空的文件夹",
            action="换一个文件夹；运行结果从不覆盖已有的文件",
        )


@contextlib.contextmanager
def unfinished(target: Path, shown: str) -> Iterator[Path]:
    """A folder to write a run into; becomes `target` when the block ends well, vanishes when it does not.

    What earlier runs left unfinished beside it is removed first: the caller holds the lock, so nobody works on it.

    Raises:
        OutputError: the disk refuses (full, read-only, a file held open).
    """
    parent = target.parent
    work = parent / f"{_UNFINISHED}{target.name}"
    try:
        parent.mkdir(parents=True, exist_ok=True)
        for left in parent.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left)
        work.mkdir()
    except OSError as error:
        raise _cannot_write(shown, error) from error
    try:
        yield work
        _sync(work)
        if target.exists():
            target.rmdir()
        work.rename(target)
    except OSError as error:
        shutil.rmtree(work, ignore_errors=True)
        raise _cannot_write(shown, error) from error
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
