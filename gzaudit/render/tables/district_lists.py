"""Lists of a district's own enterprises: only what is public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.match.fates import PATENTS, SMES
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.public import public_cohort, public_labels, public_members

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.result import DistrictResult

UNWRITTEN: Final = "名单未写明"


def district_list_table(audit: YearAudit, district: DistrictResult) -> Table:
    """A district's own 高企 with what is public; nothing rests on a statistics list.

    A code or a patent that took a look into another list is not shown, whichever list it was: what is left
    blank is the same for all, so that nobody can tell them apart (see `tables.public`).
    """
    mine = public_cohort(audit, district)
    own_code = mine["how"] == "code"
    asked = any(each.count.both == PATENTS for each in audit.indicators)
    patent = mine["patents_public"] & own_code
    labels = public_labels(audit.accounts)
    lists = list(dict.fromkeys(mine["src"].tolist()))
    number = {src: at for at, src in enumerate(lists, 1)}
    notes = [f"名单 {at}：{labels[src]}" for src, at in number.items()]
    if asked:
        notes.append("“发明专利”一栏只标明按公开名单中的代码直接对得上的；计数以市局核定为准。")
    count = district.indicators["hnte"].count if "hnte" in district.indicators else None
    if count is not None and count > len(mine):
        notes.append(
            f"本表列出 {len(mine)} 家，核定 {count} 家：另有 {count - len(mine)} 家的所在区"
            "不能由高企名单或企业底册直接确定，由市局核实，不在此列出。"
        )
    columns: list[tuple[Column, list[Any]]] = [
        (Column("序号", "integer", 7), list(range(1, len(mine) + 1))),
        (Column("企业名称", "text", 52), mine["name"].tolist()),
        (Column("统一社会信用代码", "code", 24), mine["code"].where(own_code, UNWRITTEN).tolist()),
        *([(Column("发明专利", "flag", 11), patent.map({True: "是", False: ""}).tolist())] if asked else []),
        (Column("名单", "integer", 7), mine["src"].map(number).tolist()),
        (Column("行号", "integer", 9), mine["row"].tolist()),
    ]
    return Table(
        name="高企名单",
        title=f"{district.name} {audit.year} 年高新技术企业",
        columns=tuple(column for column, _ in columns),
        data=tuple(values for _, values in columns),
        notes=tuple(notes),
    )


def district_sme_table(audit: YearAudit, district: DistrictResult) -> Table | None:
    """A district's own 科小 as far as public lists place them; None in a year that does not count them."""
    if all(each.count.list != SMES for each in audit.indicators):
        return None
    mine = public_members(audit, SMES, district)
    labels = public_labels(audit.accounts)
    number = {src: at for at, src in enumerate(dict.fromkeys(mine["src"].tolist()), 1)}
    notes = [f"名单 {at}：{labels[src]}" for src, at in number.items()]
    keys = [each.key for each in audit.indicators if each.count.list == SMES]
    count = district.indicators[keys[0]].count
    if count is not None and count > len(mine):
        notes.append(
            f"本表列出 {len(mine)} 家，核定 {count} 家：另有 {count - len(mine)} 家的所在区由市局核实。"
        )
    return Table(
        name="科小名单",
        title=f"{district.name} {audit.year} 年入库科技型中小企业",
        columns=(
            Column("序号", "integer", 7),
            Column("企业名称", "text", 52),
            Column("统一社会信用代码", "code", 24),
            Column("名单", "integer", 7),
            Column("行号", "integer", 9),
        ),
        data=(
            list(range(1, len(mine) + 1)),
            mine["name"].tolist(),
            mine["code"].where(mine["how"] == "code", UNWRITTEN).tolist(),
            mine["src"].map(number).tolist(),
            mine["row"].tolist(),
        ),
        notes=tuple(notes),
    )
