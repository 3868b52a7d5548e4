"""The sheet of the review workbook that says how it is filled in and what happens then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.findings import catalogue
from gzaudit.render.model import Column, Table
from gzaudit.review.form import EXPLAINS
from gzaudit.review.questions import asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.audit import YearAudit
    from gzaudit.review.question import Question

_HOW: Final = (
    ("先看什么", "一行是一个问题，一个决定解决一个问题。程序定不下来的在前，按涉及金额从大到小排；其后是程序已按规则处理的，"
     "不同意的才填；最后是各区核定金额，不填就按测算数。“各名单所载”写明每个单元格，全部原文在“企业线索”里，按序号对照。"),
    ("建议", "按证据强弱排列，只供参考：名称相同、曾用名、代码改一个字符后两位校验都相符、名称相近（百分数越大越像）、"
     "名单和地址写的区、代码第 3—8 位（只说明最初在哪里登记）。建议从不自动采用。"),
    ("事项", "match 是哪家企业；district 在哪个区；exclude 不计入；include 计入；amount 核定金额。已经填好，一般不用改。"),
    ("企业名称、区、统一社会信用代码", "说的是谁，已经填好。自己加的行：企业写名称，有代码的写代码；核定金额写区。"),
    ("决定", "match 填正确的 18 位代码，或“不是同一企业”；district 填区名，或“广州以外”；exclude、include 填名单（高企、专利、四上、"
     "规上科服，几份用“、”隔开）或“全部”；amount 填以元为单位的整数。下拉框里没有的可以直接填。没有拿定主意的留空。"),
    ("依据", "凭什么这样决定：文件名、文号，或向谁核实。必须填。"),
    ("决定人、复核人", "必须是两个人。设置里写明不要第二人的，复核人可以不填。"),
    ("日期", "哪一天决定的，如 2026-01-15。"),
    ("填好以后", "存进 data 下该年度的文件夹（文件名随意，存成 .xlsx），再运行 gzaudit compute。缺依据、缺人、两个决定相矛盾的不采用，会报出来。"
     "已经采用的决定，下次的复核表不再问。"),
    ("不要改", "工作表名称、表头和本页的“复核表格式”一行。行可以排序、筛选、删除，可以在下面接着加。"),
)  # fmt: skip


def guide_table(audit: YearAudit, mark: str, questions: Sequence[Question]) -> Table:
    """How to fill in the workbook, and what no decision can settle.

    Args:
        audit: the year.
        mark: the line by which the workbook is known.
        questions: all that it asks.
    """
    frame = audit.findings.frame
    urgent = frame[(frame["severity"] == "error") & ~frame["code"].isin(asked())]
    other = [
        (f"要改名单的：{catalogue()[code].title}", f"{number} 条。{catalogue()[code].action}")
        for code, number in sorted(urgent["code"].value_counts().items())
    ]
    waiting = sum(not each.optional for each in questions)
    return Table.of_rows(
        EXPLAINS,
        f"{audit.year} 年复核表填写说明",
        (Column("栏目", "label", 32), Column("怎样填", "wrapped", 110)),
        [*_HOW, *other],
        notes=(mark, "含统计名单，限市局内部使用，不得外传。", f"本表有 {waiting} 个问题等待决定。"),
        filtered=False,
    )
