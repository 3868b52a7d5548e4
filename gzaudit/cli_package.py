"""The command that packs what districts are sent: parse, call, print, exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gzaudit.cli_options import Json, KeyFile, Protect, Run, Workspace, Year, protection_of, year_of
from gzaudit.cli_words import Command


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        cls=Command,
        help="把各区的文件打成分送包：每区一个 zip，先核对其中没有别区的企业，再写到 packets/年度/。",
    )(package)


def package(
    year: Year,
    *,
    run: Run = None,
    district: Annotated[
        str | None, typer.Option("--district", metavar="区", help="只打这个区的包。", show_default=False)
    ] = None,
    protect: Protect = None,
    key_file: KeyFile = None,
    workspace: Workspace = Path(),
    json: Json = False,
) -> None:
    """Make the packets of a run."""
    from gzaudit.commands.package import run_package

    raise typer.Exit(
        run_package(
            year_of(year),
            workspace,
            run=run,
            district=district,
            protection=protection_of(protect, key_file),
            key_file=key_file,
            as_json=json,
        )
    )
