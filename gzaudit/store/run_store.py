"""`run.db`: everything that a run's outputs were made of, to make them again without the inputs."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from typing import TYPE_CHECKING, Any, Final

from gzaudit import __version__
from gzaudit.audit import YearAudit
from gzaudit.errors import OutputError, SettingsError
from gzaudit.oswords import system_words
from gzaudit.store.codec import decode, encode
from gzaudit.store.frames import read_frames, write_frames
from gzaudit.store.plain import plain_tables
from gzaudit.store.plain_decisions import decision_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

STORE: Final = "run.db"
FORM: Final = "gzaudit.run/1"
"""The form of the file; a later form has another number."""


def write_store(path: Path, audit: YearAudit) -> None:
    """Write a run's database. Confidential: it holds every list, those of the statistics bureau as well.

    Args:
        path: the file; must not be there.
        audit: the evaluated year.

    Raises:
        OutputError: the disk refused it.
    """
    frames: dict[str, pd.DataFrame] = {}
    year = json.dumps(encode(audit, frames), ensure_ascii=False, separators=(",", ":"))
    try:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
            # Nobody else reads the file yet, and half a file is thrown away with its folder.
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            database.execute("BEGIN")
            database.execute("CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
            told = {"form": FORM, "version": __version__, "year": str(audit.year), "audit": year}
            database.executemany("INSERT INTO run VALUES (?, ?)", told.items())
            write_frames(database, plain_tables(audit) | decision_tables(audit) | frames)
            database.execute("COMMIT")
    except sqlite3.Error as error:
        raise OutputError(
            "运行数据库写不下去，没有留下半份结果。",
            where=STORE,
            found=str(error),
            expected="可写入、空间足够的磁盘",
            action="检查磁盘空间和权限后重新运行",
        ) from error


@contextlib.contextmanager
def _opened(path: Path, shown: str) -> Iterator[sqlite3.Connection]:
    """The database, never changed by reading.

    Raises:
        SettingsError: it is not there, or it is none.
    """
    if not os.path.isfile(path):  # noqa: PTH113  # Path.is_file raises on a name that is too long
        raise SettingsError(
            "这次运行没有运行数据库。",
            where=shown,
            found=f"没有 {STORE}",
            action="核对运行文件夹；旧版本工具的结果没有这个文件，请重新核算",
        )
    try:
        with contextlib.closing(
            sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        ) as database:
            yield database
    except (sqlite3.Error, KeyError, TypeError, ValueError) as error:
        raise _unreadable(shown, str(error)) from error
    except OSError as error:
        raise _unreadable(shown, system_words(error)) from error


def _unreadable(shown: str, found: str) -> SettingsError:
    return SettingsError(
        "运行数据库读不出来。",
        where=shown,
        found=found,
        expected=f"本工具写的 {STORE}（{FORM}）",
        action="从备份恢复这个运行文件夹，或重新核算",
    )


def read_store(path: Path, shown: str) -> YearAudit:
    """The evaluated year of a run.

    Args:
        path: its `run.db`.
        shown: how the file is called in messages.

    Raises:
        SettingsError: there is none, it is damaged, or another version's form.
    """
    with _opened(path.resolve(), shown) as database:
        told: dict[str, Any] = dict(database.execute("SELECT key, value FROM run"))
        if told["form"] != FORM:
            raise _unreadable(shown, f"{told['form']}（由 gzaudit {told['version']} 写成）")
        audit = decode(json.loads(told["audit"]), read_frames(database))
    if not isinstance(audit, YearAudit):
        raise _unreadable(shown, type(audit).__name__)
    return audit
