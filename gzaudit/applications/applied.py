"""What a list comes to under a policy's grants, and what it would come to under each other reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gzaudit.applications.sort import sort_applications
from gzaudit.evaluate.grant import evaluate_grants
from gzaudit.findings import Batch, Findings, gather, one
from gzaudit.policy.load_named import build_named
from gzaudit.policy.under import each_other

if TYPE_CHECKING:
    from gzaudit.applications.model import ApplicationList, Fate, Sorted
    from gzaudit.policy.find import PolicyFiles
    from gzaudit.policy.model_named import NamedPolicy
    from gzaudit.result_grants import GrantLine, GrantsResult


@dataclass(frozen=True, slots=True)
class OtherResult:
    """One question read another way: its id, the letter, and what the list comes to."""

    reading: str
    choice: str
    result: GrantsResult


@dataclass(frozen=True, slots=True)
class Applied:
    """Everything that outputs tell.

    Attributes:
        policy: under the readings in force.
        given: the list as read.
        sorted: its lines with their fates.
        result: what it comes to.
        others: under each other reading, one at a time.
        findings: what people should know or decide.
    """

    policy: NamedPolicy
    given: ApplicationList
    sorted: Sorted
    result: GrantsResult
    others: tuple[OtherResult, ...]
    findings: Findings

    def name(self, payee: str) -> str:
        """What people read of a payee."""
        return self.sorted.names.get(payee, payee)

    def fates_of(self, line: GrantLine) -> tuple[Fate, ...]:
        """The lines of the list that a sum rests on."""
        return tuple(self.sorted.fates[row] for row in line.rows)


def work_out(files: PolicyFiles, policy: NamedPolicy, given: ApplicationList) -> Applied:
    """Work out a list.

    Args:
        files: of the policy.
        policy: under the readings in force.
        given: the list.
    """
    lines = sort_applications(given, policy)
    result = evaluate_grants(policy, lines.applications)
    others = tuple(
        OtherResult(each.reading, each.choice, evaluate_grants(each.policy, lines.applications))
        for each in each_other(files, policy.chosen, build_named)
    )
    batches = (*lines.batches, *_places_open(policy, lines, result))
    return Applied(policy, given, lines, result, others, gather(batches, set()))


def _places_open(policy: NamedPolicy, lines: Sorted, result: GrantsResult) -> list[Batch]:
    """Where more apply than there are places, and nobody said who has one: once a grant and span."""
    spans: dict[tuple[str, str], set[str]] = {}
    for each in result.lines:
        places = policy.grant(each.grant).places
        if each.place == "open" and places:
            span = f"{each.year} 年" if places.per == "year" else f"{policy.years[0]}—{policy.years[-1]} 年"
            spans.setdefault((each.grant, span), set()).add(each.payee)
    batches = []
    for (key, span), payees in spans.items():
        grant = policy.grant(key)
        at = grant.places.at if grant.places else 0
        names = "、".join(sorted(lines.names.get(payee, payee) for payee in payees))
        found = f"{span}名额 {at} 家，{len(payees)} 家不能确定：{names}"
        batches.append(one("application_places_open", subject=f"{key} {grant.name}", found=found))
    return batches
