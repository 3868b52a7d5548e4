"""The commands that look after finished runs: parse, call, print, exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gzaudit.cli_options import Workspace, Year, year_of
from gzaudit.cli_words import Command
from gzaudit.errors import SettingsError

Json = Annotated[bool, typer.Option("--json", help="在标准输出打印 JSON，不打印别的。")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        cls=Command, help="核对一次运行：文件、名单、规则、行数、合计，重算每一笔金额；不符则退出码为 5。"
    )(verify)
    app.command(
        cls=Command, help="列出一个年度的各次运行：应付、待定、事项、文件是否完好、与上一次有什么不同。"
    )(runs)


def verify(
    run: Annotated[
        str | None,
        typer.Argument(metavar="运行", help="运行文件夹或编号；写年度就是最近一次。", show_default=False),
    ] = None,
    *,
    named: Annotated[
        str | None, typer.Option("--run", metavar="运行", help="同上。", show_default=False)
    ] = None,
    log: Annotated[bool, typer.Option("--log", help="核对工作区的运行记录 runs/history.log。")] = False,
    workspace: Workspace = Path(),
    json: Json = False,
) -> None:
    """Verify a run, or the history."""
    from gzaudit.commands.verify import run_verify, run_verify_log

    which = [each for each in (run, named) if each is not None]
    if len(which) + log != 1:
        raise SettingsError(
            "没有写核对什么。" if not which else "一次只能核对一样。",
            where="gzaudit verify",
            found="、".join([*which, *(["--log"] if log else [])]) or "什么也没有写",
            expected="一次运行（文件夹、编号或年度），或 --log",
        )
    code = run_verify_log(workspace, as_json=json) if log else run_verify(which[0], workspace, as_json=json)
    raise typer.Exit(code)


def runs(year: Year, *, workspace: Workspace = Path(), json: Json = False) -> None:
    """List the runs of a year."""
    from gzaudit.commands.runs import run_runs

    raise typer.Exit(run_runs(year_of(year), workspace, as_json=json))
