"""Tables of two runs held against each other, for the workbook and the terminal alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.compare.firms import ENTERED, LEFT, MOVED
from gzaudit.compare.inputs import CHANGES, MATTERS
from gzaudit.compare.lines import CITY, PAYABLE
from gzaudit.normalise.districts import district_name
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.sums import first_row, live_sum
from gzaudit.render.tables.words import number, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gzaudit.compare.firms import CountChange
    from gzaudit.compare.lines import Amounts, Line
    from gzaudit.compare.runs import Comparison

BEFORE: Final = "前一次"
AFTER: Final = "后一次"
WHOLE_CITY: Final = "全市"
_BUREAU_ONLY: Final = "含统计名单比对结果，限市局内部使用，不得外传。"
_FIRM_CHANGES: Final = {ENTERED: "新计入", LEFT: "不再计入", MOVED: "换了区"}
_OUTSIDE: Final = "—"
_ADDS_UP: Final = "各项相加等于差额。一项一项地换成后一次的内容重新核算，顺序即各栏从左到右的顺序。"
_OPEN: Final = "任何一次待定的，差额也待定，不按 0 计。"


def runs_notes(comparison: Comparison) -> tuple[str, ...]:
    """Which two runs, and who may read it."""
    told = [
        f"{which}：{run.shown}（{run.audit.year} 年，gzaudit {run.version}）。"
        for which, run in ((BEFORE, comparison.before), (AFTER, comparison.after))
    ]
    return (*told, *((_BUREAU_ONLY,) if comparison.confidential else ()))


def by_text(line: Line, found: Amounts) -> str:
    """What each factor did to an amount, in a sentence; or why nobody can say."""
    if line.difference is None:
        return line.missing
    named = {each.key: each.name for each in found.factors}
    beside = {group[0]: f"（连同{'、'.join(named[key] for key in group[1:])}）" for group in line.joint}
    return "；".join(
        f"{named[key]}{beside.get(key, '')} {line.by[key]:+,}" for key in named if key in line.by
    )


def _remark(line: Line, found: Amounts) -> str:
    """What a reader of a line's columns must know."""
    named = {each.key: each.name for each in found.factors}
    told = [
        f"“{named[group[0]]}”一栏含{'、'.join(named[key] for key in group[1:])}的变化，分不开"
        for group in line.joint
    ]
    return line.missing or "；".join(told)


def summary_table(comparison: Comparison) -> Table:
    """What is payable, per district and in all: each change's effect in a column of its own."""
    found = comparison.amounts
    notes = (*runs_notes(comparison), "单位：元。", _ADDS_UP, _OPEN)
    title = "两次运行的应付金额相差多少，各因什么"
    if found is None:
        return Table.of_rows(
            "汇总",
            title,
            (Column("说明", "wrapped", 60),),
            [("有一次运行只计家数，金额无从比较。",)],
            notes=notes,
        )
    *lines, city = found.of(PAYABLE)
    columns: list[tuple[Column, list[Any]]] = [
        (Column("区", "label", 10), [found.districts[line.district] for line in lines] + [WHOLE_CITY])
    ]
    first = first_row(notes)

    def money(heading: str, values: Sequence[int | None]) -> None:
        below = live_sum(values, len(columns), first)
        columns.append((Column(heading, "money", 15), [*map(number, values), below]))

    money(f"{BEFORE}应付（元）", [line.before for line in lines])
    money(f"{AFTER}应付（元）", [line.after for line in lines])
    money("差额（元）", [line.difference for line in lines])
    for factor in found.factors:
        money(f"其中：{factor.name}（元）", [_share(line, factor.key) for line in lines])
    if comparison.paid:
        owed = [line.difference for line in lines]
        money("应补拨（元）", [None if each is None else max(each, 0) for each in owed])
        money("应退回（元）", [None if each is None else max(-each, 0) for each in owed])
    remarks = [_remark(line, found) for line in (*lines, city)]
    columns.append((Column("说明", "wrapped", 44), remarks))
    return Table.of_columns("汇总", title, columns, notes=notes, total_rows=1, landscape=True, filtered=False)


def _share(line: Line, factor: str) -> int | None:
    return None if line.difference is None else line.by.get(factor, 0)


def amounts_table(comparison: Comparison, found: Amounts) -> Table:
    """Every amount of every district with each change's effect, then the city's."""
    columns: list[tuple[Column, list[Any]]] = [
        (Column("区", "label", 10), [_district(found, line) for line in found.lines]),
        (Column("金额", "text", 26), [line.figure.name for line in found.lines]),
        (Column(f"{BEFORE}（元）", "money", 15), [number(line.before) for line in found.lines]),
        (Column(f"{AFTER}（元）", "money", 15), [number(line.after) for line in found.lines]),
        (Column("差额（元）", "money", 15), [number(line.difference) for line in found.lines]),
        *(
            (
                Column(f"其中：{factor.name}（元）", "money", 15),
                [number(_share(line, factor.key)) for line in found.lines],
            )
            for factor in found.factors
        ),
        (Column("说明", "wrapped", 44), [_remark(line, found) for line in found.lines]),
    ]
    return Table.of_columns(
        "金额变化",
        "每一笔金额相差多少，各因什么",
        columns,
        notes=(*runs_notes(comparison), "单位：元。", _ADDS_UP, _OPEN),
        total_rows=sum(line.district == CITY for line in found.lines),
        landscape=True,
    )


def _district(found: Amounts, line: Line) -> str:
    return WHOLE_CITY if line.district == CITY else found.districts[line.district]


def counts_table(comparison: Comparison, counts: Iterable[CountChange] | None = None) -> Table:
    """Every count before and after, and the firms between."""
    names, districts = comparison.firms.indicators, comparison.districts
    rows = [
        (
            names[each.indicator],
            districts[each.district],
            number(each.before),
            number(each.after),
            number(None if each.before is None or each.after is None else each.after - each.before),
            *(number(n if each.listed else None)
              for n in (each.entered, each.left, each.moved_in, each.moved_out)),
        )
        for each in (comparison.firms.counts if counts is None else counts)
    ]  # fmt: skip
    headings = (BEFORE, AFTER, "差", "新计入", "不再计入", "由他区转入", "转往他区")
    columns = (
        Column("指标", "text", 26),
        Column("区", "label", 10),
        *(Column(heading, "integer", 11) for heading in headings),
    )
    return Table.of_rows(
        "家数变化", "每一项家数由多少变为多少", columns, rows, notes=(*runs_notes(comparison), "单位：家。"),
        landscape=True,
    )  # fmt: skip


def firms_table(comparison: Comparison) -> Table:
    """Every firm that entered or left a count, or moved, and why (bureau only)."""
    firms, names = comparison.firms.firms, comparison.firms.indicators
    districts = {code: district_name(code) for code in {*firms["before"], *firms["after"]} if code}
    districts[""] = _OUTSIDE
    told: list[tuple[Column, list[Any]]] = [
        (Column("指标", "text", 26), firms["indicator"].map(names).tolist()),
        (Column("变化", "flag", 11), firms["change"].map(_FIRM_CHANGES).tolist()),
        (Column("企业名称", "text", 40), firms["name"].tolist()),
        (Column("统一社会信用代码", "code", 22), firms["code"].tolist()),
        (Column(f"{BEFORE}所在区", "text", 11), firms["before"].map(districts).tolist()),
        (Column(f"{AFTER}所在区", "text", 11), firms["after"].map(districts).tolist()),
        (Column("原因", "wrapped", 44), firms["why"].tolist()),
    ]
    for side, which, run in (
        ("before", BEFORE, comparison.before),
        ("after", AFTER, comparison.after),
    ):
        at = places(run.audit.accounts, firms[f"src_{side}"], firms[f"row_{side}"])
        told.append((Column(f"{which}的位置", "text", 40), at))
    return Table.of_columns(
        "企业进出", "哪些企业进出了哪一项家数，为什么", told, notes=runs_notes(comparison), landscape=True
    )


def inputs_table(comparison: Comparison) -> Table:
    """Files, rules, readings, decisions, budget and version, where they differ."""
    rows = [
        (MATTERS[each.matter], each.item, CHANGES[each.change], each.before, each.after)
        for each in comparison.differences
    ]
    columns = (
        Column("哪一类", "flag", 11),
        Column("哪一项", "wrapped", 44),
        Column("变化", "flag", 9),
        Column(BEFORE, "wrapped", 44),
        Column(AFTER, "wrapped", 44),
    )
    return Table.of_rows(
        "输入与政策变化",
        "两次运行的依据有哪些不同",
        columns,
        rows,
        notes=runs_notes(comparison),
        landscape=True,
    )
