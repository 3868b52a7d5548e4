"""`gzaudit compute`: one year, end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.commands.workspace import checked_workspace
from gzaudit.console import print_bytes
from gzaudit.deliver.run_folder import require_free, unfinished, workspace_lock
from gzaudit.deliver.run_log import RunLog
from gzaudit.errors import OutputError, SettingsError
from gzaudit.memory import give_back
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.oswords import system_words
from gzaudit.pipeline import Job, audit_year, run_identity
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import alternatives, check_policy, choose
from gzaudit.policy.show.draft import marked
from gzaudit.policy.standard import counted_without_policy
from gzaudit.read.baseline import read_baseline
from gzaudit.read.kinds import kinds
from gzaudit.read.year import read_year
from gzaudit.render.outputs import RESULT, write_outputs
from gzaudit.settings import load_settings
from gzaudit.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.findings import Severity
    from gzaudit.policy.find import PolicyFiles

_YEARS: Final = range(2000, 2100)
LOG: Final = "run.log"


def _prepare(year: int, workspace: Path, *, counts_only: bool) -> Job:
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


def _chosen(out: Path, workspace: Path) -> Path:
    """The run folder that the user chose, links followed.

    Raises:
        SettingsError: it is not free, or later runs would read it, or it would change an earlier run.
        OutputError: it cannot be looked at.
    """
    shown = str(out)
    try:
        target, data = out.resolve(), (workspace / "data").resolve()
    except (OSError, RuntimeError) as error:
        raise SettingsError("输出文件夹的路径不能用。", where=shown, action="换一个文件夹") from error
    require_free(target, shown)
    if target.is_relative_to(data):
        raise SettingsError(
            "输出文件夹不能放在 data 里。",
            where=shown,
            expected="data 以外的文件夹",
            action="换一个文件夹；否则下一次运行会把结果当作名单读进去",
        )
    if any((folder / RESULT).is_file() for folder in target.parents):
        raise SettingsError(
            "输出文件夹不能放在另一次运行的结果里。",
            where=shown,
            expected="运行结果以外的文件夹",
            action="换一个文件夹；运行结果写成之后不再改动",
        )
    return target


def _print_result(path: Path) -> None:
    """The file's very bytes on stdout, whatever the console's code page.

    Raises:
        OutputError: stdout is closed or full.
    """
    try:
        print_bytes(path.read_bytes())
    except OSError as error:
        raise OutputError(
            "result.json 打印不出来；结果已经完整写入运行文件夹。",
            where="标准输出",
            found=system_words(error),
            action="直接打开运行文件夹里的 result.json",
        ) from error


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
    chosen = None if out is None else _chosen(out, workspace)
    with workspace_lock(
        runs if chosen is None else chosen.parent, f"runs/{year}/" if out is None else str(out)
    ):
        log = RunLog(year)
        lists = read_year(workspace, year, job.settings.pins, terminal.reading)
        target = chosen or runs / run_identity(job, lists)
        audit = audit_year(job, lists)
        del lists
        give_back()
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
        _print_result(target / RESULT)
    terminal.report(audit, shown)
    return int(fail_on != "never" and audit.findings.at_or_above(_severity(fail_on)) > 0)


def _severity(name: str) -> Severity:
    severities: dict[str, Severity] = {"error": "error", "warning": "warning", "info": "info"}
    return severities[name]
