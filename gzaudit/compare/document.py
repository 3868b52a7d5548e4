"""A comparison as plain values for programs: money whole numbers of 元, what is not known null."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from gzaudit.compare.lines import CITY

if TYPE_CHECKING:
    import pandas as pd

    from gzaudit.audit import YearAudit
    from gzaudit.compare.firms import CountChange
    from gzaudit.compare.lines import Amounts, Line
    from gzaudit.compare.runs import Comparison, StoredRun

SCHEMA: Final = "gzaudit.diff/1"


def comparison_document(comparison: Comparison) -> dict[str, Any]:
    """The document; confidential where `confidential` says so."""
    found = comparison.amounts
    return {
        "schema": SCHEMA,
        "confidential": comparison.confidential,
        "before": run_document(comparison.before),
        "after": run_document(comparison.after),
        "districts": comparison.districts,
        "differences": [asdict(each) for each in comparison.differences],
        "counts": [_count(each) for each in comparison.firms.counts],
        "firms": _firms(comparison),
        "amounts": None if found is None else amounts_document(found),
        "owed": _owed(comparison) if comparison.paid and found else None,
    }


def run_document(run: StoredRun) -> dict[str, Any]:
    """Which run."""
    policy = run.audit.policy
    told = {"id": policy.id, "sha256": policy.sha256, "readings": dict(policy.chosen)} if policy else None
    return {"run": run.shown, "year": run.audit.year, "version": run.version, "policy": told}


def _count(change: CountChange) -> dict[str, Any]:
    known = change.before is not None and change.after is not None
    difference = change.after - change.before if known else None  # type: ignore[operator]
    return {**asdict(change), "difference": difference}


def _firms(comparison: Comparison) -> list[dict[str, Any]]:
    firms = comparison.firms.firms
    names = ["indicator", "change", "name", "code", "before", "after", "reason", "why"]
    places = {
        side: _places(run.audit, firms[f"src_{side}"], firms[f"row_{side}"])
        for side, run in (("before", comparison.before), ("after", comparison.after))
    }
    lines = firms[names].to_dict("records")
    return [
        {
            **{str(key): value for key, value in line.items()},
            "before": line["before"] or None,
            "after": line["after"] or None,
            "place_before": before,
            "place_after": after,
        }
        for line, before, after in zip(lines, places["before"], places["after"], strict=True)
    ]


def _places(audit: YearAudit, src: pd.Series, row: pd.Series) -> list[dict[str, Any] | None]:
    sheets = [(each.source.path, each.source.sheet) for each in audit.accounts]
    return [
        None if at < 0 else {"path": sheets[at][0], "sheet": sheets[at][1], "row": line}
        for at, line in zip(src.tolist(), row.tolist(), strict=True)
    ]


def amounts_document(found: Amounts) -> dict[str, Any]:
    """Every amount with what each factor did to it."""
    return {
        "factors": [each._asdict() for each in found.factors],
        "lines": [_line(each) for each in found.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "district": None if line.district == CITY else line.district,
        "figure": line.figure.key,
        "name": line.figure.name,
        "before": line.before,
        "after": line.after,
        "difference": line.difference,
        "by": None if line.difference is None else dict(line.by),
        "joint": [list(group) for group in line.joint],
        "missing": line.missing,
    }


def _owed(comparison: Comparison) -> dict[str, Any]:
    """What is still to be paid, and what is to be returned: two sums, never one set off against the other."""
    owed = comparison.owed()
    known = None not in owed.values()
    sums = [each or 0 for each in owed.values()]
    return {
        "districts": owed,
        "to_pay": sum(each for each in sums if each > 0) if known else None,
        "to_return": -sum(each for each in sums if each < 0) if known else None,
    }
