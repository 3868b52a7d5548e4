"""Tables of data in SQLite: a row a row, numbered from 1 in column `n`, and back with the types they had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

# A column as SQLite knows it: whole numbers (truth as 1 and 0) or text; NULL where there is nothing.
_WHOLE: Final = ("int64", "bool")
TABLES: Final = "tables"
COLUMNS: Final = "table_columns"


def quoted(name: str) -> str:
    """A name as SQL wants it."""
    return '"' + name.replace('"', '""') + '"'


def write_frames(database: sqlite3.Connection, frames: Mapping[str, pd.DataFrame]) -> None:
    """Write tables, a list of them, and a list of their columns with the types that they have here."""
    database.execute(f"CREATE TABLE {TABLES} (name TEXT, height INTEGER)")
    database.execute(f"CREATE TABLE {COLUMNS} (name TEXT, place INTEGER, column TEXT, type TEXT)")
    for name, frame in frames.items():
        kinds = {str(column): str(kind) for column, kind in frame.dtypes.items()}
        columns = [
            "n INTEGER PRIMARY KEY",
            *(f"{quoted(each)} {_stored(kind)}" for each, kind in kinds.items()),
        ]
        database.execute(f"CREATE TABLE {quoted(name)} ({', '.join(columns)})")
        told = [(name, place, column, kind) for place, (column, kind) in enumerate(kinds.items())]
        _insert(database, COLUMNS, told, 4)
        _insert(database, TABLES, [(name, len(frame))], 2)
        values = [range(1, len(frame) + 1), *(_values(frame[column]) for column in frame.columns)]
        _insert(database, name, zip(*values, strict=True), len(values))


def _stored(kind: str) -> str:
    return "INTEGER" if kind in _WHOLE else "TEXT"


def _insert(database: sqlite3.Connection, name: str, rows: Iterable[tuple[Any, ...]], width: int) -> None:
    marks = ", ".join("?" * width)
    database.executemany(f"INSERT INTO {quoted(name)} VALUES ({marks})", rows)  # noqa: S608  # our own names


def _values(column: pd.Series) -> list[Any]:
    """A column's values as SQLite takes them."""
    if str(column.dtype) in _WHOLE or not column.hasnans:
        return column.tolist()
    return column.astype(object).where(column.notna(), None).tolist()


def read_frames(database: sqlite3.Connection) -> dict[str, pd.DataFrame]:
    """All tables that `write_frames` wrote.

    Raises:
        sqlite3.Error: a table is missing or the file is damaged.
    """
    heights: dict[str, int] = dict(database.execute("SELECT name, height FROM tables ORDER BY rowid"))
    listed: dict[str, dict[str, str]] = {name: {} for name in heights}
    for name, column, kind in database.execute(
        "SELECT name, column, type FROM table_columns ORDER BY name, place"
    ):
        listed[name][column] = kind
    return {name: _read(database, name, kinds, heights[name]) for name, kinds in listed.items()}


def _read(database: sqlite3.Connection, name: str, kinds: dict[str, str], height: int) -> pd.DataFrame:
    """One table.

    Raises:
        ValueError: it has not as many rows as were written.
    """
    if not kinds:
        return pd.DataFrame(index=range(height))
    columns = ", ".join(map(quoted, kinds))
    query = f"SELECT {columns} FROM {quoted(name)} ORDER BY n"  # noqa: S608  # names that we wrote ourselves
    rows = database.execute(query).fetchall()
    if len(rows) != height:
        raise ValueError(f"{name}：{len(rows)} 行，应为 {height} 行")
    values = zip(*rows, strict=True) if rows else ((),) * len(kinds)
    data = {
        column: pd.Series(list(each), dtype=kind, index=range(height))
        for (column, kind), each in zip(kinds.items(), values, strict=True)
    }
    return pd.DataFrame(data, index=range(height))
