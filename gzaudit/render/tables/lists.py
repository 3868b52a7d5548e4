"""Lists of enterprises for the bureau, with every flag and place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.match.fates import HNTE, PATENTS, SCALE, SERVICES, SMES, STOCK
from gzaudit.normalise.districts import district_name
from gzaudit.read.kinds import kinds
from gzaudit.render.formulas.counts import flag_role, place_role
from gzaudit.render.formulas.place import Place, first_row
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.status import holds_statistics
from gzaudit.render.tables.words import HOW, REASONS, UNKNOWN, short_places, yes_no
from gzaudit.resolve.how import SETTLED
from gzaudit.resolve.levels import LEVELS

if TYPE_CHECKING:
    import pandas as pd

    from gzaudit.audit import YearAudit

# Files are named once, in the row account; naming them on each line would drown the list.
NUMBERED: Final = "“表 3 第 34 行”指“行数平账”中编号 3 的工作表的第 34 行。"
# Lists that 高企 are looked for in: what the flag is called, and the place behind it.
_CROSSED: Final = {SCALE: ("规上", "四上位置"), PATENTS: ("发明专利", "专利位置")}
# Columns that only some readings of a count need (A9, A11 and the like).
_BY_READING: Final = {
    f"{PATENTS}_first": "第一权利人专利",
    f"district_{SCALE}": "四上所在区",
    f"district_{PATENTS}": "专利权人所在区",
}
# Sheets of the lists that counts are made of.
SHEETS: Final = {HNTE: "高企名单", SERVICES: "规上科服名单", SMES: "科小名单", STOCK: "有效期内高企名单"}

# What a column is, its heading, and its values; a formula finds a column by what it is.
_Part = tuple[str, Column, list[Any]]


def _names(codes: pd.Series) -> list[str]:
    shown: list[str] = codes.map(
        {code: district_name(code) if code else UNKNOWN for code in codes.unique()}
    ).tolist()
    return shown


def _asked(audit: YearAudit, list_: str) -> tuple[str, ...]:
    """The lists that this year's indicators look for a list's firms in; for the year's 高企 those of any."""
    used = {each.count.both for each in audit.indicators if list_ in (HNTE, each.count.list)}
    return tuple(kind for kind in _CROSSED if kind in used)


def _roles_by_reading(audit: YearAudit, list_: str) -> tuple[str, ...]:
    """Columns that a count of the list needs beside the usual ones."""
    rules = [each.count for each in audit.indicators if each.count.list == list_]
    used = {role for rule in rules for role in (place_role(rule), flag_role(rule))}
    return tuple(role for role in _BY_READING if role in used)


def _firms(members: pd.DataFrame) -> list[_Part]:
    """Where each firm lies and who it is."""
    return [
        ("district", Column("区", "text", 9), _names(members["district"])),
        ("name", Column("企业名称", "text", 40), members["name"].tolist()),
        ("code", Column("统一社会信用代码", "code", 22), members["code"].tolist()),
    ]


def _by_district(audit: YearAudit, kind: str) -> pd.DataFrame:
    return audit.members[kind].sort_values(["district", "src", "row"], kind="stable")


def _table(name: str, title: str, parts: list[_Part], notes: tuple[str, ...]) -> Table:
    columns = [(column, values) for _, column, values in parts]
    return Table.of_columns(name, title, columns, notes=notes, landscape=True)


def cohort_table(audit: YearAudit) -> Table:
    """All 高企 of the year with their flags and the source cells behind each (bureau only)."""
    cohort, asked = _by_district(audit, HNTE), _asked(audit, HNTE)
    title = f"{audit.year} 年高新技术企业" + ("及比对结果" if asked else "")
    return _table(SHEETS[HNTE], title, _cohort_parts(audit, cohort), _notes(audit, HNTE))


def _cohort_parts(audit: YearAudit, cohort: pd.DataFrame) -> list[_Part]:
    accounts, asked = audit.accounts, _asked(audit, HNTE)
    parts: list[_Part] = [
        *_firms(cohort),
        ("how", Column("代码来源", "flag", 12), cohort["how"].map(HOW).tolist()),
        ("level", Column("所在区来源", "text", 16), cohort["level"].map(LEVELS).fillna(UNKNOWN).tolist()),
        *_flags(audit, HNTE, cohort),
    ]
    if PATENTS in asked:
        parts.append(("patents", Column("专利行数", "integer", 10), cohort["patents"].tolist()))
    at = short_places(accounts, cohort["src"], cohort["row"])
    parts.append(("place", Column("高企名单位置", "text", 20), at))
    for kind in asked:
        places = short_places(accounts, cohort[f"{kind}_src"], cohort[f"{kind}_row"])
        parts.append((f"{kind}_place", Column(_CROSSED[kind][1], "text", 20), places))
    return parts


def _flags(audit: YearAudit, list_: str, members: pd.DataFrame) -> list[_Part]:
    """Whether each firm is in the other lists that counts ask for, and where those place it."""
    there, parts = _there(audit), []
    known = members["how"].isin(SETTLED)
    for kind in _asked(audit, list_):
        flags = yes_no(members[kind], known) if kind in there else [UNKNOWN] * len(members)
        parts.append((kind, Column(_CROSSED[kind][0], "flag", 10), flags))
    for role in _roles_by_reading(audit, list_):
        heading = _BY_READING[role]
        if role.startswith("district_"):
            parts.append((role, Column(heading, "text", 12), _names(members[role])))
        else:
            parts.append((role, Column(heading, "flag", 12), yes_no(members[role], known)))
    return parts


def _there(audit: YearAudit) -> set[str | None]:
    """Kinds of list that were read."""
    return {account.source.kind for account in audit.accounts}


def _notes(audit: YearAudit, kind: str) -> tuple[str, ...]:
    asked = _asked(audit, kind)
    if kind not in (HNTE, STOCK):
        secret = ("统计名单，限市局内部使用，不得外传。",) if kinds()[kind].statistics else ()
        return (*secret, NUMBERED)
    secret_flags = "含统计名单比对结果，限市局内部使用，不得外传。" if holds_statistics(audit) else ""
    absent = "" if _there(audit).issuperset(asked) else "或缺少该名单"
    told = (f"{secret_flags}“待定”指查不到代码{absent}，交集无从得知。",) if asked else ()
    return (*told, NUMBERED)


def member_tables(audit: YearAudit) -> list[Table]:
    """The other lists that this year's indicators count, by district (bureau only)."""
    counted = dict.fromkeys(each.count.list for each in audit.indicators)
    return [
        _table(
            SHEETS[kind],
            f"{audit.year} 年{kinds()[kind].title}",
            _member_parts(audit, kind, _by_district(audit, kind)),
            _notes(audit, kind),
        )
        for kind in counted
        if kind in SHEETS and kind != HNTE
    ]


def _member_parts(audit: YearAudit, kind: str, members: pd.DataFrame) -> list[_Part]:
    places = short_places(audit.accounts, members["src"], members["row"])
    flags = _flags(audit, kind, members) if kind == STOCK else []
    return [*_firms(members), *flags, ("place", Column("名单位置", "text", 20), places)]


def list_place(audit: YearAudit, kind: str) -> Place | None:
    """Where a list stands in the city's workbook, for formulas over it; None if it has no sheet there."""
    if kind not in SHEETS:
        return None
    nobody = audit.members[kind].iloc[:0]
    parts = _cohort_parts(audit, nobody) if kind == HNTE else _member_parts(audit, kind, nobody)
    lines = len(audit.members[kind])
    return Place(SHEETS[kind], first_row(_notes(audit, kind)), lines, tuple(role for role, _, _ in parts))


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
