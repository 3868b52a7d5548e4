"""What the person at the terminal sees, on stderr: progress, districts, questions, where the files are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table as Grid
from rich.text import Text

from gzaudit.console import printable
from gzaudit.render.model import Formula, Table
from gzaudit.render.tables.decisions import told_of
from gzaudit.render.tables.findings import tally
from gzaudit.render.tables.notes import undecided_sums
from gzaudit.render.tables.readings import switched_notes
from gzaudit.render.tables.status import holds_statistics, status_note
from gzaudit.render.tables.summary import summary_table
from gzaudit.render.tables.tallied import tallied_notes
from gzaudit.store.opened import STORE

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit

_STYLES = {"须决定": "bold red", "请核对": "yellow", "提示": "dim"}


def _cell(value: Any) -> str:
    if isinstance(value, Formula):
        value = value.value
    return f"{value:,}" if isinstance(value, int) else str(value)


class _Console(Console):
    """Rich's console, but a reader that went away (`| head`, a closed window) does not end the work."""

    def on_broken_pipe(self) -> None:
        """Say no more."""
        self.quiet = True


class Terminal:
    """All that is said while a run goes on. Colours, width and NO_COLOR are rich's business."""

    def __init__(self) -> None:
        self.console = _Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=False)

    def _say(self, what: Text | Grid | str) -> None:
        """Print; a console that takes no more (a full disk behind it) does not end the work either."""
        try:
            self.console.print(what, overflow="fold")
        except OSError:
            self.console.quiet = True

    def reading(self, path: str) -> None:
        """A file is being worked on."""
        self.note(f"读取 {path}")

    def note(self, text: str) -> None:
        """One line."""
        self._say(Text(printable(text)))

    def report(self, audit: YearAudit, place: str) -> None:
        """The end of a run."""
        self._say("")
        self._districts(summary_table(audit))
        self.note(status_note(audit))
        for note in (*switched_notes(audit), *tallied_notes(audit)):
            self.note(note)
        self._decided(audit)
        self._needs_a_person(audit)
        self._say("")
        self.note(f"结果文件夹：{place}")
        holds = "含统计名单比对结果，" if holds_statistics(audit) else ""
        self.note(f"  全市/  市级工作簿和报告（{holds}限市局内部使用）")
        self.note("  各区/  每区一个文件夹，可发给该区")
        self.note(f"  {STORE}  本次运行的全部数据（含所有名单，限市局内部使用）")

    def _districts(self, table: Table) -> None:
        rows = [[_cell(column[at]) for column in table.data] for at in range(table.height)]
        grid = Grid(title=table.title, title_style="bold")
        for column in table.columns:
            grid.add_column(
                column.heading, justify="right" if column.kind in ("integer", "money") else "left"
            )
        for at, row in enumerate(rows):
            last = at == table.height - 1
            grid.add_row(
                *(Text(cell) for cell in row),
                style="bold" if last else "",
                end_section=at == table.height - 2,
            )
        wide = self.console.options.update(width=10_000)
        if Measurement.get(self.console, wide, grid).maximum > self.console.width:
            self._narrow(table, rows)
        else:
            self._say(grid)

    def _narrow(self, table: Table, rows: list[list[str]]) -> None:
        """On a narrow console: the columns that matter most, in full rather than all of them cut."""
        headings = [column.heading for column in table.columns]
        keep = [0, 1, len(headings) - 1] if len(headings) > 5 else list(range(len(headings)))
        grid = Grid(title=table.title, title_style="bold")
        for at in keep:
            grid.add_column(headings[at], justify="left" if at == 0 else "right", overflow="fold")
        for row in rows:
            grid.add_row(*(Text(row[at]) for at in keep))
        self._say(grid)

    def _decided(self, audit: YearAudit) -> None:
        """What people decided, and how much of the money still waits for them."""
        if audit.decisions:
            self.note(told_of(audit))
        if note := undecided_sums(audit):
            self.note(note)

    def _needs_a_person(self, audit: YearAudit) -> None:
        found = tally(audit)
        rows = [each for each in found if each.severity != "提示"]
        told = sum(each.number for each in found if each.severity == "提示")
        self._say("")
        if not rows:
            self.note("没有需要人工处理的事项。")
        for severity, title, owner, number, action in rows:
            self._say(Text(f"{severity} {number:>5} 条  {title}（{owner}）", style=_STYLES[severity]))
            if severity == "须决定":
                self._say(Text(f"            {action}"))
        self.note(f"明细见市级工作簿“待复核”；另有 {told} 条提示。")
