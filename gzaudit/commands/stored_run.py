"""A finished run, opened from its database: found, held against its digest, read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gzaudit.commands.run_audit import read_run
from gzaudit.compare.runs import StoredRun
from gzaudit.deliver.find_run import named_run, newest_run, require_year
from gzaudit.store.opened import STORE
from gzaudit.store.run_store import read_version

if TYPE_CHECKING:
    from pathlib import Path


def stored_run(named: str | None, workspace: Path, year: int | None = None) -> StoredRun:
    """Open a run.

    Args:
        named: its folder or id, or a year for the newest of that year; None for the newest of `year`.
        workspace: the folder.
        year: the year that the run must be of; None for any.

    Raises:
        SettingsError: there is no such run, it is of another year, or it is not as it was written.
    """
    wanted = named if named is not None else str(year)
    if re.fullmatch("[0-9]{4}", wanted):
        folder = newest_run(workspace, int(wanted))
        shown = f"runs/{wanted}/{folder.name}"
    else:
        folder, shown = named_run(wanted, workspace, where="运行" if year is None else "--run"), wanted
    audit = read_run(folder, shown)
    if year is not None:
        require_year(audit.year, year)
    return StoredRun(shown, audit, read_version(folder / STORE, f"{shown}/{STORE}"))
