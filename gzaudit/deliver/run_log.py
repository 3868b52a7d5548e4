"""Who ran it and when: the one file of a run that the clock may reach (interface: result.json).

Its last line seals it: the digest of all that stands above. The line before names the other files' seal.
"""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import platform
from typing import TYPE_CHECKING, Final

from gzaudit import __version__
from gzaudit.deliver.seal import SEAL

if TYPE_CHECKING:
    from pathlib import Path

    from gzaudit.audit import YearAudit


LOG: Final = "run.log"
VERSION: Final = "程序"
USER: Final = "运行人"
STARTED: Final = "开始"
SETTINGS: Final = "设置"
SEALED: Final = "封存"
_OWN: Final = "校验"


def read_log(path: Path) -> dict[str, str]:
    """What a run's log says, by label; {} where there is no log that can be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    told: dict[str, str] = {}
    for line in lines:
        label, _, text = line.partition("：")
        told.setdefault(label, text)
    return told


def started(path: Path) -> str:
    """When a run was started, as its log says; "" where there is no log that says it. Later is greater."""
    try:
        return dt.datetime.fromisoformat(read_log(path).get(STARTED, "")).astimezone(dt.UTC).isoformat()
    except ValueError:
        return ""


def own_line(above: bytes) -> bytes:
    """The line that seals what stands above it."""
    return f"{_OWN}：{hashlib.sha256(above).hexdigest()}\n".encode()


def is_sealed(data: bytes) -> bool:
    """Whether a log is, byte for byte, what its last line says."""
    above = data[: data.rfind(b"\n", 0, -1) + 1]
    return data == above + own_line(above)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a service account without a name
        return "（未知）"


class RunLog:
    """Started with the run, written beside its outputs.

    Args:
        year: the audited year.
        settings: the workspace's settings in their fixed form; the log holds their digest.
    """

    def __init__(self, year: int, settings: str = "") -> None:
        self.year = year
        self.settings = hashlib.sha256(settings.encode()).hexdigest()
        self.started = dt.datetime.now().astimezone()

    def write(self, path: Path, audit: YearAudit, seal: str) -> None:
        """Write the log of a finished run; `seal` is the digest of its seal."""
        ended = dt.datetime.now().astimezone()
        counts = audit.findings.counts()
        lines = [
            f"年度：{self.year}",
            f"{VERSION}：gzaudit {__version__}，Python {platform.python_version()}，{platform.system()}",
            f"政策：{audit.policy.id if audit.policy else '只计家数'}",
            f"{SETTINGS}：{self.settings}",
            f"{USER}：{_user()}",
            f"{STARTED}：{self.started.isoformat(timespec='seconds')}",
            f"结束：{ended.isoformat(timespec='seconds')}",
            f"事项：须决定 {counts['error']}，请核对 {counts['warning']}，提示 {counts['info']}",
            f"{SEALED}：{SEAL} {seal}",
        ]
        above = "".join(f"{line}\n" for line in lines).encode()
        path.write_bytes(above + own_line(above))
