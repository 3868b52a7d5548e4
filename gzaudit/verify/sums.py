"""Sums in result.json: the city's figures are those of its districts, and a district's those of its parts."""

from __future__ import annotations

from typing import Any

from gzaudit.deliver.find_run import RESULT
from gzaudit.verify.report import Check, Fault
from gzaudit.verify.second import add


def check_sums(result: dict[str, Any]) -> Check:
    """Add up what can be added up, with nothing but result.json; a sum over a null is null (C9)."""
    districts, city = result["districts"], result["city"]
    sums: list[tuple[str, str, Any, Any]] = [
        ("全市", key, total, add([each["indicators"][key]["count"] for each in districts]))
        for key, total in city["counts"].items()
    ]
    sums += [
        ("全市", key, city[key], add([each[key] for each in districts]))
        for key in ("performance_amount", "amount", "payable")
    ]
    for each in districts:
        performance = add([part["amount"] for part in each["indicators"].values()])
        amount = add([each.get("base", {"amount": 0})["amount"], performance])
        sums.append((each["name"], "performance_amount", each["performance_amount"], performance))
        sums.append((each["name"], "amount", each["amount"], amount))
    faults = [
        Fault("合计不对", RESULT, str(found), str(total), place, "", key)
        for place, key, found, total in sums
        if found != total
    ]
    return Check("sums", "合计", f"{len(districts)} 个区相加等于全市，各部分相加等于各区", tuple(faults))
