"""Whole processes measured from outside: seconds, processor time, memory of the process and its children."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_POLL = 0.03  # seconds between two looks at memory
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TAIL = 2_000  # characters of a failed program's messages that are shown


@dataclass(frozen=True, slots=True)
class Measure:
    """One run. Times in seconds, memory in bytes.

    Attributes:
        wall: from start to end.
        cpu: user and system time of the process and its children.
        peak_all: most memory of its living processes together; pages that they share count once.
        peak_one: most resident memory of any one of them.
    """

    wall: float
    cpu: float
    peak_all: int
    peak_one: int


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in task.read_text().split()]
    return found


def _resident(pid: int) -> tuple[int, int]:
    """Bytes of a process and its descendants: together (shared pages once), and resident of the largest."""
    try:
        own = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
        share = _share(pid)
        families = [_resident(child) for child in _children(pid)]
    except (OSError, IndexError, ValueError, StopIteration):  # it ended while we looked
        return 0, 0
    return share + sum(whole for whole, _ in families), max([own, *(one for _, one in families)])


def _share(pid: int) -> int:
    """Proportional set size in bytes: shared pages divided among those who share them."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def measure(
    command: Sequence[str], *, log: Path, cwd: Path | None = None, expected: Collection[int] = (0,)
) -> Measure:
    """Run a command to its end and measure it.

    Args:
        command: program and arguments.
        log: where its output goes.
        cwd: where it runs.
        expected: exit codes that count as success.

    Raises:
        RuntimeError: it ended otherwise; the message holds the end of its output.
    """
    with log.open("wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, cwd=cwd)
        peak_all = peak_one = 0
        try:
            while True:
                done, status, usage = os.wait4(process.pid, os.WNOHANG)
                if done:
                    break
                whole, one = _resident(process.pid)
                peak_all, peak_one = max(peak_all, whole), max(peak_one, one)
                time.sleep(_POLL)
        except BaseException:
            process.kill()
            process.wait()
            raise
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in expected:
        message = log.read_text(encoding="utf-8", errors="replace")[-_TAIL:]
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{message}")
    return Measure(wall, usage.ru_utime + usage.ru_stime, peak_all, peak_one)
