"""`gzaudit verify`: is a run what it was, do its figures follow from its data, is the history whole."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from gzaudit.commands.say import print_json
from gzaudit.commands.workspace import checked_workspace
from gzaudit.deliver.find_run import RESULT, named_run, newest_run
from gzaudit.deliver.history import HISTORY
from gzaudit.deliver.run_log import LOG
from gzaudit.deliver.seal import SEAL
from gzaudit.errors import SettingsError
from gzaudit.screen import Screen
from gzaudit.verify.history import check_history
from gzaudit.verify.run import verify_run
from gzaudit.verify.stored import STORE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gzaudit.verify.report import Fault

NOT_VERIFIED: Final = 5
_STATES: Final = {"ok": "相符", "failed": "不符", "unchecked": "未核对"}


def run_verify(run: str, workspace: Path, *, as_json: bool) -> int:
    """Verify a run.

    Args:
        run: its folder, its id, or a year, whose newest run it is.
        workspace: where ids are looked up; if the run lies in another one, inputs and history are that one's.
        as_json: print JSON and nothing else on stdout.

    Returns:
        0, or 5 where anything differs.

    Raises:
        SettingsError: there is no such run.
    """
    folder = _folder(run, checked_workspace(workspace))
    report = verify_run(folder, _home(folder, workspace), folder.resolve().name)
    if as_json:
        checks = [{"check": e.key, "title": e.title, "state": e.state, "told": e.told} for e in report.checks]
        faults = [{"check": e.key, **dataclasses.asdict(fault)} for e in report.checks for fault in e.faults]
        print_json({"run": report.run, "verified": not faults, "checks": checks, "faults": faults})
        return NOT_VERIFIED if faults else 0
    screen = Screen()
    screen.line(f"核对运行 {report.run}")
    rows = [(each.title, _STATES[each.state], each.told or "见下") for each in report.checks]
    screen.table(("核对什么", "结果", "说明"), rows)
    return _end(screen, report.faults, "这次运行核对无误：文件没有改动，每个数都能由它自己的数据重算出来。")


def run_verify_log(workspace: Path, *, as_json: bool) -> int:
    """Verify the history of a workspace.

    Args:
        workspace: the folder.
        as_json: print JSON and nothing else on stdout.

    Returns:
        0, or 5 where anything differs.

    Raises:
        OutputError: the history cannot be read.
    """
    report = check_history(checked_workspace(workspace))
    if as_json:
        faults = [dataclasses.asdict(fault) for fault in report.faults]
        told = {"log": HISTORY, "records": report.records, "verified": not faults}
        print_json(told | {"faults": faults, "notes": list(report.notes)})
        return NOT_VERIFIED if report.faults else 0
    screen = Screen()
    screen.line(f"核对 {HISTORY}：{report.records} 条记录")
    for each in report.notes:
        screen.item(each)
    return _end(screen, report.faults, "记录没有断开，磁盘上的每次运行都有记录，校验码一致。")


def _end(screen: Screen, faults: Sequence[Fault], good: str) -> int:
    if not faults:
        screen.line(good)
        return 0
    screen.heading(f"不符 {len(faults)} 处")
    screen.table(
        ("位置", "区", "指标", "不符", "实际", "应为"),
        [(each.file, each.district, each.indicator, each.said, each.found, each.expected) for each in faults],
    )
    return NOT_VERIFIED


def _folder(run: str, workspace: Path) -> Path:
    """Any folder that holds something of a run: what is missing in it is for the report to say."""
    marks = (RESULT, SEAL, STORE, LOG)
    try:
        return named_run(run, workspace, marks=marks, where="运行")
    except SettingsError:
        if re.fullmatch("20[0-9]{2}", run):
            return newest_run(workspace, int(run))
        raise


def _home(folder: Path, workspace: Path) -> Path:
    """The workspace that a run lies in, in `runs/YEAR/`; else the one that was named."""
    year = folder.resolve().parent
    inside = year.parent.name == "runs" and re.fullmatch("20[0-9]{2}", year.name)
    return year.parent.parent if inside else workspace
