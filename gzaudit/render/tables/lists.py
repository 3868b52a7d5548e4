"""Lists of enterprises for the bureau, with every flag and place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.match.fates import HNTE, PATENTS, SCALE, SERVICES, SMES, STOCK
from gzaudit.normalise.districts import district_name
from gzaudit.read.kinds import kinds
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.status import holds_statistics
from gzaudit.render.tables.words import REASONS, UNKNOWN, short_places, yes_no
from gzaudit.resolve.district import LEVELS

if TYPE_CHECKING:
    import pandas as pd

    from gzaudit.audit import YearAudit

# Files are named once, in the row account; naming them on each line would drown the list.
NUMBERED: Final = "“表 3 第 34 行”指“行数平账”中编号 3 的工作表的第 34 行。"
HOW: Final = {"code": "名单所载", "name": "按名称对应", "ambiguous": "同名多码", "unresolved": "查不到"}
# Lists that 高企 are looked for in: what the flag is called, and the place behind it.
_CROSSED: Final = {SCALE: ("规上", "四上位置"), PATENTS: ("发明专利", "专利位置")}


def _names(codes: pd.Series) -> list[str]:
    shown: list[str] = codes.map(
        {code: district_name(code) if code else UNKNOWN for code in codes.unique()}
    ).tolist()
    return shown


def _asked(audit: YearAudit) -> tuple[str, ...]:
    """The lists that this year's indicators look for 高企 in."""
    used = {each.count.both for each in audit.indicators}
    return tuple(kind for kind in _CROSSED if kind in used)


def _firms(members: pd.DataFrame) -> list[tuple[Column, list[Any]]]:
    """Where each firm lies and who it is."""
    return [
        (Column("区", "text", 9), _names(members["district"])),
        (Column("企业名称", "text", 40), members["name"].tolist()),
        (Column("统一社会信用代码", "code", 22), members["code"].tolist()),
    ]


def _by_district(audit: YearAudit, kind: str) -> pd.DataFrame:
    return audit.members[kind].sort_values(["district", "src", "row"], kind="stable")


def cohort_table(audit: YearAudit) -> Table:
    """All 高企 of the year with their flags and the source cells behind each (bureau only)."""
    cohort, accounts, asked = _by_district(audit, HNTE), audit.accounts, _asked(audit)
    known = cohort["how"].isin(["code", "name"])
    there = {account.source.kind for account in accounts}
    columns = [
        *_firms(cohort),
        (Column("代码来源", "flag", 12), cohort["how"].map(HOW).tolist()),
        (Column("所在区来源", "text", 16), cohort["level"].map(LEVELS).fillna(UNKNOWN).tolist()),
    ]
    for kind in asked:
        flags = yes_no(cohort[kind], known) if kind in there else [UNKNOWN] * len(cohort)
        columns.append((Column(_CROSSED[kind][0], "flag", 10), flags))
    if PATENTS in asked:
        columns.append((Column("专利行数", "integer", 10), cohort["patents"].tolist()))
    columns.append((Column("高企名单位置", "text", 20), short_places(accounts, cohort["src"], cohort["row"])))
    for kind in asked:
        places = short_places(accounts, cohort[f"{kind}_src"], cohort[f"{kind}_row"])
        columns.append((Column(_CROSSED[kind][1], "text", 20), places))
    secret = "含统计名单比对结果，限市局内部使用，不得外传。" if holds_statistics(audit) else ""
    absent = "" if there.issuperset(asked) else "或缺少该名单"
    told = (f"{secret}“待定”指查不到代码{absent}，交集无从得知。",) if asked else ()
    return Table.of_columns(
        "高企名单",
        f"{audit.year} 年高新技术企业" + ("及比对结果" if asked else ""),
        columns,
        notes=(*told, NUMBERED),
        landscape=True,
    )


def member_tables(audit: YearAudit) -> list[Table]:
    """The other lists that this year's indicators count, by district (bureau only)."""
    names = {SERVICES: "规上科服名单", SMES: "科小名单", STOCK: "有效期内高企名单"}
    counted = dict.fromkeys(each.count.list for each in audit.indicators)
    return [_members(audit, kind, names[kind]) for kind in counted if kind in names]


def _members(audit: YearAudit, kind: str, name: str) -> Table:
    members = _by_district(audit, kind)
    places = short_places(audit.accounts, members["src"], members["row"])
    secret = ("统计名单，限市局内部使用，不得外传。",) if kinds()[kind].statistics else ()
    return Table.of_columns(
        name,
        f"{audit.year} 年{kinds()[kind].title}",
        [*_firms(members), (Column("名单位置", "text", 20), places)],
        notes=(*secret, NUMBERED),
        landscape=True,
    )


def _excluded(audit: YearAudit) -> pd.DataFrame:
    """Rows that do not count; a firm's further patents are left to the row account."""
    rows = audit.rows
    further = (rows["kind"] == PATENTS) & (rows["fate"] == "duplicate")
    out = rows[(rows["fate"] != "") & ~further]
    return out.sort_values(["src", "row", "part"], kind="stable")


def excluded_table(audit: YearAudit) -> Table:
    """Rows that do not count, with the reason (bureau only); repeated patent rows are left to the account."""
    rows = _excluded(audit)
    patents = any(account.source.kind == PATENTS for account in audit.accounts)
    further = "，以及同一企业的其余专利行" if patents else ""
    titles = {key: kind.title for key, kind in kinds().items()}
    return Table.of_columns(
        "剔除明细",
        "不计入的行及原因",
        [
            (Column("名单", "text", 32), rows["kind"].map(titles).tolist()),
            (Column("原因", "text", 16), rows["fate"].map(REASONS).tolist()),
            (Column("企业名称", "text", 44), rows["name"].tolist()),
            (Column("名单所载代码", "code", 24), rows["raw_code"].tolist()),
            (Column("位置", "text", 20), short_places(audit.accounts, rows["src"], rows["row"])),
        ],
        notes=(
            f"附注、合计行、重复的表头等不是企业的行{further}，不逐行列出，行数见“行数平账”。",
            NUMBERED,
        ),
        landscape=True,
    )
