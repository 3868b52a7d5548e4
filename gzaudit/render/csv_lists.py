"""Lists as CSV files, for programs and auditors: UTF-8 with a byte order mark, RFC 4180, no formula.

A CSV file has no types. A spreadsheet that opens it by a double click takes a field that begins with = + - @
(of any width, also behind white space), a tab or a line break for a formula or worse: such a field gets a
leading apostrophe, unless it is a plain number. Nothing else is changed, codes least of all: for Excel they
are imported as text (数据 → 自文本/CSV), or taken from the same list in the workbook.
"""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from gzaudit.render.model import Formula, Link
from gzaudit.render.tables.account import account_table
from gzaudit.render.tables.decisions import decisions_table
from gzaudit.render.tables.district_lists import district_list_table, district_sme_table
from gzaudit.render.tables.findings import district_findings_table, findings_table
from gzaudit.render.tables.lists import cohort_table, excluded_table, member_tables
from gzaudit.render.tables.tallied import attested_table
from gzaudit.render.xlsx_text import clean_column, unique_headings

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.render.model import ColumnKind, Table
    from gzaudit.result import DistrictResult

_SIGNS: Final = "=+@＝＋－＠﹦﹢﹣﹫-"
_RISKY: Final = re.compile(rf"\s*[{_SIGNS}]|[\t\r\n]")
_FIRST: Final = re.compile(rf"[\s{_SIGNS}]")  # what a risky text may begin with
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?%?")


def city_lists(audit: YearAudit) -> dict[str, Table]:
    """The lists behind the city's figures, by file stem. They hold statistics lists: bureau only.

    The account of rows is among them: the other lists name sheets by its numbers.
    """
    told = "须决定和请核对的事项"
    tables = (
        cohort_table(audit),
        *member_tables(audit),
        excluded_table(audit),
        findings_table(audit, "待复核", told, ("error", "warning"), ()),
        account_table(audit),
        *([decisions_table(audit)] if audit.decisions else []),
        *([attested_table(audit)] if audit.tallies else []),
    )
    return {table.name: table for table in tables}


def district_lists(audit: YearAudit, district: DistrictResult) -> dict[str, Table]:
    """A district's own lists and questions, by file stem: the sheets of its workbook, and nothing besides.

    A CSV file has no notes: source lists are named in full.
    """
    smes = district_sme_table(audit, district, numbered=False)
    tables = (
        district_list_table(audit, district, numbered=False),
        *([smes] if smes else []),
        district_findings_table(audit, district),
    )
    return {table.name: table for table in tables}


def csv_bytes(table: Table) -> bytes:
    """A table's headings and rows; its totals, title and notes are left out.

    Returns:
        UTF-8 with a byte order mark, lines ended by CR LF, fields quoted where they must be. Formulas are
        their values, links their texts, what is not there is empty; texts are as clean as in the workbook.
    """
    rows = table.height - table.total_rows
    columns = [
        _fields(values[:rows], column.kind) for column, values in zip(table.columns, table.data, strict=True)
    ]
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(_safe, unique_headings(column.heading for column in table.columns)))
    writer.writerows(zip(*columns, strict=True))
    return BOM_UTF8 + text.getvalue().encode()


def _fields(values: list[Any], kind: ColumnKind) -> list[Any]:
    """A column of clean, harmless texts, whole numbers and None."""
    if not set(map(type, values)) <= {str, int}:
        values = [_stored(value) for value in values]
    values = clean_column(values, kind)
    # A look at the first characters of a column is much cheaper than one at each of its texts.
    if any(map(_FIRST.match, {value[0] for value in values if type(value) is str})):
        return [_safe(value) if type(value) is str else value for value in values]
    return values


def _stored(value: Any) -> Any:
    if isinstance(value, Link):
        return value.text
    shown = value.value if isinstance(value, Formula) else value
    return repr(shown) if isinstance(shown, float) else shown


def _safe(text: str) -> str:
    return f"'{text}" if _RISKY.match(text) and not _NUMBER.fullmatch(text) else text
