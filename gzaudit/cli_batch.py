"""The command that runs a year unattended: parse, call, exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from gzaudit.cli_options import (
    FAILING,
    FailingFrom,
    KeyFile,
    Pdf,
    Protect,
    Workspace,
    Year,
    fail_on_of,
    one_of,
    protection_of,
    year_of,
)
from gzaudit.cli_words import Command

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
    protect: Protect = None,
    key_file: KeyFile = None,
    pdf: Pdf = False,
    fail_on: FailingFrom = FAILING,
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

    wish = Wish(
        year_of(year),
        workspace,
        "really" if really_send else "draft" if send else "no",
        protection_of(protect, key_file),
        key_file,
        pdf,
        fail_on_of(fail_on),
        notify,
    )
    level = None if log_level is None else one_of(log_level, "--log-level", _LEVELS)
    raise typer.Exit(run_batch(wish, log_level=level, quiet=quiet))
