"""Whether a file of a finished run is still the one that was written: runs are immutable."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from gzaudit.deliver.find_run import RESULT
from gzaudit.deliver.seal import digest_of
from gzaudit.errors import SettingsError
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from collections.abc import Callable
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
    _hold(folder, path, shown, digest_of)


def read_unchanged(folder: Path, path: str, shown: str) -> bytes:
    """The bytes of a file, held against their digest: what is used is what was looked at.

    Args as `require_unchanged`, and so are the errors.
    """
    read: list[bytes] = []

    def digest(file: Path) -> str:
        read.append(file.read_bytes())
        return hashlib.sha256(read[0]).hexdigest()

    _hold(folder, path, shown, digest)
    return read[0]


def listed_outputs(folder: Path, shown: str) -> list[dict[str, Any]]:
    """The files of a run as its result.json lists them.

    Raises:
        SettingsError: there is no result.json that can be read.
    """
    where = f"{shown}/{RESULT}"
    try:
        outputs = json.loads((folder / RESULT).read_bytes())["outputs"]
        return [{key: each[key] for key in ("path", "kind", "district", "sha256")} for each in outputs]
    except OSError as error:
        raise _refuse(where, system_words(error)) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _refuse(where, "不是完整的核算结果") from error


def _hold(folder: Path, path: str, shown: str, digest: Callable[[Path], str]) -> None:
    where = f"{shown}/{path}"
    listed = {each["path"]: each["sha256"] for each in listed_outputs(folder, shown)}
    if path not in listed:
        raise _refuse(where, f"{RESULT} 没有列出这个文件；较早版本的工具还不写它")
    try:
        found = digest(folder / path)
    except OSError as error:
        raise _refuse(where, system_words(error)) from error
    if found != listed[path]:
        raise _refuse(where, f"SHA-256 是 {found[:12]}…，写成时是 {listed[path][:12]}…")


def _refuse(where: str, found: str) -> SettingsError:
    return SettingsError(
        "这次运行的文件不能用。",
        where=where,
        found=found,
        expected="核算写成之后没有改动的文件",
        action="从备份恢复这个运行文件夹，或重新核算",
    )
