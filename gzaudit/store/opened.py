"""`run.db`, opened to be read: nothing in it is ever changed, and nothing heavy is needed to ask it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING, Final

from gzaudit.errors import SettingsError
from gzaudit.oswords import system_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STORE: Final = "run.db"
FORM: Final = "gzaudit.run/1"
"""The form of the file; a later form has another number."""
WHOLE: Final = "district"
"""The part under which figures of a whole district stand."""
CITY: Final = "city"
"""The part under which the city's stand."""


@contextlib.contextmanager
def opened(path: Path, shown: str) -> Iterator[sqlite3.Connection]:
    """The database of a run.

    Args:
        path: the file, absolute.
        shown: how it is called in messages.

    Raises:
        SettingsError: it is not there, it is damaged, or it has another form.
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
            told = dict(database.execute("SELECT key, value FROM run WHERE key IN ('form', 'version')"))
            if told["form"] != FORM:
                raise unreadable(shown, f"{told['form']}（由 gzaudit {told['version']} 写成）")
            yield database
    except (sqlite3.Error, KeyError, TypeError, ValueError) as error:
        raise unreadable(shown, str(error)) from error
    except OSError as error:
        raise unreadable(shown, system_words(error)) from error


def unreadable(shown: str, found: str) -> SettingsError:
    """The error for a file that is no database of this form; the caller raises it."""
    return SettingsError(
        "运行数据库读不出来。",
        where=shown,
        found=found,
        expected=f"本工具写的 {STORE}（{FORM}）",
        action="从备份恢复这个运行文件夹，或重新核算",
    )
