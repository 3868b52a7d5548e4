"""`gzaudit goals`: the targets of the plans beside what the workspace's runs hold; no run is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gzaudit.commands.goals_screen import print_goals
from gzaudit.commands.new_book import write_new_book
from gzaudit.commands.new_file import require_new_outputs, write_new_page
from gzaudit.commands.say import note, print_json
from gzaudit.commands.stored_run import stored_run
from gzaudit.commands.workspace import checked_workspace
from gzaudit.deliver.run_entry import years_with_runs
from gzaudit.errors import PolicyError, SettingsError
from gzaudit.goals.document import goals_document
from gzaudit.goals.plans import load_plans
from gzaudit.goals.stock import VALID_YEARS
from gzaudit.goals.view import view_goals
from gzaudit.goals.world import world_of
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.read.kinds import kinds
from gzaudit.screen import Screen
from gzaudit.settings import load_settings
from gzaudit.settings.goals import EXPECTED, tolerance_of

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

    from gzaudit.goals.plans import Plan
    from gzaudit.goals.view import GoalsView
    from gzaudit.goals.world import World


class Wanted(NamedTuple):
    """What was typed behind the year: a percentage, readings, files to write, whether JSON is wanted."""

    tolerance: str | None
    readings: tuple[str, ...]
    out: Path | None
    page: Path | None
    json: bool


def run_goals(year: int | None, workspace: Path, wanted: Wanted) -> int:
    """Hold the targets against the runs.

    Args:
        year: from which one looks; None for the newest that has a run.
        workspace: the folder.
        wanted: options.

    Returns:
        The exit code, 0.

    Raises:
        PolicyError: no document with targets covers the year, or its files are not valid (exit 4).
        SettingsError: there is no run, or an option or a setting that cannot be used (exit 2).
        OutputError: a file cannot be written.
    """
    checked_workspace(workspace)
    require_new_outputs(wanted.out, wanted.page, workspace)
    seen = _newest_year(workspace) if year is None else year
    plans = load_plans(workspace, wanted.readings)
    _require_plan(plans, seen)
    tolerance = _tolerance(wanted.tolerance, workspace, seen)
    view = view_goals(plans, _world(plans, workspace, seen), seen, tolerance)
    _write(view, wanted, workspace)
    if wanted.json:
        print_json(goals_document(view))
    else:
        print_goals(Screen(), view)
    for file, called in ((wanted.out, "目标对照工作簿"), (wanted.page, "目标对照网页")):
        if file is not None:
            note(f"{called}：{file}")
    return 0


def _write(view: GoalsView, wanted: Wanted, workspace: Path) -> None:
    if wanted.page is not None:
        from gzaudit.render.goals_page import goals_page
        from gzaudit.render.templates import load_templates

        write_new_page(wanted.page, goals_page(view, load_templates(workspace)))
    if wanted.out is not None:
        from gzaudit.render.goals_book import goals_book

        write_new_book(wanted.out, goals_book(view))


def _newest_year(workspace: Path) -> int:
    years = years_with_runs(workspace)
    if not years:
        raise SettingsError(
            "还没有运行结果，没有数可以对照目标。",
            where="runs/",
            action="先运行 gzaudit compute 年度；没有规则的年度加 --counts-only",
        )
    return years[-1]


def _require_plan(plans: tuple[Plan, ...], year: int) -> None:
    if not any(each.covers(year) for each in plans):
        spans = [
            f"{each.policy.document.short} {each.policy.years[0]}—{each.policy.years[-1]} 年"
            for each in plans
        ]
        raise PolicyError(
            f"没有哪份文件写了 {year} 年的目标。",
            found=f"{year} 年",
            expected="、".join(spans),
            action="换一个年度",
        )


def _tolerance(typed: str | None, workspace: Path, year: int) -> Fraction | None:
    settings = load_settings(workspace, year, set(kinds()), {each.name for each in DISTRICTS})
    if typed is None:
        return settings.tolerance
    found = tolerance_of(typed)
    if found is None:
        raise SettingsError("幅度写得不对。", where="--tolerance", found=typed, expected=EXPECTED)
    return found


def _world(plans: tuple[Plan, ...], workspace: Path, year: int) -> World:
    """The newest run of each year that may matter: a certificate of two years before is still valid."""
    first = min(each.policy.years[0] for each in plans) - VALID_YEARS + 1
    years = [each for each in years_with_runs(workspace) if first <= each <= year]
    return world_of(stored_run(str(each), workspace) for each in years)
