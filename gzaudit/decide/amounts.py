"""Amounts that people approved: what a district is paid, whatever its parts come to (policy.md, Budget)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.findings import Batch, one

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.decide.ruling import Docket, Ruling
    from gzaudit.settings import Budget


def settle_amounts(docket: Docket, districts: Mapping[str, str] | None) -> dict[str, int]:
    """Work out what becomes of each decision on an amount.

    Args:
        docket: takes the outcome of each.
        districts: that the year's policy pays; None in a year without money.

    Returns:
        元 by district code.
    """
    said: dict[str, list[Ruling]] = {}
    for ruling in docket.about("amount"):
        said.setdefault(_of(ruling)[0], []).append(ruling)
    for district, rulings in said.items():
        for ruling in rulings:
            if districts is None:
                docket.settle(ruling, "decision_unused", detail="本次只计家数，不计金额")
                continue
            docket.judge(ruling, rulings)
            docket.told[ruling.number] = {district}
    return dict(_of(each) for each in docket.in_force("amount"))


def over_budget(budget: Budget | None, approved: Mapping[str, int]) -> list[Batch]:
    """A question for the bureau where approved amounts alone are more than there is to pay.

    Args:
        budget: None where there is none.
        approved: 元 by district code.
    """
    whole = sum(approved.values())
    if budget is None or budget.method == "none" or budget.total is None or whole <= budget.total:
        return []
    found = f"核定的金额合计 {whole:,} 元，预算 {budget.total:,} 元"
    return [one("approved_above_budget", subject="全市", found=found)]


def _of(ruling: Ruling) -> tuple[str, int]:
    district, yuan = ruling.answer.split()
    return district, int(yuan)
