"""The lists that a run was made of, where they are at hand."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from gzaudit.deliver.seal import digest_of
from gzaudit.oswords import system_words
from gzaudit.verify.report import Check, Fault, short

if TYPE_CHECKING:
    from pathlib import Path

_TITLE = "输入名单"


def check_inputs(result: dict[str, Any], workspace: Path) -> Check:
    """Each list is still the one that was read; one that is not here cannot be compared, which is no failure.

    Args:
        result: of the run.
        workspace: where the lists would be.
    """
    sources = {str(each["path"]): str(each["sha256"]) for each in result["sources"] if each["sha256"]}
    faults, absent = [], []
    for name, digest in sorted(sources.items()):
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not (workspace / path).is_file():
            absent.append(name)
            continue
        try:
            found = digest_of(workspace / path)
        except OSError as error:
            faults.append(Fault("名单打不开", name, system_words(error), short(digest)))
            continue
        if found != digest:
            faults.append(Fault("名单与核算时的不同", name, short(found), short(digest)))
    there = len(sources) - len(absent)
    told = f"{len(sources)} 个文件，在手边的 {there} 个"
    if absent:
        told += "；未核对（不在这台机器上）：" + "、".join(absent)
    return Check("inputs", _TITLE, told, tuple(faults), compared=there > 0)
