"""What counts and work must earn, in whole numbers: a second arithmetic, written apart from the evaluator.

It is slow and says nothing of its steps; generated cases take from it what they expect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gzaudit.policy.wording import AT_LEAST, OPERATORS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.policy.model import Increment, Indicator, TargetRule, Work, WorkGroup


class Ratio(NamedTuple):
    """A number as two whole ones; `bottom` is above zero."""

    top: int
    bottom: int


def passes(left: int, word: str, right: int) -> bool:
    """Whether a number is as much as a lower limit asks; 超过 and its like ask for more."""
    return left > right or (left == right and OPERATORS[word] == ">=")


def plain_target(rule: TargetRule, given: int) -> Ratio:
    """The target that a given number makes."""
    factor = rule.factor
    top, bottom = (given * factor.numerator, factor.denominator) if factor else (given, 1)
    if rule.rounding == "up":
        return Ratio(-(-top // bottom), 1)
    if rule.rounding == "half_up":
        return Ratio((2 * top + bottom) // (2 * bottom), 1)
    return Ratio(top // bottom, 1) if rule.rounding == "down" else Ratio(top, bottom)


def plain_tier(rule: Indicator, count: int, target: Ratio) -> int:
    """How many tiers a count reaches; all of them where the target is 0."""
    if not target.top:
        return len(rule.tiers)
    top, bottom = count * target.bottom, target.top
    if rule.payout.completion == "two_places":
        top, bottom = (200 * top + bottom) // (2 * bottom), 100
    return sum(
        passes(top * tier.at.denominator, tier.word, tier.at.numerator * bottom) for tier in rule.tiers
    )


def plain_steps(rule: Increment, count: int, target: Ratio, prior: int) -> tuple[Ratio, Ratio]:
    """Steps by share and by number of enterprises, whole or with their part."""
    start = target if rule.start == "target" else Ratio(prior, 1)
    share = target if rule.step_of == "target" else Ratio(prior, 1)
    beyond = count * start.bottom - start.top
    if not share.top or not passes(beyond, rule.start_word, 0):
        return Ratio(0, 1), Ratio(0, 1)
    step = rule.step_ratio
    if rule.growth == "compound":
        by_share = _compound(rule, count, start)
    else:
        top = beyond * share.bottom * step.denominator
        by_share = _steps(rule, top, start.bottom * share.top * step.numerator)
    if rule.count_from == "rounded_up":
        return by_share, _steps(rule, count + -start.top // start.bottom, rule.step_count)
    return by_share, _steps(rule, beyond, start.bottom * rule.step_count)


def _compound(rule: Increment, count: int, start: Ratio) -> Ratio:
    """Steps that grow: each is a share of the level that the one before it led to."""
    if not start.top:
        return Ratio(0, 1)
    old, new = rule.step_ratio.denominator, rule.step_ratio.denominator + rule.step_ratio.numerator
    steps, have, level = 0, count * start.bottom, start.top
    while passes(have * old, rule.step_word, level * new):
        steps, have, level = steps + 1, have * old, level * new
    if rule.part_steps == "left_out":
        return Ratio(steps, 1)
    step = level * (new - old)
    return Ratio(steps * step + (have - level) * old, step)


def _steps(rule: Increment, growth: int, step: int) -> Ratio:
    if rule.part_steps == "pro_rata":
        return Ratio(growth, step)
    whole, rest = divmod(growth, step)
    exact = rest == 0 and whole > 0
    return Ratio(whole - (exact and not passes(0, rule.step_word, 0)), 1)


def plain_paid(rule: Indicator, count: int, target: Ratio, prior: int, reached: int) -> int:
    """元 at a rate per enterprise."""
    if not reached:
        return 0
    which, rate, whole = rule.payout.paid_for, rule.tiers[reached - 1].rate, target.top // target.bottom
    if which == "bands":
        paid, below = 0, count
        for tier in reversed(rule.tiers):
            end = min(below, tier.at.numerator * target.top // (tier.at.denominator * target.bottom))
            paid, below = paid + tier.rate * (below - end), end
        return paid
    firms = {
        "all": count,
        "above_target": max(0, count - whole),
        "up_to_target": min(count, whole),
        "above_prior": max(0, count - prior),
    }
    return rate * firms[which]


def plain_sum(rule: Indicator, count: int, given: int, prior: int) -> dict[str, int]:
    """All figures of one indicator; a given 0 must not leave it undecided."""
    target = plain_target(rule.target, given)
    reached = plain_tier(rule, count, target)
    fixed = rule.tiers[reached - 1].fixed if reached else 0
    paid = plain_paid(rule, count, target, prior, reached)
    steps, extra = 0, 0
    if rule.increment:
        (a, b), (c, d) = plain_steps(rule.increment, count, target, prior)
        added = Ratio(a * d + c * b, b * d)
        more = Ratio(a, b) if a * d >= c * b else Ratio(c, d)
        top, bottom = more if rule.increment.combine == "max" else added
        steps, extra = top // bottom, rule.increment.step_amount * top // bottom
        if rule.increment.cap is not None and extra > rule.increment.cap:
            extra = rule.increment.cap
    return {
        "rate": rule.tiers[reached - 1].rate if reached else 0,
        "fixed_amount": fixed,
        "per_enterprise_amount": paid,
        "increment_steps": steps,
        "increment_amount": extra,
        "amount": fixed + paid + extra,
    }


def plain_work(work: Work, group: WorkGroup, found: Mapping[str, int]) -> tuple[tuple[str, ...], int]:
    """Measures that were missed, and 元."""
    missed = tuple(
        item.measure
        for item in group.items
        if not passes(found[item.measure], item.word or AT_LEAST, item.at)
    )
    done = len(group.items) - len(missed)
    if work.partial == "by_item":
        return missed, group.amount * done // len(group.items)
    return missed, 0 if missed else group.amount
