"""What each other reading of the notice would pay, per district and in all (policy.md, Readings)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gzaudit.evaluate.engine import evaluate
from gzaudit.policy.exact import exact_decimal
from gzaudit.result import total

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gzaudit.policy.load import Alternative
    from gzaudit.policy.model import Choice, Indicator, Policy, Reading
    from gzaudit.result import DistrictResult, Given, IndicatorResult, YearResult


@dataclass(frozen=True, slots=True)
class DistrictChange:
    """One district under another reading; `amount` is before assessment and budget, None if not known.

    Attributes:
        district: code.
        amount: 元 under the other reading.
        difference: 元 more (or less) than under the reading in force.
        why: what changes: counts, targets, tiers, steps; "" where nothing does.
        differences: the same 元 by indicator, for those that change.
        reasons: what changes, by indicator.
    """

    district: str
    amount: int | None
    difference: int | None
    why: str
    differences: Mapping[str, int | None] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadingEffect:
    """One other reading.

    Attributes:
        reading: the question.
        now: the choice in force.
        other: the choice tried.
        districts: in code order.
        amount: 元 for all districts, None if one is not known.
        difference: against the reading in force.
        missing: what would have to be there to work it out; "" where it was worked out.
    """

    reading: Reading
    now: Choice
    other: Choice
    districts: tuple[DistrictChange, ...]
    amount: int | None
    difference: int | None
    missing: str


def reading_effects(
    policy: Policy,
    result: YearResult,
    others: tuple[Alternative, ...],
    given: Callable[[Policy], tuple[Mapping[str, Given], str]],
) -> tuple[ReadingEffect, ...]:
    """Evaluate the year under each other reading.

    Args:
        policy: the policy in force.
        result: the year under it.
        others: the policies under the other readings.
        given: what is known under a policy, and what it would need that is not there ("" if nothing).
    """
    return tuple(_effect(policy, result, other, *given(other.policy)) for other in others)


def _effect(
    policy: Policy, result: YearResult, other: Alternative, given: Mapping[str, Given], missing: str
) -> ReadingEffect:
    reading = policy.readings[other.reading]
    choices = {choice.id: choice for choice in reading.choices}
    now = choices[policy.chosen.get(reading.id, reading.choices[0].id)]
    year = evaluate(other.policy, given)
    pairs = zip(result.districts, year.districts, strict=True)
    changes = tuple(_change(policy, before, after, known=not missing) for before, after in pairs)
    return ReadingEffect(
        reading,
        now,
        choices[other.choice],
        changes,
        total(each.amount for each in changes),
        total(each.difference for each in changes),
        missing,
    )


def _change(policy: Policy, before: DistrictResult, after: DistrictResult, *, known: bool) -> DistrictChange:
    amount = after.amount if known else None
    difference = _more(before.amount, amount)
    pairs = [(each, before.indicators[each.key], after.indicators[each.key]) for each in policy.indicators]
    reasons = {each.key: what for each, now, then in pairs if known and (what := _told(now, then, each))}
    differences = {
        each.key: _more(now.amount, then.amount) for each, now, then in pairs if each.key in reasons
    }
    why = "；".join(f"{each.name}：{reasons[each.key]}" for each, _, _ in pairs if each.key in reasons)
    return DistrictChange(before.code, amount, difference, why, differences, reasons)


def _more(now: int | None, then: int | None) -> int | None:
    return None if now is None or then is None else then - now


def _told(before: IndicatorResult, after: IndicatorResult, rule: Indicator) -> str:
    """What differs, in the order in which one follows from the other."""
    if before.amount == after.amount and before.count == after.count:
        return ""
    parts = []
    if before.count != after.count:
        parts.append(f"{_shown(before.count)} → {_shown(after.count)} {rule.unit}")
    if before.target and after.target and before.target != after.target:
        parts.append(f"目标 {exact_decimal(before.target)} → {exact_decimal(after.target)}")
    if before.rate != after.rate:
        parts.append(f"标准 {_shown(before.rate)} → {_shown(after.rate)} 元/{rule.unit}")
    if before.increment_steps != after.increment_steps:
        parts.append(f"增量 {_shown(before.increment_steps)} → {_shown(after.increment_steps)} 档")
    if before.amount != after.amount:
        parts.append(f"金额 {_money(before.amount)} → {_money(after.amount)} 元")
    return "，".join(parts)


def _shown(value: int | None) -> str:
    return "待定" if value is None else str(value)


def _money(value: int | None) -> str:
    return "待定" if value is None else f"{value:,}"
