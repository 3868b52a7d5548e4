"""Clean rows of the 2023 lists, as their owners would write them without mistakes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sample_data.generator.facts import DISTRICTS, FIRST_CERTIFICATE
from sample_data.generator.rows import Row, certificate

from .facts import CERTIFIED, YEAR
from .people import BATCHES

if TYPE_CHECKING:
    from sample_data.generator.world import Firm

    from .people import People


@dataclass(slots=True)
class Lists:
    """The rows of each list; a row keeps its firm under `firm`, which is never written."""

    first: list[Row] = field(default_factory=list)
    second: list[Row] = field(default_factory=list)
    smes: dict[int, list[Row]] = field(default_factory=lambda: {number: [] for number in BATCHES})
    registry: list[Row] = field(default_factory=list)

    def named(self, name: str) -> list[Row]:
        """A list by the name that cases use: first, second, registry, sme1 …."""
        if name.startswith("sme"):
            return self.smes[int(name[3:])]
        found: list[Row] = getattr(self, name)
        return found


def clean(people: People) -> Lists:
    """Write every list."""
    lists = Lists()
    dice = people.dice
    for firm in dice.shuffled([firm for firms in people.hnte.values() for firm in firms]):
        batch = 0 if dice.chance(0.55) else 1
        row = _row(firm) | {"date": CERTIFIED[batch]}
        (lists.first, lists.second)[batch].append(row)
    for number, row in enumerate(lists.first + lists.second, FIRST_CERTIFICATE):
        row["certificate"] = certificate(number, YEAR)
    smes = [firm for firms in people.smes.values() for firm in firms]
    for number, firm in enumerate(dice.shuffled(smes), 1):
        row = _row(firm) | {"number": _registration(dice.below(2), firm.district, number)}
        lists.smes[people.batch[firm.code]].append(row)
    lists.registry = [_row(firm) | {"former": people.former.get(firm.code, "")} for firm in people.registry]
    return lists


def _row(firm: Firm) -> Row:
    return {"firm": firm, "name": firm.name, "code": firm.code, "district": DISTRICTS[firm.district]}


def _registration(young: int, district: str, number: int) -> str:
    """A 入库登记编号: year, division, two marks, a serial of six digits that starts with 9."""
    return f"{YEAR}{district}{'0A'[young]}09{number:05d}"
