"""The command `review`: parse, call, exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gzaudit.cli_options import Run, Workspace, Year, year_of
from gzaudit.cli_words import Command

_HELP = "出复核表：要由人决定的事项，每项一行，附各名单的原文和建议；填好存进 data/年度/，下次核算采用。"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("review", cls=Command, help=_HELP)(_review)


def _review(
    year: Year,
    *,
    run: Run = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="文件",
            help="写到这个 .xlsx 文件，默认工作区里的“2025年复核表.xlsx”（写该年度）。",
            show_default=False,
        ),
    ] = None,
    workspace: Workspace = Path(),
) -> None:
    """Write the review workbook of a run (interface §6)."""
    from gzaudit.commands.review import run_review

    raise typer.Exit(run_review(year_of(year), workspace, run, out))
