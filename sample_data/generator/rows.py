"""Clean rows of every list, before dirt and cases: one dictionary per line, keyed by what the cell holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .facts import CERTIFIED, DISTRICTS, FIRST_CERTIFICATE, YEAR

if TYPE_CHECKING:
    from .dice import Dice
    from .world import Firm, World

Row = dict[str, Any]


@dataclass(slots=True)
class Lists:
    """The rows of each list. A row keeps its firm under `firm`, which is never written."""

    first: list[Row] = field(default_factory=list)
    second: list[Row] = field(default_factory=list)
    above: list[Row] = field(default_factory=list)
    tech: list[Row] = field(default_factory=list)
    patents: list[Row] = field(default_factory=list)
    registry: list[Row] = field(default_factory=list)
    revoked: list[Row] = field(default_factory=list)
    renames: list[Row] = field(default_factory=list)


def clean(world: World) -> Lists:
    """Write every list but the patents as its owner would, had he made no mistake."""
    lists = Lists()
    dice = world.dice
    everyone = [firm for firms in world.cohort.values() for firm in firms]
    for firm in dice.shuffled(everyone + world.revoked):
        batch = 0 if dice.chance(0.57) else 1
        (lists.first, lists.second)[batch].append(hnte_row(firm, batch))
    for number, row in enumerate(lists.first + lists.second, FIRST_CERTIFICATE):
        row["certificate"] = certificate(number)
    lists.above = [statistics_row(world, firm) for firm in dice.shuffled(world.above + world.revoked[:3])]
    lists.tech = [statistics_row(world, firm) for firm in dice.shuffled(world.tech)]
    lists.registry = [
        _registry_row(firm, world.former.get(firm.code, "")) for firm in dice.shuffled(world.registry)
    ]
    lists.revoked = [
        {"firm": firm, "name": firm.name, "code": firm.code}
        for firm in dice.shuffled(world.revoked + world.unrelated_revoked)
    ]
    # One line is known by its name alone.
    next(row for row in lists.revoked if row["firm"] is world.revoked[-1])["code"] = ""
    return lists


def slip_in(dice: Dice, into: list[Row], added: list[Row]) -> None:
    """Put rows at places of their own, never among the first twenty."""
    for row in added:
        into.insert(20 + dice.below(len(into) - 20), row)


def certificate(number: int, year: int = YEAR) -> str:
    """A certificate number of Guangdong: GR, year, province, six digits."""
    return f"GR{year}44{number:06d}"


def hnte_row(firm: Firm, batch: int) -> Row:
    """A line of the 公示名单."""
    return {
        "firm": firm,
        "name": firm.name,
        "code": firm.code,
        "district": DISTRICTS.get(firm.district, ""),
        "address": firm.address,
        "date": CERTIFIED[batch],
        "former": "",
    }


def statistics_row(world: World, firm: Firm) -> Row:
    """A line of the 定报库 or the 规上科服 list."""
    dice = world.dice
    return {
        "firm": firm,
        "name": firm.name,
        "code": firm.code,
        "area": f"{firm.district}{dice.below(18) + 1:03d}{dice.below(12):03d}",
        "district": DISTRICTS.get(firm.district, ""),
        "industry": world.industry.get(firm.code, "7590"),
        "sector": world.sector.get(firm.code, "规上服务业"),
        "unit": "法人",
    }


def _registry_row(firm: Firm, former: str) -> Row:
    return {
        "firm": firm,
        "name": firm.name,
        "code": firm.code,
        "former": former,
        "district": DISTRICTS.get(firm.district, ""),
    }
