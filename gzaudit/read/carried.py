"""Lists of decisions of the year before: what was settled then is read again, nothing else of that year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.normalise.text import dense_text
from gzaudit.read.files import find_files

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.read.sheet import InputFile

KIND: Final = "decisions"
# What the name of such a file says; other files of that year are not opened.
_NAMED: Final = ("决定", "复核")


def carried_files(workspace: Path, year: int, known: set[str]) -> list[InputFile]:
    """Files of the year before whose names speak of decisions, by path; none where there is no such year.

    Args:
        workspace: the folder that holds data/YEAR.
        year: the audited year.
        known: paths that are read as lists of the year itself.

    Raises:
        InputError: one of them cannot be opened.
    """
    if not (workspace / "data" / str(year - 1)).is_dir():
        return []
    files, _ = find_files(workspace, year - 1, _is_named)
    return [file for file in files if file.path not in known]


def _is_named(name: str) -> bool:
    return any(word in dense_text(name) for word in _NAMED)
