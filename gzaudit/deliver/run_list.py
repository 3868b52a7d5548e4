"""The runs of a year, oldest first: what each would pay, what is open, what changed since the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from gzaudit.deliver.find_run import RESULT
from gzaudit.deliver.history import records
from gzaudit.deliver.run_entry import part, read_result, run_folders
from gzaudit.deliver.run_log import LOG, SETTINGS, STARTED, USER, VERSION, read_log
from gzaudit.deliver.seal import SEAL, digest_of

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.deliver.history import Record

State = Literal["intact", "changed", "not_entered"]
STATES: Final[dict[State, str]] = {"intact": "完好", "changed": "改动过", "not_entered": "没有记录"}


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the run before.

    Attributes:
        added: lists that were not there, by path.
        removed: lists that are not there any more.
        changed: lists with other content.
        others: policy, readings, settings, version: those that differ, by key.
        payable: 元 more; None where one of the two sums is not known.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    others: tuple[str, ...]
    payable: int | None

    @property
    def nothing(self) -> bool:
        """Whether none of it differs."""
        return not (self.added or self.removed or self.changed or self.others)


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run; None is what is not known.

    Attributes:
        id: its folder's name.
        path: of the folder, in the workspace.
        started: when, as its log says.
        by: who, as its log says.
        version: of the tool.
        payable: 元 in all.
        undecided: 高企 of which something is not known, by what.
        findings: by severity.
        state: whether result.json, seal and log are those that the history names.
        late: whether the history got it only later.
        since: what differs from the run before; None for the first.
    """

    id: str
    path: str
    started: str | None
    by: str | None
    version: str | None
    payable: int | None
    undecided: dict[str, Any]
    findings: dict[str, Any]
    state: State
    late: bool
    since: Changes | None


def list_runs(workspace: Path, year: int) -> list[RunLine]:
    """The runs of a year. Reads result.json, run.log and the history alone.

    Raises:
        OutputError: the history cannot be read.
    """
    told = {each.content.get("run"): each for each in records(workspace) if each.kind == "run"}
    lines: list[RunLine] = []
    before: tuple[dict[str, Any], dict[str, str]] | None = None
    for path, folder in run_folders(workspace, year).items():
        result, log = read_result(folder), read_log(folder / LOG)
        record = told.get(path)
        lines.append(
            RunLine(
                id=folder.name,
                path=path,
                started=log.get(STARTED),
                by=log.get(USER),
                version=_version(log),
                payable=part(result, "city").get("payable"),
                undecided=part(result, "undecided"),
                findings={key: n for key, n in part(result, "findings").items() if key != "by_code"},
                state=_state(folder, record),
                late=bool(record and record.content.get("late")),
                since=_changes(before, (result, log)) if before else None,
            )
        )
        before = result, log
    return lines


def changes_between(before: Path, after: Path) -> Changes:
    """What differs between two runs.

    Args:
        before: folder of the one.
        after: folder of the other.
    """
    (first, second) = ((read_result(each), read_log(each / LOG)) for each in (before, after))
    return _changes(first, second)


def _version(log: dict[str, str]) -> str | None:
    name, _, _ = log.get(VERSION, "").partition("，")
    return name.removeprefix("gzaudit ") or None


def _state(folder: Path, record: Record | None) -> State:
    if record is None:
        return "not_entered"
    try:
        now = {"result": digest_of(folder / RESULT), "log": digest_of(folder / LOG)}
        now["seal"] = digest_of(folder / SEAL)
    except OSError:
        return "changed"
    return "intact" if all(record.content.get(key) == digest for key, digest in now.items()) else "changed"


def _changes(
    before: tuple[dict[str, Any], dict[str, str]], after: tuple[dict[str, Any], dict[str, str]]
) -> Changes:
    (result, log), (now, new_log) = before, after
    had, has = _inputs(result), _inputs(now)
    old, new = part(result, "policy"), part(now, "policy")
    others = {
        "policy": old.get("sha256") != new.get("sha256"),
        "readings": old.get("readings") != new.get("readings"),
        # A run of an earlier version does not tell its settings.
        "settings": SETTINGS in log and SETTINGS in new_log and log[SETTINGS] != new_log[SETTINGS],
        "version": _version(log) != _version(new_log),
    }
    first, second = (part(each, "city").get("payable") for each in (result, now))
    return Changes(
        added=tuple(sorted(has.keys() - had.keys())),
        removed=tuple(sorted(had.keys() - has.keys())),
        changed=tuple(sorted(path for path in had.keys() & has.keys() if had[path] != has[path])),
        others=tuple(key for key, differs in others.items() if differs),
        payable=None if first is None or second is None else second - first,
    )


def _inputs(result: dict[str, Any]) -> dict[str, str]:
    return {each["path"]: each["sha256"] for each in result.get("sources", ())}
