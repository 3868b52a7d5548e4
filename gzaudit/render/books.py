"""Which tables make up which workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.render.model import Book
from gzaudit.render.tables.account import account_table, policy_table, sources_table
from gzaudit.render.tables.district import district_table
from gzaudit.render.tables.findings import district_findings_table, findings_table, tally_table
from gzaudit.render.tables.ledger import ledger_tables
from gzaudit.render.tables.lists import cohort_table, district_list_table, excluded_table, services_table
from gzaudit.render.tables.notes import notes_table
from gzaudit.render.tables.summary import indicator_table, payment_table, summary_table

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.evaluate.result import DistrictResult


def city_book(audit: YearAudit) -> Book:
    """The bureau's workbook: everything. Holds statistical micro-data; it stays in the bureau."""
    tables = [summary_table(audit), notes_table(audit)]
    tables += [indicator_table(audit, indicator) for indicator in audit.indicators]
    if audit.policy:
        tables.append(payment_table(audit))
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
