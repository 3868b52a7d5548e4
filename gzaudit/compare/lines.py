"""One amount of one district, and what each factor did to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.result import total

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gzaudit.compare.ladder import Factor, Rung

PERFORMANCE: Final = "performance_amount"
AMOUNT: Final = "amount"
PAYABLE: Final = "payable"
WHOLE: Final = {PERFORMANCE: "绩效部分", AMOUNT: "合计（核减前）", PAYABLE: "应付"}
CITY: Final = ""
"""Where a district's code stands, in figures of the city."""


class Figure(NamedTuple):
    """An amount: of an indicator or work (its key), or of the whole; and what people read."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One amount of one district, or of the city.

    Attributes:
        district: code; "" for the city.
        figure: which amount.
        before: 元 in the earlier run, None where it was not known.
        after: in the later one.
        by: 元 by key of the factor; they add up to the difference. Empty where it is not known.
        joint: groups of factors whose effects cannot be told apart, since what lies between is not known;
            the first of each group, which made the others necessary, has the sum.
        missing: why the difference is not known; "" where it is.
    """

    district: str
    figure: Figure
    before: int | None
    after: int | None
    by: Mapping[str, int] = field(default_factory=dict)
    joint: tuple[tuple[str, ...], ...] = ()
    missing: str = ""

    @property
    def difference(self) -> int | None:
        """元 more (or less) than before; None where either is not known."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Amounts:
    """All amounts.

    Attributes:
        districts: code to name, of either run.
        factors: in the order in which they were replaced.
        lines: by district in code order, then the city, figures in the notice's order.
    """

    districts: Mapping[str, str]
    factors: tuple[Factor, ...]
    lines: tuple[Line, ...]

    def of(self, figure: str) -> tuple[Line, ...]:
        """One figure of every district, then of the city."""
        return tuple(each for each in self.lines if each.figure.key == figure)


def climbed(code: str, figure: Figure, rungs: Sequence[Rung], values: list[int | None]) -> Line:
    """One amount from rung to rung.

    Args:
        code: of the district.
        figure: which amount.
        rungs: the ladder; the first is the earlier run.
        values: the amount on each rung.
    """
    before, after = values[0], values[-1]
    if before is None or after is None:
        return Line(code, figure, before, after)
    by: dict[str, int] = {}
    joint: list[tuple[str, ...]] = []
    level, last, waiting = before, values[0], []
    for rung, value in zip(rungs[1:], values[1:], strict=True):
        # Another district's change may move this one's share of a budget, or make it unknown.
        touched = rung.touched is None or code in rung.touched
        if (touched and _concerns(rung.factor, figure)) or value != last:
            waiting.append(rung.factor.key)
        last = value
        if value is None:
            continue
        if value != level:
            by[waiting[0]] = by.get(waiting[0], 0) + value - level
            joint.append(tuple(dict.fromkeys(waiting)))
        level, waiting = value, []
    return Line(code, figure, before, after, _told_apart(by), _groups(joint))


def _concerns(factor: Factor, figure: Figure) -> bool:
    """Whether a factor can have to do with an amount: another indicator's count has not."""
    own = factor.key == f"count:{figure.key}"
    return own or figure.key in WHOLE or not factor.key.startswith("count:")


def _told_apart(by: Mapping[str, int]) -> dict[str, int]:
    return {key: sum_ for key, sum_ in by.items() if sum_}


def _groups(joint: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Groups with one first factor made one; a factor alone is no group."""
    found: dict[str, dict[str, None]] = {}
    for group in joint:
        found.setdefault(group[0], {}).update(dict.fromkeys(group))
    return tuple(tuple(group) for group in found.values() if len(group) > 1)


def added(code: str, figure: Figure, parts: list[Line], ends: tuple[int | None, int | None]) -> Line:
    """A sum of lines, with what each factor did to it; `ends` are what the runs themselves say."""
    before, after = ends
    if total(each.difference for each in parts) is None or before is None or after is None:
        return Line(code, figure, before, after)
    by: dict[str, int] = {}
    for part in parts:
        for key, sum_ in part.by.items():
            by[key] = by.get(key, 0) + sum_
    joint = _groups(group for part in parts for group in part.joint)
    return Line(code, figure, before, after, _told_apart(by), joint)
