"""The command that packs what districts are sent: parse, call, print, exit code."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gzaudit.cli_options import Workspace, Year, year_of
from gzaudit.cli_words import Command
from gzaudit.errors import SettingsError


class Protect(StrEnum):
    """What a password is set on."""

    workbook = "workbook"
    zip = "zip"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        cls=Command,
        help="把各区的文件打成分送包：每区一个 zip，先核对其中没有别区的企业，再写到 packets/年度/。",
    )(package)


def package(
    year: Year,
    *,
    run: Annotated[
        str | None,
        typer.Option("--run", metavar="运行", help="运行的编号或文件夹，默认最近一次。", show_default=False),
    ] = None,
    district: Annotated[
        str | None, typer.Option("--district", metavar="区", help="只打这个区的包。", show_default=False)
    ] = None,
    protect: Annotated[
        str | None,
        typer.Option(
            "--protect",
            metavar="方式",
            help="设密码：workbook（工作簿）或 zip（压缩包）；密码取自环境变量或密码文件。",
            show_default=False,
        ),
    ] = None,
    key_file: Annotated[
        Path | None,
        typer.Option(
            "--key-file",
            metavar="文件",
            help="密码文件（TOML，每区一行），只有本人能读。",
            show_default=False,
        ),
    ] = None,
    workspace: Workspace = Path(),
    json: Annotated[bool, typer.Option("--json", help="在标准输出打印 JSON，不打印别的。")] = False,
) -> None:
    """Make the packets of a run."""
    from gzaudit.commands.package import run_package

    if protect is not None and protect not in list(Protect):
        raise SettingsError(
            "没有这种方式。", where="--protect", found=protect[:20], expected="workbook 或 zip"
        )
    if key_file is not None and protect is None:
        raise SettingsError(
            "给了密码文件，没有说明设在哪里。",
            where="--key-file",
            expected="同时写 --protect workbook 或 --protect zip",
        )
    raise typer.Exit(
        run_package(
            year_of(year),
            workspace,
            run=run,
            district=district,
            protection="none" if protect is None else Protect(protect).value,
            key_file=key_file,
            as_json=json,
        )
    )
