"""Lets the dirt of 2023 in: a few rows of each sort, never two sorts in one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sample_data.generator import dirt
from sample_data.generator.dice import Deck
from sample_data.generator.facts import DISTRICTS
from sample_data.generator.rows import slip_in

from .people import BATCHES, PLACELESS

if TYPE_CHECKING:
    from sample_data.generator.rows import Row

    from .batches import Lists
    from .people import People


def soil(people: People, lists: Lists) -> None:
    """Spoil rows in place. No count changes by it, and nobody has to decide anything."""
    registered = {firm.code for firm in people.registry}
    renamed = people.former
    hnte = Deck(people.dice, lists.first + lists.second)
    _old_names(people, hnte)
    known = {code for code in registered if code not in renamed}
    for row in hnte.deal(40, lambda row: row["firm"].code in known):
        row["district"] = ""
    for row in hnte.deal(12, lambda row: row["firm"].code in known):
        row["code"] = people.dice.pick(dirt.MISSING)
    _common(hnte)
    _conflicts(people, lists, hnte)
    first = {id(row) for row in lists.first}
    for at, row in enumerate(hnte.deal(8, lambda row: id(row) in first)):
        target = lists.second if at % 2 else lists.first
        slip_in(people.dice, target, [dict(row)])
    _smes(people, lists, known)


def _old_names(people: People, hnte: Deck[Row]) -> None:
    """高企 under their former names, half of them without a code: the 企业底册 explains them."""
    for at, row in enumerate(hnte.deal(len(people.former), lambda row: row["firm"].code in people.former)):
        row["name"] = people.former[row["firm"].code]
        if at % 2:
            row["code"] = ""


def _common(deck: Deck[Row]) -> None:
    """Codes, names and districts written badly but completely."""
    for spoil, count in dirt.CODE_DIRT:
        for row in deck.deal(count // 2):
            row["code"] = spoil(row["code"])
    for spoil, count in dirt.NAME_DIRT:
        for row in deck.deal(count // 2, lambda row, spoil=spoil: spoil(row["name"]) != row["name"]):  # type: ignore[misc]
            row["name"] = spoil(row["name"])
    for district, written, count in dirt.DISTRICT_DIRT:
        for row in deck.deal((count + 2) // 3, lambda row, d=district: row["firm"].district == d):  # type: ignore[misc]
            row["district"] = written


def _conflicts(people: People, lists: Lists, hnte: Deck[Row]) -> None:
    """高企 that the registry still has in the district they left; no 科小, so that no batch needs it."""
    smes = set(people.batch)
    registered = {row["code"]: row for row in lists.registry}
    for row in hnte.deal(6, lambda row: row["code"] in registered and row["code"] not in smes):
        others = [name for code, name in DISTRICTS.items() if code != row["firm"].district]
        registered[row["code"]]["district"] = people.dice.pick(others)


def _smes(people: People, lists: Lists, known: set[str]) -> None:
    """The 科小 batches: bad writing, codes left out, and firms that stand in two batches."""
    dice = people.dice
    placed = [row for number in BATCHES if number not in PLACELESS for row in lists.smes[number]]
    placeless = [row for number in sorted(PLACELESS) for row in lists.smes[number]]
    _common(Deck(dice, placed))
    deck = Deck(dice, placeless)
    for row in deck.deal(14, lambda row: row["firm"].code in known):
        row["code"] = dice.pick(dirt.MISSING)
    for row in deck.deal(48):
        _again(dice.below(len(BATCHES)) + 1, row, people, lists)
    for row in deck.deal(6):
        _again(people.batch[row["firm"].code], row, people, lists)


def _again(number: int, row: Row, people: People, lists: Lists) -> None:
    """The same firm once more, in another batch or in its own, with a number of its own."""
    twin = {**row, "number": row["number"][:-6] + "98" + row["number"][-4:]}
    slip_in(people.dice, lists.smes[number], [twin])
