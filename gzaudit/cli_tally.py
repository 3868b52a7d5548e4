"""The command `tally`: parse, call, exit code."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  # typer reads annotations when it runs
from typing import Annotated

import typer

from gzaudit.cli_options import FAILING, FailingFrom, Json, Year, fail_on_of, year_of
from gzaudit.cli_words import Command

_HELP = "在名单所属单位汇总各区家数：只写出家数和汇总证明，不含企业名称，不用联网；写出的文件送市局核算采用。"


def _files(option: str, title: str) -> typer.models.OptionInfo:
    told = f"{title}，可写几次，可用 * 代替不固定的部分。"
    option_: typer.models.OptionInfo = typer.Option(option, metavar="文件", help=told, show_default=False)
    return option_


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("tally", cls=Command, help=_HELP)(_tally)


def _tally(
    year: Year,
    *,
    hnte: Annotated[list[str] | None, _files("--hnte", "高企认定名单")] = None,
    above_scale: Annotated[list[str] | None, _files("--above-scale", "“四上”企业定报库")] = None,
    tech_services: Annotated[list[str] | None, _files("--tech-services", "规上科技服务业企业名单")] = None,
    patents: Annotated[list[str] | None, _files("--patents", "发明专利授权企业名单")] = None,
    revoked: Annotated[list[str] | None, _files("--revoked", "取消高企资格名单")] = None,
    renames: Annotated[list[str] | None, _files("--renames", "更名名单")] = None,
    registry: Annotated[list[str] | None, _files("--registry", "企业底册")] = None,
    tech_smes: Annotated[list[str] | None, _files("--tech-smes", "科技型中小企业入库名单")] = None,
    workspace: Annotated[
        Path | None,
        typer.Option(
            "--workspace",
            "-w",
            metavar="文件夹",
            help="按这个工作区的设置和政策汇总，默认用工具自带的政策。",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="文件",
            help="写到这个 .xlsx 文件，默认当前文件夹里的“2025年汇总数.xlsx”（写该年度）。",
            show_default=False,
        ),
    ] = None,
    json: Json = False,
    fail_on: FailingFrom = FAILING,
) -> None:
    """Counts without micro-data (domain §6.3)."""
    from gzaudit.commands.tally import run_tally

    given = {
        "hnte": hnte,
        "above_scale": above_scale,
        "above_scale_tech_services": tech_services,
        "patent_grants": patents,
        "hnte_revoked": revoked,
        "renames": renames,
        "registry": registry,
        "tech_smes": tech_smes,
    }
    code = run_tally(
        year_of(year),
        {kind: files or [] for kind, files in given.items()},
        workspace,
        out,
        as_json=json,
        fail_on=fail_on_of(fail_on),
    )
    raise typer.Exit(code)
