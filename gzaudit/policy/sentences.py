"""The Chinese sentences that tell how a rule was applied.

They restate numbers that were already decided; nothing is decided here.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from gzaudit.policy.exact import exact_decimal, percent_cut, percent_exact
from gzaudit.policy.wording import AT_LEAST, sign

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from gzaudit.evaluate.indicator import Money
    from gzaudit.policy.model import (
        CountRule,
        Exclusion,
        Increment,
        Indicator,
        ListKey,
        Measure,
        PaidFor,
        Payment,
        Rounding,
        TargetRule,
        Tier,
        Work,
        WorkGroup,
        WorkItem,
    )

LIST_NAMES: Final[Mapping[ListKey, str]] = {
    "hnte": "高企公示名单",
    "hnte_stock": "有效期内高企名单",
    "above_scale": "四上企业定报库",
    "above_scale_tech_services": "规上科技服务业企业名单",
    "patent_grants": "发明专利授权企业名单",
    "tech_smes": "科技型中小企业入库名单",
}
STATUS: Final = {"accepted": "验收通过", "rejected": "验收不通过", "not_assessed": "没有验收结论"}
_LISTED: Final = {"accepted": "各项均达到", "rejected": "有未达到的项", "not_assessed": "工作量不明"}
ASSESSED: Final = {"passed": "通过", "failed": "不通过", None: "没有结论，测算（未核定）"}
ROUNDED: Final[Mapping[Rounding, str]] = {
    "exact": "不取整", "up": "进位取整", "half_up": "四舍五入取整", "down": "舍去小数",
}  # fmt: skip
WHOSE: Final = {"target": "目标", "prior": "上年数"}
_PAID_ASIDE: Final[Mapping[PaidFor, str]] = {
    "all": "", "bands": "（分段计）", "above_target": "（只计超出目标的部分）",
    "up_to_target": "（只计到目标数）", "above_prior": "（只计超出上年数的部分）",
}  # fmt: skip


def yuan(amount: int | None) -> str:
    """An amount for reading, or that it is not known."""
    return "有缺项，不能计算" if amount is None else f"{amount:,} 元"


def count_text(rule: CountRule, name: str, unit: str, count: int | None, *, tallied: bool = False) -> str:
    """Say what was counted, from which lists, by whose district; or that another office counted it."""
    lists = f"{LIST_NAMES[rule.list]}与{LIST_NAMES[rule.both]}的交集" if rule.both else LIST_NAMES[rule.list]
    shown = "家数未知，不能计算" if count is None else f"{count} {unit}"
    owners = "，共有专利只计第一权利人" if rule.owners == "first" else ""
    how = "，采用汇总数" if tallied else ""
    return f"{name}：{lists}（按{LIST_NAMES[rule.district]}的所在区{owners}{how}）→ {shown}"


def target_text(rule: TargetRule, unit: str, given: int | None, target: Fraction | None) -> str:
    """Say how the target came about, or why there is none."""
    if target is None:
        return f"{rule.heading}" + (
            "没有可用的数，不能计算" if given is None else "为 0，没有完成率，待人工认定"
        )
    if given == 0:
        return f"{rule.heading}为 0，视同达到目标"
    if rule.factor is None:
        return f"{rule.heading} → 目标 {given} {unit}"
    rounded = "" if rule.rounding == "exact" else f"（{ROUNDED[rule.rounding]}）"
    shown = f"{exact_decimal(target)} {unit}{rounded}"
    return f"{rule.heading} {given} × {percent_exact(rule.factor)} → 目标 {shown}"


def tier_texts(
    rule: Indicator, count: int, target: Fraction, reached: int, paid: int
) -> list[tuple[Tier, str, int | None]]:
    """Say how a completion compares with the tier that holds and with the next one that does not.

    Both sides of the decision are told. The percentage is cut, so it never crosses a threshold.

    Returns:
        The tier, the sentence, and the 元 it gave (of the tier that holds, else 0 with the first).
    """
    told: list[tuple[Tier, str, int | None]] = []
    for place, tier in list(enumerate(rule.tiers, 1))[max(reached - 1, 0) : reached + 1]:
        held = place == reached
        compared = ""
        if target:
            ratio = f"{count} ÷ {exact_decimal(target)} = {percent_cut(count / target)}"
            if rule.payout.completion == "two_places":
                ratio += "（先四舍五入到整百分数）"
            compared = f"{ratio} {sign(tier.word, held=held)} {percent_exact(tier.at)}（{tier.word}）"
        sums = [f"{tier.fixed:,} 元"] if tier.fixed else []
        text = " + ".join([*sums, f"{tier.rate} 元/{rule.unit} × {count} {rule.unit}"])
        text += _PAID_ASIDE[rule.payout.paid_for]
        amount = paid + tier.fixed if held else 0 if not reached and place == 1 else None
        told.append(
            (tier, f"{compared}→ {text} = {yuan(amount)}" if held else f"{compared}→ 未达此档", amount)
        )
    return told


def increment_text(
    rule: Increment, unit: str, count: int, target: Fraction, *, prior: int | None, money: Money
) -> str:
    """Say how many steps the growth holds by share and by number, and which was taken."""
    level = {"target": target, "prior": target * 0 + (prior or 0)}
    start = exact_decimal(level[rule.start])
    if not money.by_ratio and not money.by_count and count < level[rule.start]:
        word, name = rule.start_word, WHOSE[rule.start]
        return f"{count} {sign(word, held=False)} {name} {start}（{word}）→ 不计增量"
    share = f"{WHOSE[rule.step_of]}的 {percent_exact(rule.step_ratio)}"
    share += f"（{exact_decimal(rule.step_ratio * level[rule.step_of])} {unit}）"
    if rule.growth == "compound":
        share = f"上一档的 {percent_exact(rule.step_ratio)}"
    combined = {"max": "取多", "sum": "相加"}[rule.combine]
    earned = money.steps * rule.step_amount
    capped = rule.cap is not None and earned > rule.cap
    return (
        f"{count} − {start} = {exact_decimal(count - level[rule.start])} {unit}"
        f"（{rule.start_word}{WHOSE[rule.start]}起算）；"
        f"{rule.step_word} {share}满 {_steps(money.by_ratio)} 档，"
        f"{rule.step_word} {rule.step_count} {unit}满 {_steps(money.by_count)} 档，"
        f"{combined} → {_steps(money.steps)} 档 × {yuan(rule.step_amount)} = "
        + (f"{yuan(math.floor(earned))}，封顶 {yuan(money.increment)}" if capped else yuan(money.increment))
    )


def _steps(steps: Fraction) -> str:
    return str(steps) if steps.denominator == 1 else f"{steps.numerator}/{steps.denominator}"


def exclusion_text(rule: Exclusion) -> str:
    """Say that a fact about the institution takes the indicator's money away."""
    return f"该区机构“{rule.heading}”，本项不予补助 → {yuan(0)}"


def work_text(work: Work, name: str, group: WorkGroup, status: str, amount: int | None) -> str:
    """Say which group a district is in and whether its work was accepted."""
    listed = work.decided_by == "list"
    told = (_LISTED if listed else STATUS)[status]
    part = "（按达到的项数折算）" if status == "rejected" and work.partial == "by_item" else ""
    group_word = "组" if listed else "梯队"
    return f"{name}属第 {group.tier} {group_word}，{work.name}{told}{part} → {yuan(amount)}"


def item_text(item: WorkItem, measure: Measure, found: int, *, met: bool) -> str:
    """Say how much of an item was found and whether that is enough."""
    word = f"（{item.word}）" if item.word else ""
    each = f"，每场{item.each_word} {item.each} 家" if item.each else ""
    compared, told = sign(item.word or AT_LEAST, held=met), "达到" if met else "未达到"
    return f"{measure.name} {found} {compared} {item.at} {measure.unit}{word}{each} → {told}"


def payment_text(rule: Payment, assessment: str | None, payable: int | None, *, lost: bool) -> str:
    """Say whether the payment condition is met and what follows."""
    also = "；基础工作不通过，其他部分一并不付" if lost else ""
    unheeded = "（不计）" if assessment == "failed" and rule.failed == "ignored" else ""
    return f"{rule.condition}：{ASSESSED[assessment]}{unheeded}{also} → 应付 {yuan(payable)}"
