"""Targets and tiers as formulas: counts are compared with shares of a target by whole numbers alone."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from gzaudit.policy.wording import OPERATORS
from gzaudit.render.formulas.cells import OPEN, unless_open
from gzaudit.render.formulas.live import (
    Live,
    both,
    compare,
    known,
    number,
    over,
    plus,
    times,
    when,
    whole,
    words,
)

if TYPE_CHECKING:
    from gzaudit.policy.model import Indicator, TargetRule


@dataclass(frozen=True, slots=True)
class Level:
    """A level that counts are measured against: a cell with a whole number, times a ratio of the policy's."""

    base: Live
    factor: Fraction = Fraction(1)

    @property
    def parts(self) -> tuple[Live, Live]:
        """The level as a fraction: a whole number, and what it is to be divided by."""
        top, bottom = in_percent(self.factor)
        return times(self.base, number(top)), number(bottom)

    def floor(self) -> Live:
        """The level without its decimals."""
        return whole(*self.parts)

    def ceiling(self) -> Live:
        """The next whole number."""
        top, bottom = self.parts
        return top if bottom.text == "1" else whole(plus(top, number(int(bottom.text) - 1)), bottom)


def in_percent(ratio: Fraction) -> tuple[int, int]:
    """A ratio as people read it in a notice: 105 and 100 rather than 21 and 20; a whole number over 1."""
    hundredths = ratio * 100
    if ratio.denominator == 1 or hundredths.denominator != 1:
        return ratio.numerator, ratio.denominator
    return hundredths.numerator, 100


def target_cell(rule: TargetRule, given: Live) -> Live:
    """The target that is made of a number given; 待定 where there is none, or where a 0 decides nothing."""
    level = Level(given, rule.factor or Fraction(1))
    top, bottom = level.parts
    doubled = plus(times(top, number(2)), bottom), times(bottom, number(2))
    made = {
        "exact": lambda: over(top, bottom),
        "up": level.ceiling,
        "half_up": lambda: top if bottom.text == "1" else whole(doubled[0], number(2 * int(bottom.text))),
        "down": level.floor,
    }[rule.rounding]()
    if rule.zero == "undecided":
        made = when(compare(given, "=", number(0)), OPEN, made)
    return unless_open((given,), made)


def level_of(rule: TargetRule, given: Live, target: Live) -> Level:
    """What counts are compared with: the number given times the exact factor, or the rounded target."""
    exact = rule.factor is not None and rule.rounding == "exact"
    return Level(given, rule.factor or Fraction(1)) if exact else Level(target)


def completion_cell(count: Live, target: Live, level: Level) -> Live:
    """The completion with two places, cut off, for reading: nothing is decided on it."""
    top, bottom = level.parts
    hundredths = whole(times(count, number(10_000), bottom), top)
    value = hundredths.value
    shown = f"{value // 100}.{value % 100:02d}%" if isinstance(value, int) else None
    text = Live(f'TEXT({hundredths.text}/10000,"0.00%")', shown, hundredths.exact)
    measured = both(known(count), known(target), compare(target, ">", number(0)))
    return when(measured, text, OPEN)


def tier_reached(rule: Indicator, count: Live, level: Level) -> Live:
    """How many tiers are reached, the highest asked first."""
    reached = number(0)
    for place, tier in enumerate(rule.tiers, 1):
        reached = when(_holds(rule, count, level, tier.at, tier.word), number(place), reached)
    if rule.target.zero == "reached":
        all_of_them = number(len(rule.tiers))
        reached = when(compare(level.base, "=", number(0)), all_of_them, reached)
    return reached


def _holds(rule: Indicator, count: Live, level: Level, at: Fraction, word: str) -> Live:
    (top, bottom), (share, hundred) = level.parts, in_percent(at)
    if rule.payout.completion == "two_places":
        percent = whole(plus(times(count, number(200), bottom), top), times(top, number(2)))
        return compare(times(percent, number(hundred)), OPERATORS[word], times(number(100), number(share)))
    return compare(times(count, bottom, number(hundred)), OPERATORS[word], times(top, number(share)))


def is_yes(flag: Live) -> Live:
    """Whether a cell of 是 or 否 says 是."""
    return compare(flag, "=", words("是"))
