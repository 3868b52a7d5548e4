"""Everything that is known of each district once lists are matched: what the evaluator is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gzaudit.evaluate.work import items_met, proposal
from gzaudit.match.acceptance import base_status
from gzaudit.result import Given

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.match.by_district import DistrictLists
    from gzaudit.policy.model import Indicator, Policy
    from gzaudit.result import Status


@dataclass(frozen=True, slots=True)
class Facts:
    """What lists say of districts.

    Attributes:
        lists: targets, last year's counts, conclusions.
        found: quantities of work done, by district and measure; a district of which no list speaks is absent.
        flags: facts about institutions, by district.
        tallied: indicators whose counts were taken from a file of counts.
    """

    lists: DistrictLists
    found: Mapping[str, Mapping[str, int | None]]
    flags: Mapping[str, Mapping[str, bool | None]]
    tallied: frozenset[str] = frozenset()


def uses_prior(rule: Indicator) -> bool:
    """Whether what an indicator earns hangs on last year's count beside the target (readings A1, A2, B1)."""
    increment = rule.increment
    steps = increment is not None and "prior" in (increment.start, increment.step_of)
    return steps or rule.payout.paid_for == "above_prior"


def needed_columns(policy: Policy) -> tuple[str, ...]:
    """The numbers without which some amount cannot be worked out, by column key (C9)."""
    beside = (each.prior.column for each in policy.indicators if each.prior and uses_prior(each))
    return tuple(dict.fromkeys((*policy.columns, *beside)))


def proposals(policy: Policy, facts: Facts) -> dict[str, Status]:
    """What the lists of work done propose on the base work, for the districts that they speak of."""
    base = policy.work("base")
    if base is None:
        return {}
    return {
        code: proposal(items_met(base.group_of(code), facts.found[code]))
        for code in policy.districts
        if code in facts.found
    }


def given(policy: Policy, facts: Facts, counts: Mapping[str, Mapping[str, int | None]]) -> dict[str, Given]:
    """What is known of each district under a policy."""
    states = base_status(facts.lists, proposals(policy, facts)) if policy.work("base") else {}
    return {
        code: Given(
            counts[code],
            facts.lists.targets.get(code, {}),
            states.get(code, "not_assessed"),
            facts.lists.assessment.get(code),
            facts.found.get(code, {}),
            facts.flags.get(code, {}),
            facts.tallied,
        )
        for code in policy.districts
    }
