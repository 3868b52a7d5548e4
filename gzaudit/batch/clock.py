"""Whether this computer's clock can be believed: it must not stand before what was written with it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from gzaudit.batch.log import NAME, last_time
from gzaudit.deliver.history import HISTORY, records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Two computers that share a workspace, or one that asks a time server, may differ by so much.
_TOLERANCE: Final = dt.timedelta(minutes=2)


def clock_note(workspace: Path, logs: Path, now: dt.datetime) -> str:
    """What to tell of a clock that was set back; "" where nothing speaks against it.

    No stage asks the clock which run is the newest: a batch goes on with the run that it made or found. So
    this is a warning. Receipts and logs carry the wrong time until somebody puts the clock right.

    Args:
        workspace: whose history is looked at.
        logs: folder of the batch's log.
        now: with its zone.

    Raises:
        OutputError: the history cannot be read.
    """
    late = [(when, where) for when, where in _written(workspace, logs) if when > now + _TOLERANCE]
    if not late:
        return ""
    when, where = max(late)
    return (
        f"时钟倒退：{where} 的最后一条写于 {when.isoformat(timespec='minutes')}，晚于这台电脑现在的时间；"
        "核算不受影响，但日志和回执的时间不可信，请校准时钟"
    )


def _written(workspace: Path, logs: Path) -> Iterator[tuple[dt.datetime, str]]:
    for record in records(workspace)[-1:]:
        yield from _time(record.time, HISTORY)
    yield from _time(last_time(logs), f"logs/{NAME}")


def _time(text: str, where: str) -> Iterator[tuple[dt.datetime, str]]:
    try:
        yield dt.datetime.fromisoformat(text).astimezone(), where
    except (ValueError, OverflowError):  # a line that was spoilt; `verify --log` tells of that
        return
