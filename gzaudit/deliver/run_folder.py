"""A run's folder: written beside its place and moved there in one step, so that no half run is ever seen."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sys
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from gzaudit.errors import OutputError, SettingsError, WorkspaceBusyError
from gzaudit.moving import replace
from gzaudit.oswords import system_advice, system_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Folders of this name are removed unasked, also beside a folder that the user chose: nobody else's may match.
_UNFINISHED: Final = ".unfinished-gzaudit-"
_LOCK: Final = ".gzaudit.lock"
# Long enough for a run that is just ending to let go, short enough to be told at once of one that is not.
_PATIENCE: Final = 0.2


def cannot_write(place: str, error: OSError) -> OutputError:
    """The message for a disk that refused."""
    return OutputError(
        "结果写不下去，没有留下半份结果。",
        where=place,
        found=system_words(error),
        expected="可写入、空间足够的磁盘",
        action=system_advice(error, "检查磁盘空间和权限，关闭正在打开的结果文件后重新运行"),
    )


def _make(folder: Path) -> list[Path]:
    """Make a folder; tells those that were made, innermost first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        _unmake(missing)
        raise
    return missing


def _unmake(folders: list[Path]) -> None:
    """Remove folders again unless something stands in them."""
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


@contextlib.contextmanager
def workspace_lock(folder: Path, shown: str, busy: str = "另一个核算正在使用这个工作区。") -> Iterator[None]:
    """Hold a folder against other runs, and clear away what killed ones left in it.

    Freed by the system even when this process is killed. A run that ends without a result leaves neither the
    lock file nor a folder that was made for it.

    Args:
        folder: where the lock file lies; made if it is not there.
        shown: how the folder is called in messages.
        busy: what is said where somebody else holds it.

    Raises:
        WorkspaceBusyError: another run holds it.
        OutputError: the folder cannot be written.
    """
    made: list[Path] = []
    lock = FileLock(folder / _LOCK, timeout=_PATIENCE)
    try:
        made = _make(folder)
        lock.acquire()
    except Timeout as error:
        raise WorkspaceBusyError(
            busy,
            where=shown,
            action="等它结束后再运行；确认没有在运行的，请再试一次",
        ) from error
    except OSError as error:
        _unmake(made)
        raise cannot_write(shown, error) from error
    try:
        for left in folder.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        if sys.platform != "win32":  # there, the lock removes its file itself once it is closed
            (folder / _LOCK).unlink(missing_ok=True)
        lock.release()
        _unmake(made)


def _sync(folder: Path) -> None:
    """Bring everything to the disk before the folder gets its name."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("r+b") as file:  # Windows syncs only what is open for writing
                os.fsync(file.fileno())


def _is_free(target: Path, shown: str) -> bool:
    try:
        return not target.exists() or (target.is_dir() and not any(target.iterdir()))
    except OSError as error:
        raise cannot_write(shown, error) from error


def require_free(target: Path, shown: str) -> None:
    """Refuse a run folder chosen by the user that holds something already.

    Raises:
        SettingsError: it exists and is not an empty folder.
        OutputError: it cannot be looked at.
    """
    if not _is_free(target, shown):
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

    Raises:
        OutputError: something stands in the way, or the disk refuses (full, read-only, a file held open).
    """
    if not _is_free(target, shown):
        raise OutputError(
            "这次运行的位置上已有别的文件。",
            where=shown,
            found="没有 result.json 的文件夹，或同名的文件",
            expected="不存在或空的文件夹",
            action="核对后移走或改名，再重新运行；运行结果从不覆盖已有的文件",
        )
    # A name of its own: what is still being written for a killed run can never get into this one.
    work = target.parent / f"{_UNFINISHED}{secrets.token_hex(4)}"
    try:
        work.mkdir(parents=True)
        yield work
        _sync(work)
        if sys.platform == "win32" and target.exists():
            target.rmdir()  # elsewhere an empty folder is replaced in the same step
        replace(work, target)
    except OSError as error:
        raise cannot_write(shown, error) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
