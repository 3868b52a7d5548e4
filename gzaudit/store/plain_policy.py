"""What amounts hang on, as plain tables: what was given, clauses, readings and their effects, thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from gzaudit.policy.exact import exact_decimal
from gzaudit.store.opened import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Indicator, Policy, Reading, Rule, Work
    from gzaudit.result import Given

    Line = tuple[Any, ...]

_FORM: Final = {
    "policy": ("key", "value"),
    "clauses": ("clause", "document", "meaning"),
    "tiers": ("indicator", "tier", "rule", "clause", "at", "word", "rate", "fixed"),
    "works": ("key", "name", "decided_by"),
    "work_groups": ("work", "district", "tier", "amount", "rule", "clause"),
    "readings": ("reading", "clause", "question", "reason", "arithmetic", "choice", "switched"),
    "choices": ("reading", "choice", "meaning", "unsupported"),
    "reading_parts": ("reading", "part"),
    "effects": ("reading", "choice", "district", "part", "amount", "difference", "why", "missing"),
    "standings": ("district", "indicator", "count", "tier", "steps", "since", "next_at", "adds", "loses"),
    "given": ("district", "sort", "key", "heading", "value", "src", "row"),
    "budget": ("key", "value"),
}

# Which lists a key of the rule on enterprises is about.
_ENTERPRISES: Final = {
    "revoked": ("hnte", "hnte_stock"),
    "quasi_units": ("above_scale", "above_scale_tech_services"),
}


def policy_tables(audit: YearAudit) -> dict[str, pd.DataFrame]:
    """Tables on the policy of a run and on what its amounts were worked out from; all are text.

    Returns:
        `policy`, `clauses`, `tiers`, `works`, `work_groups`: what the notice says. `readings`, `choices`,
        `reading_parts`, `effects`: open questions, the reading in force, which part each touches (`district`:
        the whole), and what another would pay. `standings`: how near each count is to a threshold. `given`:
        numbers and conclusions of each district with the cell that says so. `budget`. Empty in a year
        without a policy.
    """
    lines = {
        "policy": _policy(audit.policy),
        "clauses": _clauses(audit.policy),
        "tiers": _tiers(audit.policy),
        "works": ((each.key, each.name, each.decided_by) for each in _works(audit.policy)),
        "work_groups": (
            (work.key, district, group.tier, group.amount, group.id, group.clause)
            for work in _works(audit.policy)
            for group in work.groups
            for district in group.districts
        ),
        "readings": _readings(audit),
        "choices": _choices(audit.policy),
        "reading_parts": _reading_parts(audit.policy),
        "effects": _effects(audit),
        "standings": (
            (each.district, each.indicator, each.count, each.tier, each.steps, each.since, each.next_at,
             each.adds, each.loses)
            for each in audit.standings
        ),
        "given": _given(audit),
        "budget": _budget(audit),
    }  # fmt: skip
    return {
        name: pd.DataFrame(
            [tuple(None if cell is None else str(cell) for cell in line) for line in lines[name]],
            columns=columns,
            dtype=object,
        )
        for name, columns in _FORM.items()
    }


def _works(policy: Policy | None) -> tuple[Work, ...]:
    return policy.works if policy else ()


def _policy(policy: Policy | None) -> Iterator[Line]:
    if policy is None:
        return
    yield "id", policy.id
    yield "title", policy.title
    yield "sha256", policy.sha256
    yield "document", policy.document.short
    yield "document_title", policy.document.title
    yield "document_number", policy.document.number
    yield "condition", policy.payment.condition


def _clauses(policy: Policy | None) -> Iterator[Line]:
    for each in policy.clauses.values() if policy else ():
        yield each.id, each.document, each.meaning


def _tiers(policy: Policy | None) -> Iterator[Line]:
    for rule in policy.indicators if policy else ():
        for place, tier in enumerate(rule.tiers, 1):
            at = exact_decimal(tier.at)
            yield rule.key, place, tier.id, tier.clause, at, tier.word, tier.rate, tier.fixed


def _readings(audit: YearAudit) -> Iterator[Line]:
    policy = audit.policy
    for each in policy.readings.values() if policy else ():
        switched = each.id in (policy.chosen if policy else {})
        letter = policy.chosen[each.id] if policy and switched else each.choices[0].id
        reason = audit.switched[each.id].reason if switched else each.reason
        yield each.id, each.clause, each.question, reason, int(each.arithmetic), letter, int(switched)


def _choices(policy: Policy | None) -> Iterator[Line]:
    for reading in policy.readings.values() if policy else ():
        yield from ((reading.id, each.id, each.meaning, each.unsupported) for each in reading.choices)


def _reading_parts(policy: Policy | None) -> Iterator[Line]:
    """Which parts of a district's sum a question is about: those whose rules it sets, else those it cites."""
    if policy is None:
        return
    rules = {each.key: _rules_of(each) for each in policy.indicators}
    rules |= {each.key: _rules_of_work(policy, each) for each in policy.works}
    for reading in policy.readings.values():
        members = _who_counts(policy, reading)
        parts = [key for key, own in rules.items() if key in members or _touches(reading, own)]
        yield from ((reading.id, part) for part in parts or [WHOLE])


def _who_counts(policy: Policy, reading: Reading) -> set[str]:
    """The indicators whose lists a question on who counts as an enterprise at all is about."""
    asked = {key for choice in reading.choices for key in choice.sets.get(policy.enterprises.id, {})}
    lists = {kind for key in asked for kind in _ENTERPRISES[key]}
    return {each.key for each in policy.indicators if lists & {each.count.list, each.count.both}}


def _rules_of(rule: Indicator) -> list[Rule]:
    parts = (rule.count, rule.target, rule.payout, *rule.tiers, rule.prior, rule.increment, rule.exclusion)
    return [each for each in parts if each is not None]


def _rules_of_work(policy: Policy, work: Work) -> list[Rule]:
    items = [item for group in work.groups for item in group.items]
    asked = [policy.measures[key] for key in dict.fromkeys(item.measure for item in items)]
    return [work, *work.groups, *items, *asked]


def _touches(reading: Reading, rules: list[Rule]) -> bool:
    named = {rule for choice in reading.choices for rule in choice.sets}
    return any(rule.id in named if named else rule.clause == reading.clause for rule in rules)


def _effects(audit: YearAudit) -> Iterator[Line]:
    """A line for the city (district ""), for each district, and for each indicator of it that changes."""
    for effect in audit.effects:
        which = effect.reading.id, effect.other.id
        yield *which, "", WHOLE, effect.amount, effect.difference, "", effect.missing
        for change in effect.districts:
            here = *which, change.district
            yield *here, WHOLE, change.amount, change.difference, change.why, effect.missing
            for key, why in change.reasons.items():
                yield *here, key, None, change.differences[key], why, effect.missing


def _given(audit: YearAudit) -> Iterator[Line]:
    policy = audit.policy
    headings = {**policy.columns, **policy.optional_columns} if policy else {}
    for district, given in audit.given.items():
        at = audit.given_at.get(district, {})
        for sort, key, value in _said(given):
            yield district, sort, key, headings.get(key, ""), value, *at.get(key, (-1, 0))


def _said(given: Given) -> Iterator[Line]:
    yield from (("count", key, value) for key, value in given.counts.items())
    yield from (("input", key, value) for key, value in given.inputs.items())
    yield from (("found", key, value) for key, value in given.found.items())
    yield from (("flag", key, None if value is None else int(value)) for key, value in given.flags.items())
    yield "conclusion", "base", given.base_status
    yield "conclusion", "assessment", given.assessment


def _budget(audit: YearAudit) -> Iterator[Line]:
    """Method, the sentence, the city's sum, then districts' own sums by name."""
    if audit.budget is None:
        return
    yield "method", audit.budget.method
    yield "note", audit.budget_note
    yield "total", audit.budget.total
    yield from audit.budget.districts.items()
