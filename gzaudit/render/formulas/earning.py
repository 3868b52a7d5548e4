"""One indicator of one district as formulas, cell by cell, from the count to the sum it earns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gzaudit.evaluate.indicator import prior_of
from gzaudit.render.formulas.cells import OPEN, added, formula, held, unless_open
from gzaudit.render.formulas.growth import Growth, capped, growth_of
from gzaudit.render.formulas.live import (
    Live,
    both,
    chosen,
    compare,
    either,
    known,
    least,
    minus,
    most,
    number,
    plus,
    times,
    when,
    whole,
)
from gzaudit.render.formulas.target import (
    Level,
    completion_cell,
    in_percent,
    is_yes,
    level_of,
    target_cell,
    tier_reached,
)
from gzaudit.render.tables.words import number as shown
from gzaudit.render.tables.words import percent

if TYPE_CHECKING:
    from fractions import Fraction

    from gzaudit.policy.model import Indicator
    from gzaudit.render.formulas.place import Place
    from gzaudit.result import Given, IndicatorResult

FLAGS: Final[dict[bool | None, str]] = {True: "是", False: "否", None: "未写明"}


def uses_prior(rule: Indicator) -> bool:
    """Whether last year's count is an input of its own, beside the number that the target is made of."""
    increment = rule.increment
    steps = increment is not None and "prior" in (increment.start, increment.step_of)
    return (steps or rule.payout.paid_for == "above_prior") and not rule.target.factor


def makes_target(rule: Indicator) -> bool:
    """Whether the target is worked out of a number given; else that number is the target."""
    return rule.target.factor is not None


def counts_steps(rule: Indicator) -> bool:
    """Whether steps can be counted by a formula at all."""
    return rule.increment is None or rule.increment.growth == "simple"


def plain(value: Fraction | None) -> int | Fraction | None:
    """A whole number as one."""
    return value.numerator if value is not None and value.denominator == 1 else value


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet: an indicator of a district.

    Attributes:
        rule: the indicator.
        given: what is known of the district.
        result: what the evaluator made of it.
        place: the sheet with its columns: `count`, `given`, `prior`, `flag`, `target`, `completion`, `tier`,
            `rate`, `fixed`, `per_firm`, `steps`, `growth` and `amount`; those that the rule has no use
            for may be missing.
        at: the line, counted from 0.
    """

    rule: Indicator
    given: Given
    result: IndicatorResult
    place: Place
    at: int

    def cells(self) -> dict[str, Any]:
        """The line's cells by role, the count left to the caller."""
        rule, result = self.rule, self.result
        made: dict[str, Any] = {"target": self._target.value}
        if makes_target(rule):
            made["given"] = shown(self.given.inputs.get(rule.target.column))
            made["target"] = formula(target_cell(rule.target, self._given), plain(result.target))
        if uses_prior(rule):
            made["prior"] = shown(prior_of(rule, self.given))
        if rule.exclusion:
            made["flag"] = FLAGS[self.given.flags.get(rule.exclusion.flag)]
        made["completion"] = formula(
            completion_cell(self._count, self._target, self._level), percent(result.completion)
        )
        tier = self._measured(self._unless_excluded(tier_reached(rule, self._count, self._level)))
        made["tier"] = formula(tier, None if result.rate is None else tier.value)
        reached = held(self._cell("tier"), tier.value)
        rates = [number(0), *(number(each.rate) for each in rule.tiers)]
        made["rate"] = formula(unless_open((reached,), chosen(reached, *rates)), result.rate)
        if self.place.has("fixed") and any(each.fixed for each in rule.tiers):
            fixed = [number(0), *(number(each.fixed) for each in rule.tiers)]
            made["fixed"] = formula(unless_open((reached,), chosen(reached, *fixed)), result.fixed_amount)
        made["per_firm"] = formula(unless_open((reached,), self._per_firm()), result.per_enterprise_amount)
        if rule.increment:
            made |= self._growth(reached)
        parts = {
            "fixed": result.fixed_amount,
            "per_firm": result.per_enterprise_amount,
            "growth": result.increment_amount,
        }
        cells = tuple(held(self._cell(role), value) for role, value in parts.items() if role in made)
        made["amount"] = formula(added(cells), result.amount)
        return made

    def _cell(self, role: str) -> str:
        return self.place.here(role, self.at)

    @property
    def _count(self) -> Live:
        return held(self._cell("count"), self.result.count)

    @property
    def _given(self) -> Live:
        return held(self._cell("given"), self.given.inputs.get(self.rule.target.column))

    @property
    def _target(self) -> Live:
        return held(self._cell("target"), plain(self.result.target))

    @property
    def _level(self) -> Level:
        given = self._given if makes_target(self.rule) else self._target
        return level_of(self.rule.target, given, self._target)

    @property
    def _prior(self) -> Live:
        role = "given" if makes_target(self.rule) else "prior"
        return held(self._cell(role), prior_of(self.rule, self.given))

    def _measured(self, then: Live) -> Live:
        """What follows where all is known that the rule asks for; 待定 where it is not."""
        rule, increment = self.rule, self.rule.increment
        asked = [known(self._count), known(self._target)]
        if rule.target.zero == "undecided" and not makes_target(rule):
            asked.append(compare(self._target, ">", number(0)))
        if uses_prior(rule):
            asked.append(known(self._prior))
        if increment is not None and increment.step_of == "prior":
            # A share of nothing measures no growth.
            some = compare(self._prior, ">", number(0))
            nothing = compare(self._target, "=", number(0))
            asked.append(either(some, nothing) if rule.target.zero == "reached" else some)
        return when(both(*asked), then, OPEN)

    def _unless_excluded(self, then: Live) -> Live:
        if not self.rule.exclusion:
            return then
        flag = held(self._cell("flag"), FLAGS[self.given.flags.get(self.rule.exclusion.flag)])
        return when(is_yes(flag), number(0), then)

    def _per_firm(self) -> Live:
        """What is paid for each of the firms that a rate is paid for."""
        rule, count = self.rule, self._count
        rate = held(self._cell("rate"), self.result.rate)
        if rule.payout.paid_for == "bands":
            return self._unless_excluded(self._bands())
        firms = {
            "all": lambda: count,
            "above_target": lambda: most(minus(count, self._level.floor()), number(0)),
            "up_to_target": lambda: least(count, self._level.floor()),
            "above_prior": lambda: most(minus(count, self._prior), number(0)),
        }[rule.payout.paid_for]()
        return times(firms, rate)

    def _bands(self) -> Live:
        """Each firm at the rate of the band it lies in."""
        (top, bottom), ends = self._level.parts, []
        for tier in self.rule.tiers:
            share, hundred = in_percent(tier.at)
            ends.append(least(self._count, whole(times(top, number(share)), times(bottom, number(hundred)))))
        pairs = zip(self.rule.tiers, ends, [*ends[1:], self._count], strict=True)
        return plus(*(times(number(tier.rate), minus(end, start)) for tier, start, end in pairs))

    def _growth(self, reached: Live) -> dict[str, Any]:
        """Steps and what they pay."""
        rule, result = self.rule.increment, self.result
        assert rule is not None
        found = growth_of(
            rule, self._count, self._level, Level(self._prior) if self._has_prior() else self._level
        )
        counted = held(self._cell("steps"), result.increment_steps)
        paid = unless_open((counted,), capped(rule, times(counted, number(rule.step_amount))))
        if found is None:
            live = rule.part_steps == "left_out"
            amount = formula(paid, result.increment_amount) if live else shown(result.increment_amount)
            return {"steps": shown(result.increment_steps), "growth": amount}
        steps = self._paid_steps(reached, found, found.steps)
        if found.paid is not None:
            paid = self._paid_steps(reached, found, capped(rule, found.paid))
        return {
            "steps": formula(steps, result.increment_steps),
            "growth": formula(paid, result.increment_amount),
        }

    def _has_prior(self) -> bool:
        return makes_target(self.rule) or uses_prior(self.rule)

    def _paid_steps(self, reached: Live, found: Growth, then: Live) -> Live:
        return unless_open((reached,), self._unless_excluded(when(found.opened, then, number(0))))
