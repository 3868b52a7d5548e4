"""Seeded choices that stay the same on every Python: only `random()` itself is promised not to change."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")


class Dice:
    """A seeded source of choices."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` − 1."""
        return int(self._random.random() * limit)

    def chance(self, probability: float) -> bool:
        """True with the given probability."""
        return self._random.random() < probability

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        out = list(items)
        for last in range(len(out) - 1, 0, -1):
            other = self.below(last + 1)
            out[last], out[other] = out[other], out[last]
        return out


class Deck(Generic[T]):
    """Deals items so that none is dealt twice: two kinds of dirt never meet in one row."""

    def __init__(self, dice: Dice, items: Sequence[T]) -> None:
        self._items: list[T] = dice.shuffled(items)

    def deal(self, count: int, where: Callable[[T], bool] = lambda _: True) -> list[T]:
        """Take `count` items that satisfy `where` off the deck.

        Raises:
            ValueError: fewer are left.
        """
        taken: list[T] = []
        kept: list[T] = []
        for item in self._items:
            (taken if len(taken) < count and where(item) else kept).append(item)
        if len(taken) < count:
            message = f"the deck holds only {len(taken)} of {count} such items"
            raise ValueError(message)
        self._items = kept
        return taken
