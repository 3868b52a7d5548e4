"""How near each count is to a threshold: firms to the next tier or step, and firms that may be lost."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gzaudit.evaluate.indicator import Money, earn, prior_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

    from gzaudit.policy.model import Indicator, Policy
    from gzaudit.result import Given, YearResult

# Domain §6.4 (5): an auditor wants to see who sits this near to a boundary.
NEAR: Final = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one count of one district stands between two thresholds.

    Attributes:
        district: code.
        indicator: key.
        count: firms counted.
        tier: tiers reached, 0 for none.
        steps: whole steps of the increment.
        since: smallest count with the same tier and steps; None where nothing is reached yet.
        next_at: smallest count with a higher tier or more steps; None where there is none.
        adds: 元 more at `next_at`.
        loses: 元 less with one firm fewer than `since`; None where nothing is reached yet.
    """

    district: str
    indicator: str
    count: int
    tier: int
    steps: int
    since: int | None
    next_at: int | None
    adds: int | None
    loses: int | None

    @property
    def to_next(self) -> int | None:
        """Firms still wanted for the next tier or step."""
        return None if self.next_at is None else self.next_at - self.count

    @property
    def spare(self) -> int | None:
        """Firms that may be lost before the tier or a step falls."""
        return None if self.since is None else self.count - self.since

    @property
    def is_near(self) -> bool:
        """Within two firms of a threshold, on either side."""
        distances = [each for each in (self.to_next, self.spare) if each is not None]
        return min(distances, default=NEAR + 1) <= NEAR


def standings(policy: Policy, result: YearResult, given: Mapping[str, Given]) -> tuple[Standing, ...]:
    """Every count that has a target, district by district, in the notice's order.

    An indicator that a district's institution is excluded from earns nothing at any count and is left out.
    """
    found = []
    for district in result.districts:
        facts = given[district.code]
        for rule in policy.indicators:
            now = district.indicators[rule.key]
            out = rule.exclusion is not None and facts.flags.get(rule.exclusion.flag) is True
            if now.count is None or not now.target or now.amount is None or out:
                continue
            found.append(_standing(district.code, rule, now.count, now.target, prior_of(rule, facts)))
    return tuple(found)


def _standing(code: str, rule: Indicator, count: int, target: Fraction, prior: int | None) -> Standing:
    def at(firms: int) -> Money:
        money = earn(rule, firms, target, prior)
        assert money is not None, "a count that has an amount has one at every number of firms"
        return money

    def level(firms: int) -> tuple[int, int]:
        money = at(firms)
        return money.reached, _paid_steps(rule, money)

    here, sum_here = level(count), _sum(at(count))
    above = _first(lambda firms: level(firms) != here, count + 1, _far(rule, count, target, prior))
    since = None if here == (0, 0) else _first(lambda firms: level(firms) == here, 0, count)
    before = _sum(at(since - 1)) if since else None
    return Standing(
        code,
        rule.key,
        count,
        *here,
        since=since,
        next_at=above,
        adds=None if above is None else _sum(at(above)) - sum_here,
        loses=None if before is None else sum_here - before,
    )


def _far(rule: Indicator, count: int, target: Fraction, prior: int | None) -> int:
    """A number of firms at which every tier is reached and a step more has been made, if there are steps."""
    far = max(count, math.ceil(max(tier.at for tier in rule.tiers) * target), prior or 0) + 1
    if rule.increment is None:
        return far
    # Where each step is a share of the level before it, steps grow with the count.
    share = math.ceil(far * rule.increment.step_ratio) if rule.increment.growth == "compound" else 0
    return far + share + rule.increment.step_count + 1


def _paid_steps(rule: Indicator, money: Money) -> int:
    """Whole steps of the increment; beyond its ceiling there are no more."""
    steps, increment = math.floor(money.steps), rule.increment
    if increment is None or increment.cap is None:
        return steps
    return min(steps, -(-increment.cap // increment.step_amount))


def _sum(money: Money) -> int:
    return money.fixed + money.per_enterprise + money.increment


def _first(holds: Callable[[int], bool], low: int, high: int) -> int | None:
    """The first number from low to high of which it holds, given that it holds of all after it up to high."""
    if not holds(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
