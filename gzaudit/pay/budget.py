"""Claims under a budget: each district's own ceiling first, then the city's in proportion, to the yuan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from gzaudit.errors import InvariantError
from gzaudit.result import Step
from gzaudit.result import total as add_up

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.result import DistrictResult, YearResult
    from gzaudit.settings import Budget

APPROVED: Final = "decision"
"""The rule of the step that replaces what is payable by what people approved."""


def under_budget(
    result: YearResult, budget: Budget | None, approved: Mapping[str, int] | None = None
) -> tuple[YearResult, str]:
    """Payable under the budget; what was claimed stays beside it (policy.md, Budget).

    Args:
        result: with what each district claims.
        budget: None where there is none.
        approved: 元 by district code that people approved: paid as they stand, before all else; None where
            nothing is.

    Returns:
        The year, and a sentence that says how payable sums came about; "" where nothing was scaled.
    """
    scaled, approved = budget is not None and budget.method != "none", approved or {}
    if not scaled and not approved:
        return result, ""
    claims = {each.code: each.payable for each in result.districts}
    if budget is not None and scaled:
        codes = {each.name: each.code for each in result.districts}
        shares = {codes[name]: amount for name, amount in budget.districts.items()}
        payable = pay_with_approved(claims, budget.total, shares, approved)
    else:
        payable = {**claims, **approved}
    districts = tuple(
        _paid(each, payable[each.code], approved=approved.get(each.code)) for each in result.districts
    )
    city = replace(result.city, payable=add_up(each.payable for each in districts))
    note = _told(budget, approved) if budget is not None and scaled else ""
    return replace(result, districts=districts, city=city), note


def _paid(district: DistrictResult, payable: int | None, *, approved: int | None) -> DistrictResult:
    """A district with what it is paid; of an approved sum, with a line of the working that says so."""
    if approved is None:
        return replace(district, payable=payable)
    text = f"市局人工决定核定应付 {approved:,} 元，代替按上述规则算出的数。"
    steps = (*district.steps, Step(APPROVED, "", text, approved))
    return replace(district, payable=approved, approved=approved, steps=steps)


def _told(budget: Budget, approved: Mapping[str, int]) -> str:
    limit = "" if budget.total is None else f"，总额 {budget.total:,} 元"
    own = "".join(f"，{name} {amount:,} 元" for name, amount in sorted(budget.districts.items()))
    first = f"，先扣除已核定的 {sum(approved.values()):,} 元" if approved else ""
    return f"应付额按预算比例核减（最大余数法）{limit}{own}{first}。"


def pay_with_approved(
    claims: Mapping[str, int | None],
    total: int | None,
    districts: Mapping[str, int],
    approved: Mapping[str, int],
) -> Mapping[str, int | None]:
    """Approved amounts come off the budget first; the other claims are scaled to what is left of it.

    Args as `pay_under_budget`; an approved amount is paid as it stands, whatever is claimed or left.
    """
    open_ = {code: claim for code, claim in claims.items() if code not in approved}
    own = {code: amount for code, amount in districts.items() if code not in approved}
    left = None if total is None else max(0, total - sum(approved.values()))
    paid = pay_under_budget(open_, left, own)
    return {code: approved.get(code, paid.get(code)) for code in claims}


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
