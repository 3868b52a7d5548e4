"""Invented names and addresses, no name twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import words
from .facts import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .dice import Dice


class Namer:
    """Makes names that are unlike each other and addresses that exist nowhere."""

    def __init__(self, dice: Dice, taken: Iterable[str] = ()) -> None:
        self._dice = dice
        self._used = set(taken)

    @property
    def used(self) -> frozenset[str]:
        """The names that are no longer free."""
        return frozenset(self._used)

    def firm(self, trades: tuple[str, ...]) -> str:
        """A new enterprise name in one of the trades."""
        while True:
            name = self._draw(self._dice.pick(trades))
            if name not in self._used:
                self._used.add(name)
                return name

    def _draw(self, trade: str) -> str:
        dice = self._dice
        mark = dice.pick(words.MARKS)
        word = dice.pick(words.HEADS) + dice.pick(words.TAILS)
        if dice.chance(0.03):
            word = dice.pick(words.LATIN)
        if dice.chance(0.002):
            word = words.RARE + dice.pick(words.TAILS)
        place = dice.pick(("广州", "广州", "广州市", "广东"))
        if dice.chance(0.04):
            # A district in the name says nothing about the seat.
            place = "广州" + dice.pick(list(DISTRICTS.values()))[:2]
        shapes = (
            f"{place}{mark}{word}{trade}有限公司",
            f"{place}{word}{mark}{trade}有限公司",
            f"{place}{mark}{word}{trade}有限公司",
            f"{place}{word}{mark}{trade}股份有限公司",
            f"{word}{mark}{trade}（广州）有限公司",
            f"{mark}{word}（广东）{trade}集团有限公司",
            f"{place}{word}（{mark}）{trade}有限责任公司",
        )
        return dice.pick(shapes)

    def address(self, district: str) -> str:
        """An address in the district (six-digit code)."""
        dice = self._dice
        road = dice.pick(words.ROADS)
        if district in words.TRAP_ROADS and dice.chance(0.03):
            road = words.TRAP_ROADS[district]
        city = dice.pick(("广州市", "广州市", "广东省广州市", ""))
        return f"{city}{DISTRICTS[district]}{road}{dice.below(280) + 1}号{dice.pick(words.SUITES)}"
