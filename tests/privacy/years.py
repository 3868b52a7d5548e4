"""Small years written as files, to be changed in one respect and compared."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pages.page_runs import Run, run_folder
from stdnum.cn import uscc

DISTRICTS = ("天河区", "越秀区")
DIVISIONS = {"天河区": "440106000000", "越秀区": "440104000000"}
FILES = {
    "hnte": ("火炬中心/2025年第一批高新技术企业认定备案公示名单", ("企业名称", "统一社会信用代码", "所在区", "地址")),
    "above_scale": ("统计局/“四上”企业定报库（2025年12月）", ("单位详细名称", "统一社会信用代码", "行政区划代码", "曾用名")),
    "services": ("统计局/规上科技服务业企业名单", ("单位详细名称", "统一社会信用代码", "行政区划代码", "曾用名")),
    "patents": ("2025年发明专利授权企业名单", ("专利权人", "统一社会信用代码", "专利号", "所在区")),
    "registry": ("企业底册", ("企业名称", "统一社会信用代码", "曾用名", "所在区")),
    "revoked": ("2025年取消高新技术企业资格名单", ("企业名称", "统一社会信用代码")),
    "targets": (
        "2025年度目标与上年基数",
        ("区", "高企认定年度目标数", "上年规上高企数", "上年规上科服企业数", "上年专利高企数"),
    ),
}  # fmt: skip
Row = tuple[str, ...]


def code(number: int) -> str:
    """A valid code that tells its number."""
    head = f"91440101MA{number:07d}"
    return head + uscc.calc_check_digit(head)


def name(number: int) -> str:
    return f"广州第{number:04d}号科技有限公司"


def other_name(number: int) -> str:
    """A name of which no public list says that it is the same firm."""
    return f"广东另名{number:04d}实业有限公司"


@dataclass
class Year:
    """Lists of a year by kind; a row is a tuple in the order of the headings."""

    lists: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, kind: str, *rows: Row) -> None:
        self.lists.setdefault(kind, []).extend(rows)

    def write(self, workspace: Path) -> Path:
        for kind, (stem, headings) in FILES.items():
            path = workspace / "data" / "2025" / f"{stem}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", newline="") as file:
                lines = csv.writer(file)
                lines.writerow(headings)
                lines.writerows(
                    [*row, *("",) * (len(headings) - len(row))] for row in self.lists.get(kind, [])
                )
        return workspace

    def compute(self, workspace: Path) -> Run:
        workspace.mkdir(parents=True)
        return run_folder(self.write(workspace))


def ordinary(firms: Iterable[int] = range(900, 920)) -> Year:
    """Firms that are not in question, in both districts and all lists, and targets."""
    year = Year()
    for number in firms:
        district = DISTRICTS[number % 2]
        year.add("hnte", (name(number), code(number), district))
        year.add("registry", (name(number), code(number), "", district))
        if number % 3 == 0:
            year.add("above_scale", (name(number), code(number), DIVISIONS[district]))
        if number % 4 == 0:
            year.add("services", (name(number), code(number), DIVISIONS[district]))
        if number % 5 == 0:
            year.add("patents", (name(number), code(number), f"ZL2025100{number:05d}", district))
    year.add("targets", *((district, "10", "3", "2", "2") for district in DISTRICTS))
    return year


def district_files(run: Run) -> dict[str, bytes]:
    """Everything that may be sent to a district, by path."""
    root = run.folder / "各区"
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }
