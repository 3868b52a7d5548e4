"""The command that mails packets to the districts: parse, call, print, exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gzaudit.cli_options import PROTECTED, Json, Workspace, Year, one_of, year_of
from gzaudit.cli_words import Command
from gzaudit.errors import SettingsError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(cls=Command, help="把各区的分送包发给收件人：默认只写草稿，加 --really-send 才发。")(send)


def _named(name: str, metavar: str, words: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, metavar=metavar, help=words, show_default=False)
    return option


def send(
    year: Year,
    *,
    really_send: Annotated[bool, typer.Option("--really-send", help="真正发送；不写就只写草稿。")] = False,
    district: Annotated[str | None, _named("--district", "区", "只给这个区。")] = None,
    run: Annotated[str | None, _named("--run", "运行", "哪次运行的分送包，写编号；默认最近一次。")] = None,
    packets: Annotated[
        str | None, _named("--packets", "文件夹", "packets/年度/ 下的哪一个，默认最近一次运行的。")
    ] = None,
    protect: Annotated[
        str | None,
        _named("--protect", "方式", "发哪一种：none 不加密、workbook 工作簿加密、zip 压缩包加密。"),
    ] = None,
    status: Annotated[bool, typer.Option("--status", help="只看各封邮件的情况，什么也不做。")] = False,
    settle: Annotated[
        list[str] | None,
        _named("--settle", "区=结果", "人工认定不确定的邮件：天河区=sent 已收到，天河区=not-sent 没收到。"),
    ] = None,
    by: Annotated[str, _named("--by", "姓名", "与 --settle 同用：核实人。")] = "",
    note: Annotated[str, _named("--note", "依据", "与 --settle 同用：凭什么认定。")] = "",
    workspace: Workspace = Path(),
    json: Json = False,
) -> None:
    """Mail packets, or say what became of them."""
    number = year_of(year)
    _require_one_thing(
        {"--really-send": really_send, "--status": status, "--settle": bool(settle)}, by or note
    )
    from gzaudit.commands.send import run_send, run_settle, run_status

    if settle:
        code = run_settle(number, workspace, settle, by, note)
    elif status:
        code = run_status(number, workspace, district, as_json=json)
    else:
        code = run_send(
            number,
            workspace,
            named=packets,
            run=run,
            protect=None if protect is None else one_of(protect, "--protect", ("none", *PROTECTED)),
            district=district,
            really=really_send,
            as_json=json,
        )
    raise typer.Exit(code)


def _require_one_thing(asked: dict[str, bool], grounds: str) -> None:
    """Refuse to do two things at once, and grounds without a ruling."""
    given = [option for option, is_given in asked.items() if is_given]
    if len(given) > 1:
        raise SettingsError("一次只能做一样。", where="gzaudit send", found="、".join(given))
    if grounds and not asked["--settle"]:
        raise SettingsError(
            "写了认定人或依据，没有写认定什么。", where="--by、--note", expected="--settle 区=结果"
        )
