"""Counts to yuan under a policy: one evaluator that knows no year, exact, with every step told.

What is not known stays None through every sum (C9).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gzaudit import result as r
from gzaudit.errors import InvariantError
from gzaudit.evaluate.indicator import indicator_sum
from gzaudit.evaluate.work import work_sum
from gzaudit.policy import sentences as say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.policy.model import Policy


def evaluate(policy: Policy, given: Mapping[str, r.Given]) -> r.YearResult:
    """Work out a year.

    Args:
        policy: the year's policy.
        given: what is known, by district code; a district that is not there is wholly unknown.

    Raises:
        InvariantError: a district that the policy does not know, or a number that no count can be.
    """
    _refuse_strangers(policy.districts, given)
    districts = tuple(_district(policy, code, given.get(code, r.Given())) for code in policy.districts)
    keys = [each.key for each in policy.indicators]
    return r.YearResult(policy.year, policy.id, policy.sha256, districts, r.city_of(districts, keys))


def counts_only(
    year: int, districts: Mapping[str, str], counts: Mapping[str, Mapping[str, int | None]]
) -> r.YearResult:
    """Show the counts of a year without a policy; all money is None.

    Args:
        year: the counted year.
        districts: code to name.
        counts: by district code, then by indicator key; what is not there is unknown.
    """
    _refuse_strangers(districts, counts)
    keys = list(dict.fromkeys(key for code in sorted(counts) for key in counts[code]))
    found = {code: {key: _whole(counts.get(code, {}).get(key)) for key in keys} for code in sorted(districts)}
    results = tuple(
        r.DistrictResult(code, districts[code], {key: r.IndicatorResult(n) for key, n in numbers.items()})
        for code, numbers in found.items()
    )
    return r.YearResult(year, None, None, results, r.city_of(results, keys))


def _refuse_strangers(districts: Mapping[str, str], given: Mapping[str, object]) -> None:
    if strange := sorted(set(given) - set(districts)):
        raise InvariantError(
            "核算收到了名单之外的区", found="、".join(strange), expected="、".join(districts)
        )


def _whole(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not hasattr(value, "__index__") or value < 0:
        raise InvariantError("核算收到的不是家数", found=repr(value), expected="0 或正整数")
    return int(value)  # numpy integers overflow in silence, Python's do not


def _district(policy: Policy, code: str, loose: r.Given) -> r.DistrictResult:
    name, rule = policy.districts[code], policy.payment
    inputs = {key: _whole(value) for key, value in loose.inputs.items()}
    found = {key: _whole(value) for key, value in loose.found.items()}
    given = replace(loose, inputs=inputs, found=found)
    indicators = {
        each.key: indicator_sum(each, given, _whole(given.counts.get(each.key))) for each in policy.indicators
    }
    works = {work.key: work_sum(policy, work, code, given) for work in policy.works}
    base = works["base"].amount if "base" in works else 0
    others = [work.amount for key, work in works.items() if key != "base"]
    performance = r.total([*(each.amount for each in indicators.values()), *others])
    amount = r.total((base, performance))
    # Without a conclusion the sum stands as an estimate; a failed assessment pays 0 whatever else is unknown.
    failed = given.assessment == "failed" and rule.failed == "pays_nothing"
    lost = "base" in works and works["base"].status == "rejected" and rule.base_rejected == "pays_nothing"
    payable = 0 if failed or lost else amount
    text = say.payment_text(rule, given.assessment, payable, lost=lost)
    steps = (r.Step(rule.id, rule.clause, text, payable),)
    return r.DistrictResult(
        code, name, indicators, works, performance, amount, payable, given.assessment, steps
    )
