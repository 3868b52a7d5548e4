"""A small workspace of 2023: twelve 高企 of 天河, three 科小 of 白云, and a line of work done per district."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from builders import code
from cli_support import DISTRICTS, text, xlsx

HNTE = "省科技厅/2023年第一批高新技术企业认定备案公示名单.xlsx"
SMES = "政务平台/2023年第一批科技型中小企业入库名单.csv"
TARGETS = "市科技局/2023年度基数.xlsx"
WORK = "支撑机构/2023年研发费用归集与科技服务业服务工作量.xlsx"
INSTITUTIONS = "市科技局/2023年度支撑机构名单.csv"
ASSESSMENT = "市科技局/2023年度绩效考核结论.csv"
WORK_HEADINGS = ("区", "走访家数", "培训场次", "培训人次", "季度报告篇数", "年度报告篇数")
# 四（三）表1: what each district must reach.
ASKED = {
    **dict.fromkeys(("天河区", "黄埔区"), (100, 5, 2000)),
    **dict.fromkeys(("白云区", "番禺区"), (90, 5, 1800)),
    **dict.fromkeys(("越秀区", "海珠区", "花都区", "南沙区", "增城区"), (80, 4, 1500)),
    **dict.fromkeys(("荔湾区", "从化区"), (50, 3, 500)),
}


def work(**changes: Sequence[Any] | None) -> bytes:
    """Every district exactly at its row; a district given as None has no line."""
    lines = {name: (*ASKED[name], 4, 1) for name in DISTRICTS} | changes
    return xlsx([WORK_HEADINGS, *((name, *line) for name, line in lines.items() if line is not None)])


def institutions(**flags: str) -> bytes:
    """A lead institution per district, and whether it takes the other subsidy."""
    lines = [
        (name, f"{name[:2]}试例中心", code(900 + at), "牵头", flags.get(name, "否"))
        for at, name in enumerate(DISTRICTS)
    ]
    return text([("区", "机构名称", "统一社会信用代码", "牵头/合作", "享受4号办法"), *lines], "utf-8-sig")


def assessment(**words: str) -> bytes:
    lines = [(name, "绩效考核", words.get(name, "通过")) for name in DISTRICTS]
    return text([("区", "事项", "结论"), *lines], "utf-8-sig")


def files() -> dict[str, bytes]:
    """The six files of the year, by path below data/2023."""
    hnte = [(f"广州试例{n}号科技有限公司", code(n), f"GR2023440{n:05d}", "天河区") for n in range(1, 13)]
    smes = [(f"广州试例{n}号软件有限公司", code(n), "白云区") for n in (21, 22, 23)]
    return {
        HNTE: xlsx([("企业名称", "统一社会信用代码", "证书编号", "所在区"), *hnte]),
        SMES: text([("企业名称", "统一社会信用代码", "所在区"), *smes]),
        TARGETS: xlsx([("区", "上年高企认定数", "上年科小入库数"), *((name, 10, 2) for name in DISTRICTS)]),
        WORK: work(),
        INSTITUTIONS: institutions(),
        ASSESSMENT: assessment(),
    }


def small(workspace: Path, **changes: bytes | None) -> Path:
    """Write the year; `changes` name a file by its constant here (None leaves it out)."""
    content = files() | {globals()[name]: data for name, data in changes.items()}
    for path, data in content.items():
        if data is not None:
            target = workspace / "data/2023" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return workspace
