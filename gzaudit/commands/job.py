"""From a year and a workspace to what is to be computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.commands.workspace import checked_workspace
from gzaudit.errors import SettingsError
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.pipeline import Job
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import alternatives, check_policy, choose
from gzaudit.policy.show.draft import marked
from gzaudit.policy.standard import counted_without_policy
from gzaudit.read.baseline import read_baseline
from gzaudit.read.kinds import kinds
from gzaudit.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.policy.find import PolicyFiles

_YEARS: Final = range(2000, 2100)


def prepare(year: int, workspace: Path, *, counts_only: bool) -> Job:
    """What to compute: the workspace's settings, the year's policy under its readings, last year's result.

    Args:
        year: the audited year.
        workspace: the folder.
        counts_only: no policy, no money.

    Raises:
        GzauditError: a folder, a setting or a policy that cannot be used.
    """
    if year not in _YEARS:
        raise SettingsError("年度写得不对。", found=str(year), expected="四位年度，如 2025")
    settings = load_settings(
        checked_workspace(workspace), year, set(kinds()), {each.name for each in DISTRICTS}
    )
    if counts_only:
        return Job(workspace, year, settings, None, counted_without_policy())
    files = open_policy(year, workspace)
    check_policy(files)
    chosen = {key: switch.choice for key, switch in settings.readings.items()}
    policy = choose(files, chosen)
    baseline = read_baseline(workspace, settings.baseline, year) if settings.baseline else None
    return Job(
        workspace,
        year,
        settings,
        policy,
        policy.indicators,
        alternatives(files, policy.chosen),
        baseline,
        _unchecked(files),
    )


def _unchecked(files: PolicyFiles) -> str:
    """Where the files still carry the mark of a draft: file and lines; "" where nowhere."""
    lines: dict[str, list[str]] = {}
    for place in marked(files.texts):
        lines.setdefault(f"{files.place}/{place.file}", []).append(str(place.line))
    return "；".join(f"{file} 第 {'、'.join(numbers)} 行" for file, numbers in lines.items())
