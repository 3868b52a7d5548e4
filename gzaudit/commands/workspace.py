"""The folders that a command was given: the workspace, and where to write."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gzaudit.deliver.find_run import RESULT
from gzaudit.deliver.run_folder import require_free
from gzaudit.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path


def checked_workspace(workspace: Path) -> Path:
    """The workspace, if it is a folder.

    Raises:
        SettingsError: it is none.
    """
    if not os.path.isdir(workspace):  # noqa: PTH112  # Path.is_dir raises on a name that is too long
        raise SettingsError(
            "没有这个工作区文件夹。", where=str(workspace), action="核对 --workspace 后面的路径"
        )
    return workspace


def free_folder(out: Path, workspace: Path) -> Path:
    """The folder that the user chose to write to, links followed.

    Raises:
        SettingsError: it is not free, or later runs would read it, or it would change an earlier run.
        OutputError: it cannot be looked at.
    """
    shown = str(out)
    try:
        target, data = out.resolve(), (workspace / "data").resolve()
    except (OSError, RuntimeError) as error:
        raise SettingsError("输出文件夹的路径不能用。", where=shown, action="换一个文件夹") from error
    require_free(target, shown)
    if target.is_relative_to(data):
        raise SettingsError(
            "输出文件夹不能放在 data 里。",
            where=shown,
            expected="data 以外的文件夹",
            action="换一个文件夹；否则下一次运行会把结果当作名单读进去",
        )
    if any((folder / RESULT).is_file() for folder in target.parents):
        raise SettingsError(
            "输出文件夹不能放在另一次运行的结果里。",
            where=shown,
            expected="运行结果以外的文件夹",
            action="换一个文件夹；运行结果写成之后不再改动",
        )
    return target
