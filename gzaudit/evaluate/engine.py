"""Counts to yuan under a policy: one evaluator that knows no year, exact, with every step told.

What is not known stays None through every sum (C9); no comparison is made on a rounded number.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from gzaudit.errors import InvariantError
from gzaudit.evaluate import result as r
from gzaudit.policy import sentences as say
from gzaudit.policy.wording import holds, steps_reached

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gzaudit.policy.model import Increment, Indicator, Policy, Rule

COMBINE: Final = {"max": max}


def evaluate(policy: Policy, given: Mapping[str, r.Given]) -> r.YearResult:
    """Work out a year.

    Args:
        policy: the year's policy.
        given: what is known, by district code; a district that is not there is wholly unknown.

    Raises:
        InvariantError: a district that the policy does not know, or a number that no count can be.
    """
    _refuse_strangers(policy.districts, given)
    districts = tuple(_district(policy, code, given.get(code, r.Given())) for code in policy.districts)
    keys = [each.key for each in policy.indicators]
    return r.YearResult(policy.year, policy.id, policy.sha256, districts, _city(districts, keys))


def counts_only(
    year: int, districts: Mapping[str, str], counts: Mapping[str, Mapping[str, int | None]]
) -> r.YearResult:
    """Show the counts of a year without a policy; all money is None.

    Args:
        year: the counted year.
        districts: code to name.
        counts: by district code, then by indicator key; what is not there is unknown.
    """
    _refuse_strangers(districts, counts)
    keys = list(dict.fromkeys(key for code in sorted(counts) for key in counts[code]))
    found = {code: {key: _whole(counts.get(code, {}).get(key)) for key in keys} for code in sorted(districts)}
    results = tuple(
        r.DistrictResult(code, districts[code], {key: r.IndicatorResult(n) for key, n in numbers.items()})
        for code, numbers in found.items()
    )
    return r.YearResult(year, None, None, results, _city(results, keys))


def total(parts: Iterable[int | None]) -> int | None:
    """Add up; None as soon as one part is None."""
    known = 0
    for part in parts:
        if part is None:
            return None
        known += part
    return known


def _city(districts: tuple[r.DistrictResult, ...], keys: list[str]) -> r.CityResult:
    return r.CityResult(
        counts={key: total(each.indicators[key].count for each in districts) for key in keys},
        performance_amount=total(each.performance_amount for each in districts),
        base_amount=total(each.base.amount if each.base else None for each in districts),
        amount=total(each.amount for each in districts),
        payable=total(each.payable for each in districts),
    )


def _refuse_strangers(districts: Mapping[str, str], given: Mapping[str, object]) -> None:
    if strange := sorted(set(given) - set(districts)):
        raise InvariantError(
            "核算收到了名单之外的区", found="、".join(strange), expected="、".join(districts)
        )


def _whole(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not hasattr(value, "__index__") or value < 0:
        raise InvariantError("核算收到的不是家数", found=repr(value), expected="0 或正整数")
    return int(value)  # numpy integers overflow in silence, Python's do not


def _step(rule: Rule, text: str, amount: int | None = None) -> r.Step:
    return r.Step(rule.id, rule.clause, text, amount)


def _district(policy: Policy, code: str, given: r.Given) -> r.DistrictResult:
    name, tier, rule = policy.districts[code], policy.base_of(code), policy.payment
    indicators = {each.key: _indicator(each, given) for each in policy.indicators}
    performance = total(each.amount for each in indicators.values())
    sum_ = tier.amount if given.base_status == "accepted" else 0
    text = say.base_text(name, tier.tier, given.base_status, sum_)
    base = r.BaseResult(tier.tier, given.base_status, sum_, (_step(tier, text, sum_),))
    amount = total((base.amount, performance))
    # Without a conclusion the sum stands as an estimate; a failed assessment pays 0 whatever else is unknown.
    payable = 0 if given.assessment == "failed" else amount
    steps = (_step(rule, say.payment_text(rule.condition, given.assessment, payable), payable),)
    return r.DistrictResult(
        code, name, indicators, base, performance, amount, payable, given.assessment, steps
    )


def _indicator(rule: Indicator, given: r.Given) -> r.IndicatorResult:
    count, number = _whole(given.counts.get(rule.key)), _whole(given.inputs.get(rule.target.column))
    # Nothing can be measured against a target of zero, so zero is no target (C9, target_zero).
    target = Fraction(number) * (rule.target.factor or 1) if number else None
    steps = [
        _step(rule.count, say.count_text(rule.count, rule.name, rule.unit, count)),
        _step(rule.target, say.target_text(rule.target, rule.unit, number, target)),
    ]
    if count is None or target is None:
        return r.IndicatorResult(count, target, steps=tuple(steps))
    completion = count / target
    reached = sum(holds(completion, tier.word, tier.at) for tier in rule.tiers)
    rate = rule.tiers[reached - 1].rate if reached else 0
    amount, taken, extra = rate * count, 0, 0
    # The tier that holds, and the next one that does not: both sides of the decision are told.
    for place, tier in list(enumerate(rule.tiers, 1))[max(reached - 1, 0) : reached + 1]:
        text = say.tier_text(tier, rule.unit, count, target, held=place == reached)
        steps.append(_step(tier, text, amount if place == max(reached, 1) else None))
    if rule.increment:
        taken, extra, text = _increment(rule.increment, rule.unit, count, target)
        steps.append(_step(rule.increment, text, extra))
    return r.IndicatorResult(
        count, target, completion, rate, amount, taken, extra, amount + extra, tuple(steps)
    )


def _increment(rule: Increment, unit: str, count: int, target: Fraction) -> tuple[int, int, str]:
    measured = {"target": target}
    start, share = measured[rule.start], measured[rule.step_of] * rule.step_ratio
    if not holds(count, rule.start_word, start):
        return 0, 0, say.increment_text(rule, unit, count, target, None)
    growth, word = count - start, rule.step_word
    by_ratio, by_count = steps_reached(growth, share, word), steps_reached(growth, rule.step_count, word)
    taken = COMBINE[rule.combine](by_ratio, by_count)
    text = say.increment_text(rule, unit, count, target, (by_ratio, by_count, taken))
    return taken, taken * rule.step_amount, text
