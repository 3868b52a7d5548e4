"""One run as the comparison of amounts sees it, and what it comes to if a part of it is replaced."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gzaudit.evaluate.engine import evaluate
from gzaudit.pay.budget import under_budget

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Policy
    from gzaudit.result import Given, YearResult
    from gzaudit.settings import Budget


@dataclass(frozen=True, slots=True)
class Side:
    """What amounts come from.

    Attributes:
        policy: under the readings in force.
        given: what is known, by district code.
        budget: what there is to pay; None without one.
        approved: payable 元 that people decided, by district code (policy.md, Budget).
    """

    policy: Policy
    given: Mapping[str, Given]
    budget: Budget | None = None
    approved: Mapping[str, int] = field(default_factory=dict)

    def result(self) -> YearResult:
        """The year worked out anew; districts that the policy does not know are left out."""
        names = set(self.policy.districts.values())
        known = {code: each for code, each in self.given.items() if code in self.policy.districts}
        claimed = evaluate(self.policy, known)
        budget = self.budget and replace(
            self.budget,
            districts={name: sum_ for name, sum_ in self.budget.districts.items() if name in names},
        )
        approved = {code: sum_ for code, sum_ in self.approved.items() if code in self.policy.districts}
        return under_budget(claimed, budget, approved)[0]


def side_of(audit: YearAudit) -> Side | None:
    """What a run's amounts come from; None where it only counted."""
    if audit.policy is None:
        return None
    sums = {each.code: each.approved for each in audit.result.districts}
    approved = {code: sum_ for code, sum_ in sums.items() if sum_ is not None}
    return Side(audit.policy, audit.given, audit.budget, approved)
