"""The command on a 项目支出绩效目标表: parse, call, exit code."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  # typer reads it at run time
from typing import Annotated

import typer

from gzaudit.cli_words import Command


def register(app: typer.Typer) -> None:
    """Register it."""
    app.command(
        cls=Command,
        help="核对一份项目支出绩效目标表：逐级加总，读出每项指标，找出写法的问题；合计不符则退出码为 1。",
    )(budget)


def budget(
    file: Annotated[
        Path,
        typer.Argument(metavar="文件", help="公布的文字（.txt），或电子表格。", show_default=False),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="文件", help="另存为工作簿（.xlsx，须不存在）。", show_default=False),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="在标准输出打印 JSON，不打印别的。")] = False,
) -> None:
    """Check a table of budget lines and indicators."""
    from gzaudit.commands.budget import run_budget

    raise typer.Exit(run_budget(file, json=json, out=out))
