"""What a finished run would come to under another policy, from what the run knew; nothing is guessed."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from gzaudit.evaluate.indicator import indicator_sum, target_of
from gzaudit.policy.wording import AT_LEAST, OPERATORS
from gzaudit.result import Given

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.policy.model import Indicator, Policy, TargetRule, Work, WorkGroup
    from gzaudit.policy.rerun.run import Run, RunDistrict


@dataclass(frozen=True, slots=True)
class Sum:
    """What one policy pays for one part: 元, or what is missing to say so.

    Attributes:
        amount: 元; None where it cannot be said.
        missing: why not; "" where it can.
        note: what has to be known to understand the sum.
    """

    amount: int | None
    missing: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a run knew, read under the policy that it was run under.

    Attributes:
        run: the run.
        own: that policy; None where it is not at hand any more (or there was none).
    """

    run: Run
    own: Policy | None

    def sums(self, policy: Policy, code: str) -> dict[str, Sum]:
        """What a policy would pay a district, by indicator and work; before assessment and budget."""
        district = self.run.districts.get(code)
        if district is None:
            none = Sum(None, "该次运行没有这个区")
            keys = [*(each.key for each in policy.indicators), *(each.key for each in policy.works)]
            return dict.fromkeys(keys, none)
        paid = {each.key: self._indicator(policy, each, district) for each in policy.indicators}
        return paid | {each.key: self._work(policy, each, code, district) for each in policy.works}

    def _indicator(self, policy: Policy, rule: Indicator, district: RunDistrict) -> Sum:
        if self.own is None:
            return Sum(None, "该次运行所用的规则不在，上年数和口径都无从得知")
        own = next((each for each in self.own.indicators if each.key == rule.key), None)
        if own is None:
            return Sum(None, f"该次运行没有数“{rule.name}”")
        if differs := _counted_otherwise(self.own, policy, own, rule):
            return Sum(None, f"家数的口径不同（{differs}），须按这套规则重新核算")
        count, inputs = district.counts.get(rule.key), self._inputs(district)
        paid = indicator_sum(replace(rule, exclusion=None), Given(inputs=inputs), count).amount
        if paid is None:
            return Sum(None, _lacks(rule, count, inputs))
        return self._excluded(rule, own, district, paid, inputs)

    def _inputs(self, district: RunDistrict) -> dict[str, int]:
        """Numbers given per district; last year's counts are taken from the targets made of them."""
        found: dict[str, int] = {}
        for rule in self.own.indicators if self.own else ():
            target = district.targets.get(rule.key)
            behind = [] if target is None else _behind(rule.target, target)
            if len(behind) == 1:
                found[rule.target.column] = behind[0]
        return found

    def _excluded(
        self, rule: Indicator, own: Indicator, district: RunDistrict, found: int, inputs: dict[str, int]
    ) -> Sum:
        """Whether the institution's own subsidy rules the sum out is seen from what the run paid."""
        if rule.exclusion is None or not found:
            return Sum(found)
        paid, count = district.amounts.get(rule.key), district.counts.get(rule.key)
        full = indicator_sum(replace(own, exclusion=None), Given(inputs=inputs), count).amount
        if (
            own.exclusion is None
            or own.exclusion.flag != rule.exclusion.flag
            or not full
            or paid not in (0, full)
        ):
            return Sum(None, f"不知道机构是否“{rule.exclusion.heading}”")
        return Sum(found) if paid else Sum(0, note=f"机构“{rule.exclusion.heading}”")

    def _work(self, policy: Policy, rule: Work, code: str, district: RunDistrict) -> Sum:
        own = self.own.work(rule.key) if self.own else None
        status = district.statuses.get(rule.key)
        if self.own is None or own is None or status is None:
            return Sum(None, f"该次运行没有“{rule.name}”的工作量和结论")
        group, before = rule.group_of(code), own.group_of(code)
        if _asked(policy, group) != _asked(self.own, before) or rule.decided_by != own.decided_by:
            return Sum(None, f"“{rule.name}”要求的工作量不同，原来的结论不能沿用")
        if status == "not_assessed":
            unsaid = Sum(0, note="没有验收结论，按 0 元计")
            return unsaid if rule.decided_by == "people" else Sum(None, f"“{rule.name}”的工作量不明")
        if status == "rejected" and rule.partial == "by_item":
            return Sum(None, "按达到的项数折算，运行结果没有写明达到几项")
        return Sum(group.amount if status == "accepted" else 0)


def _behind(rule: TargetRule, target: Fraction) -> list[int]:
    """The whole numbers of which a rule makes this target; rounding may leave several, or none."""
    factor = rule.factor or Fraction(1)
    near = range(max(0, math.floor((target - 1) / factor)), math.ceil((target + 1) / factor) + 1)
    return [number for number in near if target_of(rule, number) == target]


def _lacks(rule: Indicator, count: int | None, inputs: Mapping[str, int]) -> str:
    """What an indicator needs that is not there."""
    if count is None:
        return f"“{rule.name}”的家数待定"
    if rule.target.column not in inputs:
        return f"没有可用的“{rule.target.heading}”"
    if not inputs[rule.target.column]:
        return f"“{rule.target.heading}”为 0，待人工认定"
    return f"没有“{rule.prior.heading}”" if rule.prior else "缺少上年数"


def _counted_otherwise(own: Policy, policy: Policy, one: Indicator, other: Indicator) -> str:
    """In which respect the two count other enterprises; "" if in none."""
    told = {
        "名单": ((one.count.list, one.count.both), (other.count.list, other.count.both)),
        "所在区": (one.count.district, other.count.district),
        "共有专利": (one.count.owners, other.count.owners),
        "取消资格的": (own.enterprises.revoked, policy.enterprises.revoked),
        "视同法人单位": (own.enterprises.quasi_units, policy.enterprises.quasi_units),
    }
    return "、".join(what for what, (before, after) in told.items() if before != after)


def _asked(policy: Policy, group: WorkGroup) -> list[tuple[object, ...]]:
    """What a group must do and how records are judged, whatever the wording and the year."""
    asked = []
    for item in group.items:
        measure = policy.measures[item.measure]
        last = (measure.until.month, measure.until.day, _meant(measure.until_word)) if measure.until else ()
        records = measure.list, measure.about, measure.needs, tuple(sorted(measure.options.items())), last
        asked.append(
            (item.measure, item.at, _meant(item.word), item.each or 0, _meant(item.each_word), records)
        )
    return sorted(asked)


def _meant(word: str | None) -> str:
    return OPERATORS[word or AT_LEAST]
