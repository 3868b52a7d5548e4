"""Rows of the patent list: several a firm, some co-owned, some no inventions, some of other years."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from . import words
from .codes import firm_code, patent_number
from .facts import DISTRICTS, YEAR
from .world import Firm, World, institution_code

if TYPE_CHECKING:
    from .dice import Dice
    from .rows import Row

_KINDS = {"发明专利": 1, "实用新型": 2, "外观设计": 3}
SEPARATORS = ("；", "；", ";", "、", "\n")


class Patents:
    """Draws patents and keeps their numbers apart."""

    def __init__(self, world: World, first_serial: int = 1000) -> None:
        self._world, self._dice = world, world.dice
        self._serials = iter(world.dice.shuffled(range(first_serial, first_serial + 20000)))

    def row(
        self, owners: list[tuple[str, str]], firm: Firm | None, *, kind: str = "发明专利", year: int = YEAR
    ) -> Row:
        """One granted patent; `owners` are names with codes ("" = the office has none)."""
        dice = self._dice
        granted = _first_day(year) + timedelta(days=dice.below(365 if year == YEAR else 18))
        filed = year - 1 - dice.below(4)
        separator = dice.pick(SEPARATORS)
        return {
            "firm": firm,
            "number": patent_number(filed, _KINDS[kind], next(self._serials)),
            "title": f"一种{dice.pick(words.THINGS)}的{dice.pick(words.FORMS)}",
            "kind": kind,
            "date": granted,
            "owners": separator.join(name for name, _ in owners),
            "codes": separator.join(code or "/" for _, code in owners) if any(c for _, c in owners) else "",
            "district": DISTRICTS[firm.district] if firm and len(owners) == 1 else "",
            "address": firm.address if firm else f"{dice.pick(words.ROADS)}{dice.below(90) + 1}号",
        }


def clean(world: World) -> list[Row]:
    """All patent rows, in the order of the grant dates."""
    patents, dice = Patents(world), world.dice
    behind = {firm.code for firm in world.second_owners}
    leaders = [firm for firm in world.inventors if firm.code not in behind]
    rows = [patents.row([_own(firm)], firm) for firm in leaders for _ in range(_how_many(dice))]
    rows += [
        patents.row([_own(firm)], firm)
        for firm in world.plain_patentees
        for _ in range(_how_many(dice) // 2 + 1)
    ]
    rows += _shared(world, patents, leaders)
    rows += _elsewhere(patents, dice)
    for firm in world.other_patentees:
        if dice.chance(0.6):
            rows.append(patents.row([_own(firm)], firm, kind=dice.pick(("实用新型", "外观设计"))))
        else:
            rows.append(patents.row([_own(firm)], firm, year=dice.pick((YEAR - 1, YEAR + 1))))
    for firm in dice.shuffled(leaders)[:120]:
        rows.append(patents.row([_own(firm)], firm, kind=dice.pick(("实用新型", "外观设计"))))
        rows.append(patents.row([_own(firm)], firm, year=YEAR - 1))
    return sorted(rows, key=lambda row: (row["date"], row["number"]))


def _own(firm: Firm) -> tuple[str, str]:
    return firm.name, firm.code


def _first_day(year: int) -> date:
    """Rows of other years are from shortly before or after the audited one."""
    return date(year, 12, 10) if year < YEAR else date(year, 1, 1)


def _how_many(dice: Dice) -> int:
    """1 to 12, mostly few."""
    return 1 + dice.below(1 + dice.below(1 + dice.below(19)))


def _shared(world: World, patents: Patents, leaders: list[Firm]) -> list[Row]:
    """Co-owned patents: with universities, with each other, with persons."""
    dice = world.dice
    partners = [(name, institution_code(90100 + i)) for i, name in enumerate(words.UNIVERSITIES)]
    persons = [(name, "") for name in words.PERSONS]
    rows = [patents.row([dice.pick(partners), _own(firm)], None) for firm in world.second_owners]
    for firm in dice.shuffled(leaders)[:330]:
        owners = [_own(firm), dice.pick(partners)]
        if dice.chance(0.3):
            owners = [_own(firm), _own(dice.pick([other for other in leaders if other is not firm]))]
        elif dice.chance(0.15):
            owners.append(dice.pick(persons))
        rows.append(patents.row(owners, firm))
    return rows


def _elsewhere(patents: Patents, dice: Dice) -> list[Row]:
    """Patentees that are no firms of the city: universities, persons, firms of other cities."""
    rows = []
    for position in range(430):
        which = position % len(words.UNIVERSITIES)
        rows.append(patents.row([(words.UNIVERSITIES[which], institution_code(90100 + which))], None))
    rows += [patents.row([(dice.pick(words.PERSONS), "")], None) for _ in range(90)]
    for position in range(80):
        which = position % 25
        name = f"佛山样例{words.HEADS[which]}{words.TAILS[which]}制造有限公司"
        rows.append(patents.row([(name, firm_code("440605", 91000 + which))], None))
    return rows
