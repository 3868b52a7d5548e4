"""Which tables make up which workbook, in which order, and what each is for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gzaudit.render.model import Book, Chart
from gzaudit.render.tables.account import account_table, policy_table, sources_table
from gzaudit.render.tables.basework import records_table, work_city_table, work_table
from gzaudit.render.tables.contents import CONTENTS, contents_table
from gzaudit.render.tables.cover import city_cover, district_cover
from gzaudit.render.tables.decisions import decisions_table, district_decisions_table
from gzaudit.render.tables.district import district_table
from gzaudit.render.tables.district_lists import district_list_table, district_sme_table
from gzaudit.render.tables.findings import district_findings_table, findings_table, tally_table
from gzaudit.render.tables.ledger import ledger_tables
from gzaudit.render.tables.lists import cohort_table, excluded_table, member_tables
from gzaudit.render.tables.near import near_table
from gzaudit.render.tables.notes import notes_table
from gzaudit.render.tables.payment import district_payment_sheet, payment_sheet
from gzaudit.render.tables.payments import payment_table
from gzaudit.render.tables.progress import progress_table
from gzaudit.render.tables.readings import (
    effects_by_district_table,
    effects_table,
    questions_table,
    reading_firms_table,
)
from gzaudit.render.tables.receipt import objections_table, receipt_table
from gzaudit.render.tables.summary import indicator_table, summary_table
from gzaudit.render.tables.tallied import attested_table
from gzaudit.render.tables.words import SIGNED_BY

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.render.model import Table
    from gzaudit.result import DistrictResult

# What sheets are for, and the sheets, in order.
Groups = list[tuple[str, list["Table"]]]
_PAYABLE: Final = "应付（元）"
_OPINIONS: Final = "对读法有意见的，写在“确认回执”的“异议内容”里。"


def city_book(audit: YearAudit) -> Book:
    """The bureau's workbook: everything. Holds statistical micro-data; it stays in the bureau."""
    results = [_signed(_with_payable_chart(summary_table(audit)))]
    results += [progress_table(audit)] if audit.policy else []
    results.append(notes_table(audit))
    results += [indicator_table(audit, indicator) for indicator in audit.indicators]
    lists = [cohort_table(audit), *member_tables(audit), excluded_table(audit)]
    papers, readings, work = [sources_table(audit)], [], []
    papers += [attested_table(audit)] if audit.tallies else []
    decided = [decisions_table(audit)] if audit.decisions else []
    if audit.policy:
        results += [payment_table(audit), payment_sheet(audit)]
        papers.append(policy_table(audit))
        readings = [effects_table(audit), effects_by_district_table(audit)]
        readings += [reading_firms_table(audit)] if len(audit.reading_firms) else []
        readings.append(questions_table(audit))
        if audit.base_work:
            work = [
                work_city_table(audit.policy, audit.result.districts, audit.base_work.found),
                records_table(audit.policy, audit.base_work.records, audit.accounts),
            ]
    groups: Groups = [
        ("看结果", results),
        ("要处理的", [*_open(audit), *([near_table(audit)] if audit.policy else [])]),
        ("人工决定", decided),
        ("企业名单", lists),
        ("基础工作", work),
        ("口径", readings),
        ("核对", [account_table(audit), findings_table(audit, "提示", "供参考的事项", ("info",), ())]),
        ("依据", papers),
    ]
    title = f"广州市“一区一机构”{audit.year} 年度核算"
    return Book(title, _subject(audit), _sheets(city_cover(audit), title, groups), contents=CONTENTS)


def district_book(audit: YearAudit, district: DistrictResult) -> Book:
    """A district's workbook: its own figures and what is public of its own firms, nothing else."""
    result = _signed(district_table(audit, district))
    questions = district_findings_table(audit, district)
    decided = district_decisions_table(audit, district)
    smes = district_sme_table(audit, district)
    lists = [district_list_table(audit, district), *([smes] if smes else [])]
    results, work, papers = [result], [], []
    if audit.policy:
        results.append(district_payment_sheet(audit, district))
        papers = [replace(questions_table(audit), notes=(_OPINIONS,)), policy_table(audit)]
        if audit.base_work:
            work = [
                work_table(audit.policy, district, audit.base_work.found),
                records_table(audit.policy, audit.base_work.records, audit.accounts, district.code),
            ]
    replies = [receipt_table(audit, district, result), objections_table(audit, district)]
    groups: Groups = [
        ("看结果", results),
        ("要核对的", [*lists, questions]),
        ("人工决定", [decided] if decided else []),
        ("基础工作", work),
        ("要送回的", replies),
        ("依据", papers),
    ]
    title = f"{district.name}“一区一机构”{audit.year} 年度核算"
    cover = district_cover(audit, district, questions)
    return Book(title, _subject(audit), _sheets(cover, title, groups), contents=CONTENTS)


def ledger_book(audit: YearAudit) -> Book:
    """Where every row went. Holds statistical micro-data; it stays in the bureau."""
    title = f"逐行去向 {audit.year} 年"
    groups: Groups = [("核对", [account_table(audit)]), ("逐行去向", list(ledger_tables(audit)))]
    sheets = (contents_table(f"{title}：目录", groups), *(table for _, tables in groups for table in tables))
    return Book(title, _subject(audit), sheets, compact=False, contents=CONTENTS)


def _sheets(cover: Table, title: str, groups: Groups) -> tuple[Table, ...]:
    """Cover and contents, then what the contents lead to."""
    contents = contents_table(f"{title}：目录", groups)
    return (cover, contents, *(table for _, tables in groups for table in tables))


def _open(audit: YearAudit) -> list[Table]:
    """What people have to decide or check."""
    told = "“须决定”的事项解决之前，" + ("请勿拨付。" if audit.policy else "有关家数还会变。")
    return [
        tally_table(audit),
        findings_table(audit, "待复核", "须决定和请核对的事项", ("error", "warning"), (told,)),
    ]


def _with_payable_chart(table: Table) -> Table:
    """The summary with what is payable drawn beside the counts, in a year that has money."""
    headings = [column.heading for column in table.columns]
    if _PAYABLE not in headings:
        return table
    drawn = Chart(
        "各区应付金额（万元）",
        0,
        (headings.index(_PAYABLE),),
        "各区应付金额的柱形图，单位万元",
        ten_thousands=True,
    )
    return replace(table, beside=drawn)


def _signed(table: Table) -> Table:
    """The table with lines to sign, where it has none of its own."""
    return table if table.signed else replace(table, signed=SIGNED_BY)


def _subject(audit: YearAudit) -> str:
    return audit.policy.title if audit.policy else f"{audit.year} 年只计家数"
