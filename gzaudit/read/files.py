"""Which files of a year are inputs, in an order that no disk decides, and which are left out and why."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gzaudit.errors import InputError
from gzaudit.oswords import system_advice, system_words
from gzaudit.read.endings import why_left_out
from gzaudit.read.sheet import InputFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ASKED: Final = "查找当年的名单文件。"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not read.

    Attributes:
        path: relative to the workspace, with `/`; a folder ends in `/`.
        sha256: hex digest of its bytes; empty for folders, links and what cannot be opened.
        reason: why, in Chinese.
        advice: what to do if it holds a list, in Chinese.
    """

    path: str
    sha256: str
    reason: str
    advice: str


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, as hex.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path.name, error) from error


def find_files(
    workspace: Path, year: int, wanted: Callable[[str], bool] | None = None
) -> tuple[list[InputFile], list[LeftOut]]:
    """All files below data/YEAR, sorted by path.

    Args:
        workspace: the folder that holds data/YEAR.
        year: the audited year.
        wanted: by file name, which files are looked at; None for all.

    Returns:
        Inputs and left-out files. Paths are shown in NFC whatever the disk stores, so that a name typed in
        the settings equals the same name copied from another system.

    Raises:
        InputError: there is no such folder, a folder or supported file cannot be opened, a name cannot be
            shown, or a link would bring in what lies outside the workspace (interface: sources).
    """
    top = workspace / "data" / str(year)
    if not top.is_dir():
        raise InputError(
            _ASKED,
            where=f"data/{year}/",
            found="没有这个文件夹" if not top.exists() else "这不是文件夹",
            expected=f"文件夹 data/{year}/，内有各单位发来的名单",
            action="建好该文件夹并放入名单，或用 --workspace 指明工作区",
        )
    root = workspace.resolve()
    _stay_inside(top, root, f"data/{year}/")
    files: list[InputFile] = []
    left: list[LeftOut] = []
    for location in _walk(top, root):
        if wanted is not None and not wanted(location.name):
            continue
        path = _shown(location, workspace)
        if location.is_dir():
            left.append(LeftOut(f"{path}/", "", "隐藏文件夹", "其中若有名单，请移到普通文件夹"))
            continue
        reason = why_left_out(location.name)
        ordinary = _is_ordinary(location, root, path, supported=reason is None)
        if not ordinary:
            left.append(LeftOut(path, "", "不是普通文件", "请换成文件本身"))
        elif reason is not None:
            left.append(LeftOut(path, _hash_if_readable(location), *reason))
        else:
            files.append(InputFile(path, location, _hash_input(location, path)))
    return sorted(files, key=lambda file: file.path), sorted(left, key=lambda file: file.path)


def _walk(top: Path, root: Path) -> Iterator[Path]:
    """Files at any depth, and hidden folders (which are not entered)."""

    def refuse(error: OSError) -> None:
        raise unreadable(_shown(Path(str(error.filename)), root), error) from error

    for folder, folders, names in os.walk(top.resolve(), onerror=refuse):
        for name in list(folders):
            inner = Path(folder, name)
            if name.startswith("."):
                folders.remove(name)
                yield inner
            elif inner.is_symlink():
                # Not followed by the walk: its lists would be missing without a word.
                raise _link(_shown(inner, root) + "/")
        yield from (Path(folder, name) for name in names)


def _shown(location: Path, workspace: Path) -> str:
    base = workspace.resolve() if location.is_relative_to(workspace.resolve()) else workspace
    path = unicodedata.normalize("NFC", location.relative_to(base).as_posix())
    try:
        path.encode()
    except UnicodeEncodeError:
        raise InputError(
            _ASKED,
            where=path.encode(errors="replace").decode(),
            found="文件名不是 UTF-8 编码，无法显示",
            expected="能正常显示的文件名",
            action="把文件（或所在文件夹）改名后重试",
        ) from None
    return path


def _is_ordinary(location: Path, root: Path, path: str, *, supported: bool) -> bool:
    """Whether it is a regular file inside the workspace; a supported one that is a bad link stops the run."""
    if location.is_symlink() and supported:
        _stay_inside(location, root, path)
    try:
        mode = location.stat().st_mode
    except OSError as error:
        if supported:
            raise unreadable(path, error) from error
        return False
    return stat.S_ISREG(mode) and location.resolve().is_relative_to(root)


def _stay_inside(location: Path, root: Path, path: str) -> None:
    try:
        real = location.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise _link(path, "链接指向的文件不存在") from error
    if not real.is_relative_to(root):
        raise _link(path)


def _link(path: str, found: str = "链接，指向工作区之外或另一个文件夹") -> InputError:
    # What lies elsewhere can change without the workspace changing: a run over it could not be repeated.
    return InputError(
        _ASKED, where=path, found=found, expected="文件本身", action="把文件复制到工作区里，替换掉链接"
    )


def _hash_if_readable(location: Path) -> str:
    try:
        return hash_file(location)
    except InputError:
        return ""


def _hash_input(location: Path, path: str) -> str:
    try:
        return hash_file(location)
    except InputError as error:
        raise InputError(
            error.asked, where=path, found=error.found, expected=error.expected, action=error.action
        ) from error


def unreadable(where: str, error: OSError) -> InputError:
    """The error for an input that the system does not give out; the caller raises it."""
    denied = isinstance(error, PermissionError)
    return InputError(
        "读取输入文件。",
        where=where,
        found="没有读取权限，或别的程序占着它" if denied else f"系统读不出来（{system_words(error)}）",
        expected="可以读取的文件",
        action=system_advice(error, "重新复制一份"),
    )
