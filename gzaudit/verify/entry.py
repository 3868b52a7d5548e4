"""A run against the history of its workspace: whoever changed all of it would have to change that as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.deliver.history import HISTORY, records
from gzaudit.errors import GzauditError
from gzaudit.verify.report import Check, Fault, short

if TYPE_CHECKING:
    from pathlib import Path

_TITLE = "工作区的运行记录"
FILES = {"result": "result.json", "seal": "SHA256SUMS", "log": "run.log"}
"""Files of which the history holds the digest, by its key of it."""


def check_entry(folder: Path, found: dict[str, str], workspace: Path) -> Check:
    """The last entry of a run holds the digests of what now stands in its folder.

    Args:
        folder: of the run.
        found: digests of its files.
        workspace: whose history it is, if the run lies in it.
    """
    here = folder.resolve()
    path = f"runs/{here.parent.name}/{here.name}"
    if (workspace / path).resolve() != here:
        return Check("history", _TITLE, "运行文件夹不在工作区的 runs 里，未核对", compared=False)
    try:
        told = [e.content for e in records(workspace) if e.kind == "run" and e.content.get("run") == path]
    except GzauditError as error:
        return Check("history", _TITLE, f"读不出来：{error.found}", compared=False)
    if not told:
        return Check("history", _TITLE, f"{HISTORY} 里没有这次运行，未核对", compared=False)
    faults = [
        Fault(f"与 {HISTORY} 所记不同", file, short(found.get(file)), short(told[-1].get(key)))
        for key, file in FILES.items()
        if told[-1].get(key) != found.get(file)
    ]
    return Check("history", _TITLE, f"与 {HISTORY} 所记一致" if not faults else HISTORY, tuple(faults))
