"""The rules of grants that units apply for, as values: what is paid, up to which cap, to how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from gzaudit.policy.model_rules import Rule

if TYPE_CHECKING:
    from fractions import Fraction

Payee = Literal["applicant", "institution"]
Span = Literal["year", "period"]
Combine = Literal["all", "highest"]
Whole = Literal["down", "half_up", "up"]


@dataclass(frozen=True, slots=True)
class Fixed(Rule):
    """A fixed sum (元) once a year."""

    amount: int


@dataclass(frozen=True, slots=True)
class Share(Rule):
    """A share of the year's sum of what was applied with; `rounding` makes whole 元 of it."""

    ratio: Fraction
    rounding: Whole


@dataclass(frozen=True, slots=True)
class Claimed(Rule):
    """The year's sum of what was applied for, as far as the cap allows; `rounding` makes whole 元 of it."""

    rounding: Whole


@dataclass(frozen=True, slots=True)
class Level(Rule):
    """What is won at one level earns `amount` 元; `aliases` are other names that lists have for it."""

    name: str
    aliases: tuple[str, ...]
    amount: int


@dataclass(frozen=True, slots=True)
class ByLevel(Rule):
    """What was won at different levels in one year earns all of their sums, or the highest only."""

    combine: Combine
    levels: tuple[Level, ...]


Award: TypeAlias = Fixed | Share | Claimed | ByLevel


@dataclass(frozen=True, slots=True)
class Cap(Rule):
    """At most `amount` 元 in the sense of the boundary word, a year, for each applicant or institution."""

    amount: int
    word: str
    per: Payee


@dataclass(frozen=True, slots=True)
class Places(Rule):
    """How many are paid in a year or in the whole period; without a word the number is meant exactly."""

    at: int
    word: str | None
    per: Span


@dataclass(frozen=True, slots=True)
class Grant:
    """One grant.

    Attributes:
        key: as lists may name it, e.g. K2.
        name: what people read.
        aliases: other names that lists have for it.
        who: what it is paid to, 机构 or 企业.
        base: what the sum that stands in a list is, e.g. 技术交易额; "" where the sum decides nothing.
        award: what is paid.
        cap: of what each is paid a year, if there is one.
        places: how many are paid, if that is limited.
        also: clause that says the same once more (an annex); "" if there is none.
    """

    key: str
    name: str
    aliases: tuple[str, ...]
    who: str
    base: str
    award: Award
    cap: Cap | None
    places: Places | None
    also: str

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Its rules, in the order in which they are applied."""
        levels = self.award.levels if isinstance(self.award, ByLevel) else ()
        return (self.award, *levels, *(each for each in (self.cap, self.places) if each))
