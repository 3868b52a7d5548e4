"""Whether a file of a finished run is still the one that was written: runs are immutable."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from gzaudit.deliver.find_run import RESULT
from gzaudit.errors import SettingsError
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from pathlib import Path


def require_unchanged(folder: Path, path: str, shown: str) -> None:
    """Hold a file against the digest that the run's result.json gives of it.

    Args:
        folder: of the run.
        path: of the file within it, as result.json lists it.
        shown: how the run is called in messages.

    Raises:
        SettingsError: it is not listed, cannot be read, or is not the file that was written.
    """
    where = f"{shown}/{path}"
    try:
        outputs = json.loads((folder / RESULT).read_bytes())["outputs"]
        listed = {each["path"]: each["sha256"] for each in outputs}
        found = _digest(folder / path) if path in listed else ""
    except OSError as error:
        raise _refuse(where, system_words(error)) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _refuse(f"{shown}/{RESULT}", "不是完整的核算结果") from error
    if path not in listed:
        raise _refuse(where, f"{RESULT} 没有列出这个文件；较早版本的工具还不写它")
    if found != listed[path]:
        raise _refuse(where, f"SHA-256 是 {found[:12]}…，写成时是 {listed[path][:12]}…")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse(where: str, found: str) -> SettingsError:
    return SettingsError(
        "这次运行的文件不能用。",
        where=where,
        found=found,
        expected="核算写成之后没有改动的文件",
        action="从备份恢复这个运行文件夹，或重新核算",
    )
