"""What a run's database holds, with the standard library alone."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STORE: Final = "run.db"
FORM: Final = "gzaudit.run/1"

BROKEN: Final = (
    sqlite3.Error, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError,
    OSError,
)  # fmt: skip
"""What a file that was tampered with may lead to when it is read."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An open database.

    Attributes:
        database: to ask.
        told: what table `run` says, by key.
        audit: the year's values as JSON (see `store.codec`).
    """

    database: sqlite3.Connection
    told: dict[str, str]
    audit: dict[str, Any]

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.database.execute(query).fetchall()


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Stored]:
    """The database of a run, never changed by reading.

    Raises:
        Any of BROKEN: it is not there, damaged, or of another form.
    """
    place = f"{(folder / STORE).resolve().as_uri()}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(place, uri=True)) as database:
        told: dict[str, str] = dict(database.execute("SELECT key, value FROM run"))
        if told["form"] != FORM:
            raise ValueError(f"格式是 {told['form']}，由 gzaudit {told['version']} 写成")
        yield Stored(database, told, json.loads(told["audit"]))
