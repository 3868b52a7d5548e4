"""The command line: parse, call, print, exit code. Heavy imports happen inside the commands."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from gzaudit.cli_words import Command, Group, chinese_usage
from gzaudit.errors import GzauditError

INTERRUPTED = 130

app = typer.Typer(
    name="gzaudit",
    cls=Group,
    help="广州“一区一机构”年度核算：读名单、核家数、算补助、出底稿。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class FailOn(StrEnum):
    """Findings from which on a finished run counts as failed (exit 1)."""

    error = "error"
    warning = "warning"
    info = "info"
    never = "never"


def _version(*, value: bool) -> None:
    if value:
        from gzaudit import __version__

        typer.echo(f"gzaudit {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本。")
    ] = False,
) -> None:
    pass


@app.command(cls=Command, help="核算一个年度：读 data/年度/ 下的名单，结果写入 runs/年度/。")
def compute(
    year: Annotated[int, typer.Argument(metavar="年度", help="四位年度，如 2025。", show_default=False)],
    *,
    workspace: Annotated[
        Path,
        typer.Option(
            "--workspace", "-w", metavar="文件夹", help="工作区，默认当前文件夹。", show_default=False
        ),
    ] = Path(),
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="文件夹", help="结果写到这里（须不存在或为空）。", show_default=False),
    ] = None,
    counts_only: Annotated[bool, typer.Option("--counts-only", help="只计家数，不算金额。")] = False,
    json: Annotated[bool, typer.Option("--json", help="在标准输出打印 result.json，不打印别的。")] = False,
    fail_on: Annotated[
        FailOn,
        typer.Option(
            "--fail-on",
            metavar="程度",
            help="有此程度以上的事项时退出码为 1：error、warning、info 或 never。",
        ),
    ] = FailOn.error,
) -> None:
    """Compute a year end to end (interface: workspace)."""
    from gzaudit.commands.compute import run_compute

    code = run_compute(year, workspace, out, counts_only=counts_only, json=json, fail_on=fail_on.value)
    raise typer.Exit(code)


def _stop(message: str, code: int) -> NoReturn:
    print(message, file=sys.stderr)  # noqa: T201  # plain text: the console may be the thing that is broken
    sys.exit(code)


def _speakable() -> None:
    """Consoles of any code page: what cannot be written is escaped, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def main() -> None:
    """Run the command line; every foreseeable trouble is a Chinese message and an exit code (interface: exit codes)."""
    _speakable()
    command = typer.main.get_command(app)
    try:
        code = command.main(standalone_mode=False)
    except GzauditError as error:
        _stop(f"错误：{error}", error.exit_code)
    except KeyboardInterrupt:
        _stop("已中断，没有留下任何结果。", INTERRUPTED)
    except typer.Abort:
        _stop("已中断，没有留下任何结果。", INTERRUPTED)
    except BrokenPipeError:
        # The reader of a pipe went away (| head): nothing is wrong, and nobody is left to be told.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        _stop(f"用法有误：{chinese_usage(error.format_message())}\n  处理：运行 gzaudit --help 查看用法", 2)
    sys.exit(code if isinstance(code, int) else 0)
