"""The `apply` command: parse, call, print, exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gzaudit.cli_options import Json, NewBook, NewPage, Workspace  # noqa: TC001  # typer reads it
from gzaudit.cli_words import Command


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(cls=Command, help="按三年行动计划（征求意见稿）等文件的补助规则测算申报名单，不作拨付依据。")(
        apply
    )


def apply(
    name: Annotated[
        str, typer.Argument(metavar="名称", help="哪份文件的规则，如 2015-draft。", show_default=False)
    ],
    file: Annotated[
        Path, typer.Argument(metavar="名单", help="申报名单（.xlsx、.xls 或 .csv）。", show_default=False)
    ],
    *,
    out: NewBook = None,
    page: NewPage = None,
    json: Json = False,
    reading: Annotated[
        list[str] | None,
        typer.Option("--reading", metavar="口径", help="换一种读法，如 K2=b；可写几次。", show_default=False),
    ] = None,
    explain: Annotated[
        str, typer.Option("--explain", metavar="单位", help="只看一家单位的计算过程。", show_default=False)
    ] = "",
    workspace: Workspace = Path(),
) -> None:
    """Work out an application list."""
    from gzaudit.commands.apply import Wanted, run_apply

    wanted = Wanted(out, page, json, tuple(reading or ()), explain, workspace)
    raise typer.Exit(run_apply(name, file, wanted))
