"""`gzaudit init`: a new workspace with blank lists and a settings file."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from typing import TYPE_CHECKING, Final

from gzaudit.errors import OutputError, SettingsError
from gzaudit.init.files import README, workspace_files
from gzaudit.moving import rename
from gzaudit.oswords import system_advice, system_words
from gzaudit.policy.find import policy_folders
from gzaudit.policy.load import load_policy
from gzaudit.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_YEARS: Final = range(2000, 2100)
# What Windows and macOS leave in every folder that was looked at.
_LITTER: Final = frozenset(("desktop.ini", "thumbs.db", ".ds_store"))


def run_init(directory: Path, year: int | None) -> int:
    """Make a workspace.

    Args:
        directory: to be made, or empty.
        year: to be audited; None for the newest year that the tool has rules for.

    Returns:
        The exit code, 0.

    Raises:
        SettingsError: no such year, or the folder holds something already.
        OutputError: the disk refuses; nothing is left behind then.
    """
    newest = max(policy_folders(None))
    year = newest if year is None else year
    if year not in _YEARS:
        raise SettingsError("年度写得不对。", where="--year", found=str(year), expected="四位年度，如 2025")
    shown = str(directory)
    ruled = year in policy_folders(None)
    _require_empty(directory, shown)
    files = workspace_files(load_policy(year if ruled else newest), year)
    _write(directory, files, shown)
    screen = Screen()
    screen.line(f"已建好 {year} 年度的工作区：{shown}")
    screen.item(f"data/{year}：空白模板 {sum(path.endswith('.xlsx') for path in files)} 份，留空的不计入")
    screen.item("gzaudit.toml：全部设置，都注释着，等于默认")
    screen.line(f"接下来把收到的名单放进 data/{year}，在该文件夹运行 gzaudit compute {year}（见 {README}）。")
    if not ruled:
        screen.line(
            f"还没有 {year} 年的规则，模板按 {newest} 年的给。"
            f"先运行 gzaudit policy new {year} --from {newest}，或加 --counts-only 只计家数。"
        )
    return 0


def _require_empty(directory: Path, shown: str) -> None:
    try:
        there = directory.exists()
        found = [each.name for each in directory.iterdir()] if there and directory.is_dir() else []
    except OSError as error:
        raise _refused(shown, error) from error
    if there and not directory.is_dir():
        raise SettingsError(
            "这里不能建工作区。", where=shown, found="已有同名的文件", expected="不存在或空的文件夹",
            action="换一个文件夹名",
        )  # fmt: skip
    kept = sorted(name for name in found if name.casefold() not in _LITTER)
    if kept:
        raise SettingsError(
            "文件夹不是空的，没有动里面的文件。",
            where=shown,
            found="、".join(kept[:3]) + (f" 等 {len(kept)} 项" if len(kept) > 3 else ""),
            expected="不存在或空的文件夹",
            action="换一个文件夹；已有的工作区缺哪份模板，先建到别处再复制过来",
        )


def _write(directory: Path, files: Mapping[str, bytes], shown: str) -> None:
    """Write beside the places, then move each top entry into its own: all of it is there, or nothing.

    An empty folder is filled rather than replaced: it may be the one that the user stands in.
    """
    made = [each for each in (directory, *directory.parents) if not each.exists()]
    work = directory / f".unfinished-gzaudit-{secrets.token_hex(4)}"
    moved: list[Path] = []
    try:
        work.mkdir(parents=True)
        for path, content in files.items():
            (work / path).parent.mkdir(parents=True, exist_ok=True)
            (work / path).write_bytes(content)
        for entry in sorted(work.iterdir()):
            place = directory / entry.name
            _move(entry, place)
            moved.append(place)
    except BaseException as error:
        for place in moved:
            _remove(place)
        shutil.rmtree(work, ignore_errors=True)
        _unmake(made)
        if isinstance(error, OSError):
            raise _refused(shown, error) from error
        raise
    with contextlib.suppress(OSError):  # empty; all of it has its place already
        work.rmdir()


def _move(entry: Path, place: Path) -> None:
    """Give a file or folder its place; what came there while the files were being made is not touched.

    Raises:
        OSError: something stands there, or the disk refuses.
    """
    if place.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
    rename(entry, place)


def _remove(place: Path) -> None:
    with contextlib.suppress(OSError):  # what the disk does not let go must not hide why the work ended
        shutil.rmtree(place) if place.is_dir() else place.unlink()


def _unmake(folders: list[Path]) -> None:
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _refused(shown: str, error: OSError) -> OutputError:
    return OutputError(
        "工作区建不下去，没有留下半份。",
        where=shown,
        found=system_words(error),
        expected="可写入、空间足够、路径不太长的文件夹",
        action=system_advice(error, "检查权限和磁盘空间，或换一个文件夹后重新运行"),
    )
