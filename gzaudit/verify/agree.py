"""What result.json says of the year beside its amounts, against the database that it was written with."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from gzaudit.deliver.find_run import RESULT
from gzaudit.verify.report import Check, Fault
from gzaudit.verify.second import plain

if TYPE_CHECKING:
    from gzaudit.verify.stored import Stored


def check_agreement(result: dict[str, Any], stored: Stored) -> Check:
    """Year, findings, open questions, other readings, thresholds near and work done are those stored."""
    told = {
        "year": int(stored.told["year"]),
        "findings": _findings(stored),
        "undecided": _undecided(stored),
        "sensitivity": _effects(stored) if stored.audit["policy"] else None,
        "near_thresholds": _standings(stored) if stored.audit["policy"] else None,
        "base_work": _base_work(stored),
    }
    faults = [
        Fault(f"{place} 与 run.db 里的不同", RESULT, _cut(found), _cut(right))
        for key, value in told.items()
        for place, found, right in _differences(result.get(key), value, key)
    ]
    indicators = [pair for each in result["districts"] for pair in each["indicators"].items()]
    named = sorted({key for key, its in indicators if "source" in its})
    if named != (right := sorted(plain(stored.audit.get("tallied") or []))):
        faults.append(Fault("采用汇总数的指标与 run.db 里的不同", RESULT, _cut(named), _cut(right)))
    return Check("agreement", "其余各数", "事项、待定、各种读法、临界、工作量与运行数据库一致", tuple(faults))


def _differences(one: Any, other: Any, place: str) -> list[tuple[str, Any, Any]]:
    """Where two values differ, one level in."""
    if one == other:
        return []
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
        return [(f"{place}.{key}", one.get(key), other.get(key)) for key in keys]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [(f"{place}[{at}]", mine, its) for at, (mine, its) in pairs if mine != its]
    return [(place, one, other)]


def _cut(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 200 else f"{text[:200]}…"


def _findings(stored: Stored) -> dict[str, Any]:
    rows = stored.ask("SELECT severity, code, COUNT(*) FROM findings GROUP BY 1, 2")
    severities, codes = Counter({"error": 0, "warning": 0, "info": 0}), Counter[str]()
    for severity, code, number in rows:
        severities[severity] += number
        codes[code] += number
    return {**severities, "by_code": dict(codes)}


def _undecided(stored: Stored) -> dict[str, int]:
    rows = stored.ask("SELECT district = '', how FROM members_hnte")
    return {
        "district_unresolved": sum(nowhere for nowhere, _ in rows),
        "name_ambiguous": sum(how == "ambiguous" for _, how in rows),
        "unresolved": sum(how == "unresolved" for _, how in rows),
    }


def _effects(stored: Stored) -> list[dict[str, Any]]:
    sums = ("amount", "difference")
    return [
        {
            "reading": each["reading"]["id"],
            "choice": each["other"]["id"],
            **{key: each[key] for key in (*sums, "missing")},
            "districts": {its["district"]: {key: its[key] for key in sums} for its in each["districts"]},
        }
        for each in plain(stored.audit["effects"])
    ]


def _standings(stored: Stored) -> list[dict[str, Any]]:
    keys = ("district", "indicator", "count", "next_at", "adds", "since", "loses")
    near = 2  # firms, on either side
    return [
        {key: each[key] for key in keys}
        | {
            "near": (each["next_at"] is not None and each["next_at"] - each["count"] <= near)
            or (each["since"] is not None and each["count"] - each["since"] <= near)
        }
        for each in plain(stored.audit["standings"])
    ]


def _base_work(stored: Stored) -> dict[str, Any] | None:
    work = plain(stored.audit["base_work"])
    return work and {code: dict(found) for code, found in work["found"].items()}
