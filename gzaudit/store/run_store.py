"""`run.db`: everything that a run's outputs were made of, to make them again without the inputs."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from typing import TYPE_CHECKING

from gzaudit import __version__
from gzaudit.audit import YearAudit
from gzaudit.errors import OutputError
from gzaudit.store.codec import decode, encode
from gzaudit.store.frames import read_frames, write_frames
from gzaudit.store.opened import FORM, STORE, opened, unreadable
from gzaudit.store.plain import plain_tables
from gzaudit.store.plain_decisions import decision_tables
from gzaudit.store.plain_lists import list_tables
from gzaudit.store.plain_policy import policy_tables

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


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
            plain = plain_tables(audit) | list_tables(audit) | policy_tables(audit) | decision_tables(audit)
            write_frames(database, plain | frames)
            database.execute("COMMIT")
    except sqlite3.Error as error:
        raise OutputError(
            "运行数据库写不下去，没有留下半份结果。",
            where=STORE,
            found=str(error),
            expected="可写入、空间足够的磁盘",
            action="检查磁盘空间和权限后重新运行",
        ) from error


def read_store(path: Path, shown: str) -> YearAudit:
    """The evaluated year of a run.

    Args:
        path: its `run.db`.
        shown: how the file is called in messages.

    Raises:
        SettingsError: there is none, it is damaged, or another version's form.
    """
    with opened(path.resolve(), shown) as database:
        (year,) = database.execute("SELECT value FROM run WHERE key = 'audit'").fetchone()
        audit = decode(json.loads(year), read_frames(database))
    if not isinstance(audit, YearAudit):
        raise unreadable(shown, type(audit).__name__)
    return audit


def read_version(path: Path, shown: str) -> str:
    """The version of the tool that wrote a run; "" where it does not say.

    Raises:
        SettingsError: there is no database, or it is damaged.
    """
    with opened(path.resolve(), shown) as database:
        found = database.execute("SELECT value FROM run WHERE key = 'version'").fetchone()
    return str(found[0]) if found else ""
