"""The small tables by district: targets, acceptance, institutions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sample_data.generator.codes import uscc
from sample_data.generator.facts import DISTRICTS, TARGETS, Target
from sample_data.generator.xlsx import Book

if TYPE_CHECKING:
    from pathlib import Path

TARGETS_NAME = "市科技局/2025年度目标与上年基数.xlsx"
ACCEPTANCE_NAME = "市科技局/2025年度验收及绩效考核结论.xlsx"
INSTITUTIONS_NAME = "市科技局/2025年度支撑机构名单.xlsx"
_TARGET_HEADINGS = (
    "区",
    "高企认定\n年度目标数",
    "上年（2024年）\n规上高企数",
    "上年规上\n科服企业数",
    "上年专利\n高企数",
    "上年高企\n认定数",
)
# The printed total of 上年规上科服企业数 is two more than the sum: somebody has to ask.
_MISPRINT = ("tech_services", 2)
_BASE_REJECTED, _ASSESSMENT_FAILED, _NOT_ASSESSED = "440117", "440103", "440115"


def write_targets(folder: Path) -> None:
    """Write targets and last year's counts, with a 合计 line."""
    title = "2025年度目标与上年基数表（一区一机构）"
    book = Book(folder / TARGETS_NAME, title)
    sheet = book.sheet("目标与基数", (12, 14, 16, 14, 14, 14))
    book.banner(sheet, 0, title, len(_TARGET_HEADINGS))
    sheet.write_string(1, 0, "单位：家", book.plain)
    book.headings(sheet, 2, _TARGET_HEADINGS)
    for position, (code, name) in enumerate(DISTRICTS.items()):
        book.line(sheet, 3 + position, [name, *TARGETS[code]])
    bottom = 3 + len(DISTRICTS)
    sheet.write_string(bottom, 0, "合计", book.head)
    for column, field in enumerate(Target._fields, 1):
        total = sum(getattr(target, field) for target in TARGETS.values())
        if field == _MISPRINT[0]:
            sheet.write_number(bottom, column, total + _MISPRINT[1], book.number)
        else:
            letter = "ABCDEF"[column]
            sheet.write_formula(bottom, column, f"=SUM({letter}4:{letter}{bottom})", book.number, total)
    book.close()


def write_acceptance(folder: Path) -> None:
    """Write the conclusions: base work of all districts, assessment of most."""
    title = "2025年度基础工作验收及绩效考核结论"
    book = Book(folder / ACCEPTANCE_NAME, title)
    headings = ("区", "事项", "结论", "依据", "经办人", "日期")
    sheet = book.titled("结论", (12, 12, 10, 34, 12, 13), title, headings)
    at = 2
    for number, (code, name) in enumerate(DISTRICTS.items(), 1):
        verdict = "不通过" if code == _BASE_REJECTED else "通过"
        book.line(
            sheet, at, [name, "基础验收", verdict, f"样例验收〔2026〕{number}号", "示例甲", date(2026, 1, 8)]
        )
        at += 1
        if code != _NOT_ASSESSED:
            verdict = "不通过" if code == _ASSESSMENT_FAILED else "通过"
            book.line(
                sheet,
                at,
                [name, "绩效考核", verdict, f"样例考核〔2026〕{number}号", "示例乙", date(2026, 1, 9)],
            )
            at += 1
    book.close()


def write_institutions(folder: Path) -> None:
    """Write the institutions: a leader everywhere, a partner in three districts."""
    title = "2025年度“一区一机构”支撑机构名单"
    book = Book(folder / INSTITUTIONS_NAME, title)
    headings = ("序号", "区", "机构名称", "统一社会信用代码", "牵头/合作")
    sheet = book.titled("支撑机构", (6, 12, 44, 24, 12), title, headings)
    number = 0
    for code, name in DISTRICTS.items():
        for role in ("牵头", "合作")[: 2 if code in {"440106", "440112", "440113"} else 1]:
            number += 1
            body = uscc("52440100", f"PDY{92000 + number:05d}")
            which = "科技服务促进中心" if role == "牵头" else "产业技术联盟"
            book.line(sheet, 1 + number, [number, name, f"{name[:2]}样例{which}（虚构）", body, role])
    book.close()
