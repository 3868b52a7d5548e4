"""Lists of enterprises for the bureau, with every flag and place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.match.fates import PATENTS, SCALE, SERVICES, SMES, STOCK
from gzaudit.normalise.districts import district_name
from gzaudit.read.kinds import kinds
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.words import REASONS, UNKNOWN, short_places, yes_no
from gzaudit.resolve.district import LEVELS

if TYPE_CHECKING:
    import pandas as pd

    from gzaudit.audit import YearAudit

# Files are named once, in the row account; naming them on each line would drown the list.
NUMBERED: Final = "“表 3 第 34 行”指“行数平账”中编号 3 的工作表的第 34 行。"
HOW: Final = {"code": "名单所载", "name": "按名称对应", "ambiguous": "同名多码", "unresolved": "查不到"}


def _names(codes: pd.Series) -> list[str]:
    shown: list[str] = codes.map(
        {code: district_name(code) if code else UNKNOWN for code in codes.unique()}
    ).tolist()
    return shown


def _asked(audit: YearAudit) -> tuple[str, ...]:
    """The lists that this year's indicators look for 高企 in."""
    used = {each.count.both for each in audit.indicators}
    return tuple(kind for kind in (SCALE, PATENTS) if kind in used)


def cohort_table(audit: YearAudit) -> Table:
    """All 高企 of the year with their flags and the source cells behind each (bureau only)."""
    cohort = audit.cohort.sort_values(["district", "src", "row"], kind="stable")
    accounts, asked = audit.accounts, _asked(audit)
    known = cohort["how"].isin(["code", "name"])
    there = {account.source.kind for account in accounts}
    words = {SCALE: ("规上", "四上位置"), PATENTS: ("发明专利", "专利位置")}
    columns: list[tuple[Column, list[Any]]] = [
        (Column("区", "text", 9), _names(cohort["district"])),
        (Column("企业名称", "text", 40), cohort["name"].tolist()),
        (Column("统一社会信用代码", "code", 22), cohort["code"].tolist()),
        (Column("代码来源", "flag", 12), cohort["how"].map(HOW).tolist()),
        (Column("所在区来源", "text", 16), cohort["level"].map(LEVELS).fillna(UNKNOWN).tolist()),
    ]
    for kind in asked:
        flags = yes_no(cohort[kind], known) if kind in there else [UNKNOWN] * len(cohort)
        columns.append((Column(words[kind][0], "flag", 10), flags))
    if PATENTS in asked:
        columns.append((Column("专利行数", "integer", 10), cohort["patents"].tolist()))
    columns.append((Column("高企名单位置", "text", 20), short_places(accounts, cohort["src"], cohort["row"])))
    for kind in asked:
        places = short_places(accounts, cohort[f"{kind}_src"], cohort[f"{kind}_row"])
        columns.append((Column(words[kind][1], "text", 20), places))
    secret = ("含统计名单比对结果，限市局内部使用，不得外传。“待定”指查不到代码，交集无从得知。",)
    return Table(
        name="高企名单",
        title=f"{audit.year} 年高新技术企业" + ("及比对结果" if asked else ""),
        columns=tuple(column for column, _ in columns),
        data=tuple(values for _, values in columns),
        notes=(*(secret if asked else ()), NUMBERED),
        landscape=True,
    )


def member_tables(audit: YearAudit) -> list[Table]:
    """The other lists that this year's indicators count, by district (bureau only)."""
    names = {SERVICES: "规上科服名单", SMES: "科小名单", STOCK: "有效期内高企名单"}
    counted = dict.fromkeys(each.count.list for each in audit.indicators)
    return [_members(audit, kind, names[kind]) for kind in counted if kind in names]


def _members(audit: YearAudit, kind: str, name: str) -> Table:
    members = audit.members[kind].sort_values(["district", "src", "row"], kind="stable")
    secret = ("统计名单，限市局内部使用，不得外传。",) if kinds()[kind].statistics else ()
    return Table(
        name=name,
        title=f"{audit.year} 年{kinds()[kind].title}",
        columns=(
            Column("区", "text", 9),
            Column("企业名称", "text", 40),
            Column("统一社会信用代码", "code", 22),
            Column("名单位置", "text", 20),
        ),
        data=(
            _names(members["district"]),
            members["name"].tolist(),
            members["code"].tolist(),
            short_places(audit.accounts, members["src"], members["row"]),
        ),
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
    titles = {key: kind.title for key, kind in kinds().items()}
    return Table(
        name="剔除明细",
        title="不计入的行及原因",
        columns=(
            Column("名单", "text", 32), Column("原因", "text", 16), Column("企业名称", "text", 44),
            Column("名单所载代码", "code", 24), Column("位置", "text", 20),
        ),
        data=(
            rows["kind"].map(titles).tolist(),
            rows["fate"].map(REASONS).tolist(),
            rows["name"].tolist(),
            rows["raw_code"].tolist(),
            short_places(audit.accounts, rows["src"], rows["row"]),
        ),
        notes=(
            "附注、合计行、重复的表头等不是企业的行，以及同一企业的其余专利行，不逐行列出，行数见“行数平账”。",
            NUMBERED,
        ),
        landscape=True,
    )  # fmt: skip
