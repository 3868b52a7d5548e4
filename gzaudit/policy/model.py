"""A year's policy as values: what the loader hands to the evaluator, and nothing that a notice does not say.

Money is whole 元, ratios are exact fractions; each rule carries its id and the id of the clause it stands on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

ListKey = Literal["hnte", "above_scale", "above_scale_tech_services", "patent_grants"]


@dataclass(frozen=True, slots=True)
class PolicyInfo:
    """What a list of policies shows: id, year and title."""

    id: str
    year: int
    title: str


@dataclass(frozen=True, slots=True)
class Document:
    """The notice: short name used in citations, title, and document number (or that it has none)."""

    short: str
    title: str
    number: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the notice.

    Attributes:
        id: number and item joined, e.g. 七（二）2（1）.
        document: short name of the notice.
        number: number of the article, e.g. 七.
        item: place inside the article, e.g. （二）2（1）; empty for a whole article.
        meaning: what it says, in our own words.
        no_rule: why no rule stands on it; None if one does.
    """

    id: str
    document: str
    number: str
    item: str
    meaning: str
    no_rule: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """What every rule has: an id that is unique in the file and the clause it stands on."""

    id: str
    clause: str


@dataclass(frozen=True, slots=True)
class CountRule(Rule):
    """How a count is formed: enterprises of `list`, also in `both` if given, by their place in `district`."""

    list: ListKey
    both: ListKey | None
    district: ListKey


@dataclass(frozen=True, slots=True)
class TargetRule(Rule):
    """Where a target comes from.

    Attributes:
        column: key of the number given per district.
        heading: Chinese heading of that column.
        factor: target = factor × the number given (last year's count); None if that is the target.
    """

    column: str
    heading: str
    factor: Fraction | None


@dataclass(frozen=True, slots=True)
class Tier(Rule):
    """From a completion of `at`, in the sense of the boundary word, `rate` 元 for each enterprise counted."""

    at: Fraction
    word: str
    rate: int


@dataclass(frozen=True, slots=True)
class Increment(Rule):
    """Extra money for growth beyond a starting point, by whole steps, without a ceiling.

    Attributes:
        start: what growth is measured from.
        start_word: boundary word that opens the increment.
        step_ratio: size of a step as a share of `step_of`.
        step_of: what the ratio is a share of.
        step_count: size of a step in enterprises.
        step_word: boundary word of a step.
        step_amount: 元 for each step.
        combine: which of the two numbers of steps is paid.
    """

    start: Literal["target"]
    start_word: str
    step_ratio: Fraction
    step_of: Literal["target"]
    step_count: int
    step_word: str
    step_amount: int
    combine: Literal["max"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One counted and paid number; tiers ascend."""

    key: str
    name: str
    unit: str
    count: CountRule
    target: TargetRule
    tiers: tuple[Tier, ...]
    increment: Increment | None


@dataclass(frozen=True, slots=True)
class BaseTier(Rule):
    """The fixed sum (元) of each district of a tier, by district code."""

    tier: int
    amount: int
    districts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Payment(Rule):
    """The conclusion without which nothing is paid."""

    condition: str


@dataclass(frozen=True, slots=True)
class Policy:
    """A year's policy.

    Attributes:
        id: stable name.
        title: what people read.
        year: the year it counts and pays for.
        valid_from: first day.
        valid_to: last day, included.
        words: the boundary words the notice uses.
        document: the notice.
        districts: code to name, in code order.
        indicators: in the order of the notice.
        base: base sums, first tier first.
        payment: the payment condition.
        clauses: by id, in the order of the notice.
        sha256: hex digest of the policy's files (line endings do not matter).
    """

    id: str
    title: str
    year: int
    valid_from: date
    valid_to: date
    words: tuple[str, ...]
    document: Document
    districts: Mapping[str, str]
    indicators: tuple[Indicator, ...]
    base: tuple[BaseTier, ...]
    payment: Payment
    clauses: Mapping[str, Clause]
    sha256: str

    @property
    def columns(self) -> Mapping[str, str]:
        """The numbers that must be given per district: column key to Chinese heading, in order."""
        return {each.target.column: each.target.heading for each in self.indicators}

    def base_of(self, code: str) -> BaseTier:
        """The base tier of a district; the loader made sure that there is exactly one."""
        return next(tier for tier in self.base if code in tier.districts)
