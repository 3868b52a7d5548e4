"""What the evaluator is given and what it yields. Money is whole 元; None means unknown, never zero."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

BaseStatus = Literal["accepted", "rejected", "not_assessed"]
Assessment = Literal["passed", "failed"]


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of one district; None or absent means missing, invalid or undecided.

    Attributes:
        counts: enterprises by indicator key.
        inputs: numbers given, by column key (`Policy.columns`).
        base_status: conclusion on the base work.
        assessment: conclusion of 绩效考核.
    """

    counts: Mapping[str, int | None] = field(default_factory=dict)
    inputs: Mapping[str, int | None] = field(default_factory=dict)
    base_status: BaseStatus = "not_assessed"
    assessment: Assessment | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the working: the rule, its clause, what was compared with what, the money it gave."""

    rule: str
    clause: str
    text: str
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One indicator of one district; `rate` is 元 for each enterprise."""

    count: int | None
    target: Fraction | None = None
    completion: Fraction | None = None
    rate: int | None = None
    per_enterprise_amount: int | None = None
    increment_steps: int | None = None
    increment_amount: int | None = None
    amount: int | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class BaseResult:
    """The base sum of one district: 0 unless accepted (interface §4)."""

    tier: int
    status: BaseStatus
    amount: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class DistrictResult:
    """One district; `base` is None in a year without a policy, `steps` lead from amount to payable."""

    code: str
    name: str
    indicators: Mapping[str, IndicatorResult]
    base: BaseResult | None = None
    performance_amount: int | None = None
    amount: int | None = None
    payable: int | None = None
    assessment: Assessment | None = None
    steps: tuple[Step, ...] = ()


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
