"""The small tables by district of 2023: last year's counts, work done, institutions, conclusions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sample_data.generator.codes import uscc
from sample_data.generator.facts import DISTRICTS
from sample_data.generator.xlsx import Book

from .facts import ASSESSMENT_FAILED, OTHER_SUBSIDY, PARTNERED, PLANS, WORK

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TARGETS = "市科技局/2023年度基数.xlsx"
WORK_DONE = "市科技发展研究中心/2023年研发费用归集与科技服务业服务工作量.xlsx"
INSTITUTIONS = "市科技局/2023年度支撑机构名单.xlsx"
ACCEPTANCE = "市科技局/2023年度绩效考核结论.xlsx"


def write(folder: Path) -> None:
    """Write the four tables."""
    _totalled(
        folder / TARGETS,
        "2023年度基数表（上年认定数与入库数）",
        ("区", "上年（2022年）\n高企认定数", "上年科小\n入库数"),
        [[name, PLANS[code].last_hnte, PLANS[code].last_smes] for code, name in DISTRICTS.items()],
    )
    lines: list[list[Any]] = [[name, *WORK[code]] for code, name in DISTRICTS.items()]
    lines[4][3] = str(lines[4][3])  # one number kept as text, as typed
    _totalled(
        folder / WORK_DONE,
        "2023年研发费用归集与科技服务业服务工作量统计表",
        ("区", "走访家数", "培训场次", "培训人次", "季度报告\n篇数", "年度报告\n篇数"),
        lines,
    )
    _institutions(folder / INSTITUTIONS)
    _acceptance(folder / ACCEPTANCE)


def _totalled(path: Path, title: str, headings: Sequence[str], lines: Sequence[Sequence[Any]]) -> None:
    """A table with a line a district and formulas for the total."""
    book = Book(path, title)
    sheet = book.titled("各区", (12, *[16] * (len(headings) - 1)), title, headings)
    for at, line in enumerate(lines, 2):
        book.line(sheet, at, line)
    bottom = 2 + len(lines)
    sheet.write_string(bottom, 0, "合计", book.head)
    for column in range(1, len(headings)):
        letter = "ABCDEF"[column]
        total = sum(int(line[column]) for line in lines)
        formula = f"=SUMPRODUCT(VALUE({letter}3:{letter}{bottom}))"
        sheet.write_formula(bottom, column, formula, book.number, total)
    sheet.write_string(bottom + 2, 0, "注：本表为虚构样例。", book.plain)
    book.close()


def _institutions(path: Path) -> None:
    """One leader a district, partners in three; one leader takes the other subsidy."""
    title = "2023年度支撑机构名单"
    headings = ("序号", "区", "机构名称", "统一社会信用代码", "牵头/合作", "享受4号办法")
    book = Book(path, title)
    sheet = book.titled("支撑机构", (6, 12, 44, 24, 12, 14), title, headings)
    number = 0
    for code, name in DISTRICTS.items():
        for role in ("牵头", "合作") if code in PARTNERED else ("牵头",):
            number += 1
            which = "科技创新服务中心" if role == "牵头" else "创新企业联合会"
            other = "是" if code == OTHER_SUBSIDY else "否"
            identity = uscc("52440100", f"PDY{93000 + number:05d}")
            cells = [number, name, f"{name[:2]}样例{which}（虚构）", identity, role, other]
            book.line(sheet, 1 + number, cells)
    book.close()


def _acceptance(path: Path) -> None:
    """A conclusion for each district; one has failed."""
    title = "2023年度支撑机构绩效考核结论"
    headings = ("区", "事项", "结论", "依据", "经办人", "日期")
    book = Book(path, title)
    sheet = book.titled("绩效考核结论", (12, 12, 10, 34, 12, 13), title, headings)
    for at, (code, name) in enumerate(DISTRICTS.items(), 2):
        verdict = "不通过" if code == ASSESSMENT_FAILED else "通过"
        basis = f"样例考核〔2024〕{at - 1}号"
        book.line(sheet, at, [name, "绩效考核", verdict, basis, "示例丙", date(2024, 3, 15)])
    book.close()
