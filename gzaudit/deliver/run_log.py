"""Who ran it and when: the one file of a run that the clock may reach (interface: result.json)."""

from __future__ import annotations

import datetime as dt
import getpass
import platform
from typing import TYPE_CHECKING, Final

from gzaudit import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.audit import YearAudit


LOG: Final = "run.log"
_STARTED: Final = "开始："


def started(path: Path) -> str:
    """When a run was started, as its log says; "" where there is no log that says it. Later is greater."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        told = next((line.removeprefix(_STARTED) for line in lines if line.startswith(_STARTED)), "")
        return dt.datetime.fromisoformat(told).astimezone(dt.UTC).isoformat() if told else ""
    except (OSError, ValueError):
        return ""


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a service account without a name
        return "（未知）"


class RunLog:
    """Started with the run, written beside its outputs."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.started = dt.datetime.now().astimezone()

    def write(self, path: Path, audit: YearAudit) -> None:
        """Write the log of a finished run."""
        ended = dt.datetime.now().astimezone()
        counts = audit.findings.counts()
        lines = [
            f"年度：{self.year}",
            f"程序：gzaudit {__version__}，Python {platform.python_version()}，{platform.system()}",
            f"政策：{audit.policy.id if audit.policy else '只计家数'}",
            f"运行人：{_user()}",
            f"{_STARTED}{self.started.isoformat(timespec='seconds')}",
            f"结束：{ended.isoformat(timespec='seconds')}",
            f"事项：须决定 {counts['error']}，请核对 {counts['warning']}，提示 {counts['info']}",
        ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
