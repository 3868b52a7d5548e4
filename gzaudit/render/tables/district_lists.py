"""Lists of a district's own enterprises, as the public lists alone give them (see `gzaudit.public`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.match.fates import HNTE, PATENTS, SMES
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.public import public_labels, public_members

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from gzaudit.audit import YearAudit
    from gzaudit.result import DistrictResult

UNWRITTEN: Final = "名单未写明"
_HELD_BACK: Final = "按市局设置，本表不列出企业"


def district_list_table(audit: YearAudit, district: DistrictResult, *, numbered: bool = True) -> Table:
    """A district's own 高企 with what is public of them.

    Args:
        audit: the year.
        district: whose they are.
        numbered: whether source lists are named by numbers that the notes explain; else in full.
    """
    mine = public_members(audit, HNTE, district)
    extra: list[tuple[Column, list[Any]]] = []
    checked = "代码"
    crossed = [each.count for each in audit.indicators if each.count.both == PATENTS]
    if crossed and audit.privacy.patent_flags:
        patent = mine[f"{PATENTS}_first" if crossed[0].owners == "first" else PATENTS]
        extra.append((Column("发明专利", "flag", 11), patent.map({True: "是", False: ""}).tolist()))
        checked = "代码和“发明专利”"
    notes = [f"{checked}按公开名单查得；计数以市局核定为准。"] if len(mine) else []
    notes += _compared(audit, district, HNTE, len(mine))
    title = f"{district.name} {audit.year} 年高新技术企业"
    lists = _lists(audit, mine, numbered=numbered)
    return Table.of_columns("高企名单", title, _columns(mine, lists, extra), notes=_notes(audit, mine, notes))


def district_sme_table(audit: YearAudit, district: DistrictResult, *, numbered: bool = True) -> Table | None:
    """A district's own 科小 as far as public lists place them; None in a year that does not count them.

    Args as `district_list_table`.
    """
    if all(each.count.list != SMES for each in audit.indicators):
        return None
    mine = public_members(audit, SMES, district)
    notes = _compared(audit, district, SMES, len(mine))
    title = f"{district.name} {audit.year} 年入库科技型中小企业"
    lists = _lists(audit, mine, numbered=numbered)
    return Table.of_columns("科小名单", title, _columns(mine, lists), notes=_notes(audit, mine, notes))


def _count(audit: YearAudit, district: DistrictResult, kind: str) -> int | None:
    """How many firms of a list count in a district; None also where the list as a whole is not counted."""
    keys = [each.key for each in audit.indicators if (each.count.list, each.count.both) == (kind, None)]
    return district.indicators[keys[0]].count if keys else None


def _compared(audit: YearAudit, district: DistrictResult, kind: str, listed: int) -> list[str]:
    """How the list compares with the count. It says the same whatever the cause: see `gzaudit.public`."""
    count = _count(audit, district, kind)
    if kind not in audit.privacy.district_lists:
        return [_HELD_BACK + ("。" if count is None else f"；核定 {count} 家。")]
    if count is None or count == listed:
        return []
    both = f"本表按公开名单列出 {listed} 家，核定 {count} 家："
    if count < listed:
        return [f"{both}相差的 {listed - count} 家待市局核实。"]
    return [f"{both}另有 {count - listed} 家待市局核实，不在此列出。"]


def _numbers(mine: pd.DataFrame) -> dict[int, int]:
    """Numbers of the lists that the firms stand in, in order."""
    return {src: at for at, src in enumerate(dict.fromkeys(mine["src"].tolist()), 1)}


def _notes(audit: YearAudit, mine: pd.DataFrame, more: list[str]) -> tuple[str, ...]:
    """Which list each number is, then what else is to be said."""
    labels = public_labels(audit.accounts)
    return (*(f"名单 {at}：{labels[src]}" for src, at in _numbers(mine).items()), *more)


def _lists(audit: YearAudit, mine: pd.DataFrame, *, numbered: bool) -> tuple[Column, list[Any]]:
    """Which list each firm stands in."""
    if numbered:
        return Column("名单", "integer", 7), mine["src"].map(_numbers(mine)).tolist()
    labels = public_labels(audit.accounts)
    return Column("名单"), [labels[src] for src in mine["src"].tolist()]


def _columns(
    mine: pd.DataFrame,
    lists: tuple[Column, list[Any]],
    extra: Sequence[tuple[Column, list[Any]]] = (),
) -> list[tuple[Column, list[Any]]]:
    """Firms, and the list and row that each stands in."""
    codes = mine["code"].where(mine["code"] != "", UNWRITTEN)
    return [
        (Column("序号", "integer", 7), list(range(1, len(mine) + 1))),
        (Column("企业名称", "text", 52), mine["name"].tolist()),
        (Column("统一社会信用代码", "code", 24), codes.tolist()),
        *extra,
        lists,
        (Column("行号", "integer", 9), mine["row"].tolist()),
    ]
