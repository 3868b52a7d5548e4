"""Findings as tables: what a person must decide first, what to check next, what is only told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.findings import SEVERITIES, catalogue
from gzaudit.normalise.districts import district_name
from gzaudit.read.kinds import heading_aliases
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.public import public_findings, public_labels
from gzaudit.render.tables.words import places

if TYPE_CHECKING:
    import pandas as pd

    from gzaudit.audit import YearAudit
    from gzaudit.result import DistrictResult

SEVERITY_WORDS: Final = {"error": "须决定", "warning": "请核对", "info": "提示"}


def column_names(audit: YearAudit, rows: pd.DataFrame) -> list[str]:
    """Heading and spreadsheet column of each finding, e.g. 统一社会信用代码（C 列）."""
    pairs = rows[["src", "field"]].drop_duplicates()
    shown = {}
    for src, field in zip(pairs["src"], pairs["field"], strict=True):
        heading = heading_aliases()[field][0] if field in heading_aliases() else ""
        letter = audit.accounts[src].source.columns.get(field, "") if src >= 0 else ""
        shown[src, field] = f"{heading}（{letter} 列）" if letter else heading
    return [shown[key] for key in zip(rows["src"], rows["field"], strict=True)]


def _subjects(audit: YearAudit, rows: pd.DataFrame) -> list[str]:
    """Whom each finding concerns; where nobody is named, the 高企 in the row or the one referred to."""
    cohort = audit.cohort
    names = dict(zip(zip(cohort["src"], cohort["row"], strict=True), cohort["name"], strict=True))
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


def findings_table(
    audit: YearAudit, name: str, title: str, severities: tuple[str, ...], notes: tuple[str, ...]
) -> Table:
    """All findings of some severities, none left out (bureau only)."""
    rows = audit.findings.frame
    rows = rows[rows["severity"].isin(severities)]
    other = places(audit.accounts, rows["ref_src"], rows["ref_row"])
    found = rows["found"] + rows["detail"].where(
        (rows["detail"] == "") | (rows["found"] == ""), "；" + rows["detail"]
    )
    return Table(
        name=name,
        title=title,
        columns=(
            Column("程度", "flag", 9),
            Column("事项", "wrapped", 26),
            Column("企业或区", "wrapped", 30),
            Column("区", "text", 10),
            Column("文件、工作表、行", "wrapped", 42),
            Column("列", "wrapped", 22),
            Column("实际", "wrapped", 36),
            Column("另见", "wrapped", 42),
            Column("应为", "wrapped", 28),
            Column("处理", "wrapped", 36),
            Column("由谁处理", "text", 15),
            Column("代码", "code", 22),
        ),
        data=(
            rows["severity"].map(SEVERITY_WORDS).tolist(),
            _message(rows, "title"),
            _subjects(audit, rows),
            rows["district"]
            .map({code: district_name(code) if code else "" for code in rows["district"].unique()})
            .tolist(),
            places(audit.accounts, rows["src"], rows["row"]),
            column_names(audit, rows),
            found.tolist(),
            other,
            _message(rows, "expected"),
            _message(rows, "action"),
            _message(rows, "owner"),
            rows["code"].tolist(),
        ),
        notes=notes,
        landscape=True,
    )


def district_findings_table(audit: YearAudit, district: DistrictResult) -> Table:
    """What a district is told of its own rows: nothing of a statistics list or of others."""
    rows = public_findings(audit, district)
    labels = public_labels(audit.accounts)
    full = rows["level"] == "full"
    found = rows["found"] + rows["detail"].where(
        (rows["detail"] == "") | (rows["found"] == ""), "；" + rows["detail"]
    )
    return Table(
        name="待核对事项",
        title=f"{district.name}请核对的事项",
        columns=(
            Column("程度", "flag", 9),
            Column("事项", "wrapped", 26),
            Column("企业或区", "wrapped", 32),
            Column("文件、工作表、行", "wrapped", 42),
            Column("实际", "wrapped", 30),
            Column("应为", "wrapped", 28),
            Column("处理", "wrapped", 36),
            Column("由谁处理", "text", 15),
        ),
        data=(
            rows["severity"].map(SEVERITY_WORDS).tolist(),
            _message(rows, "title"),
            _subjects(audit, rows),
            places(audit.accounts, rows["src"], rows["row"], labels),
            found.where(full, "").tolist(),
            _message(rows, "expected"),
            _message(rows, "action"),
            _message(rows, "owner"),
        ),
        notes=("只列公开名单和本区填报数据中的事项。",),
        landscape=True,
    )


def tally(audit: YearAudit) -> list[tuple[str, str, str, int, str]]:
    """How many findings of each code: severity word, title, owner, number, action; severe first."""
    counts = audit.findings.frame.groupby(["severity", "code"]).size()
    rows = []
    for severity in SEVERITIES:
        for code in sorted(code for level, code in counts.index if level == severity):
            message = catalogue()[code]
            rows.append(
                (
                    SEVERITY_WORDS[severity],
                    message.title,
                    message.owner,
                    int(counts[severity, code]),
                    message.action,
                )
            )
    return rows


def tally_table(audit: YearAudit) -> Table:
    """The same as a table."""
    rows = tally(audit)
    columns = (
        Column("程度", "flag", 9), Column("事项", "text", 44), Column("由谁处理", "text", 15),
        Column("条数", "integer", 9), Column("处理", "wrapped", 60),
    )  # fmt: skip
    return Table(
        name="事项汇总",
        title="发现事项汇总",
        columns=columns,
        data=tuple([row[at] for row in rows] for at in range(len(columns))),
        landscape=True,
    )
