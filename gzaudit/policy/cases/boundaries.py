"""Cases below, at and above every boundary of a policy, generated; `plain` works out what they expect."""

from __future__ import annotations

import functools
from bisect import bisect_left
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from gzaudit.policy.cases.model import Case, Record
from gzaudit.policy.cases.plain import (
    Ratio,
    passes,
    plain_steps,
    plain_sum,
    plain_target,
    plain_tier,
    plain_work,
)
from gzaudit.policy.wording import OPERATORS
from gzaudit.result import Given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.policy.cases.model import Value
    from gzaudit.policy.model import Increment, Indicator, Policy, Work, WorkGroup, WorkItem

# Last year's counts or targets: few and many, a multiple of what thresholds ask for and none.
GIVEN: Final = (7, 100, 101, 400, 2000)
# How many steps of either kind are looked at.
STEPS: Final = 3
SOURCE: Final = "程序按规则生成，用另一套整数算法推算"
_SIDES: Final = ((-1, "差一家"), (0, "恰好"), (1, "多一家"))


def boundary_cases(policy: Policy) -> tuple[Case, ...]:
    """Generate the cases of a policy, under the readings it was built with.

    They cover each tier, the opening and the first steps of an increment, a target of 0, each amount of work,
    firms of an event, and a last day.
    """
    return (*_indicators(policy), *_works(policy), *_events(policy), *_days(policy))


def _indicators(policy: Policy) -> Iterator[Case]:
    home = next(iter(policy.districts))
    for rule in policy.indicators:
        zero = Given({rule.key: 1}, _inputs(rule, 0))
        name = f"{rule.name}：{rule.target.heading}为 0"
        known: dict[str, Value] = {**plain_sum(rule, 1, 0, 0)}
        figures = known if rule.target.zero == "reached" else dict.fromkeys(known)
        yield Case("界", name, SOURCE, home, {rule.key: figures}, given=zero)
        for given in GIVEN:
            for what, edge in _edges(rule, given):
                for side, told in _SIDES:
                    count = max(edge + side, 0)
                    name = f"{rule.name}：{rule.target.heading} {given}，{count} 家（{what}，{told}）"
                    expected = {rule.key: plain_sum(rule, count, given, _prior(rule, given))}
                    numbers = Given({rule.key: count}, _inputs(rule, given))
                    yield Case("界", name, SOURCE, home, expected, given=numbers)


def _prior(rule: Indicator, given: int) -> int:
    """Last year's count where the target is not made of it: four fifths of the target."""
    return given if rule.target.factor else given * 4 // 5


def _inputs(rule: Indicator, given: int) -> dict[str, int]:
    numbers = {rule.prior.column: _prior(rule, given)} if rule.prior else {}
    return numbers | {rule.target.column: given}


def _edges(rule: Indicator, given: int) -> Iterator[tuple[str, int]]:
    """Least counts that reach each tier, open the increment, and fill each step of either kind."""
    target, prior = plain_target(rule.target, given), _prior(rule, given)
    counts = range(10 * given + 1000)
    for place in range(1, len(rule.tiers) + 1):
        yield f"第 {place} 档", bisect_left(counts, place, key=lambda n: plain_tier(rule, n, target))
    if rule.increment:
        yield from _edges_of_steps(rule.increment, counts, target, prior)
        if rule.increment.cap is not None:
            paid = functools.partial(_growth_paid, rule, given=given, prior=prior)
            edge = bisect_left(counts, rule.increment.cap, key=paid)
            if edge < len(counts):
                yield "增量封顶", edge


def _growth_paid(rule: Indicator, count: int, *, given: int, prior: int) -> int:
    return plain_sum(rule, count, given, prior)["increment_amount"]


def _edges_of_steps(rule: Increment, counts: range, target: Ratio, prior: int) -> Iterator[tuple[str, int]]:
    start = target if rule.start == "target" else Ratio(prior, 1)
    opens = bisect_left(counts, True, key=lambda n: passes(n * start.bottom, rule.start_word, start.top))
    yield "增量起算", opens

    def whole(count: int, kind: int) -> int:
        steps = plain_steps(rule, count, target, prior)[kind]
        return steps.top // steps.bottom

    for kind, name in enumerate(("比例", "家数")):
        for step in range(1, STEPS + 1):
            edge = bisect_left(counts, step, key=functools.partial(whole, kind=kind))
            yield f"增量按{name}第 {step} 档", edge


def _works(policy: Policy) -> Iterator[Case]:
    for work in policy.works:
        for group in work.groups:
            home = group.districts[0]
            for item in group.items:
                measure = policy.measures[item.measure]
                for number in (item.at - 1, item.at, item.at + 1):
                    found = {each.measure: each.at + 1 for each in group.items} | {item.measure: number}
                    what = f"{policy.districts[home]}{work.name}：{measure.name} {number} {measure.unit}"
                    name, expected = f"{what}，其余各项都多一个", {work.key: _done(work, group, found)}
                    yield Case("界", name, SOURCE, home, expected, given=Given(found=found))


def _done(work: Work, group: WorkGroup, found: dict[str, int]) -> dict[str, Value]:
    missed, amount = plain_work(work, group, found)
    proposed = "rejected" if missed else "accepted"
    return {
        "tier": group.tier,
        "status": proposed,
        "proposed": proposed,
        "missed": missed,
        "amount": amount,
    }  # fmt: skip


def _asked(policy: Policy) -> Iterator[tuple[WorkGroup, WorkItem]]:
    for work in policy.works:
        for group in work.groups:
            for item in group.items:
                yield group, item


def _events(policy: Policy) -> Iterator[Case]:
    """One event of one kind in one district of each group."""
    for group, item in _asked(policy):
        measure, home = policy.measures[item.measure], group.districts[0]
        if item.each is None or item.each_word is None:
            continue
        for side, told in _SIDES:
            firms = item.each + side
            record = Record(measure.key, firms=firms, called=measure.about)
            name = f"{policy.districts[home]}{measure.name}一场，签到 {firms} 家（{told}）"
            expected = {"found": {measure.key: int(passes(firms, item.each_word, item.each))}}
            yield Case("界", name, SOURCE, home, expected, records=(record,))


def _days(policy: Policy) -> Iterator[Case]:
    """The day before, on and after a last day, as far as the service period goes."""
    home = next(iter(policy.districts))
    for measure in policy.measures.values():
        if measure.until is None or measure.until_word is None:
            continue
        for side, told in ((-1, "前一天"), (0, "当天"), (1, "后一天")):
            day = measure.until + timedelta(days=side)
            known = policy.service_from <= day <= policy.service_to
            included = OPERATORS[measure.until_word] == "<="
            counts = known and (side < 0 or (side == 0 and included))
            name = f"{measure.name}一{measure.unit}，{day} 上传（截止日{told}）"
            expected = {"found": {measure.key: int(counts)}}
            record = Record(measure.key, on=day)
            yield Case("界", name, SOURCE, home, expected, records=(record,))
