"""The evaluated year of a finished run: which run is meant, unchanged since it was written, read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.commands.workspace import checked_workspace
from gzaudit.deliver.find_run import meant_run, require_year
from gzaudit.deliver.unchanged import require_unchanged
from gzaudit.store.opened import STORE
from gzaudit.store.run_store import read_store

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.audit import YearAudit


def read_run(folder: Path, shown: str) -> YearAudit:
    """The year of a run.

    Args:
        folder: of the run.
        shown: how it is called in messages.

    Raises:
        SettingsError: it is not as it was written, or cannot be read.
    """
    require_unchanged(folder, STORE, shown)
    return read_store(folder / STORE, f"{shown}/{STORE}")


def meant_audit(year: int, workspace: Path, run: str | None) -> tuple[Path, str, YearAudit]:
    """The run that is meant: its folder, how it is called, and its year.

    Args:
        year: the audited year.
        workspace: the folder.
        run: id or folder of the run; None for the newest of the year.

    Raises:
        SettingsError: there is none, it was changed, or it is another year's.
    """
    folder, shown = meant_run(year, checked_workspace(workspace), run)
    audit = read_run(folder, shown)
    require_year(audit.year, year)
    return folder, shown, audit
