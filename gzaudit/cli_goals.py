"""`gzaudit goals`: parse, call, exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gzaudit.cli_options import Json, NewBook, NewPage, Workspace, year_of
from gzaudit.cli_words import Command


def goals(
    year: Annotated[
        str | None,
        typer.Argument(
            metavar="年度", help="站在哪一年看，四位年度；不写就是最近有运行的一年。", show_default=False
        ),
    ] = None,
    *,
    tolerance: Annotated[
        str | None,
        typer.Option(
            "--tolerance",
            metavar="百分比",
            help="“左右”允许比目标少多少，如 5%；不写就按设置文件，都没有就不下结论。",
            show_default=False,
        ),
    ] = None,
    reading: Annotated[
        list[str] | None,
        typer.Option("--reading", metavar="编号=读法", help="如 G1=b；可以写多次。", show_default=False),
    ] = None,
    out: NewBook = None,
    page: NewPage = None,
    json: Json = False,
    workspace: Workspace = Path(),
) -> None:
    """Hold the targets of the plans against what the runs hold."""
    from gzaudit.commands.goals import Wanted, run_goals

    wanted = Wanted(tolerance, tuple(reading or ()), out, page, json=json)
    raise typer.Exit(run_goals(None if year is None else year_of(year), workspace, wanted))


def register(app: typer.Typer) -> None:
    """Make the command part of the program."""
    app.command(
        cls=Command,
        help="目标对照：“高企六条”和绩效目标表里的数，与历次运行的家数、存量、专利比，差多少，每年须增多少。",
    )(goals)
