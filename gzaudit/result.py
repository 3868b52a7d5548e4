"""What the evaluator is given and what it yields. Money is whole 元; None means unknown, never zero."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

SCHEMA: Final = "gzaudit.result/1"
"""The form of result.json (interface §5)."""

Status = Literal["accepted", "rejected", "not_assessed"]
Assessment = Literal["passed", "failed"]


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of one district; None or absent means missing, invalid or undecided.

    Attributes:
        counts: enterprises by indicator key.
        inputs: numbers given, by column key (`Policy.columns`, `Policy.optional_columns`).
        base_status: conclusion on the base work, or what the lists propose where people have not concluded.
        assessment: conclusion of 绩效考核.
        found: quantities of work done, by measure key.
        flags: facts about the institution, by key (`Exclusion.flag`).
        tallied: keys of counts that another office made, and that no list was counted for.
    """

    counts: Mapping[str, int | None] = field(default_factory=dict)
    inputs: Mapping[str, int | None] = field(default_factory=dict)
    base_status: Status = "not_assessed"
    assessment: Assessment | None = None
    found: Mapping[str, int | None] = field(default_factory=dict)
    flags: Mapping[str, bool | None] = field(default_factory=dict)
    tallied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the working: the rule, its clause, what was compared with what, the money it gave."""

    rule: str
    clause: str
    text: str
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One indicator of one district; `rate` is 元 a firm, `fixed_amount` what the tier pays once."""

    count: int | None
    target: Fraction | None = None
    completion: Fraction | None = None
    rate: int | None = None
    fixed_amount: int | None = None
    per_enterprise_amount: int | None = None
    increment_steps: int | None = None
    increment_amount: int | None = None
    amount: int | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkResult:
    """The fixed sum of one district for work done; `met`: which items were, by rule id; None = unknown."""

    tier: int
    status: Status
    amount: int | None
    met: Mapping[str, bool | None] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class DistrictResult:
    """One district; nothing but counts in a year without a policy.

    `steps` lead from amount to payable; `approved` is what people approved in its place, None where nothing.
    """

    code: str
    name: str
    indicators: Mapping[str, IndicatorResult]
    works: Mapping[str, WorkResult] = field(default_factory=dict)
    performance_amount: int | None = None
    amount: int | None = None
    payable: int | None = None
    assessment: Assessment | None = None
    steps: tuple[Step, ...] = ()
    approved: int | None = None

    @property
    def base(self) -> WorkResult | None:
        """The base work, where the year has one."""
        return self.works.get("base")


@dataclass(frozen=True, slots=True)
class CityResult:
    """Sums over the districts; None as soon as one part is None (C9)."""

    counts: Mapping[str, int | None]
    performance_amount: int | None
    base_amount: int | None
    amount: int | None
    payable: int | None


@dataclass(frozen=True, slots=True)
class YearResult:
    """A year: districts in code order; policy id and digest are None in a year without a policy."""

    year: int
    policy_id: str | None
    policy_sha256: str | None
    districts: tuple[DistrictResult, ...]
    city: CityResult


def total(parts: Iterable[int | None]) -> int | None:
    """Add up; None as soon as one part is None."""
    known = 0
    for part in parts:
        if part is None:
            return None
        known += part
    return known


def city_of(districts: tuple[DistrictResult, ...], keys: list[str]) -> CityResult:
    """The sums over the districts; a year without base work has a base sum of 0."""
    bases = [each.base.amount if each.base else None if each.amount is None else 0 for each in districts]
    return CityResult(
        counts={key: total(each.indicators[key].count for each in districts) for key in keys},
        performance_amount=total(each.performance_amount for each in districts),
        base_amount=total(bases),
        amount=total(each.amount for each in districts),
        payable=total(each.payable for each in districts),
    )
