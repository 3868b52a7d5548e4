"""`logs/batch.log`: a JSON object a line, for people who look after servers and for their programs.

A line says when, how grave, which year and batch, which stage, what happened, and plain fields (run, counts,
seconds). No firm, no cell, no password ever gets there: an event is given named numbers and fixed words.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import os
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, Any, Final

from gzaudit.errors import OutputError
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gzaudit.batch.model import Stage
    from gzaudit.settings.batching import Batching

NAME: Final = "batch.log"
_END: Final = 65_536


class _Line(logging.Formatter):
    """One record as one line of JSON; a line break inside a value is escaped, so a line is never two."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        when = dt.datetime.fromtimestamp(record.created).astimezone()
        told = {"time": when.isoformat(timespec="milliseconds"), "level": record.levelname.lower()}
        return json.dumps(told | getattr(record, "told", {}), ensure_ascii=False, separators=(",", ":"))


class _File(RotatingFileHandler):
    """A file that begins anew when it is full, between two lines; what cannot be written is an error."""

    def doRollover(self) -> None:  # noqa: N802
        """Begin a new file; where an old one is held open (Windows), go on in the same one."""
        with contextlib.suppress(OSError):
            super().doRollover()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802
        """Never print a traceback: the batch is told."""
        raise  # noqa: PLE0704  # called from within the handler of the exception


def refused(error: OSError) -> OutputError:
    """The message for a log that cannot be written."""
    return OutputError(
        "批处理的日志写不下去；没有日志就不往下做。",
        where=f"logs/{NAME}",
        found=system_words(error),
        expected="可写入、空间足够的磁盘",
        action="检查权限和磁盘空间后重新运行；重新运行不会重复已经做完的事",
    )


class BatchLog:
    """The log of one batch.

    Args:
        path: of the file.
        wish: its level, its greatest size and how many old ones are kept.
        year: audited.
        batch: name of this start, to tell its lines from others'.

    Raises:
        OutputError: it cannot be written (every method but `close`).
    """

    def __init__(self, path: Path, wish: Batching, year: int, batch: str) -> None:
        self.year, self.batch = year, batch
        self._logger = logging.getLogger(f"{__name__}.{batch}")
        self._logger.setLevel(wish.log_level.upper())
        self._logger.propagate = False
        try:
            _mend(path)
            self._file = _File(path, maxBytes=wish.log_size, backupCount=wish.log_keep, encoding="utf-8")
        except OSError as error:
            raise refused(error) from error
        self._file.setFormatter(_Line())
        self._logger.addHandler(self._file)

    def event(self, stage: Stage | str, event: str, level: int = logging.INFO, **plain: Any) -> None:
        """Write one line.

        Args:
            stage: which stage; "batch" for the whole.
            event: what happened, a stable word.
            level: of logging.
            **plain: numbers and words; never anything that a list says of a firm.
        """
        told = {"year": self.year, "batch": self.batch, "stage": stage, "event": event, **plain}
        try:
            self._logger.log(level, event, extra={"told": told})
        except OSError as error:
            raise refused(error) from error

    def close(self) -> None:
        """No more lines."""
        self._logger.removeHandler(self._file)
        with contextlib.suppress(OSError):  # what a full disk refused once it refuses here again
            self._file.close()


@contextlib.contextmanager
def batch_log(folder: Path, wish: Batching, year: int, batch: str) -> Iterator[BatchLog]:
    """The log of one batch, closed at its end.

    Raises:
        OutputError: it cannot be written.
    """
    log = BatchLog(folder / NAME, wish, year, batch)
    try:
        yield log
    finally:
        log.close()


def _mend(path: Path) -> None:
    """Take away a last line without an end: a batch was killed, or the disk full, while it was written."""
    with contextlib.suppress(FileNotFoundError), path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        while size:
            start = max(size - _END, 0)
            file.seek(start)
            piece = file.read(size - start)
            whole = piece.rfind(b"\n") + 1
            if whole == len(piece):
                return
            size = start + whole
            file.truncate(size)


def last_time(folder: Path) -> str:
    """When the last line of the log was written, as it says; "" where there is none that says it."""
    for name in (NAME, f"{NAME}.1"):
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            with (folder / name).open("rb") as file:
                file.seek(max(file.seek(0, os.SEEK_END) - _END, 0))
                lines = [line for line in file.read().split(b"\n") if line.endswith(b"}")]
            if lines:
                return str(json.loads(lines[-1])["time"])
    return ""
