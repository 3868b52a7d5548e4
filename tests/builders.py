"""Lists of a year built through the real classes, without files: what a test writes is what the stages get.

A table is (kind, rows); a row is a dict by field name, a bare text being the name or the district. Rows stand on
spreadsheet rows 2, 3, …; the sources are numbered in the order in which the tables are given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from stdnum.cn import uscc

from gzaudit.audit import YearAudit
from gzaudit.match.members import ways_of
from gzaudit.match.membership import Membership, match_lists
from gzaudit.normalise.entries import Entries, build_entries
from gzaudit.normalise.text import column
from gzaudit.pipeline import Job, audit_year
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import Alternative, alternatives, check_policy, choose
from gzaudit.policy.model import Policy
from gzaudit.policy.standard import counted_without_policy
from gzaudit.read.baseline import Baseline
from gzaudit.read.kinds import kinds
from gzaudit.read.listing import Listing, Source
from gzaudit.read.year import YearLists
from gzaudit.resolve.identity import Identities, identify
from gzaudit.settings import Budget, Settings, Switch

Row = dict[str, Any] | str
# A title that says what the list is and of which year or month, so that no test meets a warning it did not ask for.
TITLES = {
    "hnte": "2025年第一批高新技术企业认定备案公示名单",
    "above_scale": "四上企业定报库（2025年12月）",
}
DEFAULT_FIELD = {
    "targets": "district",
    "acceptance": "district",
    "institutions": "district",
    "rd_services": "district",
    "patent_grants": "owner",
    "renames": "new_name",
}


def code(number: int, division: str = "440101") -> str:
    """A code that is right by the standard, told from others by its number; the check is stdnum's."""
    head = f"91{division}MA{number:06d}"
    weighted = sum(
        (int(c) if c.isdigit() else ord(c) - 55) * w
        for c, w in zip(head[8:], (3, 7, 9, 10, 5, 8, 4, 2), strict=True)
    )
    head += "0123456789X0"[11 - weighted % 11]
    return head + uscc.calc_check_digit(head)


def wrong(number: int, division: str = "440101") -> str:
    """The same code with a wrong check character that is legal and no 0."""
    right = code(number, division)
    return right[:17] + ("8" if right[17] != "8" else "9")


@dataclass(frozen=True)
class Table:
    """One sheet to be. `path` and `title` as people would write them; `number` marks code cells stored as numbers."""

    kind: str
    rows: list[Row]
    path: str = ""
    sheet: str = "Sheet1"
    title: str | None = None
    totals: tuple[dict[str, str], ...] = ()


def listing(table: Table, src: int) -> Listing:
    """A table as the reader would hand it over."""
    kind = kinds()[table.kind]
    plain = DEFAULT_FIELD.get(table.kind, "name" if "name" in kind.fields else "district")
    rows = [{plain: row} if isinstance(row, str) else row for row in table.rows]
    wanted = (
        {field for row in rows for field in row}
        | {group[0] for group in kind.needs if len(group) == 1}
        | {plain}
    )
    fields = [field for field in kind.fields if field in wanted]
    assert not wanted - {*fields, "number"}, f"{table.kind} takes no {wanted - {*fields, 'number'}}"
    frame = pd.DataFrame({"row": pd.Series(range(2, len(rows) + 2), dtype="int64")})
    for field in fields:
        frame[field] = column([row.get(field, "") for row in rows])
    if "code" in fields:
        frame["code_numeric"] = pd.Series([row.get("number", False) for row in rows], dtype=bool)
    totals = pd.DataFrame([{"row": len(rows) + 2 + at} | total for at, total in enumerate(table.totals)])
    title = TITLES.get(table.kind, kind.title) if table.title is None else table.title
    source = Source(
        table.path or f"data/2025/{src:02d}.xlsx", table.sheet, "0" * 64, table.kind, len(rows) + len(table.totals), title,
        dict.fromkeys(fields, "A"), {"total": len(table.totals)} if table.totals else {},
    )  # fmt: skip
    return Listing(kind, source, src, frame, totals)


def lists(*tables: Table) -> YearLists:
    made = tuple(listing(table, src) for src, table in enumerate(tables))
    return YearLists((), tuple(each.source for each in made), made, ())


def entries(*tables: Table) -> Entries:
    return build_entries(lists(*tables).listings)


def identities(*tables: Table) -> Identities:
    return identify(entries(*tables))


@cache
def rules(year: int, chosen: tuple[tuple[str, str], ...] = ()) -> Policy:
    """A year's policy under chosen readings."""
    files = open_policy(year)
    check_policy(files)
    return choose(files, dict(chosen))


@cache
def others(year: int, chosen: tuple[tuple[str, str], ...] = ()) -> tuple[Alternative, ...]:
    """The policy under each other arithmetic reading."""
    return alternatives(open_policy(year), dict(chosen))


def membership(*tables: Table, policy: Policy | None = None) -> Membership:
    ways = ways_of(policy, scope="city", use_code_fallback=False)
    return match_lists(identities(*tables), lists(*tables).sources, policy.year if policy else 2025, ways)


def audit(
    *tables: Table,
    scope: str = "city",
    fallback: bool = False,
    policy: bool = False,
    year: int = 2025,
    readings: Mapping[str, str] | None = None,
    baseline: Baseline | None = None,
    budget: Budget | None = None,
) -> YearAudit:
    """All stages between reading and rendering; `readings` (question to letter) ask for the year's policy."""
    switched = {key: Switch(letter, f"试换 {key}") for key, letter in (readings or {}).items()}
    settings = Settings(hnte_scope=scope, use_code_fallback=fallback, budget=budget, readings=switched)
    if not policy and readings is None:
        return audit_year(Job(Path(), year, settings, None, counted_without_policy()), lists(*tables))
    letters = tuple(sorted((readings or {}).items()))
    chosen = rules(year, letters)
    job = Job(Path(), year, settings, chosen, chosen.indicators, others(year, letters), baseline)
    return audit_year(job, lists(*tables))


def found(audited: YearAudit) -> dict[str, int]:
    """Number of findings by code."""
    return audited.findings.counts()["by_code"]


def said(audited: YearAudit, wanted: str) -> list[tuple[str, int, int, str, str]]:
    """Severity, source, row, found and detail of each finding of a code."""
    frame = audited.findings.frame
    frame = frame[frame["code"] == wanted]
    return list(frame[["severity", "src", "row", "found", "detail"]].itertuples(index=False, name=None))


def counts(audited: YearAudit, indicator: str = "hnte") -> dict[str, int | None]:
    """Counts by district code, zeros left out."""
    counted = {each.code: each.indicators[indicator].count for each in audited.result.districts}
    return {district: number for district, number in counted.items() if number != 0}


def fates(audited: YearAudit) -> list[tuple[int, dict[str, int]]]:
    """Counted rows and exclusions of each sheet."""
    return [(account.counted, account.excluded) for account in audited.accounts]
