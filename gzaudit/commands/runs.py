"""`gzaudit runs`: the runs of a year and what changed from one to the next."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from gzaudit.commands.say import note, print_json
from gzaudit.commands.workspace import checked_workspace
from gzaudit.deliver.history import HISTORY
from gzaudit.deliver.run_entry import enter_runs, late_note
from gzaudit.deliver.run_list import STATES, list_runs
from gzaudit.errors import GzauditError, SettingsError
from gzaudit.screen import Screen

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.deliver.run_list import Changes, RunLine

_OTHERS: Final = {"policy": "政策规则", "readings": "读法", "settings": "设置", "version": "工具版本"}
_HEADINGS: Final = ("运行", "开始", "应付（元）", "待定", "须决定", "请核对", "文件")


def run_runs(year: int, workspace: Path, *, as_json: bool) -> int:
    """Print the runs of a year; runs that the history lacks are entered first.

    Args:
        year: the audited year.
        workspace: the folder.
        as_json: print JSON and nothing else on stdout.

    Returns:
        The exit code, 0.

    Raises:
        SettingsError: there is no run of that year.
        OutputError: the history cannot be read.
    """
    checked_workspace(workspace)
    try:
        if told := late_note(enter_runs(workspace)):
            note(told)
    except GzauditError as error:  # a disk that only lets read still lets list
        note(f"{HISTORY} 没有补记：{error.found or error.asked}")
    lines = list_runs(workspace, year)
    if not lines:
        raise SettingsError(
            "这一年度还没有运行结果。", where=f"runs/{year}/", action=f"先运行 gzaudit compute {year}"
        )
    if as_json:
        print_json({"year": year, "runs": [dataclasses.asdict(each) for each in lines]})
        return 0
    screen = Screen()
    screen.table(_HEADINGS, [_row(each) for each in lines], numbers=(2, 3, 4, 5))
    screen.heading("每次由谁运行，与上一次有什么不同")
    for each in lines:
        screen.item(f"{each.id}（{each.by or '没有写'}）：{told_changes(each.since)}")
    return 0


def _row(line: RunLine) -> tuple[str, ...]:
    undecided = str(sum(line.undecided.values())) if line.undecided else "—"
    state = STATES[line.state] + ("（补记）" if line.late else "")
    return (
        line.id,
        (line.started or "—")[:16].replace("T", " "),
        "待定" if line.payable is None else f"{line.payable:,}",
        undecided,
        str(line.findings.get("error", "—")),
        str(line.findings.get("warning", "—")),
        state,
    )


def told_changes(since: Changes | None) -> str:
    """What changed, in a sentence: the names of up to three lists, else how many."""
    if since is None:
        return "第一次运行"
    said = [
        f"{word} {len(paths)} 个名单" if len(paths) > 3 else f"{word}：{'、'.join(map(_name, paths))}"
        for word, paths in (("新增", since.added), ("不再有", since.removed), ("改动", since.changed))
        if paths
    ]
    said += [f"{'、'.join(_OTHERS[key] for key in since.others)}不同"] if since.others else []
    if since.nothing:
        said = ["名单、规则、设置都相同（模板、上年结果或输出形式不同）"]
    if since.payable is not None:
        said.append(f"应付 {since.payable:+,} 元" if since.payable else "应付不变")
    return "；".join(said)


def _name(path: str) -> str:
    return path.rpartition("/")[2]
