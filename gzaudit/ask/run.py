"""The run that a question is about: found, unchanged since it was written, of the right year and form."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gzaudit.deliver.find_run import meant_run, require_year
from gzaudit.deliver.unchanged import require_unchanged
from gzaudit.store.opened import STORE, opened, unreadable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

# Tables that questions are answered from; earlier versions of the tool did not write the last of them.
_NEEDED: Final = (
    "rows", "fields", "sources", "findings", "indicators", "source_columns", "lists", "effects", "decisions",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """A run that can be asked.

    Attributes:
        shown: how it is called in messages.
        year: the audited year.
        database: its `run.db`.
        places: file and sheet by number of the sheet.
    """

    shown: str
    year: int
    database: sqlite3.Connection
    places: dict[int, tuple[str, str]]

    def lines(self, query: str, *values: object) -> list[dict[str, Any]]:
        """What a query finds, each line by column name."""
        cursor = self.database.execute(query, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, line, strict=True)) for line in cursor]

    def has(self, table: str) -> bool:
        """Whether the run has a table."""
        return bool(self.lines("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", table))

    def place(self, src: int, row: int) -> str:
        """File, sheet and row as people find them; "" where there is no place."""
        if src not in self.places:
            return ""
        where = " › ".join(part for part in self.places[src] if part)
        return f"{where} 第 {row} 行" if row else where

    def statistics(self) -> bool:
        """Whether a list of statistical micro-data was read: then answers may not leave the bureau."""
        return bool(self.lines('SELECT 1 FROM lists WHERE statistics = 1 AND "read" = 1 LIMIT 1'))

    def told(self, table: str) -> dict[str, Any]:
        """A table of keys and values."""
        return {line["key"]: line["value"] for line in self.lines(f"SELECT key, value FROM {table}")}  # noqa: S608  # ours


@contextlib.contextmanager
def open_run(folder: Path, shown: str) -> Iterator[Run]:
    """A run's database, ready to be asked.

    Args:
        folder: of the run.
        shown: how it is called in messages.

    Raises:
        SettingsError: there is no database, or it cannot be read, or an earlier version wrote it.
    """
    where = f"{shown}/{STORE}"
    with opened((folder / STORE).resolve(), where) as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if missing := [each for each in _NEEDED if each not in names]:
            raise unreadable(where, f"没有 {'、'.join(missing)} 表，是较早版本的工具写的")
        (year,) = database.execute("SELECT value FROM run WHERE key = 'year'").fetchone()
        places = {
            src: (path, sheet)
            for src, path, sheet in database.execute("SELECT src, path, sheet FROM sources")
        }
        yield Run(shown, int(year), database, places)


@contextlib.contextmanager
def asked_run(year: int, workspace: Path, run: str | None) -> Iterator[tuple[Run, Path]]:
    """The run that is meant, with its folder; unchanged since it was written.

    Raises:
        SettingsError: it is not there, was changed, or is another year's.
    """
    folder, shown = meant_run(year, workspace, run)
    require_unchanged(folder, STORE, shown)
    with open_run(folder, shown) as asked:
        require_year(asked.year, year)
        yield asked, folder
