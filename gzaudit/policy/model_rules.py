"""The rules for what is counted and what a count earns, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fractions import Fraction

ListKey = Literal[
    "hnte", "hnte_stock", "above_scale", "above_scale_tech_services", "patent_grants", "tech_smes"
]
Rounding = Literal["exact", "up", "half_up", "down"]
PaidFor = Literal["all", "bands", "above_target", "up_to_target", "above_prior"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What every rule has: an id that is unique in the file and the clause it stands on."""

    id: str
    clause: str


@dataclass(frozen=True, slots=True)
class Enterprises(Rule):
    """Who counts as an enterprise of a list at all.

    Attributes:
        revoked: whether a firm on the list of revoked 高企 still counts.
        quasi_units: whether a 视同法人单位 counts (a 产业活动单位 never does).
    """

    revoked: Literal["left_out", "counted"]
    quasi_units: Literal["counted", "left_out"]


@dataclass(frozen=True, slots=True)
class CountRule(Rule):
    """How a count is formed.

    Attributes:
        list: whose enterprises are counted.
        both: the list in which they must stand as well, if any.
        district: by which list's district they are placed.
        owners: of a patent with several owners, who has it.
    """

    list: ListKey
    both: ListKey | None
    district: ListKey
    owners: Literal["each", "first"] = "each"


@dataclass(frozen=True, slots=True)
class GivenNumber(Rule):
    """A number given per district: its column key and the Chinese heading of that column."""

    column: str
    heading: str


@dataclass(frozen=True, slots=True)
class TargetRule(Rule):
    """Where a target comes from.

    Attributes:
        column: key of the number given per district.
        heading: Chinese heading of that column.
        factor: target = factor × the number given (last year's count); None if that is the target.
        rounding: what becomes of a target that is no whole number.
        zero: what a given 0 means: nothing can be decided, or every tier is reached.
    """

    column: str
    heading: str
    factor: Fraction | None
    rounding: Rounding = "exact"
    zero: Literal["undecided", "reached"] = "undecided"


@dataclass(frozen=True, slots=True)
class Payout(Rule):
    """How tiers become money.

    Attributes:
        paid_for: which of the counted enterprises a rate is paid for.
        completion: whether the ratio is compared as it is, or rounded to two places first.
    """

    paid_for: PaidFor
    completion: Literal["exact", "two_places"]


@dataclass(frozen=True, slots=True)
class Tier(Rule):
    """From a completion of `at`, in the sense of the boundary word: `rate` 元 a firm and `fixed` 元 once."""

    at: Fraction
    word: str
    rate: int
    fixed: int = 0


@dataclass(frozen=True, slots=True)
class Increment(Rule):
    """Extra money for growth beyond a starting point, by steps.

    Attributes:
        start: what growth is measured from.
        start_word: boundary word that opens the increment.
        step_ratio: size of a step as a share of `step_of`.
        step_of: what the ratio is a share of.
        growth: whether each step is of the same size or a share of the level before it.
        step_count: size of a step in enterprises.
        count_from: whether growth in enterprises starts at the exact level or at the next whole number.
        step_word: boundary word of a step.
        part_steps: whether a part of a step is paid.
        step_amount: 元 for each step.
        combine: which of the two numbers of steps is paid.
        cap: 元 that are paid at most; None without a ceiling.
    """

    start: Literal["target", "prior"]
    start_word: str
    step_ratio: Fraction
    step_of: Literal["target", "prior"]
    growth: Literal["simple", "compound"]
    step_count: int
    count_from: Literal["exact", "rounded_up"]
    step_word: str
    part_steps: Literal["left_out", "pro_rata"]
    step_amount: int
    combine: Literal["max", "sum"]
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class Exclusion(Rule):
    """A fact about a district's institution under which the indicator pays nothing; `flag` is its key."""

    flag: str
    heading: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One counted and paid number; tiers ascend. `prior`: last year's count, if no target is made of it."""

    key: str
    name: str
    unit: str
    count: CountRule
    target: TargetRule
    payout: Payout
    tiers: tuple[Tier, ...]
    prior: GivenNumber | None = None
    increment: Increment | None = None
    exclusion: Exclusion | None = None
