"""What the evaluator of grants is given and what it yields. Money is exact; None is unknown, never zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from gzaudit.result import Step

Place = Literal["free", "in", "out", "open"]
"""Whether a payee has one of a limited number of places; `open`: nobody can know, `free`: no limit."""


@dataclass(frozen=True, slots=True)
class Application:
    """One line of an application list that counts.

    Attributes:
        row: number of the line in the list, by which a sum leads back to it.
        grant: key of the grant.
        year: the year it is for.
        who: identity of the unit that applies.
        institution: identity of the institution that it belongs to; "" where the list names none.
        amount: 元 applied with or for; None where it is not known, or decides nothing.
        level: rule id of the level that was won; "" where it is not known, or there are none.
        selected: whether people chose it; None where the list does not say.
        rank: its place in people's order, from 1; None where the list does not say.
    """

    row: int
    grant: str
    year: int
    who: str
    institution: str = ""
    amount: Fraction | None = None
    level: str = ""
    selected: bool | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class GrantLine:
    """What one payee gets of one grant in one year.

    Attributes:
        grant: key of the grant.
        year: the year.
        payee: identity of the unit, or of the institution where the cap is an institution's.
        rows: lines of the list that it rests on.
        base: sum of what the list states; None where some of it is missing, or a fixed sum needs none.
        computed: 元 before caps and places, not yet rounded; None where it is not known.
        bound: ids of the rules that cut it.
        place: whether it has a place.
        paid: whole 元; None where it is not known.
        steps: how it came about.
    """

    grant: str
    year: int
    payee: str
    rows: tuple[int, ...]
    base: Fraction | None
    computed: Fraction | None
    bound: tuple[str, ...]
    place: Place
    paid: int | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class GrantSum:
    """What one grant pays in a year or in all years.

    Attributes:
        grant: key of the grant.
        year: the year; None for all years.
        payees: how many different ones applied.
        base: sum of what the list states; None where some of it is missing or none is needed.
        computed: 元 before caps and places; None where it is not known.
        paid: whole 元; None where a payee's is not known.
        ceiling: the most that can be paid by the rules, None without a limit.
        open: how many lines are not known.
        steps: how the ceiling comes about.
    """

    grant: str
    year: int | None
    payees: int
    base: Fraction | None
    computed: Fraction | None
    paid: int | None
    ceiling: int | None
    open: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class GrantsResult:
    """What a list of applications comes to.

    Attributes:
        policy: id of the policy.
        sha256: of its files.
        lines: by grant, year and payee.
        sums: of each grant, its years and then all of them.
        years: 元 of all grants by year; None where one is not known.
        paid: 元 of all grants in all years.
    """

    policy: str
    sha256: str
    lines: tuple[GrantLine, ...]
    sums: tuple[GrantSum, ...]
    years: Mapping[int, int | None]
    paid: int | None
