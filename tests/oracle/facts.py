"""The truth of one year: which firms there are and what befalls each. No file is thought of here."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from . import codes, names
from .places import DISTRICTS


@dataclass
class Firm:
    """One enterprise. The story words are explained where `draw_world` deals them out."""

    name: str
    code: str
    district: str
    story: str = "plain"
    place: str = "own"
    former: str = ""
    hnte: bool = False
    above: bool = False
    tech: bool = False
    patents: int = 0
    registry: bool = False
    conflict: bool = False


@dataclass
class World:
    """Everything that is true, and which lists the bureau received at all."""

    rng: random.Random
    firms: list[Firm]
    messy: float
    missing: set[str] = field(default_factory=set)
    tech_unresolved: bool = False
    old_list: bool = False
    one_patent_each: bool = False
    sound_targets: bool = False

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def dirt(self, share: float) -> bool:
        """A chance that grows with how messy this year is."""
        return self.rng.random() < share * self.messy


# How a firm of the 高企 list fares, and in how many cases.
STORIES = {
    "plain": 50,
    "codeless": 9,  # its 高企 row has no usable code; other lists may know it
    "digits": 6,  # an all-digit code, cut by the spreadsheet in some list
    "renamed_column": 4,  # stands under its former name; a 曾用名 column says so
    "renamed_list": 4,  # the same, told by the renames list with the code
    "renamed_list_no_code": 3,  # the same, told by the two names only
    "renamed_untold": 2,  # one code, two names, nobody explains
    "bad_everywhere": 3,  # the same wrong check character in every list
    "bad_here": 3,  # wrong check character in the 高企 list only
    "twice": 6,  # two rows of the 高企 list
    "twice_two_names": 1,  # one code under two names inside the list
    "twice_renamed": 3,  # the same, explained by a rename
    "out_of_year": 6,
    "revoked_code": 3,
    "revoked_name": 3,
    "revoked_former": 2,
    "branch_only": 3,  # only a 产业活动单位 of it stands in the 四上 list
    "bracket_twin": 3,  # another firm with other brackets stands in the 四上 list, without a code
}
RENAMED = {
    "renamed_column",
    "renamed_list",
    "renamed_list_no_code",
    "renamed_untold",
    "twice_renamed",
    "revoked_former",
}
# Who names the district of a 高企.
PLACES = {
    "own": 55,
    "registry": 12,
    "above": 8,
    "patent": 5,
    "address": 6,
    "nobody": 5,
    "two_own": 2,
    "two_above": 2,
    "out_own": 3,
    "out_registry": 1,
    "out_above": 1,
    "out_address": 1,
}
PLAIN_ONLY = {"two_above", "out_own", "out_registry", "out_above", "out_address"}


def _deal(rng: random.Random, table: dict[str, int]) -> str:
    return rng.choices(list(table), list(table.values()))[0]


def _region(rng: random.Random, district: str) -> str:
    """Digits 3 to 8 of a code: mostly the city, sometimes the seat, sometimes another place altogether."""
    return rng.choices(
        ["440101", district, "440116", "440300", rng.choice(list(DISTRICTS))], [62, 25, 3, 3, 7]
    )[0]


def draw_world(rng: random.Random, size: int) -> World:
    """Deal out firms, stories and missing lists."""
    world = World(rng, [], messy=rng.choice([0.3, 1.0, 1.0, 1.6]))
    crowded = rng.sample(list(DISTRICTS), 3)
    taken: set[str] = set()

    def firm(story: str = "plain") -> Firm:
        district = rng.choice(crowded) if rng.random() < 0.6 else rng.choice(list(DISTRICTS))
        code = codes.new_digit_code(rng) if story == "digits" else codes.new_code(rng, _region(rng, district))
        made = Firm(names.invent(rng, taken), code, district, story)
        if story == "bad_everywhere":
            made.code = codes.break_check(rng, made.code)
        if story in RENAMED:
            made.former = names.invent(rng, taken)
        world.firms.append(made)
        return made

    weights = {k: v if k == "plain" else v * world.messy for k, v in STORIES.items()}
    for _ in range(size):
        made = firm(rng.choices(list(weights), list(weights.values()))[0])
        made.hnte = True
        made.above, made.tech = rng.random() < 0.45, rng.random() < 0.1
        made.patents = rng.choice([0, 0, 1, 1, 2, 3])
        made.registry = rng.random() < 0.5
        _place(world, made)
    for _ in range(size // 2):
        made = firm()
        made.above = rng.random() < 0.5
        made.tech = rng.random() < 0.4
        made.patents = rng.choice([0, 0, 1, 2])
        made.registry = rng.random() < 0.3
    _shared_names(world, firm)
    for kind, share in (("above_scale", 0.06), ("above_scale_tech_services", 0.05), ("patent_grants", 0.06)):
        if rng.random() < share:
            world.missing.add(kind)
    for kind, share in (("hnte", 0.02), ("targets", 0.04), ("acceptance", 0.3), ("registry", 0.2)):
        if rng.random() < share:
            world.missing.add(kind)
    world.tech_unresolved = rng.random() < 0.25
    world.old_list = rng.random() < 0.25
    world.sound_targets = rng.random() < 0.4
    world.one_patent_each = rng.random() < 0.5
    if world.one_patent_each:
        for made in world.firms:
            made.patents = min(made.patents, 1)
    return world


def _place(world: World, made: Firm) -> None:
    """Who names the district, and what the story then needs of the other lists."""
    rng = world.rng
    made.place = _deal(rng, PLACES)
    if made.story != "plain" and made.place in PLAIN_ONLY:
        made.place = "own"
    if made.place == "two_own":
        made.story = "twice"
    if made.place in ("registry", "out_registry"):
        made.registry = True
    if made.place in ("above", "two_above", "out_above"):
        made.above = True
    if made.place == "patent":
        made.patents = max(1, made.patents)
    if made.story == "branch_only":
        made.place, made.above = "own", False
    if made.story == "bracket_twin":
        made.above = False
    if made.story == "bad_here":
        made.above = True
    made.conflict = made.place == "own" and world.dirt(0.06)


def _shared_names(world: World, firm: Callable[[str], Firm]) -> None:
    """Now and then two firms bear one name: both 高企, and a codeless 四上 row that could be either."""
    if not world.dirt(0.3):
        return
    first, second = firm("shared_name"), firm("shared_name_second")
    second.name = first.name
    first.hnte = second.hnte = True
