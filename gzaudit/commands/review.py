"""`gzaudit review`: the workbook of all that people can decide of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.commands.new_book import require_new_book, write_new_book
from gzaudit.commands.run_audit import meant_audit
from gzaudit.render.tables.notes import undecided_sums
from gzaudit.review.book import review
from gzaudit.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.audit import YearAudit
    from gzaudit.review.book import Review

_KEPT: Final = "里面可能有填好的决定，不覆盖：填好的存进 data/年度/ 后移走或改名；或用 --out 另写一个文件名"


def run_review(year: int, workspace: Path, run: str | None, out: Path | None) -> int:
    """Write the review workbook of a run; neither the run nor any file that is there is touched.

    Args:
        year: the audited year.
        workspace: the folder.
        run: id or folder of the run; None for the newest of the year.
        out: the file; None for YEAR年复核表.xlsx in the workspace.

    Returns:
        The exit code, 0.

    Raises:
        GzauditError: anything that stops it; nothing is left behind then.
    """
    terminal = Terminal()
    folder, _, audit = meant_audit(year, workspace, run)
    path = workspace / f"{year}年复核表.xlsx" if out is None else out
    require_new_book(path, "" if out is None else "--out", _KEPT)
    terminal.note("查找线索 …")
    made = review(audit, folder.name)
    write_new_book(path, made.book)
    _tell(terminal, audit, made, path.name if out is None else str(out))
    return 0


def _tell(terminal: Terminal, audit: YearAudit, made: Review, shown: str) -> None:
    """How much there is to decide, how much money hangs on it, where the file is, what comes next."""
    if made.open:
        terminal.note(f"要由人决定的 {made.open} 项，其中付款前须决定的 {made.must} 项。")
    else:
        terminal.note("没有等待决定的事项。")
    if note := undecided_sums(audit):
        terminal.note(note)
    if made.ruled:
        terminal.note(f"另有 {made.ruled} 项程序已按规则处理，列在后面，不同意的才填。")
    terminal.note(f"复核表：{shown}（含统计名单，限市局内部使用）")
    terminal.note("下一步：填“决定、依据、决定人、复核人、日期”，")
    terminal.note(f"  存进 data/{audit.year}/，再运行 gzaudit compute {audit.year}")
