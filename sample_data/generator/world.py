"""The firms and what is true of them, before anyone writes a list."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import words
from .codes import firm_code, uscc
from .dice import Deck, Dice
from .facts import DISTRICTS, PLANS, SEED
from .names import Namer

# Codes of the city and of abolished divisions go on in real codes; they name no seat.
_OLD_DIVISIONS = {"440112": ("440116",), "440117": ("440184",), "440118": ("440183",), "440115": ("440113",)}


@dataclass(frozen=True, slots=True)
class Firm:
    """An enterprise: name, code, seat (six-digit district) and address."""

    name: str
    code: str
    district: str
    address: str


@dataclass(slots=True)
class World:
    """Who exists and who belongs where. Sets hold codes.

    Attributes:
        cohort: the year's 高企 by district, as planned.
        above: 四上 firms, 高企 among them.
        tech: the 规上科技服务业 list.
        inventors: 高企 with an invention granted in the year.
        second_owners: those of them who stand only behind another patentee.
        other_patentees: 高企 with other patents or grants of other years only.
        plain_patentees: patentees that are no 高企.
        late: 高企 of the year before that slipped into this year's list.
        revoked: 高企 of the year that lost the status.
        unrelated_revoked: firms of the 取消名单 that the year's list does not hold.
        registry: firms of the 企业底册.
        former: former name by code, given in the 企业底册.
        renamed: old name by code, given in the 更名名单.
        sector: 专业类别 by code.
        industry: 行业代码 by code.
    """

    dice: Dice
    namer: Namer
    cohort: dict[str, list[Firm]] = field(default_factory=dict)
    above: list[Firm] = field(default_factory=list)
    tech: list[Firm] = field(default_factory=list)
    inventors: list[Firm] = field(default_factory=list)
    second_owners: list[Firm] = field(default_factory=list)
    other_patentees: list[Firm] = field(default_factory=list)
    plain_patentees: list[Firm] = field(default_factory=list)
    late: list[Firm] = field(default_factory=list)
    revoked: list[Firm] = field(default_factory=list)
    unrelated_revoked: list[Firm] = field(default_factory=list)
    registry: list[Firm] = field(default_factory=list)
    former: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    sector: dict[str, str] = field(default_factory=dict)
    industry: dict[str, str] = field(default_factory=dict)


class Births:
    """Gives every new firm a number of its own."""

    def __init__(self, dice: Dice, namer: Namer, numbers: range = range(10000, 90000)) -> None:
        self._dice, self._namer = dice, namer
        self._numbers = iter(dice.shuffled(numbers))

    def firm(self, district: str, trades: tuple[str, ...]) -> Firm:
        """A new enterprise seated in the district (six-digit code)."""
        draw = self._dice.below(100)
        division = "440101" if draw < 62 else district
        if draw >= 95:
            division = self._dice.pick(_OLD_DIVISIONS.get(district, (district,)))
        name = self._namer.firm(trades)
        return Firm(name, firm_code(division, next(self._numbers)), district, self._namer.address(district))


def build() -> World:
    """Make the whole city. The same every time."""
    dice = Dice(SEED)
    world = World(dice, Namer(dice))
    births = Births(dice, world.namer)
    for district in DISTRICTS:
        _settle(world, births, district)
    everyone = [firm for firms in world.cohort.values() for firm in firms]
    deck = Deck(dice, everyone)
    absent = {firm.code for firm in deck.deal(130)}
    extra = [births.firm(dice.pick(list(DISTRICTS)), words.TECH_TRADES) for _ in range(620)]
    world.late, world.revoked = extra[:3], extra[3:12]
    world.unrelated_revoked = extra[320:323]
    world.registry = [firm for firm in everyone if firm.code not in absent] + extra
    chosen = {firm.code for firm in everyone}
    outsiders = [firm for firm in world.above if firm.code not in chosen]
    world.registry += dice.shuffled(outsiders)[:700]
    world.plain_patentees = dice.shuffled(outsiders)[:420] + extra[12:320]
    _rename(world, Deck(dice, [firm for firm in everyone if firm.code not in absent]))
    return world


def _settle(world: World, births: Births, district: str) -> None:
    """Fill one district as planned."""
    plan, dice = PLANS[district], world.dice
    firms = [births.firm(district, words.TECH_TRADES) for _ in range(plan.hnte)]
    world.cohort[district] = firms
    large = dice.shuffled(firms)[: plan.above_scale]
    servants = plan.tech_services
    from_cohort = large[: min(len(large) // 5, servants // 3)]
    others = []
    for position in range(plan.others):
        if position < servants - len(from_cohort):
            firm, sector = births.firm(district, words.SERVICE_TRADES), "规上服务业"
            industries: tuple[str, ...] = words.SERVICE_INDUSTRY
            world.tech.append(firm)
        else:
            sector = dice.pick(list(words.SECTORS))
            firm = births.firm(district, words.SECTORS[sector][0])
            industries = words.SECTORS[sector][1]
        world.sector[firm.code], world.industry[firm.code] = sector, dice.pick(industries)
        others.append(firm)
    world.tech += from_cohort
    for firm in large:
        service = firm in from_cohort
        world.sector[firm.code] = "规上服务业" if service else "规上工业"
        world.industry[firm.code] = dice.pick(words.SERVICE_INDUSTRY if service else words.TECH_INDUSTRY)
    world.above += large + others
    drawn = dice.shuffled(firms)
    world.inventors += drawn[: plan.patents]
    world.second_owners += drawn[: plan.patents // 22]
    world.other_patentees += drawn[plan.patents : plan.patents + plan.patents // 8]


def _rename(world: World, deck: Deck[Firm]) -> None:
    """Give some firms of the registry a former name, known there or from the 更名名单."""
    for firm in deck.deal(70):
        world.former[firm.code] = world.namer.firm(words.TECH_TRADES)
    for firm in deck.deal(26):
        world.renamed[firm.code] = world.namer.firm(words.TECH_TRADES)


def codes_of(firms: list[Firm]) -> set[str]:
    """The codes of some firms."""
    return {firm.code for firm in firms}


def institution_code(number: int) -> str:
    """A public institution's code (12 …) from the unassigned range."""
    return uscc("12440000", f"PDY{number:05d}")
