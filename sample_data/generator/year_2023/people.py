"""Who exists in the sample year 2023: firms by district, and in which 科小 batch each stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sample_data.generator import words
from sample_data.generator.dice import Deck, Dice
from sample_data.generator.facts import DISTRICTS
from sample_data.generator.names import Namer
from sample_data.generator.world import Births, Firm

from .facts import NUMBERS, PLANS, SEED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sample_data.generator.case import Case

# Batches of the 科小 list with their share in per cent; those without 所在区 need the 企业底册.
BATCHES = {1: 18, 2: 17, 3: 17, 4: 16, 5: 17, 6: 15}
PLACELESS = frozenset({2, 4})
_ALSO_SMES = 0.6


@dataclass(slots=True)
class People:
    """The firms of the year.

    Attributes:
        hnte: 高企 by district.
        smes: 科小 by district, some of them 高企 as well.
        batch: number of the 科小 batch by code.
        registry: firms of the 企业底册.
        former: former name by code, given in the 企业底册.
    """

    dice: Dice
    namer: Namer
    hnte: dict[str, list[Firm]] = field(default_factory=dict)
    smes: dict[str, list[Firm]] = field(default_factory=dict)
    batch: dict[str, int] = field(default_factory=dict)
    registry: list[Firm] = field(default_factory=list)
    former: dict[str, str] = field(default_factory=dict)


def build(cases: list[Case], taken: Iterable[str]) -> People:
    """Make the firms; those of the cases count towards the plan. `taken` are names of the other year."""
    dice = Dice(SEED)
    people = People(dice, Namer(dice, taken))
    births = Births(dice, people.namer, NUMBERS)
    added = [pair for case in cases for pair in case.counts]
    for district in DISTRICTS:
        plan = PLANS[district]
        hnte = [
            births.firm(district, words.TECH_TRADES)
            for _ in range(plan.hnte - added.count(("hnte", district)))
        ]
        wanted = plan.smes - added.count(("tech_sme", district))
        both = [firm for firm in hnte if dice.chance(_ALSO_SMES)][:wanted]
        rest = [births.firm(district, words.TECH_TRADES) for _ in range(wanted - len(both))]
        people.hnte[district], people.smes[district] = hnte, both + rest
    _deal_batches(people)
    _register(people)
    return people


def _deal_batches(people: People) -> None:
    numbers = [number for number, share in BATCHES.items() for _ in range(share)]
    for firms in people.smes.values():
        for firm in firms:
            people.batch[firm.code] = people.dice.pick(numbers)


def _register(people: People) -> None:
    """The 企业底册: everyone whom a batch does not place, some other 高企, some strangers."""
    placeless = [
        firm for firms in people.smes.values() for firm in firms if people.batch[firm.code] in PLACELESS
    ]
    known = {firm.code for firm in placeless}
    others = Deck(
        people.dice, [firm for firms in people.hnte.values() for firm in firms if firm.code not in known]
    )
    chosen = others.deal(260)
    people.registry = people.dice.shuffled(placeless + chosen)
    for firm in chosen[:12]:
        people.former[firm.code] = people.namer.firm(words.TECH_TRADES)
