"""What the history says of a run: its digests, what it would pay, what is open, who ran it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import sqlite3
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gzaudit.deliver.find_run import RESULT
from gzaudit.deliver.history import HISTORY, Record, append_held, held, records
from gzaudit.deliver.run_log import LOG, STARTED, USER, read_log, started
from gzaudit.deliver.seal import SEAL, digest_of

if TYPE_CHECKING:
    from pathlib import Path

_STORE: Final = "run.db"


class Entered(NamedTuple):
    """What was entered: runs that the log lacked, by path; `late` those that it should have had before."""

    runs: list[str]
    late: list[str]


def run_folders(workspace: Path, year: int | None = None) -> dict[str, Path]:
    """Runs of the workspace by their path in it, of one year or of all; oldest first."""
    top = workspace / "runs"
    years = [top / str(year)] if year else sorted(top.iterdir()) if top.is_dir() else []
    found = [
        folder
        for each in years
        if each.is_dir()
        for folder in each.iterdir()
        if not folder.name.startswith(".") and (folder / RESULT).is_file()
    ]
    found.sort(key=lambda folder: (started(folder / LOG), folder.name))
    return {f"runs/{folder.parent.name}/{folder.name}": folder for folder in found}


def years_with_runs(workspace: Path) -> list[int]:
    """Years of which the workspace holds a run, earliest first."""
    found = {path.split("/")[1] for path in run_folders(workspace)}
    return sorted(int(each) for each in found if re.fullmatch("[0-9]{4}", each))


def run_content(folder: Path, path: str) -> dict[str, Any]:
    """The entry of one run; what cannot be read is null.

    Args:
        folder: of the run.
        path: how the history calls it.
    """
    told = read_result(folder)
    log = read_log(folder / LOG)
    rows = _decisions(folder)
    return {
        "run": path,
        "year": told.get("year"),
        "result": _digest(folder / RESULT),
        "seal": _digest(folder / SEAL),
        "log": _digest(folder / LOG),
        "policy": part(told, "policy").get("sha256"),
        "payable": part(told, "city").get("payable"),
        "undecided": part(told, "undecided"),
        "findings": {key: n for key, n in part(told, "findings").items() if key != "by_code"},
        "decisions": _digest_of_rows(rows) if rows else None,
        "by": log.get(USER),
        "started": log.get(STARTED),
    }


def read_result(folder: Path) -> dict[str, Any]:
    """A run's result.json; {} where it cannot be read."""
    try:
        told = json.loads((folder / RESULT).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def part(told: dict[str, Any], key: str) -> dict[str, Any]:
    """A part of a result; {} where it is none."""
    inner = told.get(key)
    return inner if isinstance(inner, dict) else {}


def enter_runs(workspace: Path, fresh: Path | None = None) -> Entered:
    """Enter each run of the workspace that its history does not tell of, oldest first.

    A run is put in its place before it is entered; one that was stopped between the two is entered later.

    Args:
        workspace: the folder.
        fresh: a run that has just been written: entered even if one of this name was entered before.

    Raises:
        WorkspaceBusyError: another program holds the log.
        OutputError: the disk refused it.
    """
    folders = run_folders(workspace)
    anew = {path for path, folder in folders.items() if fresh and folder.resolve() == fresh.resolve()}
    # Without the lock first: most often there is nothing to enter, and then nothing is touched.
    if not anew and set(folders) <= _entered(records(workspace)):
        return Entered([], [])
    with held(workspace):
        past = records(workspace)
        lacking = [path for path in folders if path in anew or path not in _entered(past)]
        decided = {e.content.get("year"): e.content.get("digest") for e in past if e.kind == "decisions"}
        for path in lacking:
            content, rows = run_content(folders[path], path), _decisions(folders[path])
            year, digest = content["year"], _digest_of_rows(rows)
            if digest != decided.get(year) and (rows or decided.get(year)):
                told = {"year": year, "run": path, "digest": digest, "number": len(rows)}
                append_held(workspace, "decisions", told)
                decided[year] = digest
            append_held(workspace, "run", content | {"late": path not in anew})
    return Entered(lacking, [path for path in lacking if path not in anew])


def _entered(past: list[Record]) -> set[str]:
    return {str(each.content.get("run")) for each in past if each.kind == "run"}


def late_note(entered: Entered) -> str:
    """What people are told of runs entered late; "" where there is none."""
    if not entered.late:
        return ""
    return f"{HISTORY} 里没有这些运行，已补记：{'、'.join(entered.late)}"


def _digest(path: Path) -> str | None:
    with contextlib.suppress(OSError):
        return digest_of(path)
    return None


def _decisions(folder: Path) -> list[dict[str, Any]]:
    """The decisions that a run read, as its database has them; [] where there are none."""
    try:
        with contextlib.closing(
            sqlite3.connect(f"{(folder / _STORE).resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute("SELECT * FROM decisions ORDER BY n")]
    except sqlite3.Error:
        return []


def _digest_of_rows(rows: list[dict[str, Any]]) -> str:
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
