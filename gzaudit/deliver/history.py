"""The workspace's history: runs, decisions, deliveries, appended and chained line to line.

`runs/history.log` holds a JSON object a line: `seq` from 1, `time`, `kind`, `content`, `prev` (hash of the
line before, 64 zeros in the first) and `hash`: SHA-256 of the other five as JSON, keys sorted, no blanks.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import sys
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from filelock import FileLock, Timeout

from gzaudit.errors import OutputError, WorkspaceBusyError
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

HISTORY: Final = "runs/history.log"
FIRST: Final = "0" * 64
"""What the first line names as the line before it."""
Kind = Literal["run", "decisions", "delivery"]
KEYS: Final = ("seq", "time", "kind", "content", "prev", "hash")
_LOCK: Final = ".history.lock"
# An entry is written in a moment: whoever holds the log is soon done.
_PATIENCE: Final = 20.0


class Record(NamedTuple):
    """One line of the log."""

    seq: int
    time: str
    kind: str
    content: dict[str, Any]
    prev: str
    hash: str


def digest_of_record(told: Mapping[str, Any]) -> str:
    """The hash that a line must carry."""
    rest = {key: told[key] for key in KEYS if key != "hash"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def line_of(told: Mapping[str, Any]) -> bytes:
    """A line's very bytes."""
    text = json.dumps({key: told[key] for key in KEYS}, ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode()


def read_line(line: bytes) -> Record:
    """A line of the log, if it is written exactly as `line_of` writes it and carries its own hash.

    Raises:
        ValueError: it is not; the message says why, in Chinese.
    """
    try:
        told = json.loads(line)
        record = Record(**told)
        exact, digest = line_of(told) == line, digest_of_record(told)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ValueError("不是一条完整的记录") from error
    if record.hash != digest or not exact or not isinstance(record.content, dict):
        raise ValueError("内容与它自己的校验码对不上")
    return record


def history_lines(workspace: Path) -> list[bytes]:
    """The log's lines; [] where there is no log.

    Raises:
        OutputError: it is there and cannot be read.
    """
    try:
        return (workspace / HISTORY).read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _refused(error, "读不出来") from error


def records(workspace: Path) -> list[Record]:
    """The lines that can be read, whatever stands between them (`verify --log` tells of that)."""
    found = []
    for line in history_lines(workspace):
        with contextlib.suppress(ValueError):
            found.append(read_line(line))
    return found


def _refused(error: OSError, what: str) -> OutputError:
    return OutputError(
        f"运行记录{what}；运行结果已经完整写入，没有受影响。",
        where=HISTORY,
        found=system_words(error),
        expected="可读写、空间足够的磁盘",
        action="解决后运行 gzaudit runs 年度，会自动补记",
    )


@contextlib.contextmanager
def held(workspace: Path) -> Iterator[None]:
    """Hold the log: whoever looks what it lacks and then appends must not be overtaken.

    Raises:
        WorkspaceBusyError: another program holds it for long.
        OutputError: the folder `runs` cannot be written.
    """
    folder = (workspace / HISTORY).parent
    lock = FileLock(folder / _LOCK, timeout=_PATIENCE)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise WorkspaceBusyError(
            "运行记录正被另一个程序使用。",
            where=HISTORY,
            action="等它结束后运行 gzaudit runs 年度，会自动补记",
        ) from error
    except OSError as error:
        raise _refused(error, "写不下去") from error
    try:
        yield
    finally:
        if sys.platform != "win32":  # there, the lock removes its file itself once it is closed
            (folder / _LOCK).unlink(missing_ok=True)
        lock.release()


def append(workspace: Path, kind: Kind, content: Mapping[str, Any]) -> Record:
    """Write one entry at the end of the log; nothing that stands in it is ever changed.

    Args:
        workspace: whose log it is.
        kind: what happened.
        content: plain JSON values: what it was, by digest.

    Raises:
        WorkspaceBusyError: another program holds the log.
        OutputError: the disk refused it.
    """
    with held(workspace):
        return append_held(workspace, kind, content)


def append_held(workspace: Path, kind: Kind, content: Mapping[str, Any]) -> Record:
    """The same for whoever holds the log already."""
    lines = history_lines(workspace)
    # A last line without an end was cut off by a crash or a full disk: what it told of is entered again.
    torn = bool(lines) and not lines[-1].endswith(b"\n")
    whole = lines[:-1] if torn else lines
    told = {
        "seq": len(whole) + 1,
        "time": dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        "kind": kind,
        "content": dict(content),
        "prev": _hash_of(whole[-1]) if whole else FIRST,
    }
    told["hash"] = digest_of_record(told)
    data = line_of(told)
    try:
        with (workspace / HISTORY).open("r+b" if lines else "ab") as file:
            file.truncate(sum(map(len, whole)))
            file.seek(0, os.SEEK_END)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _refused(error, "写不下去") from error
    return read_line(data)


def _hash_of(line: bytes) -> str:
    """What the next line names; of a line that was spoilt, the digest of what now stands there."""
    try:
        return read_line(line).hash
    except ValueError:
        return hashlib.sha256(line).hexdigest()
