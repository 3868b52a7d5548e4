"""The commands that hold runs against each other, or against what might be: parse, call, exit code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gzaudit.cli_options import Json, Run, Workspace, Year, year_of
from gzaudit.cli_words import Command

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMED = "运行的编号或文件夹；写年度就是该年最近一次。"
_First = Annotated[str, typer.Argument(metavar="前一次", help=_NAMED, show_default=False)]
_Second = Annotated[str, typer.Argument(metavar="后一次", help=_NAMED, show_default=False)]


def register(app: typer.Typer) -> None:
    """Register them."""
    commands: tuple[tuple[Callable[..., None], str], ...] = (
        (diff, "对照两次运行：依据、企业、金额各有什么变化，每一项变化差多少元，合计对得上。"),
        (whatif, "试算：假如某些家数、目标、结论、口径或预算不同，金额各变多少。不写入运行。"),
    )
    for command, told in commands:
        app.command(cls=Command, help=told)(command)


def diff(
    first: _First,
    second: _Second,
    *,
    paid: Annotated[bool, typer.Option("--paid", help="前一次已经拨付：列出各区应补拨或退回多少。")] = False,
    json: Json = False,
    workbook: Annotated[
        Path | None,
        typer.Option(
            "--workbook",
            "--out",
            metavar="文件",
            help="另存为工作簿（.xlsx，须不存在）。",
            show_default=False,
        ),
    ] = None,
    workspace: Workspace = Path(),
) -> None:
    """Compare two runs."""
    from gzaudit.commands.diff import run_diff

    raise typer.Exit(run_diff(first, second, workspace, paid=paid, json=json, workbook=workbook))


def whatif(
    year: Year,
    *,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="区.项=值", help="如 天河区.hnte=900；可以写多次。", show_default=False
        ),
    ] = None,
    reading: Annotated[
        list[str] | None,
        typer.Option("--reading", metavar="编号=读法", help="如 A2=b；可以写多次。", show_default=False),
    ] = None,
    budget: Annotated[
        str | None,
        typer.Option("--budget", metavar="元", help="全市预算总额，按比例核减。", show_default=False),
    ] = None,
    run: Run = None,
    json: Json = False,
    workspace: Workspace = Path(),
) -> None:
    """Try other figures on a run."""
    from gzaudit.commands.whatif import Typed, run_whatif

    typed = Typed(tuple(set_ or ()), tuple(reading or ()), budget)
    raise typer.Exit(run_whatif(year_of(year), workspace, run, typed, json=json))
