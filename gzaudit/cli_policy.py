"""The `policy` commands: parse, call, print, exit code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from gzaudit.cli_options import NewBook, year_of
from gzaudit.cli_words import Command, Group
from gzaudit.errors import SettingsError

app = typer.Typer(
    cls=Group,
    help="政策规则：列出、查看、核对、试算、对照、起草。",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Workspace = Annotated[
    Path,
    typer.Option(
        "--workspace",
        "-w",
        metavar="文件夹",
        help="工作区，默认当前文件夹；自己写的规则放在其中的 policies/年度/。",
        show_default=False,
    ),
]
Year = Annotated[str, typer.Argument(metavar="年度", help="四位年度，如 2025。", show_default=False)]
Which = Annotated[
    str,
    typer.Argument(
        metavar="年度或名称", help="四位年度，或别的文件的名称，如 2015-draft。", show_default=False
    ),
]
Every = Annotated[
    str | None,
    typer.Argument(metavar="年度或名称", help="四位年度或名称；不写就是全部。", show_default=False),
]


def _year(text: str, where: str = "年度") -> int:
    return year_of(text, where, pattern="20[0-9]{2}")


def _which(text: str) -> int | str:
    """A year, or the name of another document's rules."""
    if re.fullmatch("20[0-9]{2}", text):
        return int(text)
    if re.fullmatch("20[0-9]{2}-[a-z0-9-]+", text):
        return text
    raise SettingsError(
        "年度或名称写得不对。", where="年度", found=text, expected="四位年度，如 2025；或名称，如 2015-draft"
    )


@app.command("list", cls=Command, help="列出各年度和别的文件的政策规则：随工具的和工作区里自己写的。")
def list_(*, workspace: Workspace = Path()) -> None:
    """List the policies."""
    from gzaudit.commands.policy_list import list_policies

    list_policies(workspace)


@app.command(cls=Command, help="查看一份规则：每条规则和它的条款，没有说死的地方和各种读法。")
def show(
    which: Which,
    *,
    readings: Annotated[bool, typer.Option("--readings", help="只看没有说死的地方。")] = False,
    workspace: Workspace = Path(),
) -> None:
    """Show one policy."""
    from gzaudit.commands.policy_show import show_policy

    show_policy(_which(which), workspace, readings_only=readings)


@app.command(
    cls=Command, help="核对规则文件：写法、条款有没有遗漏、还有哪些地方待核对；可与通知全文逐数核对。"
)
def lint(
    which: Every = None,
    *,
    text: Annotated[
        Path | None,
        typer.Option("--text", metavar="文件", help="通知全文（.txt），逐数逐词核对。", show_default=False),
    ] = None,
    workspace: Workspace = Path(),
) -> None:
    """Check policies, and one of them against its official text."""
    from gzaudit.commands.policy_lint import lint_policies

    raise typer.Exit(lint_policies(_which(which) if which else None, workspace, text))


@app.command(
    "test", cls=Command, help="试算：写好的算例，和每个门槛差一点、恰好、多一点的算例；打印可供签字的表。"
)
def try_cases(
    which: Every = None,
    *,
    out: NewBook = None,
    workspace: Workspace = Path(),
) -> None:
    """Run the worked cases and those at every boundary."""
    from gzaudit.commands.policy_test import run_tests

    raise typer.Exit(run_tests(_which(which) if which else None, workspace, out))


@app.command(cls=Command, help="对照两个年度的规则：逐项写明哪里不同、各据哪条；可按一次运行测算金额的变化。")
def diff(
    first: Annotated[str, typer.Argument(metavar="年度", help="第一个年度，如 2023。", show_default=False)],
    second: Annotated[str, typer.Argument(metavar="年度", help="第二个年度，如 2025。", show_default=False)],
    *,
    run: Annotated[
        str | None,
        typer.Option("--run", metavar="运行", help="一次运行的编号或文件夹。", show_default=False),
    ] = None,
    workspace: Workspace = Path(),
) -> None:
    """Compare two policies."""
    from gzaudit.commands.policy_diff import diff_policies

    diff_policies(_year(first), _year(second), workspace, run)


@app.command(cls=Command, help="起草一个年度的规则：照抄另一年度，年份顺延，须核对的地方逐处标明。")
def new(
    year: Year,
    *,
    source: Annotated[str, typer.Option("--from", metavar="年度", help="照抄哪一年度。", show_default=False)],
    workspace: Workspace = Path(),
) -> None:
    """Draft a policy from another year's."""
    from gzaudit.commands.policy_new import new_policy

    new_policy(_year(year), _year(source, "--from"), workspace)
