"""`gzaudit trace`: everything known of one enterprise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gzaudit.ask.firm import trace_firm
from gzaudit.ask.history import other_runs
from gzaudit.ask.run import asked_run
from gzaudit.ask.show_firm import show_trace, trace_json
from gzaudit.console import print_bytes
from gzaudit.errors import OutputError
from gzaudit.oswords import system_words

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
    with asked_run(year, workspace, run) as (asked, folder):
        found = trace_firm(asked, firm)
        others = other_runs(workspace, folder, found.firm)
        if as_json:
            print_json(trace_json(asked, found, others))
        else:
            from gzaudit.screen import Screen

            show_trace(Screen(), asked, found, others)
    return 0


def print_json(value: dict[str, Any]) -> None:
    """An answer as JSON on stdout, in UTF-8 whatever the console's code page.

    Raises:
        OutputError: stdout is closed or full.
    """
    try:
        print_bytes((json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))
    except OSError as error:
        raise OutputError("打印不出来。", where="标准输出", found=system_words(error)) from error
