"""Arguments and options that several commands share."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, cast

import typer

from gzaudit.errors import SettingsError

if TYPE_CHECKING:
    from gzaudit.packet.model import Protection

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


Run = Annotated[
    str | None,
    typer.Option("--run", metavar="运行", help="运行的编号或文件夹，默认最近一次。", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="在标准输出打印 JSON，不打印别的。")]
NewBook = Annotated[
    Path | None,
    typer.Option("--out", metavar="文件", help="另存为工作簿（.xlsx，须不存在）。", show_default=False),
]
NewPage = Annotated[
    Path | None,
    typer.Option("--page", metavar="文件", help="另存为网页（.html，须不存在）。", show_default=False),
]
FailingFrom = Annotated[
    str,
    typer.Option(
        "--fail-on",
        metavar="程度",
        help="有此程度以上的事项时退出码为 1：error（默认）、warning、info 或 never。",
        show_default=False,
    ),
]
Protect = Annotated[
    str | None,
    typer.Option(
        "--protect",
        metavar="方式",
        help="设密码：workbook（工作簿）或 zip（压缩包）；密码取自环境变量或密码文件。",
        show_default=False,
    ),
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key-file",
        metavar="文件",
        help="密码文件（TOML，每区一行），只有本人能读。",
        show_default=False,
    ),
]

FAILING: Final = "error"
"""Findings from which on a finished run counts as failed (exit 1), unless another degree is named."""
_DEGREES: Final = (FAILING, "warning", "info", "never")
PROTECTED: Final = ("workbook", "zip")


def one_of(text: str, option: str, words: tuple[str, ...]) -> str:
    """A word as it was typed.

    Raises:
        SettingsError: it is none of those that the option takes.
    """
    if text not in words:
        raise SettingsError("选项的值不能用。", where=option, found=text[:60], expected="、".join(words))
    return text


def fail_on_of(text: str) -> str:
    """A degree as it was typed; SettingsError where there is none of that name."""
    return one_of(text, "--fail-on", _DEGREES)


def protection_of(protect: str | None, key_file: Path | None) -> Protection:
    """What a password is set on.

    Raises:
        SettingsError: there is no such way, or passwords were named and none is to be set.
    """
    if protect is None and key_file is not None:
        raise SettingsError(
            "给了密码文件，没有说明设在哪里。",
            where="--key-file",
            expected="同时写 --protect workbook 或 --protect zip",
        )
    return "none" if protect is None else cast("Protection", one_of(protect, "--protect", PROTECTED))


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
