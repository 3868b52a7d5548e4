"""What each district is due, worked out from the facts alone, with fractions and nothing of the tool."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Any

from sample_data.generator.facts import DISTRICTS

from .facts import ASSESSMENT_FAILED, OTHER_SUBSIDY, PLANS, WORK

_STEP = 50_000
_NOTHING = {
    "base_amount": 0,
    "per_enterprise_amount": 0,
    "increment_steps": 0,
    "increment_amount": 0,
    "amount": 0,
}
# 元, visits, trainings, attendances by district: table 1 of the scheme.
_ASKED = {
    **dict.fromkeys(("440106", "440112"), (450_000, 100, 5, 2000)),
    **dict.fromkeys(("440111", "440113"), (350_000, 90, 5, 1800)),
    **dict.fromkeys(("440104", "440105", "440114", "440115", "440118"), (300_000, 80, 4, 1500)),
    **dict.fromkeys(("440103", "440117"), (200_000, 50, 3, 500)),
}


def grown(count: int, last: int, *, opens: Fraction, base: int, each: int, block: int) -> dict[str, int]:
    """A part that opens at a multiple of last year's count; a step is 5 % of that count or `block` firms."""
    start = opens * last
    if count < start:
        return dict(_NOTHING)
    steps = max(floor((count - start) / Fraction(last, 20)), floor((count - start) / block))
    found = {
        "base_amount": base,
        "per_enterprise_amount": each * count,
        "increment_steps": steps,
        "increment_amount": _STEP * steps,
    }
    return {**found, "amount": found["base_amount"] + each * count + _STEP * steps}


def work_done(district: str) -> dict[str, Any]:
    """Part three: the fixed sum if all five quantities are reached."""
    amount, *asked = _ASKED[district]
    done = WORK[district]
    reached = all(got >= need for got, need in zip(done, (*asked, 4, 1), strict=True))
    return {"status": "accepted" if reached else "rejected", "amount": amount if reached else 0}


def due(district: str) -> dict[str, Any]:
    """All parts of a district, their sum, and what is left of it after the assessment."""
    plan = PLANS[district]
    hnte = grown(plan.hnte, plan.last_hnte, opens=Fraction(11, 10), base=300_000, each=600, block=15)
    smes = grown(plan.smes, plan.last_smes, opens=Fraction(6, 5), base=90_000, each=150, block=100)
    if district == OTHER_SUBSIDY:
        hnte = dict(_NOTHING)
    work = work_done(district)
    amount = hnte["amount"] + smes["amount"] + work["amount"]
    payable = 0 if district == ASSESSMENT_FAILED else amount
    return {"hnte": hnte, "tech_sme": smes, "rd_services": work, "amount": amount, "payable": payable}


def everyone_due() -> dict[str, dict[str, Any]]:
    """What each of the eleven districts is due."""
    return {district: due(district) for district in DISTRICTS}
