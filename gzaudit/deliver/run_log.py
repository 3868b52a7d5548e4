"""Who ran it and when: the one file of a run that the clock may reach (interface: result.json)."""

from __future__ import annotations

import datetime as dt
import getpass
import platform
from typing import TYPE_CHECKING

from gzaudit import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.audit import YearAudit


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
            f"开始：{self.started.isoformat(timespec='seconds')}",
            f"结束：{ended.isoformat(timespec='seconds')}",
            f"事项：须决定 {counts['error']}，请核对 {counts['warning']}，提示 {counts['info']}",
        ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
