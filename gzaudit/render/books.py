"""Which tables make up which workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.render.model import Book
from gzaudit.render.tables.account import account_table, policy_table, sources_table
from gzaudit.render.tables.basework import records_table, work_city_table, work_table
from gzaudit.render.tables.district import district_table
from gzaudit.render.tables.district_lists import district_list_table, district_sme_table
from gzaudit.render.tables.findings import district_findings_table, findings_table, tally_table
from gzaudit.render.tables.ledger import ledger_tables
from gzaudit.render.tables.lists import cohort_table, excluded_table, member_tables
from gzaudit.render.tables.near import near_table
from gzaudit.render.tables.notes import notes_table
from gzaudit.render.tables.payment import district_payment_sheet, payment_sheet
from gzaudit.render.tables.readings import (
    effects_by_district_table,
    effects_table,
    questions_table,
    reading_firms_table,
)
from gzaudit.render.tables.summary import indicator_table, payment_table, summary_table

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.result import DistrictResult


def city_book(audit: YearAudit) -> Book:
    """The bureau's workbook: everything. Holds statistical micro-data; it stays in the bureau."""
    tables = [summary_table(audit), notes_table(audit)]
    tables += [indicator_table(audit, indicator) for indicator in audit.indicators]
    if audit.policy:
        tables += [payment_table(audit), payment_sheet(audit)]
        tables += [effects_table(audit), effects_by_district_table(audit), near_table(audit)]
        if audit.base_work:
            tables += [work_city_table(audit.policy, audit.result.districts, audit.base_work.found)]
            tables += [records_table(audit.policy, audit.base_work.records, audit.accounts)]
    tables += [
        tally_table(audit),
        findings_table(
            audit,
            "待复核",
            "须决定和请核对的事项",
            ("error", "warning"),
            ("“须决定”的事项解决之前，" + ("请勿拨付。" if audit.policy else "有关家数还会变。"),),
        ),
        cohort_table(audit),
        *member_tables(audit),
        excluded_table(audit),
        findings_table(audit, "提示", "供参考的事项", ("info",), ()),
        account_table(audit),
        sources_table(audit),
    ]
    if audit.policy:
        tables += [questions_table(audit), policy_table(audit)]
        tables += [reading_firms_table(audit)] if len(audit.reading_firms) else []
    return Book(f"广州市“一区一机构”{audit.year} 年度核算", _subject(audit), tuple(tables))


def district_book(audit: YearAudit, district: DistrictResult) -> Book:
    """A district's workbook: its own figures and what is public of its own firms, nothing else."""
    smes = district_sme_table(audit, district)
    tables = [
        district_table(audit, district),
        district_list_table(audit, district),
        *([smes] if smes else []),
        district_findings_table(audit, district),
    ]
    if audit.policy:
        if audit.base_work:
            tables.append(work_table(audit.policy, district, audit.base_work.found))
            tables.append(records_table(audit.policy, audit.base_work.records, audit.accounts, district.code))
        tables += [district_payment_sheet(audit, district), policy_table(audit)]
    return Book(f"{district.name}“一区一机构”{audit.year} 年度核算", _subject(audit), tuple(tables))


def ledger_book(audit: YearAudit) -> Book:
    """Where every row went. Holds statistical micro-data; it stays in the bureau."""
    return Book(
        f"逐行去向 {audit.year} 年",
        _subject(audit),
        (account_table(audit), *ledger_tables(audit)),
        compact=False,
    )


def _subject(audit: YearAudit) -> str:
    return audit.policy.title if audit.policy else f"{audit.year} 年只计家数"
