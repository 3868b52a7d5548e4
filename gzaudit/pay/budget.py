"""Claims under a budget: each district's own ceiling first, then the city's in proportion, to the yuan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gzaudit.errors import InvariantError
from gzaudit.result import total as add_up

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.result import YearResult
    from gzaudit.settings import Budget


def under_budget(result: YearResult, budget: Budget | None) -> tuple[YearResult, str]:
    """Payable under the budget; what was claimed stays beside it (policy.md, Budget).

    Returns:
        The year, and a sentence that says how payable sums came about; "" where payable = claim.
    """
    if budget is None or budget.method == "none":
        return result, ""
    codes = {each.name: each.code for each in result.districts}
    shares = {codes[name]: amount for name, amount in budget.districts.items()}
    payable = pay_under_budget({each.code: each.payable for each in result.districts}, budget.total, shares)
    districts = tuple(replace(each, payable=payable[each.code]) for each in result.districts)
    city = replace(result.city, payable=add_up(each.payable for each in districts))
    limit = "" if budget.total is None else f"，总额 {budget.total:,} 元"
    own = "".join(f"，{name} {amount:,} 元" for name, amount in sorted(budget.districts.items()))
    note = f"应付额按预算比例核减（最大余数法）{limit}{own}。"
    return replace(result, districts=districts, city=city), note


def pay_under_budget(
    claims: Mapping[str, int | None], total: int | None, districts: Mapping[str, int]
) -> Mapping[str, int | None]:
    """Scale claims to a budget (policy.md "Budget", method proportional; 七（二）3).

    Args:
        claims: 元 by district code; None if not known.
        total: 元 for all districts; None if there is no such budget.
        districts: 元 by district code, for those that have a budget of their own.

    Returns:
        Payable 元 by district code. A None claim makes every payable under `total` None: no share is known.

    Raises:
        InvariantError: a negative sum, or a budget for a district that claims nothing.
    """
    sums = [*claims.values(), *districts.values(), total]
    if set(districts) - set(claims) or any(each is not None and each < 0 for each in sums):
        raise InvariantError("预算或申请额不能用", found=f"{dict(claims)}，{total}，{dict(districts)}")
    capped = {
        code: claim if claim is None else min(claim, districts.get(code, claim))
        for code, claim in claims.items()
    }
    known = {code: claim for code, claim in capped.items() if claim is not None}
    if total is not None and len(known) < len(capped):
        return dict.fromkeys(claims)
    claimed = sum(known.values())
    if total is None or claimed <= total:
        return capped
    shares = {code: divmod(claim * total, claimed) for code, claim in known.items()}
    spare = total - sum(whole for whole, _ in shares.values())
    # The largest remainders take one yuan each; of equal ones the smaller district code.
    first = sorted(shares, key=lambda code: (-shares[code][1], code))[:spare]
    return {code: whole + (code in first) for code, (whole, _) in shares.items()}
