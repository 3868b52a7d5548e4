"""The command that runs a year unattended: parse, call, exit code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, cast

import typer

from gzaudit.cli_options import Pdf, Workspace, Year, year_of
from gzaudit.cli_words import Command
from gzaudit.errors import SettingsError

if TYPE_CHECKING:
    from gzaudit.packet.model import Protection

_PROTECT: Final = ("workbook", "zip")
_FAIL_ON: Final = ("error", "warning", "info", "never")
_LEVELS: Final = ("debug", "info", "warning", "error")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        cls=Command,
        help="无人值守：检查、核算、核对、打包，说了才分送；可每夜运行，没有变化就不重做、不重发。",
    )(batch)


def batch(
    year: Year,
    *,
    workspace: Workspace = Path(),
    send: Annotated[bool, typer.Option("--send", help="打包后给各区写好邮件草稿，不发出。")] = False,
    really_send: Annotated[bool, typer.Option("--really-send", help="打包后把邮件真的发给各区。")] = False,
    protect: Annotated[
        str | None,
        typer.Option(
            "--protect", metavar="方式", help="加密：workbook（工作簿）或 zip（压缩包）。", show_default=False
        ),
    ] = None,
    key_file: Annotated[
        Path | None,
        typer.Option(
            "--key-file", metavar="文件", help="各区口令的文件；不写就用环境变量。", show_default=False
        ),
    ] = None,
    pdf: Pdf = False,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="程度",
            help="有此程度以上的事项时退出码为 1：error（默认）、warning、info 或 never。",
            show_default=False,
        ),
    ] = "error",
    notify: Annotated[
        bool, typer.Option("--notify", help="把小结用邮件发给分析员（不写 --really-send 时也发）。")
    ] = False,
    log_level: Annotated[
        str | None,
        typer.Option(
            "--log-level",
            metavar="级别",
            help="日志记到哪一级：debug、info（默认）、warning 或 error。",
            show_default=False,
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="除了错误，什么也不显示。")] = False,
) -> None:
    """Run a year unattended."""
    from gzaudit.batch.model import Wish
    from gzaudit.commands.batch import run_batch

    if protect is None and key_file is not None:
        raise SettingsError(
            "给了口令文件，没有说怎样加密。",
            where="--key-file",
            expected="同时写 --protect workbook 或 --protect zip",
        )
    wish = Wish(
        year_of(year),
        workspace,
        "really" if really_send else "draft" if send else "no",
        cast("Protection", "none" if protect is None else _one_of(protect, "--protect", _PROTECT)),
        key_file,
        pdf,
        _one_of(fail_on, "--fail-on", _FAIL_ON),
        notify,
    )
    level = None if log_level is None else _one_of(log_level, "--log-level", _LEVELS)
    raise typer.Exit(run_batch(wish, log_level=level, quiet=quiet))


def _one_of(text: str, option: str, words: tuple[str, ...]) -> str:
    if text not in words:
        raise SettingsError("选项的值不能用。", where=option, found=text[:60], expected="、".join(words))
    return text
