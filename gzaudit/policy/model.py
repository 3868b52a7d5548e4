"""A year's policy as values: what the loader hands to the evaluator, and nothing that a notice does not say.

Money is whole 元, ratios are exact fractions; each rule carries its id and the id of the clause it stands on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

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


@dataclass(frozen=True, slots=True)
class Policy:
    """A year's policy.

    Attributes:
        id: stable name.
        title: what people read.
        year: the year it counts and pays for.
        valid_from: first day.
        valid_to: last day, included.
        service_from: first day of the service period (A29).
        service_to: last day, included.
        words: the boundary words the notice uses.
        document: the notice.
        districts: code to name, in code order.
        enterprises: who counts as an enterprise.
        indicators: in the order of the notice.
        measures: kinds of work, by key.
        works: fixed sums for work done.
        payment: the payment condition.
        clauses: by id, in the order of the notice.
        readings: open questions, by id.
        chosen: letter of the choice in force, by id of the reading; readings at their default are not in it.
        sha256: hex digest of the policy's files (line endings do not matter).
    """

    id: str
    title: str
    year: int
    valid_from: date
    valid_to: date
    service_from: date
    service_to: date
    words: tuple[str, ...]
    document: Document
    districts: Mapping[str, str]
    enterprises: Enterprises
    indicators: tuple[Indicator, ...]
    measures: Mapping[str, Measure]
    works: tuple[Work, ...]
    payment: Payment
    clauses: Mapping[str, Clause]
    readings: Mapping[str, Reading]
    chosen: Mapping[str, str]
    sha256: str

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
