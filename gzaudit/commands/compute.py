"""`gzaudit compute`: one year, end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from gzaudit.commands.job import prepare
from gzaudit.commands.workspace import free_folder
from gzaudit.console import print_bytes
from gzaudit.deliver.run_entry import enter_runs, late_note
from gzaudit.deliver.run_folder import unfinished, workspace_lock
from gzaudit.deliver.run_log import LOG, RunLog
from gzaudit.deliver.seal import digest_of, write_seal
from gzaudit.errors import OutputError
from gzaudit.memory import give_back
from gzaudit.oswords import system_words
from gzaudit.pipeline import audit_year, run_identity
from gzaudit.read.year import read_year
from gzaudit.render.outputs import RESULT, Form, require_pdf, write_outputs
from gzaudit.render.templates import load_templates
from gzaudit.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.audit import YearAudit
    from gzaudit.findings import Severity


class Saying(Protocol):
    """Whoever is told how a run goes on."""

    def reading(self, path: str) -> None:
        """A file is being worked on."""

    def note(self, text: str) -> None:
        """One line."""


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


class Made(NamedTuple):
    """A run that was made, or found: the same inputs, policy and settings are the same run.

    Attributes:
        audit: the year, evaluated just now.
        folder: of the run.
        shown: how it is called in messages.
        kept: whether it was there already; it is immutable, so it is kept.
    """

    audit: YearAudit
    folder: Path
    shown: str
    kept: bool


def make_run(
    year: int, workspace: Path, out: Path | None, say: Saying, *, counts_only: bool = False, pdf: bool = False
) -> Made:
    """Compute a year and put the run in its place.

    Args:
        year: the audited year.
        workspace: the folder.
        out: run folder; None for runs/YEAR/<run id>.
        say: told each file that is read, and what goes on.
        counts_only: no money.
        pdf: each page as a PDF too.

    Raises:
        GzauditError: anything that stops the run; nothing is left behind then.
    """
    job = prepare(year, workspace, counts_only=counts_only)
    form = Form(load_templates(workspace), pdf)
    if pdf:
        require_pdf()
    runs = workspace / "runs" / str(year)
    chosen = None if out is None else free_folder(out, workspace)
    with workspace_lock(
        runs if chosen is None else chosen.parent, f"runs/{year}/" if out is None else str(out)
    ):
        log = RunLog(year, job.settings.text)
        lists = read_year(workspace, year, job.settings.pins, say.reading)
        target = chosen or runs / run_identity(job, lists, form.identity)
        audit = audit_year(job, lists)
        del lists
        give_back()
        shown = str(out) if out is not None else f"runs/{year}/{target.name}"
        kept = out is None and (target / RESULT).is_file()
        if kept:
            say.note(f"输入、政策和设置都没有变化，沿用已有的结果：{shown}")
        else:
            say.note("写出工作簿和报告 …")
            with unfinished(target, shown) as folder:
                digests = {each.path: each.sha256 for each in write_outputs(audit, folder, form)}
                seal = write_seal(folder, {**digests, RESULT: digest_of(folder / RESULT)})
                log.write(folder / LOG, audit, seal)
        if note := late_note(enter_runs(workspace, None if kept else target)):
            say.note(note)
    return Made(audit, target, shown, kept)


def failing(audit: YearAudit, fail_on: str) -> bool:
    """Whether there are findings of this severity or a graver one; none of `never`."""
    return fail_on != "never" and audit.findings.at_or_above(_severity(fail_on)) > 0


def run_compute(
    year: int,
    workspace: Path,
    out: Path | None,
    *,
    counts_only: bool,
    json: bool,
    fail_on: str,
    pdf: bool = False,
) -> int:
    """Make a year's run, or find it, and show it.

    Args:
        year: the audited year.
        workspace: the folder.
        out: run folder; None for runs/YEAR/<run id>.
        counts_only: no money.
        json: print result.json on stdout.
        fail_on: severity from which on the exit code is 1; `never`.
        pdf: each page as a PDF too.

    Returns:
        The exit code (0 or 1).

    Raises:
        GzauditError: anything that stops the run; nothing is left behind then.
    """
    terminal = Terminal()
    made = make_run(year, workspace, out, terminal, counts_only=counts_only, pdf=pdf)
    if json:
        _print_result(made.folder / RESULT)
    terminal.report(made.audit, made.shown)
    return int(failing(made.audit, fail_on))


def _severity(name: str) -> Severity:
    severities: dict[str, Severity] = {"error": "error", "warning": "warning", "info": "info"}
    return severities[name]
