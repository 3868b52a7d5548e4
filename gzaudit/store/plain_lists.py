"""What lists a run had and what its codes mean, as plain tables: the database explains itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.findings import catalogue
from gzaudit.policy.sentences import LIST_NAMES
from gzaudit.read.kinds import heading_aliases, kinds

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit

_LISTS: Final = ("kind", "title", "short", "owner", "statistics", "read")
_COLUMNS: Final = ("src", "field", "column", "heading")
_TEXTS: Final = ("code", "title", "expected", "action", "owner")
_INDICATORS: Final = (
    "key", "name", "unit", "list", "both", "placed_by", "owners", "target", "prior", "rule", "clause",
)  # fmt: skip


def list_tables(audit: YearAudit) -> dict[str, pd.DataFrame]:
    """Tables on the lists and the words of a run.

    Returns:
        `lists`: every kind of list: whether it holds statistical micro-data, whether one was read.
        `source_columns`: which column of a sheet holds which field, with its heading as read.
        `finding_texts`: what the findings of the run mean. `districts`: their names. `indicators`: what was
        counted, from which lists, against which given number.
    """
    there = {account.source.kind for account in audit.accounts}
    wording = catalogue()
    return {
        "districts": pd.DataFrame(
            [(each.code, each.name) for each in audit.result.districts], columns=("district", "name")
        ),
        "lists": pd.DataFrame(
            [
                (key, kind.title, _short(key, kind.title), kind.owner, kind.statistics, key in there)
                for key, kind in kinds().items()
            ],
            columns=_LISTS,
        ),
        "source_columns": pd.DataFrame(
            [
                (src, field, letter, account.source.headings.get(field, heading_aliases()[field][0]))
                for src, account in enumerate(audit.accounts)
                for field, letter in account.source.columns.items()
            ],
            columns=_COLUMNS,
        ),
        "finding_texts": pd.DataFrame(
            [
                (code, wording[code].title, wording[code].expected, wording[code].action, wording[code].owner)
                for code in sorted(audit.findings.frame["code"].unique())
            ],
            columns=_TEXTS,
        ),
        "indicators": pd.DataFrame(
            [
                (each.key, each.name, each.unit, each.count.list, each.count.both, each.count.district,
                 each.count.owners, each.target.column, each.prior.column if each.prior else None,
                 each.count.id, each.count.clause)
                for each in audit.indicators
            ],
            columns=_INDICATORS,
            dtype=object,
        ),
    }  # fmt: skip


def _short(kind: str, title: str) -> str:
    """What a list is called in a sentence."""
    return next((name for key, name in LIST_NAMES.items() if key == kind), title)
