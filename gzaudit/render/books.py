"""Which tables make up which workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.render.model import Book, Column, Table
from gzaudit.render.tables.account import account_table, policy_table, sources_table
from gzaudit.render.tables.findings import district_findings_table, findings_table, tally_table
from gzaudit.render.tables.lists import cohort_table, district_list_table, excluded_table, services_table
from gzaudit.render.tables.summary import district_table, indicator_table, status_note, summary_table

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.evaluate.result import DistrictResult


def notes_table(audit: YearAudit) -> Table:
    """What the reader has to know: what was counted, how, and what is open."""
    undecided = audit.undecided()
    lines = [
        ("核算年度", f"{audit.year} 年"),
        ("政策", f"{audit.policy.document.title}（{audit.policy.id}）" if audit.policy else "本年度没有补助政策，只计家数"),
        ("核定情况", status_note(audit)),
        ("企业识别", "以统一社会信用代码为准，逐字符相等才视为同一家；没有可用代码的，按名称（含曾用名、更名）在全部名单中查找，"
                 "只对应一个代码的才采用。不作模糊匹配，不猜测代码。"),
        ("去重", "每家企业在每份名单中只计一次。"),
        ("所在区", "依次采用：高企名单所在区、企业底册、四上定报库、专利名单、名单所载地址。都没有的不计入任何区，列为待定。"),
        ("待定", f"所在区待定 {undecided['district_unresolved']} 家；代码查不到 {undecided['unresolved']} 家；"
               f"同名多码 {undecided['name_ambiguous']} 家。待定的不猜测、不按 0 处理。"),
        ("完成率", "按分数精确比较，表中百分数只取两位、不进位，仅供阅读。"),
        ("“待定”字样", "缺少名单、目标或上年基数的，家数或金额写“待定”；合计中有一项待定，合计即为待定。"),
    ]  # fmt: skip
    return Table(
        name="说明",
        title=f"{audit.year} 年度核算说明",
        columns=(Column("事项", "text", 14), Column("内容", "wrapped", 100)),
        data=([name for name, _ in lines], [text for _, text in lines]),
    )


def city_book(audit: YearAudit) -> Book:
    """The bureau's workbook: everything. Holds statistical micro-data; it stays in the bureau."""
    tables = [summary_table(audit), notes_table(audit)]
    tables += [indicator_table(audit, indicator) for indicator in audit.indicators]
    tables += [
        tally_table(audit),
        findings_table(
            audit,
            "待复核",
            "须决定和请核对的事项",
            ("error", "warning"),
            ("“须决定”的事项解决之前，请勿拨付。",),
        ),
        cohort_table(audit),
        services_table(audit),
        excluded_table(audit),
        findings_table(audit, "提示", "供参考的事项", ("info",), ()),
        account_table(audit),
        sources_table(audit),
    ]
    if audit.policy:
        tables.append(policy_table(audit))
    return Book(f"广州市“一区一机构”{audit.year} 年度核算", _subject(audit), tuple(tables))


def district_book(audit: YearAudit, district: DistrictResult) -> Book:
    """A district's workbook: its own figures and what is public of its own firms, nothing else."""
    tables = [
        district_table(audit, district),
        district_list_table(audit, district),
        district_findings_table(audit, district),
    ]
    if audit.policy:
        tables.append(policy_table(audit))
    return Book(f"{district.name}“一区一机构”{audit.year} 年度核算", _subject(audit), tuple(tables))


def _subject(audit: YearAudit) -> str:
    return audit.policy.title if audit.policy else f"{audit.year} 年只计家数"
