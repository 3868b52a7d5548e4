"""The workbook of two runs held against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.render.model import Book, Table
from gzaudit.render.tables.contents import CONTENTS, contents_table
from gzaudit.render.tables.diff import (
    amounts_table,
    counts_table,
    firms_table,
    inputs_table,
    summary_table,
)

if TYPE_CHECKING:
    from gzaudit.compare.runs import Comparison


def diff_book(comparison: Comparison) -> Book:
    """Sums first, then every amount, every count, every firm, and what the runs were made of."""
    found = comparison.amounts
    groups: list[tuple[str, list[Table]]] = [
        ("看金额", [summary_table(comparison), *([amounts_table(comparison, found)] if found else [])]),
        ("看家数", [counts_table(comparison), firms_table(comparison)]),
        ("看依据", [inputs_table(comparison)]),
    ]
    title = f"两次运行的对照：{comparison.before.audit.year} 年与 {comparison.after.audit.year} 年"
    first, *others = (table for _, tables in groups for table in tables)
    sheets = (first, contents_table(f"{title}：目录", groups), *others)
    return Book(title, f"{comparison.before.shown} → {comparison.after.shown}", sheets, contents=CONTENTS)
