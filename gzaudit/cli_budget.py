"""The command on a 项目支出绩效目标表: parse, call, exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gzaudit.cli_options import Json, NewBook, NewPage, Workspace, year_of
from gzaudit.cli_words import Command


def register(app: typer.Typer) -> None:
    """Register it."""
    app.command(
        cls=Command,
        help="核对一份项目支出绩效目标表：加总，读出指标，找出写法的问题，与结果对照；合计不符则退出码为 1。",
    )(budget)


def budget(
    file: Annotated[
        Path,
        typer.Argument(metavar="文件", help="公布的文字（.txt），或电子表格。", show_default=False),
    ],
    *,
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            metavar="年度",
            help="与哪一年度最近一次运行的结果对照，默认最近的年度。",
            show_default=False,
        ),
    ] = None,
    out: NewBook = None,
    page: NewPage = None,
    workspace: Workspace = Path(),
    json: Json = False,
) -> None:
    """Check a table of budget lines and indicators."""
    from gzaudit.commands.budget import Wanted, run_budget

    wanted = Wanted(out, page, json, None if year is None else year_of(year, "--year"))
    raise typer.Exit(run_budget(file, workspace, wanted))
