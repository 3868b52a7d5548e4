"""The commands that ask a finished run: parse, call, exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gzaudit.cli_options import Json, Run, Workspace, Year, year_of
from gzaudit.cli_words import Command


def trace(
    year: Year,
    firm: Annotated[
        str,
        typer.Argument(
            metavar="企业", help="统一社会信用代码，或企业名称（可以只写一部分）。", show_default=False
        ),
    ],
    *,
    run: Run = None,
    workspace: Workspace = Path(),
    json: Json = False,
) -> None:
    """Tell everything known of one enterprise."""
    from gzaudit.commands.trace import run_trace

    raise typer.Exit(run_trace(year_of(year), firm, workspace, run, as_json=json))


def explain(
    year: Year,
    district: Annotated[
        str, typer.Argument(metavar="区", help="区名或代码，如 天河区；全市写“全市”。", show_default=False)
    ],
    part: Annotated[
        str | None,
        typer.Argument(
            metavar="指标", help="只看这一项，写名称、名称的一部分或代码，默认整个区。", show_default=False
        ),
    ] = None,
    *,
    run: Run = None,
    workspace: Workspace = Path(),
    json: Json = False,
) -> None:
    """Tell how an amount came about, and what would change it."""
    from gzaudit.commands.explain import run_explain

    raise typer.Exit(run_explain(year_of(year), district, part, workspace, run, as_json=json))


def register(app: typer.Typer) -> None:
    """Make the commands part of the program."""
    app.command(cls=Command, help="查一家企业：它在哪些名单的哪一行，计入哪些数，为什么，历次运行怎样。")(
        trace
    )
    app.command(cls=Command, help="查一笔金额：从名单的行到家数、目标、档次、金额，各据哪条，什么会改变它。")(
        explain
    )
