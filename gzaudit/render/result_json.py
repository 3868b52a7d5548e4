"""`result.json` (interface §4): the contract with other programs. Keys are never renamed or re-typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from gzaudit.policy.exact import exact_decimal, ratio6
from gzaudit.result import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gzaudit.analyse.near import Standing
    from gzaudit.analyse.sensitivity import ReadingEffect
    from gzaudit.audit import YearAudit
    from gzaudit.match.account import SheetAccount
    from gzaudit.policy.model import Indicator, Policy
    from gzaudit.result import DistrictResult, IndicatorResult


class Output(NamedTuple):
    """A file of the run: path relative to the run folder, what it is, whose it is, hex digest."""

    path: str
    kind: str
    district: str | None
    sha256: str


def _indicator(result: IndicatorResult, rule: Indicator, *, tallied: bool) -> dict[str, Any]:
    # Where a tier pays a sum of its own (2023), it is told apart from what is paid for each enterprise.
    has_fixed = any(tier.fixed for tier in rule.tiers)
    fixed = {"base_amount": result.fixed_amount} if has_fixed else {}
    return {
        "count": result.count,
        "target": None if result.target is None else exact_decimal(result.target),
        "completion": None if result.completion is None else ratio6(result.completion),
        "rate": result.rate,
        **fixed,
        "per_enterprise_amount": result.per_enterprise_amount,
        "increment_steps": result.increment_steps,
        "increment_amount": result.increment_amount,
        "amount": result.amount,
        # Absent where the count is of the run's own lists.
        **({"source": "counts"} if tallied else {}),
    }


def _district(result: DistrictResult, audit: YearAudit) -> dict[str, Any]:
    works = {key: work for key, work in result.works.items() if key != "base"}
    indicators = {
        each.key: _indicator(result.indicators[each.key], each, tallied=each.key in audit.tallied)
        for each in audit.indicators
    }
    indicators |= {key: {"status": work.status, "amount": work.amount} for key, work in works.items()}
    return {
        "code": result.code,
        "name": result.name,
        "indicators": indicators,
        **_base(result, audit),
        "performance_amount": result.performance_amount,
        "amount": result.amount,
        "payable": result.payable,
    }


def _base(result: DistrictResult, audit: YearAudit) -> dict[str, Any]:
    """The base sum; absent in a year whose policy has none."""
    base = result.base
    if audit.policy and not base:
        return {}
    tier, status = (base.tier, base.status) if base else (None, "not_assessed")
    return {"base": {"tier": tier, "status": status, "amount": base.amount if base else None}}


def _source(account: SheetAccount) -> dict[str, Any]:
    source = account.source
    return {
        "path": source.path,
        "sheet": source.sheet,
        "kind": source.kind,
        "sha256": source.sha256,
        "rows": source.rows,
        "counted": account.counted,
        "excluded": account.excluded,
    }


def _policy(policy: Policy) -> dict[str, Any]:
    """Which rules, and the choices that the settings switched, by id of the question."""
    return {"id": policy.id, "sha256": policy.sha256, "readings": dict(policy.chosen)}


def _effect(effect: ReadingEffect) -> dict[str, Any]:
    return {
        "reading": effect.reading.id,
        "choice": effect.other.id,
        "amount": effect.amount,
        "difference": effect.difference,
        "missing": effect.missing,
        "districts": {
            each.district: {"amount": each.amount, "difference": each.difference} for each in effect.districts
        },
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "district": standing.district,
        "indicator": standing.indicator,
        "count": standing.count,
        "next_at": standing.next_at,
        "adds": standing.adds,
        "since": standing.since,
        "loses": standing.loses,
        "near": standing.is_near,
    }


def _base_work(audit: YearAudit) -> dict[str, Any]:
    """Quantities of work done, by district and measure; a district of which no list speaks is absent."""
    found = audit.base_work.found if audit.base_work else {}
    return {code: dict(found[code]) for code in sorted(found)}


def result_document(audit: YearAudit, outputs: Sequence[Output]) -> Mapping[str, Any]:
    """The document as plain values, in the contract's order."""
    city = audit.result.city
    policy = audit.policy
    return {
        "schema": SCHEMA,
        "year": audit.year,
        "policy": _policy(policy) if policy else None,
        "districts": [_district(each, audit) for each in audit.result.districts],
        "city": {
            "counts": dict(city.counts),
            "performance_amount": city.performance_amount,
            "base_amount": city.base_amount,
            "amount": city.amount,
            "payable": city.payable,
        },
        **({"sensitivity": [_effect(each) for each in audit.effects]} if policy else {}),
        **({"near_thresholds": [_standing(each) for each in audit.standings]} if policy else {}),
        **({"base_work": _base_work(audit)} if audit.base_work else {}),
        "undecided": audit.undecided(),
        "findings": audit.findings.counts(),
        "sources": [_source(account) for account in audit.accounts],
        "outputs": [output._asdict() for output in outputs],
    }


def result_bytes(audit: YearAudit, outputs: Sequence[Output]) -> bytes:
    """The file's bytes: UTF-8, two blanks of indentation, one line feed at the end."""
    return (json.dumps(result_document(audit, outputs), ensure_ascii=False, indent=2) + "\n").encode()
