"""Arguments and options that several commands share."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gzaudit.errors import SettingsError

Year = Annotated[str, typer.Argument(metavar="年度", help="四位年度，如 2025。", show_default=False)]
Workspace = Annotated[
    Path,
    typer.Option("--workspace", "-w", metavar="文件夹", help="工作区，默认当前文件夹。", show_default=False),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="文件夹", help="结果写到这里（须不存在或为空）。", show_default=False),
]
Pdf = Annotated[bool, typer.Option("--pdf", help="每份报告另出一份 PDF（须装有 gzaudit[pdf]）。")]


class FailOn(StrEnum):
    """Findings from which on a finished run counts as failed (exit 1)."""

    error = "error"
    warning = "warning"
    info = "info"
    never = "never"


def fail_on_of(text: str) -> str:
    """A degree as it was typed.

    Raises:
        SettingsError: there is none of that name.
    """
    if text not in list(FailOn):
        raise SettingsError(
            "没有这种程度。", where="--fail-on", found=text, expected="、".join(each.value for each in FailOn)
        )
    return text


def year_of(text: str, where: str = "年度", *, pattern: str = "[0-9]{4}") -> int:
    """A year as it was typed.

    Args:
        text: what was typed.
        where: which argument, for the message.
        pattern: what a year may look like.

    Raises:
        SettingsError: it is no year.
    """
    if not re.fullmatch(pattern, text):
        raise SettingsError("年度写得不对。", where=where, found=text, expected="四位年度，如 2025")
    return int(text)
