"""Findings as tables: what a person must decide first, what to check next, what is only told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from gzaudit.findings import SEVERITIES, catalogue
from gzaudit.normalise.districts import district_name
from gzaudit.read.kinds import heading_aliases
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.public import public_findings, public_labels, public_members
from gzaudit.render.tables.words import SEVERITY_WORDS, places

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.result import DistrictResult

_HOW_MUCH: Final = {
    "full": "只列公开名单和本区填报数据中的事项。",
    "places": "只列公开名单和本区填报数据中的事项；按市局设置，只写事项和位置，不写企业和内容。",
    "none": "按市局设置，待核对的事项不写进本文件，由市局另行告知。",
}


def _column_names(audit: YearAudit, rows: pd.DataFrame) -> list[str]:
    """Heading and spreadsheet column of each finding, e.g. 统一社会信用代码（C 列）."""
    pairs = rows[["src", "field"]].drop_duplicates()
    shown = {}
    for src, field in zip(pairs["src"], pairs["field"], strict=True):
        heading = heading_aliases()[field][0] if field in heading_aliases() else ""
        letter = audit.accounts[src].source.columns.get(field, "") if src >= 0 else ""
        shown[src, field] = f"{heading}（{letter} 列）" if letter else heading
    return [shown[key] for key in zip(rows["src"], rows["field"], strict=True)]


def _subjects(rows: pd.DataFrame, members: pd.DataFrame) -> list[str]:
    """Whom each finding concerns; where nobody is named, the member in the row or the one referred to."""
    names = dict(zip(zip(members["src"], members["row"], strict=True), members["name"], strict=True))
    own = zip(rows["src"], rows["row"], strict=True)
    other = zip(rows["ref_src"], rows["ref_row"], strict=True)
    return [
        subject or names.get(at, "") or names.get(ref, "")
        for subject, at, ref in zip(rows["subject"], own, other, strict=True)
    ]


def _message(rows: pd.DataFrame, attribute: str) -> list[str]:
    words = {code: getattr(catalogue()[code], attribute) for code in rows["code"].unique()}
    values: list[str] = rows["code"].map(words).tolist()
    return values


def _found(rows: pd.DataFrame) -> pd.Series:
    """What was found, with its detail."""
    between = (rows["detail"] != "") & (rows["found"] != "")
    return rows["found"] + rows["detail"].mask(between, "；" + rows["detail"])


def _wanted(rows: pd.DataFrame) -> list[tuple[Column, list[Any]]]:
    """How it should be, what to do about it, and who is to do it."""
    return [
        (Column("应为", "wrapped", 28), _message(rows, "expected")),
        (Column("处理", "wrapped", 36), _message(rows, "action")),
        (Column("由谁处理", "text", 15), _message(rows, "owner")),
    ]


def findings_table(
    audit: YearAudit, name: str, title: str, severities: tuple[str, ...], notes: tuple[str, ...]
) -> Table:
    """All findings of some severities, none left out (bureau only)."""
    rows = audit.findings.frame
    rows = rows[rows["severity"].isin(severities)]
    names = {code: district_name(code) if code else "" for code in rows["district"].unique()}
    return Table.of_columns(
        name,
        title,
        [
            (Column("程度", "flag", 9), rows["severity"].map(SEVERITY_WORDS).tolist()),
            (Column("事项", "wrapped", 26), _message(rows, "title")),
            (Column("企业或区", "wrapped", 30), _subjects(rows, audit.cohort)),
            (Column("区", "text", 10), rows["district"].map(names).tolist()),
            (Column("文件、工作表、行", "wrapped", 42), places(audit.accounts, rows["src"], rows["row"])),
            (Column("列", "wrapped", 22), _column_names(audit, rows)),
            (Column("实际", "wrapped", 36), _found(rows).tolist()),
            (Column("另见", "wrapped", 42), places(audit.accounts, rows["ref_src"], rows["ref_row"])),
            *_wanted(rows),
            (Column("代码", "code", 22), rows["code"].tolist()),
        ],
        notes=notes,
        landscape=True,
    )


def district_findings_table(audit: YearAudit, district: DistrictResult) -> Table:
    """What a district is told of its own rows, as far as `[privacy]` goes: nothing of others' rows."""
    rows = public_findings(audit, district)
    how_much = audit.privacy.district_findings
    shown = places(audit.accounts, rows["src"], rows["row"], public_labels(audit.accounts))
    columns: list[tuple[Column, list[Any]]] = [
        (Column("程度", "flag", 9), rows["severity"].map(SEVERITY_WORDS).tolist()),
        (Column("事项", "wrapped", 26), _message(rows, "title")),
        (Column("文件、工作表、行", "wrapped", 42), shown),
        *_wanted(rows),
    ]
    if how_much == "full":
        members = pd.concat([public_members(audit, kind, district) for kind in audit.public.members])
        told = pd.Series(_message(rows, "to_district"), index=rows.index, dtype=object)
        columns.insert(2, (Column("企业或区", "wrapped", 32), _subjects(rows, members)))
        columns.insert(4, (Column("实际", "wrapped", 30), _found(rows).where(told == "full", "").tolist()))
    return Table.of_columns(
        "待核对事项",
        f"{district.name}请核对的事项",
        columns,
        notes=(_HOW_MUCH[how_much],),
        landscape=True,
    )


class Tally(NamedTuple):
    """How many findings of one code there are, with its wording; `severity` as people read it."""

    severity: str
    title: str
    owner: str
    number: int
    action: str


def tally(audit: YearAudit) -> list[Tally]:
    """How many findings there are of each code, severe ones first."""
    counts = audit.findings.frame.groupby(["severity", "code"]).size()
    rows = []
    for severity in SEVERITIES:
        for code in sorted(code for level, code in counts.index if level == severity):
            said = catalogue()[code]
            number = int(counts[severity, code])
            rows.append(Tally(SEVERITY_WORDS[severity], said.title, said.owner, number, said.action))
    return rows


def tally_table(audit: YearAudit) -> Table:
    """The same as a table."""
    return Table.of_rows(
        "事项汇总",
        "发现事项汇总",
        (
            Column("程度", "flag", 9), Column("事项", "text", 44), Column("由谁处理", "text", 15),
            Column("条数", "integer", 9), Column("处理", "wrapped", 60),
        ),
        tally(audit),
        landscape=True,
    )  # fmt: skip
