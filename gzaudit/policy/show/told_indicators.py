"""The rules of an indicator in Chinese: what is counted, against what, and what it earns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.policy.exact import percent_exact
from gzaudit.policy.sentences import LIST_NAMES, ROUNDED, WHOSE
from gzaudit.policy.show.told import Part, Told, told
from gzaudit.policy.wording import sign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.policy.model import (
        CountRule,
        Increment,
        Indicator,
        PaidFor,
        Payout,
        TargetRule,
        Tier,
    )

ZERO: Final = {"undecided": "待人工认定", "reached": "视同达到目标"}
PAID_FOR: Final[Mapping[PaidFor, str]] = {
    "all": "全部家数",
    "bands": "分段：落在哪一档的家数按哪一档",
    "above_target": "只计超出目标的家数",
    "up_to_target": "只计到目标数为止的家数",
    "above_prior": "只计超出上年数的家数",
}
COMPLETION: Final = {"exact": "按分数原样比", "two_places": "先四舍五入到整百分数再比"}
OWNERS: Final = {"each": "每个共有人都算", "first": "只算第一权利人"}
GROWTH: Final = {"simple": "每档一样大", "compound": "在上一档的基础上（复利）"}
COUNT_FROM: Final = {"exact": "照原样减", "rounded_up": "先进位取整再减"}
PART_STEPS: Final = {"left_out": "不计", "pro_rata": "按比例计，元以下舍去"}
COMBINE: Final = {"max": "取多的一种，不相加", "sum": "两种相加"}


def indicator_part(rule: Indicator) -> Part:
    """All rules of one indicator, in the order in which they are applied."""
    rules = [_count(rule.count), _target(rule.target)]
    if rule.prior:
        fields = {"取自": f"“{rule.prior.heading}”一列"}
        rules.append(told("prior", "上年数", rule.prior, fields))
    rules.append(_payout(rule.payout))
    rules += [_tier(tier, place, rule.unit) for place, tier in enumerate(rule.tiers, 1)]
    if rule.increment:
        rules.append(_increment(rule.increment, rule.unit))
    if rule.exclusion:
        fields = {"机构": f"“{rule.exclusion.heading}”的，本项不予补助"}
        rules.append(told("exclusion", "不予补助", rule.exclusion, fields))
    return Part("indicator", rule.key, rule.name, tuple(rules))


def _count(rule: CountRule) -> Told:
    lists = f"{LIST_NAMES[rule.list]}与{LIST_NAMES[rule.both]}都有的" if rule.both else LIST_NAMES[rule.list]
    fields = {"名单": lists, "所在区按": LIST_NAMES[rule.district]}
    if "patent_grants" in (rule.list, rule.both):
        fields["共有专利"] = OWNERS[rule.owners]
    return told("count", "家数", rule, fields)


def _target(rule: TargetRule) -> Told:
    times = f" × {percent_exact(rule.factor)}" if rule.factor else "（即目标）"
    fields = {
        "取自": f"“{rule.heading}”一列",
        "目标": f"{rule.heading}{times}",
        "有小数": ROUNDED[rule.rounding],
        "为 0": ZERO[rule.zero],
    }
    return told("target", "目标", rule, fields)


def _payout(rule: Payout) -> Told:
    fields = {"付给": PAID_FOR[rule.paid_for], "完成率": COMPLETION[rule.completion]}
    return told("payout", "付法", rule, fields)


def _tier(rule: Tier, place: int, unit: str) -> Told:
    fields = {"完成率": f"{sign(rule.word, held=True)} {percent_exact(rule.at)}（{rule.word}）"}
    if rule.fixed:
        fields["定额"] = f"{rule.fixed:,} 元"
    fields[f"每{unit}"] = f"{rule.rate:,} 元"
    return told(f"tier {rule.at}", f"第 {place} 档", rule, fields, (rule.word,))


def _increment(rule: Increment, unit: str) -> Told:
    fields = {
        "起算": f"{rule.start_word}{WHOSE[rule.start]}之后",
        "按比例一档": f"{rule.step_word} {WHOSE[rule.step_of]}的 {percent_exact(rule.step_ratio)}",
        "各档": GROWTH[rule.growth],
        "按家数一档": f"{rule.step_word} {rule.step_count} {unit}",
        "起算数有小数": COUNT_FROM[rule.count_from],
        "不满一档": PART_STEPS[rule.part_steps],
        "每档": f"{rule.step_amount:,} 元",
        "两种算法": COMBINE[rule.combine],
        "上限": "不封顶" if rule.cap is None else f"最多 {rule.cap:,} 元",
    }
    return told("increment", "增量", rule, fields, (rule.start_word, rule.step_word))
