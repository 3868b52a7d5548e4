"""The ledger of rows: where every row of every enterprise list went, one line each (bureau only)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gzaudit.match.fates import ASKED, PATENTS
from gzaudit.read.kinds import heading_aliases, kinds
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.words import REASONS

if TYPE_CHECKING:
    import pandas as pd

    from gzaudit.audit import YearAudit

STATES: Final = {
    "valid": "有效", "bad_check": "校验不符", "malformed": "不合规", "precision_lost": "被截断",
    "missing": "未填",
}  # fmt: skip
FOUND_BY: Final = {
    "code": "代码",
    "name": "名称",
    "ambiguous": "同名多码",
    "unresolved": "查不到",
    "decided": "人工决定",
    "": "",
}
# A sheet holds 1,048,576 lines; title and headings need a few.
SHEET_ROWS: Final = 1_000_000


def _table(kind: str, name: str, title: str, rows: pd.DataFrame, said: pd.DataFrame) -> Table:
    """Who each row is and what became of it, then what it says that decides: district, type, date, year."""
    fate = {reason: REASONS[reason] if reason else "计入" for reason in rows["fate"].unique()}
    columns = [
        (Column("表", "integer", 6), (rows["src"] + 1).tolist()),
        (Column("行", "integer", 9), rows["row"].tolist()),
        (Column("企业名称", "text", 44), rows["name"].tolist()),
        (Column("名单所载代码", "code", 24), rows["raw_code"].tolist()),
        (Column("代码状态", "flag", 11), rows["state"].map(STATES).tolist()),
        (Column("识别依据", "flag", 11), rows["how"].map(FOUND_BY).tolist()),
        (Column("对应企业代码", "code", 24), rows["code"].tolist()),
        (Column("去向", "flag", 16), rows["fate"].map(fate).tolist()),
    ]
    columns += [(Column(heading_aliases()[str(field)][0]), said[field].tolist()) for field in said]
    owners = "共有专利每个专利权人一行。" if kind == PATENTS else ""
    return Table.of_columns(
        name,
        title,
        columns,
        notes=(f"“表”的编号见“行数平账”，“行”是该表的行号。{owners}限市局内部使用，不得外传。",),
        landscape=True,
    )


def ledger_tables(audit: YearAudit) -> tuple[Table, ...]:
    """One sheet per list; a list too long for a sheet goes on in the next."""
    tables = []
    for key, kind in kinds().items():
        rows = audit.rows[audit.rows["kind"] == key]
        order = np.lexsort((rows["part"], rows["row"], rows["src"]))
        rows = rows.iloc[order]
        for start in range(0, len(rows), SHEET_ROWS):
            number = f"（{start // SHEET_ROWS + 1}）" if len(rows) > SHEET_ROWS else ""
            title = f"{kind.title}：每一行的去向{number}"
            part = rows.iloc[start : start + SHEET_ROWS]
            said = audit.fields.loc[part["line"].to_numpy(), list(ASKED.get(key, ()))]
            tables.append(_table(key, f"{kind.title}{number}", title, part, said))
    return tuple(tables)
