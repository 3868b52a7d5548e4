"""`gzaudit compute`: one year, end to end."""

from __future__ import annotations

import sys
from typing import Final, TYPE_CHECKING

from gzaudit.deliver.run_folder import require_free, unfinished, workspace_lock
from gzaudit.deliver.run_log import RunLog
from gzaudit.errors import SettingsError
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.pipeline import Job, audit_year, run_identity
from gzaudit.policy.load import load_policy
from gzaudit.policy.standard import counted_without_policy
from gzaudit.read.kinds import kinds
from gzaudit.read.year import read_year
from gzaudit.render.outputs import RESULT, write_outputs
from gzaudit.settings import load_settings
from gzaudit.terminal import Terminal

if TYPE_CHECKING:
    from gzaudit.findings import Severity
    from pathlib import Path

_YEARS: Final = range(2000, 2100)
LOG: Final = "run.log"


def _prepare(year: int, workspace: Path, *, counts_only: bool) -> Job:
    if year not in _YEARS:
        raise SettingsError("年度写得不对。", found=str(year), expected="四位年度，如 2025")
    if not workspace.is_dir():
        raise SettingsError(
            "没有这个工作区文件夹。", where=str(workspace), action="核对 --workspace 后面的路径"
        )
    settings = load_settings(workspace, year, set(kinds()), {each.name for each in DISTRICTS})
    policy = None if counts_only else load_policy(year)
    return Job(workspace, year, settings, policy, policy.indicators if policy else counted_without_policy())


def run_compute(
    year: int, workspace: Path, out: Path | None, *, counts_only: bool, json: bool, fail_on: str
) -> int:
    """Compute a year and put the run in its place.

    Args:
        year: the audited year.
        workspace: the folder.
        out: run folder; None for runs/YEAR/<run id>.
        counts_only: no money.
        json: print result.json on stdout.
        fail_on: severity from which on the exit code is 1; `never`.

    Returns:
        The exit code (0 or 1).

    Raises:
        GzauditError: anything that stops the run; nothing is left behind then.
    """
    terminal = Terminal()
    job = _prepare(year, workspace, counts_only=counts_only)
    runs = workspace / "runs" / str(year)
    if out is not None:
        require_free(out, str(out))
    with workspace_lock(
        runs if out is None else out.absolute().parent, f"runs/{year}/" if out is None else str(out)
    ):
        log = RunLog(year)
        lists = read_year(workspace, year, job.settings.pins, terminal.reading)
        audit = audit_year(job, lists)
        target = out.absolute() if out is not None else runs / run_identity(job, lists)
        shown = str(out) if out is not None else f"runs/{year}/{target.name}"
        if out is None and (target / RESULT).is_file():
            # Same inputs, policy and settings: the same run. It is immutable, so it is kept and shown again.
            terminal.note(f"输入、政策和设置都没有变化，沿用已有的结果：{shown}")
        else:
            terminal.note("写出工作簿和报告 …")
            with unfinished(target, shown) as folder:
                write_outputs(audit, folder)
                log.write(folder / LOG, audit)
    if json:
        sys.stdout.write((target / RESULT).read_text(encoding="utf-8"))
        sys.stdout.flush()
    terminal.report(audit, shown)
    return int(fail_on != "never" and audit.findings.at_or_above(_severity(fail_on)) > 0)


def _severity(name: str) -> Severity:
    severities: dict[str, Severity] = {"error": "error", "warning": "warning", "info": "info"}
    return severities[name]
