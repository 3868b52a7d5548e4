"""The sums of the 2025 notice, in fractions, from the policy table alone."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Any

from .model import ANY
from .places import DISTRICTS

INDICATORS = ("hnte", "above_scale_hnte", "above_scale_tech_services", "patent_hnte")
BASE = {1: 350_000, 2: 300_000, 3: 250_000}
MULTIPLIER = {
    "hnte": Fraction(1),
    "above_scale_hnte": Fraction(105, 100),
    "above_scale_tech_services": Fraction(105, 100),
    "patent_hnte": Fraction(130, 100),
}
TIERS = {
    "hnte": [(Fraction(100, 100), 600), (Fraction(85, 100), 500), (Fraction(70, 100), 300)],
    "above_scale_hnte": [(Fraction(100, 100), 200), (Fraction(80, 100), 100)],
    "above_scale_tech_services": [(Fraction(100, 100), 300), (Fraction(80, 100), 200)],
    "patent_hnte": [(Fraction(100, 100), 70), (Fraction(80, 100), 50)],
}
OPEN = ("completion", "rate", "per_enterprise_amount", "increment_steps", "increment_amount", "amount")


def decimal_text(value: Fraction) -> str:
    """An exact decimal without trailing zeros."""
    for places in range(10):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(scaled.numerator).rjust(places + 1, "0")
            return digits if places == 0 else f"{digits[:-places]}.{digits[-places:]}"
    raise ValueError(value)


def six_places(value: Fraction) -> str:
    """Six places, half up."""
    millionths = floor(value * 10**6 + Fraction(1, 2))
    return f"{millionths // 10**6}.{millionths % 10**6:06d}"


def indicator(which: str, count: int | None, given: tuple[str, int | None]) -> dict[str, Any]:
    """One indicator of one district.

    `given` is ("ok", n), ("missing", None), ("zero", 0) or ("invalid", None): the number in the targets list.
    """
    state, number = given
    if count is None or state != "ok":
        target = None if state == "missing" and count is not None else ANY
        return {"count": count, "target": target} | dict.fromkeys(OPEN)
    target = MULTIPLIER[which] * number
    rate = next((paid for least, paid in TIERS[which] if Fraction(count) / target >= least), 0)
    steps = 0
    if which == "hnte" and count >= target:
        steps = max(floor((count - target) / (target * Fraction(5, 100))), floor((count - target) / 15))
    return {
        "count": count,
        "target": decimal_text(target),
        "completion": six_places(Fraction(count) / target),
        "rate": rate,
        "per_enterprise_amount": rate * count,
        "increment_steps": steps,
        "increment_amount": 50_000 * steps,
        "amount": rate * count + 50_000 * steps,
    }


def total(values: list[Any]) -> Any:
    """A sum; over a null it is null, over something open it is open."""
    if any(v is ANY for v in values):
        return ANY
    return None if any(v is None for v in values) else sum(values)


def district(
    code: str,
    counts: dict[str, int | None],
    given: dict[str, tuple[str, int | None]],
    accepted: bool | None,
    passed: bool | None,
) -> dict[str, Any]:
    """One district's part of the result."""
    name, tier, _ = DISTRICTS[code]
    parts = {which: indicator(which, counts[which], given[which]) for which in INDICATORS}
    performance = total([part["amount"] for part in parts.values()])
    base = BASE[tier] if accepted else 0
    status = {None: "not_assessed", True: "accepted", False: "rejected"}[accepted]
    amount = total([base, performance])
    payable = amount
    if passed is False:
        payable = ANY if amount is None else 0
    return {
        "code": code,
        "name": name,
        "indicators": parts,
        "base": {"tier": tier, "status": status, "amount": base},
        "performance_amount": performance,
        "amount": amount,
        "payable": payable,
    }


def city(districts: list[dict[str, Any]]) -> dict[str, Any]:
    """The whole city: sums of the districts."""
    return {
        "counts": {w: total([d["indicators"][w]["count"] for d in districts]) for w in INDICATORS},
        "performance_amount": total([d["performance_amount"] for d in districts]),
        "base_amount": total([d["base"]["amount"] for d in districts]),
        "amount": total([d["amount"] for d in districts]),
        "payable": total([d["payable"] for d in districts]),
    }
