"""`gzaudit diff`: two runs held against each other, on the terminal, as JSON, as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.commands.diff_screen import print_comparison
from gzaudit.commands.new_book import require_new_book, write_new_book
from gzaudit.commands.say import print_json
from gzaudit.commands.stored_run import stored_run
from gzaudit.commands.workspace import checked_workspace
from gzaudit.compare.document import comparison_document
from gzaudit.compare.runs import compare_runs
from gzaudit.errors import SettingsError
from gzaudit.render.diff_book import diff_book
from gzaudit.screen import Screen
from gzaudit.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path


def run_diff(
    first: str, second: str, workspace: Path, *, paid: bool, json: bool, workbook: Path | None
) -> int:
    """Compare two runs. Neither is touched.

    Args:
        first: the run compared from: folder, id, or a year for its newest run.
        second: the run compared to.
        workspace: the folder.
        paid: the first run was paid out; say what is owed or to be returned.
        json: print a document on stdout instead of tables.
        workbook: a new .xlsx file to write as well.

    Returns:
        The exit code, 0.

    Raises:
        GzauditError: a run that is not there or not as it was written, or a file that cannot be written.
    """
    checked_workspace(workspace)
    if workbook is not None:
        _require_beside(workbook, workspace)
    before, after = (stored_run(each, workspace) for each in (first, second))
    if paid and before.audit.year != after.audit.year:
        raise SettingsError(
            "两次运行不是同一年度的，没有补拨和退回可言。",
            where="--paid",
            found=f"{before.audit.year} 年和 {after.audit.year} 年",
            expected="同一年度的两次运行，前一次已经拨付",
        )
    comparison = compare_runs(before, after, workspace, paid=paid)
    if workbook is not None:
        write_new_book(workbook, diff_book(comparison))
    if json:
        print_json(comparison_document(comparison))
    else:
        print_comparison(Screen(), comparison)
    if workbook is not None:
        holds = "（含统计名单比对结果，限市局内部使用）" if comparison.confidential else ""
        Terminal().note(f"对照工作簿：{workbook}{holds}")
    return 0


def _require_beside(workbook: Path, workspace: Path) -> None:
    """Refuse a file that is none, or that later runs would find among their lists."""
    require_new_book(workbook, "--workbook", "换一个文件名；对照工作簿从不覆盖已有的文件")
    if workbook.resolve().is_relative_to((workspace / "data").resolve()):
        raise SettingsError(
            "对照工作簿不能放在 data 里。",
            where=f"--workbook {workbook}",
            expected="data 以外的文件夹",
            action="换一个文件夹；data 里只放收到的名单",
        )
