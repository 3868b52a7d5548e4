"""Decisions on where enterprises lie and in which lists they count, held against the lists of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.decide.firms import Directory
from gzaudit.decide.standing import LISTED, PLACES, Standing, table_of
from gzaudit.decide.words import every_list
from gzaudit.match.fates import HNTE, PATENTS, SCALE, SERVICES, SMES, STOCK
from gzaudit.resolve.district import locate_units

if TYPE_CHECKING:
    from gzaudit.decide.ruling import Docket, Ruling
    from gzaudit.resolve.identity import Identities

# Lists of certificates, whose firms a decision places before anything else does (C6).
_PLACED: Final = (HNTE, STOCK, SMES)
# Lists that are only asked whether a 高企 stands in them: there, a decision may speak for the list.
_ASKED: Final = (SCALE, PATENTS)

# What a decision comes to: the enterprise, and the list or "" for where it lies.
_Target = tuple[int, str]


def settle_firms(docket: Docket, identities: Identities, former: pd.DataFrame) -> Standing:
    """Work out what becomes of each decision on an enterprise, and what those in force say.

    Args:
        docket: takes the outcome of each.
        identities: rows with their enterprise.
        former: former names by entry.
    """
    rulings = docket.about("district", "exclude", "include")
    directory = Directory(rulings, identities, former)
    targets: dict[int, list[_Target]] = {}
    said: dict[_Target, list[Ruling]] = {}
    for ruling in rulings:
        meant = directory.named(ruling, _asked(ruling))
        if meant.wrong:
            # One of the year before was clear then; this year's lists no longer show whom it means.
            fate = "decision_unused" if ruling.carried else "decision_invalid"
            docket.settle(ruling, fate, found=meant.wrong)
            continue
        targets[ruling.number] = (
            [] if meant.firm is None else _targets(ruling, meant.firm, directory, identities)
        )
        for target in targets[ruling.number]:
            said.setdefault(target, []).append(ruling)
    for ruling in rulings:
        mine = targets.get(ruling.number)
        if mine is None:
            continue
        if not mine:
            docket.settle(ruling, "decision_unused")
            continue
        others = {each.number: each for target in mine for each in said[target]}
        docket.judge(ruling, others.values())
    return _standing(docket, targets, directory)


def public_standing(docket: Docket, identities: Identities, former: pd.DataFrame) -> Standing:
    """What the decisions in force say of the enterprises that public lists know."""
    rulings = docket.in_force("district", "exclude", "include")
    directory = Directory(rulings, identities, former)
    targets = {}
    for ruling in rulings:
        firm = directory.named(ruling, _asked(ruling)).firm
        targets[ruling.number] = [] if firm is None else _targets(ruling, firm, directory, identities)
    return _standing(docket, targets, directory)


def _asked(ruling: Ruling) -> tuple[str, ...]:
    """The lists among whose enterprises a decision's is to be found."""
    if ruling.decision.matter == "district":
        return (*_PLACED, SERVICES)
    lists = ruling.decision.lists or every_list()
    return (*lists, HNTE) if _speaks_for(ruling) else lists


def _speaks_for(ruling: Ruling) -> list[str]:
    """The lists in which a decision may put a 高企 that they do not hold: those that it names."""
    if ruling.decision.matter != "include":
        return []
    return [kind for kind in ruling.decision.lists if kind in _ASKED]


def _targets(ruling: Ruling, firm: int, directory: Directory, identities: Identities) -> list[_Target]:
    there = directory.kinds_of(firm)
    if ruling.decision.matter == "district":
        placed = there & {*_PLACED} or not _own_district(firm, directory, identities)
        return [(firm, "")] if placed else []
    lists = [kind for kind in ruling.decision.lists or every_list() if kind in there]
    lists += [kind for kind in _speaks_for(ruling) if kind not in there and HNTE in there]
    return [(firm, kind) for kind in lists]


def _own_district(firm: int, directory: Directory, identities: Identities) -> bool:
    """Whether 规上科服 itself says where an enterprise lies; then that decides (C6)."""
    rows = directory.rows
    mine = rows[(rows["firm"] == firm) & (rows["kind"] == SERVICES)]
    said = identities.fields.loc[mine["line"]].set_axis(mine.index)
    listed = pd.concat([mine.assign(src=-1, row=0), said], axis=1)
    return len(locate_units(listed)[0]) > 0


def _standing(docket: Docket, targets: dict[int, list[_Target]], directory: Directory) -> Standing:
    places: list[tuple[object, ...]] = []
    lists: dict[str, list[tuple[object, ...]]] = {"exclude": [], "include": [], "stated": []}
    for ruling in docket.in_force("district", "exclude", "include"):
        cell = (ruling.decision.src, ruling.decision.row, ruling.number)
        for firm, kind in targets.get(ruling.number, ()):
            if not kind:
                places.append((firm, ruling.answer, *cell))
                continue
            stated = ruling.answer == "include" and kind not in directory.kinds_of(firm)
            lists["stated" if stated else ruling.answer].append((kind, firm, *cell))
    return Standing(
        table_of(places, PLACES).drop_duplicates("firm"),
        *(table_of(lists[each], LISTED).drop_duplicates(["kind", "firm"]) for each in lists),
    )
