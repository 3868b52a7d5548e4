"""Lets the dirt into the lists, a few dozen rows of each sort, never two sorts in one row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from . import dirt
from .dice import Deck, Dice
from .facts import DISTRICTS
from .world import World, codes_of

if TYPE_CHECKING:
    from .rows import Lists, Row


def soil(world: World, lists: Lists) -> None:
    """Spoil the rows of all lists in place. Nothing here needs a person's decision."""
    dice = world.dice
    planned = codes_of([firm for firms in world.cohort.values() for firm in firms])
    registered = codes_of(world.registry)
    deck = Deck(dice, [row for row in lists.first + lists.second if row["firm"].code in planned])
    _blank_districts(deck, registered, codes_of(world.above), _single_owners(lists))
    _codes(deck, 1)
    _names(deck)
    _districts(deck)
    _old_names(world, lists, deck)
    _missing(dice, deck.deal(26, lambda row: row["firm"].code in registered and not _named_anew(world, row)))
    _duplicates(dice, lists, deck)
    _dates(dice, lists.first, 25)
    _conflicts(dice, lists, deck, registered)
    _statistics(world, lists, registered, planned)
    _patents(dice, world, lists)


def _statistics(world: World, lists: Lists, registered: set[str], planned: set[str]) -> None:
    """The two lists of the statistics bureau are better kept, but not clean."""
    dice = world.dice
    deck = Deck(dice, [row for row in lists.above if not _named_anew(world, row)])
    _codes(deck, 2)
    _names(deck)
    _missing(dice, deck.deal(6, lambda row: row["firm"].code in registered))
    for row in deck.deal(45, lambda row: row["firm"].code not in planned):
        row["unit"] = "视同法人"
    for row in deck.deal(12):
        row["area"] = int(row["area"])
    for row in deck.deal(8, lambda row: row["firm"].code in planned and row["name"].endswith("科技有限公司")):
        row["name"] = row["name"].replace("有限公司", "股份有限公司")
    tech = Deck(dice, [row for row in lists.tech if not _named_anew(world, row)])
    _codes(tech, 4)
    _missing(dice, tech.deal(3, lambda row: row["firm"].code in planned))
    for row in tech.deal(4):
        row["area"] = ""
    for row in tech.deal(3):
        lists.tech.insert(dice.below(len(lists.tech)), dict(row))


def _named_anew(world: World, row: Row) -> bool:
    return row["firm"].code in world.former or row["firm"].code in world.renamed


def _single_owners(lists: Lists) -> set[str]:
    return {row["firm"].code for row in lists.patents if row["district"] and row["firm"]}


def _codes(deck: Deck[Row], part: int) -> None:
    """Codes written badly but completely; `part` divides the usual number."""
    for spoil, count in dirt.CODE_DIRT:
        for row in deck.deal(count // part):
            row["code"] = spoil(row["code"])


def _names(deck: Deck[Row]) -> None:
    for spoil, count in dirt.NAME_DIRT:
        for row in deck.deal(count, lambda row, spoil=spoil: spoil(row["name"]) != row["name"]):  # type: ignore[misc]
            row["name"] = spoil(row["name"])


def _districts(deck: Deck[Row]) -> None:
    for district, written, count in dirt.DISTRICT_DIRT:
        for row in deck.deal(count, lambda row, d=district: row["firm"].district == d):  # type: ignore[misc]
            row["district"] = written


def _blank_districts(deck: Deck[Row], registered: set[str], above: set[str], patentees: set[str]) -> None:
    """Blank 所在区, so that each lower source of the district is needed by someone."""
    rows = deck.deal(110, lambda row: row["firm"].code in registered)
    unlisted = [(above, set()), (patentees, above), (set(), above | patentees)]
    for (inside, outside), count in zip(unlisted, (7, 4, 3), strict=True):
        rows += deck.deal(
            count,
            lambda row, i=inside, o=outside: (  # type: ignore[misc]
                row["firm"].code not in registered
                and (not i or row["firm"].code in i)
                and row["firm"].code not in o
                and row["firm"].address.startswith("广")
            ),
        )
    for row in rows:
        row["district"] = ""


def _missing(dice: Dice, rows: list[Row]) -> None:
    """Codes left out; the names are known elsewhere."""
    for row in rows:
        row["code"] = dice.pick(dirt.MISSING)


def _old_names(world: World, lists: Lists, deck: Deck[Row]) -> None:
    """Old names: in this year's list (更名名单 explains), in the 定报库 and patents (曾用名 explains)."""
    for row in lists.first + lists.second:
        code = row["firm"].code
        row["name"] = world.renamed.get(code, row["name"])
    second = {id(row) for row in lists.second}
    for row in deck.deal(9, lambda row: row["firm"].code in world.former and id(row) in second):
        row["former"] = world.former[row["firm"].code]
    for row in deck.deal(5, lambda row: row["firm"].code in world.former):
        row["name"], row["code"] = world.former[row["firm"].code], ""
    for row in lists.above:
        row["name"] = world.former.get(row["firm"].code, row["name"])
    named = [firm for firm in world.registry if firm.code in world.renamed]
    lists.renames = [
        {"old": world.renamed[firm.code], "new": firm.name, "code": firm.code, "firm": firm} for firm in named
    ]
    for row in lists.renames[::7]:
        row["code"] = ""


def _duplicates(dice: Dice, lists: Lists, deck: Deck[Row]) -> None:
    """The same firm twice in a batch, and in both."""
    first = {id(row) for row in lists.first}
    for row in deck.deal(7, lambda row: id(row) in first):
        lists.first.insert(dice.below(len(lists.first)), dict(row))
    for row in deck.deal(9, lambda row: id(row) in first):
        lists.second.insert(dice.below(len(lists.second)), dict(row))


def _dates(dice: Dice, rows: list[Row], count: int) -> None:
    for row in dice.shuffled(rows)[:count]:
        if isinstance(row["date"], date):
            row["date"] = dirt.written_date(dice, row["date"])


def _conflicts(dice: Dice, lists: Lists, deck: Deck[Row], registered: set[str]) -> None:
    """Firms that the registry still has in the district they left."""
    moved = {row["firm"].code for row in deck.deal(10, lambda row: row["firm"].code in registered)}
    for row in lists.registry:
        if row["code"] in moved:
            others = [name for code, name in DISTRICTS.items() if code != row["firm"].district]
            row["district"] = dice.pick(others)


def _patents(dice: Dice, world: World, lists: Lists) -> None:
    """Dates as text, names of the time of filing, codes left out behind co-owners."""
    _dates(dice, lists.patents, 900)
    for row in lists.patents:
        code = row["firm"].code if row["firm"] else ""
        if code in world.former and dice.chance(0.7):
            row["owners"] = row["owners"].replace(row["firm"].name, world.former[code])
    singles = Deck(dice, [row for row in lists.patents if row["firm"] and row["codes"] == row["firm"].code])
    for spoil, count in dirt.CODE_DIRT:
        for row in singles.deal(count // 2):
            row["codes"] = spoil(row["codes"])
    known = codes_of(world.inventors)
    for row in singles.deal(12, lambda row: row["firm"].code in known):
        row["codes"] = ""
    shared = [row for row in lists.patents if row["firm"] and len(row["codes"]) > len(row["firm"].code) + 1]
    shared = [row for row in shared if not row["district"]]
    for row in dice.shuffled(shared)[:14]:
        row["codes"] = row["firm"].code
