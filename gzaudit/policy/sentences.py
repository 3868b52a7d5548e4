"""The Chinese sentences that tell how a rule was applied.

They restate numbers that were already decided; nothing is decided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.policy.exact import exact_decimal, percent_cut, percent_exact
from gzaudit.policy.wording import sign

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from gzaudit.policy.model import CountRule, Increment, ListKey, TargetRule, Tier

LIST_NAMES: Final[Mapping[ListKey, str]] = {
    "hnte": "高企公示名单",
    "above_scale": "四上企业定报库",
    "above_scale_tech_services": "规上科技服务业企业名单",
    "patent_grants": "发明专利授权企业名单",
}
STATUS: Final = {
    "accepted": "基础工作验收通过",
    "rejected": "基础工作验收不通过",
    "not_assessed": "没有基础工作验收结论",
}
ASSESSED: Final = {"passed": "通过", "failed": "不通过", None: "没有结论，测算（未核定）"}
COMBINED: Final = {"max": "取多"}


def yuan(amount: int | None) -> str:
    """An amount for reading, or that it is not known."""
    return "有缺项，不能计算" if amount is None else f"{amount:,} 元"


def count_text(rule: CountRule, name: str, unit: str, count: int | None) -> str:
    """Say what was counted, from which lists, by whose district."""
    lists = f"{LIST_NAMES[rule.list]}与{LIST_NAMES[rule.both]}的交集" if rule.both else LIST_NAMES[rule.list]
    shown = "家数未知，不能计算" if count is None else f"{count} {unit}"
    return f"{name}：{lists}（按{LIST_NAMES[rule.district]}的所在区）→ {shown}"


def target_text(rule: TargetRule, unit: str, given: int | None, target: Fraction | None) -> str:
    """Say how the target came about, or why there is none."""
    if target is None:
        return f"{rule.heading}" + (
            "没有可用的数，不能计算" if given is None else "为 0，没有完成率，待人工认定"
        )
    if rule.factor is None:
        return f"{rule.heading} → 目标 {given} {unit}"
    return f"{rule.heading} {given} × {percent_exact(rule.factor)} → 目标 {exact_decimal(target)} {unit}"


def tier_text(tier: Tier, unit: str, count: int, target: Fraction, *, held: bool) -> str:
    """Say how a completion compares with a tier; the percentage is cut, so it never crosses a threshold."""
    ratio = f"{count} ÷ {exact_decimal(target)} = {percent_cut(count / target)}"
    compared = f"{ratio} {sign(tier.word, held=held)} {percent_exact(tier.at)}（{tier.word}）"
    if not held:
        return f"{compared}→ 未达此档"
    return f"{compared}→ {tier.rate} 元/{unit} × {count} {unit} = {yuan(tier.rate * count)}"


def increment_text(
    rule: Increment, unit: str, count: int, target: Fraction, steps: tuple[int, int, int] | None
) -> str:
    """Say how many whole steps the growth holds by share and by number, and which was taken.

    Args:
        rule: the increment.
        unit: unit of the count.
        count: this year's count.
        target: this year's target.
        steps: by share, by number, taken; None if the increment never started.
    """
    aim = exact_decimal(target)
    if steps is None:
        return f"{count} {sign(rule.start_word, held=False)} 目标 {aim}（{rule.start_word}）→ 不计增量"
    by_ratio, by_count, taken = steps
    return (
        f"{count} − {aim} = {exact_decimal(count - target)} {unit}（{rule.start_word}目标起算）；"
        f"{rule.step_word} {percent_exact(rule.step_ratio)}"
        f"（{exact_decimal(rule.step_ratio * target)} {unit}）满 {by_ratio} 档，"
        f"{rule.step_word} {rule.step_count} {unit}满 {by_count} 档，"
        f"{COMBINED[rule.combine]} → {taken} 档 × {yuan(rule.step_amount)} = {yuan(taken * rule.step_amount)}"
    )


def base_text(name: str, tier: int, status: str, amount: int) -> str:
    """Say which tier a district is in and whether its base work was accepted."""
    return f"{name}属第 {tier} 梯队，{STATUS[status]} → {yuan(amount)}"


def payment_text(condition: str, assessment: str | None, payable: int | None) -> str:
    """Say whether the payment condition is met and what follows."""
    return f"{condition}：{ASSESSED[assessment]} → 应付 {yuan(payable)}"
