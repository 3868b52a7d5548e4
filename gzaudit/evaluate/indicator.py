"""One indicator of one district: completion, tier, increment, yuan. No rounded number decides."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from gzaudit.policy import sentences as say
from gzaudit.policy.wording import holds, steps_reached
from gzaudit.result import Given, IndicatorResult, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gzaudit.policy.model import Increment, Indicator, Rounding, TargetRule

ROUND: Mapping[Rounding, Callable[[Fraction], Fraction | int]] = {
    "exact": lambda value: value,
    "up": math.ceil,
    "half_up": lambda value: math.floor(value + Fraction(1, 2)),
    "down": math.floor,
}


class Money(NamedTuple):
    """What a count earns: tiers reached, steps (whole or part), and 元."""

    reached: int
    by_ratio: Fraction
    by_count: Fraction
    steps: Fraction
    fixed: int
    per_enterprise: int
    increment: int


def target_of(rule: TargetRule, given: int | None) -> Fraction | None:
    """The target that a given number makes; None if nothing can be measured against it (C9, target_zero)."""
    if given is None or (given == 0 and rule.zero == "undecided"):
        return None
    return Fraction(ROUND[rule.rounding](given * (rule.factor or Fraction(1))))


def earn(rule: Indicator, count: int, target: Fraction, prior: int | None) -> Money | None:
    """What a count earns against a target; None where a rule needs last year's count and there is none."""
    reached = len(rule.tiers)
    if target:
        ratio = count / target
        if rule.payout.completion == "two_places":
            ratio = Fraction(math.floor(ratio * 100 + Fraction(1, 2)), 100)
        reached = sum(holds(ratio, tier.word, tier.at) for tier in rule.tiers)
    paid = _paid_for(rule, count, target, prior, reached)
    steps = _steps(rule.increment, count, target, prior)
    if paid is None or steps is None:
        return None
    extra = _for_growth(rule.increment, steps[2]) if rule.increment else 0
    return Money(reached, *steps, rule.tiers[reached - 1].fixed if reached else 0, paid, extra)


def _paid_for(rule: Indicator, count: int, target: Fraction, prior: int | None, reached: int) -> int | None:
    which, rate = rule.payout.paid_for, rule.tiers[reached - 1].rate if reached else 0
    if which == "bands":  # each firm at the rate of the band it lies in; those below the first tier at none
        ends = [min(count, math.floor(tier.at * target)) for tier in rule.tiers]
        bands = zip(rule.tiers, ends, [*ends[1:], count], strict=True)
        return sum(tier.rate * (end - start) for tier, start, end in bands)
    if which == "above_prior":
        return None if prior is None else rate * max(count - prior, 0)
    whole = math.floor(target)
    firms = {"all": count, "above_target": max(count - whole, 0), "up_to_target": min(count, whole)}
    return rate * firms[which]


def _for_growth(rule: Increment, steps: Fraction) -> int:
    earned = math.floor(steps * rule.step_amount)
    return earned if rule.cap is None else min(earned, rule.cap)


def _steps(
    rule: Increment | None, count: int, target: Fraction, prior: int | None
) -> tuple[Fraction, Fraction, Fraction] | None:
    """Steps by share, by number, and paid; None where last year's count is needed and not known."""
    measured = {"target": target, "prior": None if prior is None else Fraction(prior)}
    start, share = (measured[rule.start], measured[rule.step_of]) if rule else (target, target)
    if start is None or share is None or (target and not share):  # a share of nothing measures no growth
        return None
    if rule is None or not share or not holds(count, rule.start_word, start):
        return Fraction(0), Fraction(0), Fraction(0)
    more = count - (math.ceil(start) if rule.count_from == "rounded_up" else start)
    by_ratio, by_count = (count - start) / (share * rule.step_ratio), more / Fraction(rule.step_count)
    if rule.growth == "compound":
        level, by_ratio = start, Fraction(0)
        while level and holds(count, rule.step_word, level * (1 + rule.step_ratio)):
            level, by_ratio = level * (1 + rule.step_ratio), by_ratio + 1
        if level and rule.part_steps == "pro_rata":
            by_ratio += (count - level) / (level * rule.step_ratio)
    elif rule.part_steps == "left_out":
        by_ratio = Fraction(steps_reached(by_ratio, 1, rule.step_word))
    if rule.part_steps == "left_out":
        by_count = Fraction(steps_reached(by_count, 1, rule.step_word))
    return by_ratio, by_count, max(by_ratio, by_count) if rule.combine == "max" else by_ratio + by_count


def prior_of(rule: Indicator, given: Given) -> int | None:
    """Last year's count: the number that the target is made of, or one given for itself."""
    column = rule.target.column if rule.target.factor else rule.prior.column if rule.prior else ""
    return given.inputs.get(column)


def indicator_sum(rule: Indicator, given: Given, count: int | None) -> IndicatorResult:
    """Work out one indicator of one district, with every step told."""
    number = given.inputs.get(rule.target.column)
    target = target_of(rule.target, number)
    told = say.count_text(rule.count, rule.name, rule.unit, count, tallied=rule.key in given.tallied)
    steps = [
        Step(rule.count.id, rule.count.clause, told),
        Step(rule.target.id, rule.target.clause, say.target_text(rule.target, rule.unit, number, target)),
    ]
    if count is None or target is None:
        return IndicatorResult(count, target, steps=tuple(steps))
    completion = count / target if target else None
    prior = prior_of(rule, given)
    money = earn(rule, count, target, prior)
    if money is None:
        return IndicatorResult(count, target, completion, steps=tuple(steps))
    tiers = say.tier_texts(rule, count, target, money.reached, money.per_enterprise)
    steps += [Step(tier.id, tier.clause, text, amount) for tier, text, amount in tiers]
    if rule.increment:
        text = say.increment_text(rule.increment, rule.unit, count, target, prior=prior, money=money)
        steps.append(Step(rule.increment.id, rule.increment.clause, text, money.increment))
    sums = (money.fixed, money.per_enterprise, money.increment)
    if rule.exclusion and given.flags.get(rule.exclusion.flag):
        sums, steps = (0, 0, 0), [replace(step, amount=None) for step in steps]
        steps.append(Step(rule.exclusion.id, rule.exclusion.clause, say.exclusion_text(rule.exclusion), 0))
        money = money._replace(reached=0, steps=Fraction(0))
    fixed, per_enterprise, extra = sums
    rate = rule.tiers[money.reached - 1].rate if money.reached else 0
    return IndicatorResult(
        count,
        target,
        completion,
        rate,
        fixed,
        per_enterprise,
        math.floor(money.steps),
        extra,
        sum(sums),
        tuple(steps),
    )
