"""Base work: what was required, what the GI lists show, what is short, and every record with its why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.evaluate.work import proposal
from gzaudit.normalise.districts import district_name
from gzaudit.policy.wording import reaches
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.public import public_labels
from gzaudit.render.tables.words import (
    BASE_STATUS,
    LIST_STATUS,
    REASONS,
    UNKNOWN,
    number,
    places,
    short_places,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from gzaudit.match.account import SheetAccount
    from gzaudit.policy.model import Policy, WorkItem
    from gzaudit.result import DistrictResult, WorkResult

    Found = Mapping[str, Mapping[str, int | None]]

_ITEMS: Final = (
    Column("项目", "text", 20), Column("要求", "wrapped", 34), Column("实有", "integer", 9),
    Column("差额", "integer", 9), Column("是否达到", "flag", 11), Column("依据", "wrapped", 34),
)  # fmt: skip
_SOURCE: Final = (
    "按广州科技GI导出清单逐条核查，供验收参考；验收结论由市、区科技部门作出，没有作出的暂按清单核查。",
    "“待定”指缺少所需的清单，数量无从得知；没有写明数量的项目，有记录即列为达到，多少由人审定。",
)


def short_by(item: WorkItem, found: int) -> int:
    """How many more would be enough; 0 where it is."""
    enough = item.at if reaches(item.at, item.word, item.at) else item.at + 1
    return max(0, enough - found)


def _required(policy: Policy, item: WorkItem) -> str:
    unit = policy.measures[item.measure].unit
    if item.word is None:
        return "有（未定数量）"
    each = f"（每场企业数{item.each_word} {item.each} 家）" if item.each is not None else ""
    return f"{item.word} {item.at} {unit}{each}"


def _lines(policy: Policy, code: str, found: Found) -> list[tuple[Any, ...]]:
    """A line per item of a district's group."""
    work = policy.work("base")
    lines: list[tuple[Any, ...]] = []
    for item in work.group_of(code).items if work else ():
        measure = policy.measures[item.measure]
        there = found.get(code, {}).get(item.measure)
        lacking: int | str = UNKNOWN if there is None else short_by(item, there)
        met = UNKNOWN if there is None else "是" if reaches(there, item.word, item.at) else "否"
        clause = policy.document.short + "、".join(dict.fromkeys((item.clause, measure.clause)))
        name = f"{measure.name}（{measure.unit}）"
        lines.append((name, _required(policy, item), number(there), lacking, met, clause))
    return lines


def _conclusions(base: WorkResult) -> tuple[str, str]:
    """What the lists propose, and what this run goes by: people's conclusion, or the proposal without one."""
    return LIST_STATUS[proposal(base.met)], BASE_STATUS[base.status]


def work_table(policy: Policy, district: DistrictResult, found: Found) -> Table:
    """One district's base work: each item with what is required, found and short.

    Args:
        policy: with a work `base`.
        district: with its result.
        found: quantities by district and measure (see `basework.assess.BaseWork.found`).
    """
    title = f"{district.name} {policy.year} 年度基础工作核查"
    proposed, concluded = _conclusions(district.works["base"])
    notes = (f"清单核查：{proposed}；本次采用的验收结论：{concluded}。", *_SOURCE)
    return _table(title, _ITEMS, _lines(policy, district.code, found), notes)


def work_city_table(policy: Policy, districts: Iterable[DistrictResult], found: Found) -> Table:
    """Base work of all districts, in code order, with what lists propose beside what people concluded."""
    lines = [
        (each.name, *line, *_conclusions(each.works["base"]))
        for each in districts
        for line in _lines(policy, each.code, found)
    ]
    columns = (
        Column("区", "text", 9),
        *_ITEMS,
        Column("清单核查", "flag", 11),
        Column("验收结论", "flag", 11),
    )
    return _table(f"{policy.year} 年度各区基础工作核查", columns, lines, _SOURCE)


def _table(
    title: str, columns: tuple[Column, ...], lines: list[tuple[Any, ...]], notes: tuple[str, ...]
) -> Table:
    return Table.of_rows("基础工作", title, columns, lines, notes=notes, landscape=True)


def records_table(
    policy: Policy, records: pd.DataFrame, accounts: tuple[SheetAccount, ...], district: str | None = None
) -> Table:
    """Each record of the GI lists with why it counts or not.

    Args:
        policy: for the names of measures.
        records: see `basework.assess.BaseWork.records`.
        accounts: the sheets that `src` numbers.
        district: code, for a district's own file: its records alone; None for the bureau: all of them.
    """
    mine = records if district is None else records[records["district"] == district]
    names = {measure.key: measure.name for measure in policy.measures.values()} | {"": "（不明）"}
    columns: list[tuple[Column, list[Any]]] = [
        (Column("项目", "text", 20), mine["measure"].map(names).tolist()),
        (Column("记录", "wrapped", 40), mine["title"].tolist()),
        (Column("日期", "text", 12), mine["date"].tolist()),
        (Column("数量", "integer", 8), mine["quantity"].tolist()),
        (Column("结果", "flag", 16), _results(mine["fate"])),
        (Column("理由", "wrapped", 48), mine["why"].tolist()),
        (Column("材料", "wrapped", 48), mine["evidence"].tolist()),
    ]
    notes = ["“数量”：活动为签到企业数，其他计入的为 1。"]
    if district is None:
        shown = mine["district"].map(
            {code: district_name(code) for code in mine["district"].unique() if code}
        )
        columns.insert(0, (Column("区", "text", 9), shown.fillna(UNKNOWN).tolist()))
        columns.append((Column("位置", "text", 20), short_places(accounts, mine["src"], mine["row"])))
        notes.append("“表 3 第 34 行”指“行数平账”中编号 3 的工作表的第 34 行。")
    else:
        labels = public_labels(accounts)
        lists = {src: at for at, src in enumerate(sorted(mine["src"].unique().tolist()), 1)}
        numbered = tuple(f"清单 {lists.get(src, 0)}" for src in range(len(accounts)))
        columns.append((Column("位置", "text", 20), places(accounts, mine["src"], mine["row"], numbered)))
        notes += [f"清单 {at}：{labels[src]}" for src, at in lists.items()]
    whose = "各区" if district is None else district_name(district)
    title = f"{whose} {policy.year} 年度基础工作逐条核查"
    return Table.of_columns("基础工作明细", title, columns, notes=tuple(notes), landscape=True)


def _results(fate: pd.Series) -> list[str]:
    shown: list[str] = fate.map({each: REASONS[each] if each else "计入" for each in fate.unique()}).tolist()
    return shown
