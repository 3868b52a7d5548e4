"""A year's policy as values: what the loader hands to the evaluator, and nothing that a notice does not say.

Money is whole 元, ratios are exact fractions; each rule carries its id and the id of the clause it stands on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gzaudit.policy.model_base import Clause, Document, Ruleset
from gzaudit.policy.model_readings import Choice, Reading
from gzaudit.policy.model_rules import (
    CountRule,
    Enterprises,
    Exclusion,
    GivenNumber,
    Increment,
    Indicator,
    ListKey,
    PaidFor,
    Payout,
    Rounding,
    Rule,
    TargetRule,
    Tier,
)
from gzaudit.policy.model_works import Measure, Work, WorkGroup, WorkItem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

__all__ = [
    "Choice",
    "Clause",
    "CountRule",
    "Document",
    "Enterprises",
    "Exclusion",
    "GivenNumber",
    "Increment",
    "Indicator",
    "ListKey",
    "Measure",
    "PaidFor",
    "Payment",
    "Payout",
    "Policy",
    "PolicyInfo",
    "Reading",
    "Rounding",
    "Rule",
    "Ruleset",
    "TargetRule",
    "Tier",
    "Work",
    "WorkGroup",
    "WorkItem",
]


@dataclass(frozen=True, slots=True)
class PolicyInfo:
    """What a list of policies shows.

    Attributes:
        id: stable name.
        year: the year it pays for.
        title: what people read.
        place: `gzaudit` where it came with the tool, else its folder relative to the workspace.
    """

    id: str
    year: int
    title: str
    place: str = "gzaudit"


@dataclass(frozen=True, slots=True)
class Payment(Rule):
    """The conclusion without which nothing is paid.

    Attributes:
        condition: what must be passed.
        failed: what a failure does: nothing is paid, or it is not heeded.
        base_rejected: whether rejected base work leaves the other sums alone or cancels them.
    """

    condition: str
    failed: Literal["pays_nothing", "ignored"]
    base_rejected: Literal["separate", "pays_nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Ruleset):
    """A year's policy.

    Attributes:
        year: the year it counts and pays for.
        service_from: first day of the service period (A29).
        service_to: last day, included.
        districts: code to name, in code order.
        enterprises: who counts as an enterprise.
        indicators: in the order of the notice.
        measures: kinds of work, by key.
        works: fixed sums for work done.
        payment: the payment condition.
    """

    year: int
    service_from: date
    service_to: date
    districts: Mapping[str, str]
    enterprises: Enterprises
    indicators: tuple[Indicator, ...]
    measures: Mapping[str, Measure]
    works: tuple[Work, ...]
    payment: Payment

    @property
    def columns(self) -> Mapping[str, str]:
        """The numbers that must be given per district: column key to Chinese heading, in order."""
        return {each.target.column: each.target.heading for each in self.indicators}

    @property
    def optional_columns(self) -> Mapping[str, str]:
        """Numbers that only some readings need: column key to Chinese heading."""
        given = {each.prior.column: each.prior.heading for each in self.indicators if each.prior}
        return {key: heading for key, heading in given.items() if key not in self.columns}

    def work(self, key: str) -> Work | None:
        """A part paid for work done, by its key."""
        return next((each for each in self.works if each.key == key), None)
