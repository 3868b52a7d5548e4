"""Why an amount is not known, in words: the part, and what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gzaudit.policy.model import Policy
    from gzaudit.result import DistrictResult, IndicatorResult


def missing_of(district: DistrictResult | None, figure: str, policy: Policy) -> str:
    """What an amount of a district lacks; "" where it lacks nothing.

    Args:
        district: None where the policy does not name it.
        figure: key of an indicator or a work, or of a sum.
        policy: of the run.
    """
    if district is None:
        return ""
    if figure in district.indicators:
        return _indicator(district.indicators[figure], figure, policy)
    if figure in district.works:
        return "" if district.works[figure].amount is not None else "工作量待定"
    if getattr(district, figure, 0) is not None:
        return ""
    named = {each.key: each.name for each in policy.indicators}
    named |= {
        each.key: each.name for each in policy.works if figure != "performance_amount" or each.key != "base"
    }
    told = {name: missing_of(district, key, policy) for key, name in named.items()}
    open_ = [f"{name}（{what}）" for name, what in told.items() if what]
    # Where a district's own parts are all known, another district's are not: no share of a budget is.
    return "、".join(open_) if open_ else "有的区金额待定，预算份额算不出来"


def _indicator(result: IndicatorResult, key: str, policy: Policy) -> str:
    if result.amount is not None:
        return ""
    rule = next(each for each in policy.indicators if each.key == key)
    if result.count is None:
        return "家数待定"
    if result.target is None:
        return f"没有可用的“{rule.target.heading}”"
    return f"没有“{rule.prior.heading}”" if rule.prior else "缺少上年数"
