"""`gzaudit report`: the files that people receive, made again from a run's database without the inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.commands.run_audit import meant_audit
from gzaudit.commands.workspace import free_folder
from gzaudit.deliver.find_district import meant_district
from gzaudit.deliver.run_folder import unfinished, workspace_lock
from gzaudit.render.outputs import Form, rendered, require_pdf, write_pieces
from gzaudit.render.templates import load_templates
from gzaudit.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path


def run_report(
    year: int, workspace: Path, run: str | None, district: str | None, out: Path | None, *, pdf: bool
) -> int:
    """Make the files of a run again, with the workspace's templates as they are now.

    The run itself is never touched.

    Args:
        year: the audited year.
        workspace: the folder.
        run: id or folder of the run; None for the newest of the year.
        district: name or code of the only district whose files are wanted; None for all.
        out: where to; None for reports/YEAR/<run id>, or the next free number beside it.
        pdf: each page as a PDF too.

    Returns:
        The exit code, 0.

    Raises:
        GzauditError: anything that stops it; nothing is left behind then.
    """
    terminal = Terminal()
    folder, shown_run, audit = meant_audit(year, workspace, run)
    code = meant_district({e.code: e.name for e in audit.result.districts}, district) if district else None
    form = Form(load_templates(workspace), pdf)
    if pdf:
        require_pdf()
    reports = workspace / "reports" / str(year)
    chosen = None if out is None else free_folder(out, workspace)
    place = f"reports/{year}/" if out is None else str(out)
    with workspace_lock(reports if chosen is None else chosen.parent, place):
        target = chosen or _next_free(reports, folder.name)
        shown = str(out) if out is not None else f"{place}{target.name}"
        terminal.note(f"按 {shown_run} 重新生成 …")
        with unfinished(target, shown) as work:
            write_pieces(work, rendered(audit, form, code))
    terminal.note(f"文件在：{shown}")
    return 0


def _next_free(reports: Path, name: str) -> Path:
    """Where nothing stands yet: what somebody may have changed since is never written over."""
    number, target = 1, reports / name
    while target.exists():
        number += 1
        target = reports / f"{name}-{number}"
    return target
