"""The rules for work done: what counts as done, how much of it a district owes, and the sum it earns."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from gzaudit.policy.model import Measure, Work, WorkGroup, WorkItem
from gzaudit.policy.table import KEY, Table, listed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from gzaudit.policy.register import Register

UNITS: Final = ("场", "家", "项", "条", "份", "篇", "人次", "次", "周")
# What may be asked of a record, and how it may be judged, by the list that it stands in.
NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "gi_events": ("notice", "sign_in", "photos", "post", "demand_sheet"),
    "gi_key_firms": ("revenue", "expected_revenue", "difficulties", "matters"),
    "gi_projects": ("investment", "cumulative", "plan"),
    "gi_needs": ("need", "need_summary", "need_indicators"),
    "gi_visits": ("name",),
    "gi_weekly": ("week",),
    "gi_reports": ("report_title",),
    "rd_services": (),
}
OPTIONS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "gi_events": {
        "sessions": ("each", "average"),
        "repeats": ("once", "each"),
        "attendees": ("any", "own_district"),
    },
    "gi_key_firms": {"quarters": ("any", "every")},
}
RD_COLUMNS: Final = ("visits", "trainings", "attendances", "quarterly_reports", "annual_reports")


def read_measures(
    tables: tuple[Table, ...], register: Register, service: tuple[date, date]
) -> Mapping[str, Measure]:
    """Read the kinds of work by key; a last day lies in the service period (first and last day)."""
    measures: dict[str, Measure] = {}
    for table in tables:
        where = table.choice("list", NEEDS)
        options = OPTIONS.get(where, {})
        required = "id key name unit list clause " + " ".join(options)
        required += " about" if where == "gi_events" else ""
        required += " needs" if NEEDS[where] else ""
        table.expect(required + (" until until_word" if where == "gi_needs" else ""))
        columns = RD_COLUMNS if where == "rd_services" else None
        measure = Measure(
            *register.rule(table),
            key=table.choice("key", columns) if columns else table.text("key", KEY),
            name=table.text("name"),
            unit=table.choice("unit", UNITS),
            list=where,
            about=table.text("about") if where == "gi_events" else "",
            needs=_needs(table, NEEDS[where]),
            until=_until(table, service) if where == "gi_needs" else None,
            until_word=register.word(table, "until_word", upper=True) if where == "gi_needs" else None,
            options=MappingProxyType({key: table.choice(key, allowed) for key, allowed in options.items()}),
        )
        if measure.key in measures:
            raise table.error("key", f"“{measure.key}”写了两次", "每种工作只写一次")
        measures[measure.key] = measure
    return measures


def _until(table: Table, service: tuple[date, date]) -> date:
    """A day outside the service period would bound nothing, or leave nothing."""
    until = table.day("until")
    if not service[0] <= until <= service[1]:
        raise table.error("until", str(until), f"服务期内的一天：{service[0]} 至 {service[1]}")
    return until


def _needs(table: Table, allowed: tuple[str, ...]) -> tuple[str, ...]:
    if not allowed:
        return ()
    needs = table.texts("needs")
    for need in needs:
        if need not in allowed:
            raise table.error("needs", f"不认识的“{need}”", listed(allowed))
    return needs


def read_works(
    tables: tuple[Table, ...],
    register: Register,
    districts: Mapping[str, str],
    measures: Mapping[str, Measure],
) -> tuple[Work, ...]:
    """Read the fixed sums for work done; two may not share a key."""
    works: list[Work] = []
    for table in tables:
        table.expect("id key name decided_by partial groups clause")
        decided_by: Any = table.choice("decided_by", ("people", "list"))
        partial: Any = table.choice("partial", ("nothing", "by_item"))
        work = Work(
            *register.rule(table),
            key=table.text("key", KEY),
            name=table.text("name"),
            decided_by=decided_by,
            partial=partial,
            groups=_groups(table.tables("groups"), register, districts, measures),
        )
        if work.key in {each.key for each in works}:
            raise table.error("key", f"“{work.key}”写了两次", "每部分只写一次")
        if (work.key == "base") != (work.decided_by == "people"):
            raise table.error(
                "decided_by",
                f"“{work.decided_by}”",
                '基础工作（key = "base"）由人定（people），其他由名单定（list）',
            )
        works.append(work)
    used = {item.measure for work in works for group in work.groups for item in group.items}
    if idle := [key for key in measures if key not in used]:
        raise tables[-1].error("groups", f"没有哪一项用到：{listed(idle)}", "[[measures]] 里每种工作都有要求")
    return tuple(works)


def _groups(
    tables: tuple[Table, ...],
    register: Register,
    districts: Mapping[str, str],
    measures: Mapping[str, Measure],
) -> tuple[WorkGroup, ...]:
    """Groups count 1, 2, 3 … and each district stands in exactly one."""
    codes = {name: code for code, name in districts.items()}
    placed: dict[str, str] = {}
    groups: list[WorkGroup] = []
    for number, table in enumerate(tables, 1):
        table.expect("id tier amount districts items clause")
        if table.whole("tier") != number:
            raise table.error("tier", str(table.whole("tier")), f"{number}（梯队从 1 起依次排列）")
        for name in table.texts("districts"):
            if name not in codes:
                raise table.error("districts", f"不认识的区“{name}”", listed(codes))
            if name in placed:
                raise table.error("districts", f"“{name}”已列入 {placed[name]}", "每个区只列入一个梯队")
            placed[name] = table.key("districts")
        groups.append(
            WorkGroup(
                *register.rule(table),
                tier=number,
                amount=table.whole("amount"),
                districts=tuple(sorted(codes[name] for name in table.texts("districts"))),
                items=tuple(_item(each, register, measures) for each in table.tables("items")),
            )
        )
        _each_once(table, groups[-1])
    missing = [name for name in codes if name not in placed]
    if missing:
        raise tables[-1].error(
            "districts", f"没有列入任何梯队：{listed(missing)}", "[districts] 里每个区列入一个梯队"
        )
    return tuple(groups)


def _each_once(table: Table, group: WorkGroup) -> None:
    wanted = [item.measure for item in group.items]
    if twice := sorted({each for each in wanted if wanted.count(each) > 1}):
        raise table.error("items", f"写了两次：{listed(twice)}", "每种工作在一个梯队里只要求一次")


def _item(table: Table, register: Register, measures: Mapping[str, Measure]) -> WorkItem:
    measure = measures[table.choice("measure", measures)]
    events = measure.list == "gi_events"
    table.expect("id measure at clause" + (" each each_word" if events else ""), "word")
    return WorkItem(
        *register.rule(table),
        measure=measure.key,
        at=table.whole("at"),
        word=register.word(table, "word") if "word" in table else None,
        each=table.whole("each") if events else None,
        each_word=register.word(table, "each_word") if events else None,
    )
