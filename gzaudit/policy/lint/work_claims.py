"""What the rules for work done claim that the official text says."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from gzaudit.policy.lint.claim import UNITS, Claim, money, name_claim, number_claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.policy.model import Measure, Policy, Work, WorkGroup, WorkItem


def of_measure(measure: Measure) -> Iterator[Claim]:
    """What its records must be, and the last day."""
    if measure.about:
        yield name_claim(measure, f"{measure.name}：名称含“{measure.about}”", measure.about)
    if measure.until:
        yield Claim(
            rule=measure.id,
            clause=measure.clause,
            what=f"{measure.name}：{measure.until.isoformat()} {measure.until_word or ''}".rstrip(),
            day=measure.until,
            word=measure.until_word,
        )


def of_group(group: WorkGroup, work: Work, policy: Policy) -> Iterator[Claim]:
    """The sum, the districts and the work of one group; where groups share a clause, a sum per row."""
    name = f"{work.name}第 {group.tier} 组"
    own = tuple(policy.districts[code] for code in group.districts)
    beside = [each for each in work.groups if each.clause == group.clause and each is not group]
    others = tuple(policy.districts[code] for each in beside for code in each.districts)
    if others:
        for district in own:
            rest = tuple(each for each in own if each != district)
            yield Claim(
                rule=group.id,
                clause=group.clause,
                what=f"{name}：{district} {money(group.amount)}",
                kind="row",
                values=(Fraction(group.amount),),
                units=("元",),
                names=(district, *rest),
                others=others,
            )
    else:
        what = f"{name}：每区 {money(group.amount)}"
        yield number_claim(group, what, group.amount, "元", "元/区")
        yield from (name_claim(group, f"{name}：{district}", district) for district in own)
        yield number_claim(group, f"{name}：{len(own)} 个区", len(own), "个区", needed=False)
    elsewhere = {each.clause for each in work.groups} - {group.clause}
    for item in group.items:
        if item.clause in elsewhere:
            # What another group must do is asked of these districts only if its clause names them.
            yield from (name_claim(item, f"{name}：{district}", district) for district in own)
        shared = bool(beside) and all(_asks(item) in map(_asks, each.items) for each in beside)
        # What all groups must do may stand in one cell for the whole table.
        rows, series = ((), "") if shared else (others, group.id)
        frame = Claim(item.id, item.clause, f"{name}：", names=own, others=rows, series=series)
        yield from _of_item(item, policy.measures[item.measure], frame)


def _asks(item: WorkItem) -> tuple[str, int, str | None, int | None, str | None]:
    """What an item asks for, to be compared with another group's."""
    return item.measure, item.at, item.word, item.each, item.each_word


def _of_item(item: WorkItem, measure: Measure, frame: Claim) -> Iterator[Claim]:
    """How much, and how many firms each event; `frame` says of whom it is claimed."""
    told = f"{frame.what}{measure.name}"
    yield replace(
        frame,
        what=f"{told} {item.at} {measure.unit}" + (f"，{item.word}" if item.word else ""),
        values=(Fraction(item.at),),
        units=UNITS.get(measure.unit, (measure.unit,)),
        word=item.word,
        bare=item.word is None,
        # Work that the text asks for without a number is written as 1.
        needed=item.at != 1 or item.word is not None,
    )
    if item.each is not None:
        yield replace(
            frame,
            what=f"{told}每{measure.unit} {item.each} 家" + (f"，{item.each_word}" if item.each_word else ""),
            values=(Fraction(item.each),),
            units=("家",),
            word=item.each_word,
            bare=item.each_word is None,
            per=measure.unit,
        )


def of_total(work: Work) -> Iterator[Claim]:
    """The sum of all districts, which a table may print in its last row."""
    if len({group.clause for group in work.groups}) == 1:
        first = work.groups[0]
        total = sum(group.amount * len(group.districts) for group in work.groups)
        yield Claim(
            rule=first.id,
            clause=first.clause,
            what=f"{work.name}：各区合计 {money(total)}",
            kind="total",
            values=(Fraction(total),),
            units=("元",),
            needed=False,
        )
