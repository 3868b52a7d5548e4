"""`gzaudit explain`: how an amount came about, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.ask.district import explain_district
from gzaudit.ask.district_answer import explain_json
from gzaudit.ask.run import asked_run
from gzaudit.ask.show_district import show_explained
from gzaudit.commands.say import print_json
from gzaudit.commands.workspace import checked_workspace

if TYPE_CHECKING:
    from pathlib import Path


def run_explain(
    year: int, district: str, part: str | None, workspace: Path, run: str | None, *, as_json: bool
) -> int:
    """Explain a district's sum, or one part of it.

    Args:
        year: the audited year.
        district: name or code; 全市 for the city.
        part: name or key of an indicator or work; None for the whole district.
        workspace: the folder.
        run: id or folder of the run; None for the newest of the year.
        as_json: for programs, on stdout and nothing else there.

    Returns:
        The exit code, 0.

    Raises:
        SettingsError: there is no such run, district or part.
    """
    with asked_run(year, checked_workspace(workspace), run) as (asked, _):
        told = explain_district(asked, district, part)
        if as_json:
            print_json(explain_json(asked, told))
        else:
            from gzaudit.screen import Screen

            show_explained(Screen(), asked, told)
    return 0
