"""Fixed sums for work done: which items were met, what the lists propose, what is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.policy import sentences as say
from gzaudit.policy.wording import reaches
from gzaudit.result import Given, Status, Step, WorkResult

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.policy.model import Policy, Work, WorkGroup


def items_met(group: WorkGroup, found: Mapping[str, int | None]) -> dict[str, bool | None]:
    """Whether each item of a district's group is met, by rule id; None where the quantity is not known."""
    known = {item.id: (found.get(item.measure), item) for item in group.items}
    return {
        rule: None if number is None else reaches(number, item.word, item.at)
        for rule, (number, item) in known.items()
    }


def proposal(met: Mapping[str, bool | None]) -> Status:
    """All items met: accepted; one missed: rejected, whatever else is unknown; else nothing can be said."""
    if False in met.values():
        return "rejected"
    return "not_assessed" if None in met.values() else "accepted"


def work_sum(policy: Policy, work: Work, code: str, given: Given) -> WorkResult:
    """Work out the fixed sum of one district.

    Where a list alone decides and does not say, the sum is unknown (C9). Where people decide, nothing is paid
    before they have.
    """
    group = work.group_of(code)
    met = items_met(group, given.found)
    listed = work.decided_by == "list"
    status: Status = proposal(met) if listed else given.base_status
    amount: int | None = group.amount if status == "accepted" else 0
    if status == "rejected" and work.partial == "by_item" and met:
        amount = None if None in met.values() else group.amount * sum(map(bool, met.values())) // len(met)
    if listed and status == "not_assessed":
        amount = None
    text = say.work_text(work, policy.districts[code], group, status, amount)
    steps = [Step(group.id, group.clause, text, amount)]
    for item in group.items:
        number, held = given.found.get(item.measure), met[item.id]
        if number is not None and held is not None:
            text = say.item_text(item, policy.measures[item.measure], number, met=held)
            steps.append(Step(item.id, item.clause, text))
    return WorkResult(group.tier, status, amount, met, tuple(steps))
