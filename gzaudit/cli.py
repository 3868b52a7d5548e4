"""The command line: parse, call, print, exit code. Heavy imports happen inside the commands."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from gzaudit import (
    cli_apply,
    cli_ask,
    cli_batch,
    cli_budget,
    cli_compare,
    cli_goals,
    cli_package,
    cli_policy,
    cli_review,
    cli_send,
    cli_tally,
    cli_verify,
)
from gzaudit.cli_options import FAILING, FailingFrom, Out, Pdf, Run, Workspace, Year, fail_on_of, year_of
from gzaudit.cli_words import USAGE, Command, Group, chinese_usage
from gzaudit.console import drop_stdout, printable, speak_any_code_page
from gzaudit.errors import GzauditError, OutputError
from gzaudit.interrupts import hear_break
from gzaudit.oswords import system_advice, system_words

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
app.add_typer(cli_policy.app, name="policy")


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
    year: Year,
    *,
    workspace: Workspace = Path(),
    out: Out = None,
    counts_only: Annotated[bool, typer.Option("--counts-only", help="只计家数，不算金额。")] = False,
    pdf: Pdf = False,
    json: Annotated[bool, typer.Option("--json", help="在标准输出打印 result.json，不打印别的。")] = False,
    fail_on: FailingFrom = FAILING,
) -> None:
    """Compute a year end to end (interface: workspace)."""
    from gzaudit.commands.compute import run_compute

    code = run_compute(
        year_of(year),
        workspace,
        out,
        counts_only=counts_only,
        json=json,
        fail_on=fail_on_of(fail_on),
        pdf=pdf,
    )
    raise typer.Exit(code)


@app.command(cls=Command, help="按一次运行存下的数据重新生成工作簿和报告，不用原来的名单。")
def report(
    year: Year,
    *,
    run: Run = None,
    district: Annotated[
        str | None, typer.Option("--district", metavar="区", help="只生成这个区的文件。", show_default=False)
    ] = None,
    workspace: Workspace = Path(),
    out: Out = None,
    pdf: Pdf = False,
) -> None:
    """Make a run's files again from its database."""
    from gzaudit.commands.report import run_report

    raise typer.Exit(run_report(year_of(year), workspace, run, district, out, pdf=pdf))


@app.command(cls=Command, help="新建一个工作区：各种名单的空白表和写好说明的 gzaudit.toml。")
def init(
    directory: Annotated[
        Path, typer.Argument(metavar="文件夹", help="新工作区，须不存在或为空。", show_default=False)
    ],
    *,
    year: Annotated[
        str | None,
        typer.Option("--year", metavar="年度", help="哪一年度，默认工具所带的最新一年。", show_default=False),
    ] = None,
) -> None:
    """Make a workspace."""
    from gzaudit.commands.init import run_init

    raise typer.Exit(run_init(directory, None if year is None else year_of(year, "--year")))


for _part in (
    cli_review,
    cli_ask,
    cli_compare,
    cli_verify,
    cli_tally,
    cli_package,
    cli_send,
    cli_batch,
    cli_goals,
    cli_budget,
    cli_apply,
):
    _part.register(app)


def _stop(message: str, code: int) -> NoReturn:
    with contextlib.suppress(OSError):
        if sys.stderr is not None:
            print(printable(message), file=sys.stderr)  # noqa: T201  # plain text: the console may be what is broken
    sys.exit(code)


def main() -> None:
    """Run the command line; whatever can be foreseen is a Chinese message and an exit code (interface §7)."""
    speak_any_code_page()
    hear_break()
    command = typer.main.get_command(app)
    try:
        code = command.main(prog_name="gzaudit", standalone_mode=False)
    except OutputError as error:
        drop_stdout()
        _stop(f"错误：{error}", error.exit_code)
    except GzauditError as error:
        _stop(f"错误：{error}", error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except OSError as error:
        drop_stdout()
        place = f"\n  位置：{error.filename}" if isinstance(error.filename, str) else ""
        advice = system_advice(error, "检查磁盘空间和权限后重新运行")
        message = f"错误：系统不让读写。{place}\n  实际：{system_words(error)}\n  处理：{advice}"
        _stop(message, OutputError.exit_code)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        message = chinese_usage(error.format_message())
        if message.startswith(USAGE):  # called without anything: the help is the answer
            _stop(message, 2)
        _stop(f"用法有误：{message}\n  处理：运行 gzaudit --help 查看用法", 2)
    if code == INTERRUPTED:  # typer, too, says by this code that someone pressed Ctrl-C
        _stop("已中断，没有留下半份结果。", INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)
