"""A small year in which each thing that can happen to a firm happens once, and its run."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import xlwt
from builders import code, wrong

from gzaudit.ask.run import asked_run
from gzaudit.commands.compute import run_compute

DISTRICTS = (
    "荔湾区", "越秀区", "海珠区", "天河区", "白云区", "黄埔区", "番禺区", "花都区", "南沙区", "从化区", "增城区",
)  # fmt: skip
HNTE = "火炬中心/2025年高新技术企业认定公示名单.xlsx"
ABOVE = "统计局/“四上”企业定报库名单（2025年12月）.xls"
SERVICES = "统计局/2025年规模以上科技服务业企业名单.csv"
PATENTS = "市场监管局/2025年发明专利授权企业名单.xlsx"
REVOKED = "认定办/2025年取消高企资格名单.xlsx"
RENAMES = "认定办/2025年更名名单.xlsx"
REGISTRY = "科技局/企业底册.csv"
TARGETS = "科技局/2025年度目标与上年基数.xlsx"
ACCEPTANCE = "科技局/2025年度验收结论.csv"
CODES = {name: code(at) for at, name in enumerate("甲乙丙丁己庚辛癸", 1)}
TWINS = (code(21), code(22))


def firm(name: str) -> str:
    return f"广州{name}号科技有限公司"


def tables() -> dict[str, list[list]]:
    """Rows of every file, from line 1."""
    hnte = [
        ["2025年高新技术企业认定公示名单"],
        ["序号", "企业名称", "统一社会信用代码", "认定年度", "所在区", "地址"],
        [1, firm("甲"), CODES["甲"], 2025, "天河区", ""],
        [2, firm("乙"), CODES["乙"], 2025, "天河区", ""],
        [3, firm("甲"), CODES["甲"], 2025, "天河区", ""],
        [4, firm("丙"), CODES["丙"], 2025, "天河区", ""],
        [5, firm("丁"), CODES["丁"], 2024, "天河区", ""],
        [6, firm("戊"), "", 2025, "天河区", ""],
        [7, firm("己"), "", 2025, "", ""],
        [8, firm("庚"), CODES["庚"], 2025, "深圳市南山区", ""],
        [9, firm("辛"), CODES["辛"], 2025, "", ""],
        [10, firm("壬"), "", 2025, "海珠区", ""],
    ]
    above = [
        ["单位详细名称", "统一社会信用代码", "行政区划代码", "单位类型"],
        [firm("甲"), CODES["甲"], "440106", "法人单位"],
        [firm("己"), CODES["己"], "440112", "法人单位"],
        [firm("乙"), CODES["乙"], "440106", "产业活动单位"],
    ]
    patents = [
        ["专利权人", "统一社会信用代码", "专利号", "专利类型", "授权公告日"],
        [f"广州某大学；{firm('甲')}", f"；{CODES['甲']}", "ZL202310000001.1", "发明", "2025-03-04"],
        [firm("乙"), CODES["乙"], "ZL202320000002.1", "实用新型", "2025-03-05"],
        [firm("乙"), CODES["乙"], "ZL202310000003.1", "发明", "2024-03-05"],
        [firm("甲"), CODES["甲"], "ZL202310000004.1", "发明", "2025-06-04"],
    ]
    return {
        HNTE: hnte,
        ABOVE: above,
        SERVICES: [["单位详细名称", "统一社会信用代码", "所在区"], [firm("癸"), CODES["癸"], "海珠区"]],
        PATENTS: patents,
        REVOKED: [["企业名称", "统一社会信用代码"], [firm("丙"), CODES["丙"]]],
        RENAMES: [["原名称", "现名称", "统一社会信用代码"], ["广州甲旧厂", firm("甲"), CODES["甲"]]],
        REGISTRY: [
            ["企业名称", "统一社会信用代码", "曾用名", "所在区"],
            [firm("己"), CODES["己"], "广州己旧店、广州己老店", "黄埔区"],
            [firm("壬"), TWINS[0], "", "海珠区"],
            [firm("壬"), TWINS[1], "", "海珠区"],
        ],
        TARGETS: [
            ["区", "高企认定年度目标数", "上年规上高企数", "上年规上科服企业数", "上年专利高企数"],
            *([each, 4, 1, 1, 1] for each in DISTRICTS),
        ],
        ACCEPTANCE: [["区", "事项", "结论"], *([each, "基础验收", "通过"] for each in DISTRICTS)],
    }


def write_year(workspace: Path, content: dict[str, list[list]], year: int = 2025) -> Path:
    for path, rows in content.items():
        target = workspace / f"data/{year}" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith(".xlsx"):
            book = openpyxl.Workbook()
            for row in rows:
                book.active.append(row)
            book.save(target)
        elif path.endswith(".xls"):
            old = xlwt.Workbook(encoding="utf-8")
            page = old.add_sheet("名录")
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    page.write(r, c, value)
            old.save(str(target))
        else:
            out = io.StringIO(newline="")
            csv.writer(out).writerows(rows)
            target.write_bytes(out.getvalue().encode("gb18030"))
    return workspace


def compute(workspace: Path, year: int = 2025, **options) -> Path:
    """A run of the workspace; its folder."""
    before = set((workspace / "runs" / str(year)).glob("[!.]*"))
    run_compute(year, workspace, None, **{"counts_only": False, "json": False, "fail_on": "never", **options})
    (folder,) = set((workspace / "runs" / str(year)).glob("[!.]*")) - before
    return folder


def asked(workspace: Path, year: int = 2025, run: str | None = None):
    return asked_run(year, workspace, run)


__all__ = ["asked", "code", "compute", "firm", "tables", "write_year", "wrong"]
