"""Who has one of a limited number of places: by people's choice and order, and by nothing else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from gzaudit.policy.wording import OPERATORS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.result_grants import Place


class Standing(NamedTuple):
    """What people said of a candidate: whether they chose it, and its place in their order."""

    chosen: bool = False
    rank: int | None = None


def most(number: int, word: str | None) -> int:
    """The highest whole number that a limit admits; without a word it is the number itself."""
    return number - (word is not None and OPERATORS[word] == "<")


def places_of(candidates: Mapping[str, Standing], places: int) -> dict[str, Place]:
    """Say of each candidate whether it has a place.

    Those whom people chose come before those of whom they said nothing; among either, a lower rank comes
    first. Whoever has no rank may stand anywhere among them, and so may those of one rank. A candidate is in
    if it has a place however that is settled, out if it has none however it is settled, else open: the order
    of the lines decides nothing.
    """
    ranks = {
        side: sorted(
            each.rank for each in candidates.values() if each.chosen is side and each.rank is not None
        )
        for side in (True, False)
    }
    chosen = sum(each.chosen for each in candidates.values())
    found: dict[str, Place] = {}
    for key, own in candidates.items():
        before, behind = (0, len(candidates) - chosen) if own.chosen else (chosen, 0)
        if own.rank is not None:
            before += bisect_left(ranks[own.chosen], own.rank)
            behind += len(ranks[own.chosen]) - bisect_right(ranks[own.chosen], own.rank)
        perhaps_before = len(candidates) - 1 - behind
        found[key] = "in" if perhaps_before < places else "out" if before >= places else "open"
    return found
