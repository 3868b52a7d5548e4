"""Real workspaces for real batches: tiny lists, a recipient a district, a mail server."""

from __future__ import annotations

import json
import re
from pathlib import Path

from cli.cli_support import DIVISIONS, tiny
from mail.post_office import PASSWORD, USER, Office

ANALYST = "fenxi@kjj.example.cn"
LOGIN = {"GZAUDIT_SMTP_USER": USER, "GZAUDIT_SMTP_PASSWORD": PASSWORD}
UNCERTAIN = "不知道是否送达"


def ready(workspace: Path, office: Office | None = None) -> Path:
    """A tiny workspace that can be sent from; its mails stay in the outbox where there is no server."""
    tiny(workspace)
    lines = [f"{name},,to{code}@q.example.cn," for name, code in DIVISIONS.items()]
    (workspace / "收件人.csv").write_text("\n".join(["区,姓名,邮箱,抄送", *lines, ""]), encoding="utf-8")
    own = office.settings(analyst=ANALYST) if office else f'[mail]\nanalyst = "{ANALYST}"\n'
    (workspace / "gzaudit.toml").write_text(own, encoding="utf-8")
    return workspace


def log_lines(workspace: Path) -> list[dict]:
    """Every line of the log, each of which must be whole."""
    data = (workspace / "logs/batch.log").read_bytes()
    assert data.endswith(b"\n")
    return [json.loads(line) for line in data.splitlines()]


def events(workspace: Path) -> list[str]:
    """What the last batch did."""
    lines = log_lines(workspace)
    return [f"{line['stage']} {line['event']}" for line in lines if line["batch"] == lines[-1]["batch"]]


def summary(workspace: Path) -> str:
    return (workspace / "logs/2025年批处理小结.txt").read_text(encoding="utf-8-sig")


def arrived(office: Office) -> dict[str, int]:
    """How many mails each first recipient got."""
    office.settled()
    found: dict[str, int] = {}
    for kept in office.mailbox:
        assert not re.search(rb"(?i)^bcc:", kept.data, re.MULTILINE)
        found[kept.to[0]] = found.get(kept.to[0], 0) + 1
    return found


def each_once(*also: str) -> dict[str, int]:
    """Every district's first recipient, and others, once."""
    return {f"to{code}@q.example.cn": 1 for code in DIVISIONS.values()} | dict.fromkeys(also, 1)
