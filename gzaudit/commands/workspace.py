"""The workspace that a command was given."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

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
