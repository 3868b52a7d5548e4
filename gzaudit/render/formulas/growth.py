"""Increments as formulas: steps by share and by number, and what they pay."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, NamedTuple

from gzaudit.policy.wording import OPERATORS
from gzaudit.render.formulas.live import (
    Live,
    both,
    compare,
    least,
    minus,
    most,
    number,
    plus,
    rest,
    times,
    when,
    whole,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from gzaudit.policy.model import Increment
    from gzaudit.render.formulas.target import Level


class Growth(NamedTuple):
    """What growth pays.

    Attributes:
        opened: whether there is any growth to be paid.
        steps: whole steps.
        paid: 元; None where it is the steps' number times the amount of a step.
    """

    opened: Live
    steps: Live
    paid: Live | None


class Share(NamedTuple):
    """A number of steps that need not be whole: a fraction of two expressions."""

    top: Live
    bottom: Live


def growth_of(rule: Increment, count: Live, target: Level, prior: Level) -> Growth | None:
    """Steps and what they pay; None for steps that grow with each other, which no formula counts exactly.

    Args:
        rule: the increment.
        count: the cell of the count.
        target: what targets are measured by.
        prior: last year's count.
    """
    if rule.growth == "compound":
        return None
    measured = {"target": target, "prior": prior}
    start, share = measured[rule.start], measured[rule.step_of]
    top, bottom = start.parts
    more = minus(times(count, bottom), top)
    opened = both(
        compare(share.base, ">", number(0)),
        compare(times(count, bottom), OPERATORS[rule.start_word], top),
    )
    by_share = _by_share(more, bottom, share, rule.step_ratio)
    by_number = Share(more, times(bottom, number(rule.step_count)))
    if rule.count_from == "rounded_up":
        by_number = Share(minus(count, start.ceiling()), number(rule.step_count))
    if rule.part_steps == "left_out":
        counted = [_whole_steps(each, rule.step_word) for each in (by_share, by_number)]
        return Growth(opened, most(*counted) if rule.combine == "max" else plus(*counted), None)
    return Growth(
        opened, _parts(rule, by_share, by_number, 1), _parts(rule, by_share, by_number, rule.step_amount)
    )


def _by_share(more: Live, bottom: Live, share: Level, ratio: Fraction) -> Share:
    """Growth of `more` over `bottom` in steps of a ratio of `share`, constants reduced."""
    over_share = share.factor * ratio
    up, down = over_share.denominator, over_share.numerator * int(bottom.text)
    common = gcd(up, down)
    return Share(times(more, number(up // common)), times(share.base, number(down // common)))


def _whole_steps(steps: Share, word: str) -> Live:
    """The steps that are whole; one that is met exactly counts only if the word includes it."""
    counted = whole(steps.top, steps.bottom)
    if OPERATORS[word] != ">":
        return counted
    exactly = both(compare(steps.top, ">", number(0)), compare(rest(steps.top, steps.bottom), "=", number(0)))
    return minus(counted, when(exactly, number(1), number(0)))


def _parts(rule: Increment, first: Share, second: Share, each: int) -> Live:
    """Both numbers of steps together, times `each`, without decimals."""
    worth = number(each)
    if rule.combine == "max":
        return most(*(whole(times(one.top, worth), one.bottom) for one in (first, second)))
    top = plus(times(first.top, second.bottom), times(second.top, first.bottom))
    return whole(times(top, worth), times(first.bottom, second.bottom))


def capped(rule: Increment, paid: Live) -> Live:
    """What is paid at most."""
    return paid if rule.cap is None else least(paid, number(rule.cap))
