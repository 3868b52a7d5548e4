"""Tiny years of public lists, computed for real, and the targets held against them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from builders import code
from cli.cli_support import inside, text

NAMED = ("企业名称", "统一社会信用代码", "所在区")


def name(n: int) -> str:
    return f"广州目标例{n}号科技有限公司"


def firm(n: int, district: str = "天河区") -> tuple[str, str, str]:
    """A firm with its code, in a district."""
    return name(n), code(n), district


def bare(n: int, district: str = "天河区") -> tuple[str, str, str]:
    """The same firm on a list without codes."""
    return name(n), "", district


def put(workspace: Path, year: int, file: str, rows: Iterable[Sequence[Any]]) -> None:
    path = workspace / "data" / str(year) / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text(rows))


def year_of(
    workspace: Path, year: int, firms: Iterable[Sequence[str]], **lists: Iterable[Sequence[Any]]
) -> None:
    """Write a year's lists and count it: 高企 named by firm, other lists by kind."""
    put(workspace, year, f"{year}年高新技术企业认定公示名单.csv", [NAMED, *firms])
    for kind, rows in lists.items():
        put(workspace, year, FILES[kind].format(year=year), [HEADINGS[kind], *rows])
    ended = inside("compute", year, "--counts-only", "--fail-on", "never", "-w", workspace)
    assert ended.code == 0, ended.err


FILES = {
    "revoked": "{year}年取消高新技术企业资格名单.csv",
    "renames": "{year}年高企更名名单.csv",
    "registry": "{year}年企业底册.csv",
    "stock": "{year}年有效期内高新技术企业名单.csv",
    "patents": "{year}年发明专利授权企业名单.csv",
    "smes": "{year}年科技型中小企业入库名单.csv",
    "above": "{year}年12月四上企业定报库.csv",
}
HEADINGS = {
    "revoked": ("企业名称", "统一社会信用代码"),
    "renames": ("原名称", "现名称"),
    "registry": NAMED,
    "stock": NAMED,
    "patents": ("专利权人", "统一社会信用代码", "专利号", "专利类型", "授权公告日"),
    "smes": NAMED,
    "above": ("单位详细名称", "统一社会信用代码", "行政区划代码"),
}


def goals(workspace: Path, *args: object) -> dict[str, Any]:
    """`gzaudit goals --json`."""
    ended = inside("goals", *args, "--json", "-w", workspace)
    assert ended.code == 0, ended.err
    return json.loads(ended.out)


def goal(told: dict[str, Any], key: str) -> dict[str, Any]:
    return next(each for each in told["goals"] if each["id"] == key)
