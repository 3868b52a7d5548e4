"""`result.json` (interface §4): the contract with other programs. Keys are never renamed or re-typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from gzaudit.policy.exact import exact_decimal, ratio6

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gzaudit.audit import YearAudit
    from gzaudit.evaluate.result import DistrictResult, IndicatorResult
    from gzaudit.match.account import SheetAccount

SCHEMA = "gzaudit.result/1"


class Output(NamedTuple):
    """A file of the run: path relative to the run folder, what it is, whose it is, hex digest."""

    path: str
    kind: str
    district: str | None
    sha256: str


def _indicator(result: IndicatorResult) -> dict[str, Any]:
    return {
        "count": result.count,
        "target": None if result.target is None else exact_decimal(result.target),
        "completion": None if result.completion is None else ratio6(result.completion),
        "rate": result.rate,
        "per_enterprise_amount": result.per_enterprise_amount,
        "increment_steps": result.increment_steps,
        "increment_amount": result.increment_amount,
        "amount": result.amount,
    }


def _district(result: DistrictResult) -> dict[str, Any]:
    base = result.base
    return {
        "code": result.code,
        "name": result.name,
        "indicators": {key: _indicator(each) for key, each in result.indicators.items()},
        "base": {
            "tier": base.tier if base else None,
            "status": base.status if base else "not_assessed",
            "amount": base.amount if base else None,
        },
        "performance_amount": result.performance_amount,
        "amount": result.amount,
        "payable": result.payable,
    }


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


def result_document(audit: YearAudit, outputs: Sequence[Output]) -> Mapping[str, Any]:
    """The document as plain values, in the contract's order."""
    city = audit.result.city
    policy = audit.policy
    return {
        "schema": SCHEMA,
        "year": audit.year,
        "policy": {"id": policy.id, "sha256": policy.sha256} if policy else None,
        "districts": [_district(each) for each in audit.result.districts],
        "city": {
            "counts": dict(city.counts),
            "performance_amount": city.performance_amount,
            "base_amount": city.base_amount,
            "amount": city.amount,
            "payable": city.payable,
        },
        "undecided": audit.undecided(),
        "findings": audit.findings.counts(),
        "sources": [_source(account) for account in audit.accounts],
        "outputs": [output._asdict() for output in outputs],
    }


def result_bytes(audit: YearAudit, outputs: Sequence[Output]) -> bytes:
    """The file's bytes: UTF-8, two blanks of indentation, one line feed at the end."""
    return (json.dumps(result_document(audit, outputs), ensure_ascii=False, indent=2) + "\n").encode()
