"""`gzaudit trace`: everything known of one enterprise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.ask.firm import trace_firm
from gzaudit.ask.history import other_runs
from gzaudit.ask.run import asked_run
from gzaudit.ask.show_firm import show_trace, trace_json
from gzaudit.commands.say import print_json
from gzaudit.commands.workspace import checked_workspace

if TYPE_CHECKING:
    from pathlib import Path


def run_trace(year: int, firm: str, workspace: Path, run: str | None, *, as_json: bool) -> int:
    """Tell everything that a run knows of an enterprise.

    Args:
        year: the audited year.
        firm: code or name.
        workspace: the folder.
        run: id or folder of the run; None for the newest of the year.
        as_json: for programs, on stdout and nothing else there.

    Returns:
        The exit code, 0.

    Raises:
        SettingsError: there is no such run, or no such enterprise, or there are several.
    """
    with asked_run(year, checked_workspace(workspace), run) as (asked, folder):
        found = trace_firm(asked, firm)
        others = other_runs(workspace, folder, found.firm)
        if as_json:
            print_json(trace_json(asked, found, others))
        else:
            from gzaudit.screen import Screen

            show_trace(Screen(), asked, found, others)
    return 0
