"""What a list of applications comes to, as JSON: exact, with every line, step and reading, and the mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.applications.repeats import account
from gzaudit.policy.exact import exact_decimal
from gzaudit.policy.readings import DEFAULT
from gzaudit.render.tables.grant_readings import changed

if TYPE_CHECKING:
    from fractions import Fraction

    from gzaudit.applications.applied import Applied, OtherResult
    from gzaudit.result import Step
    from gzaudit.result_grants import GrantLine, GrantSum

SCHEMA: Final = "gzaudit.apply/1"


def grants_document(applied: Applied) -> dict[str, Any]:
    """The document: money in whole 元, what may have decimals as exact decimal strings, unknown as null."""
    policy, result = applied.policy, applied.result
    return {
        "schema": SCHEMA,
        "mark": policy.mark,
        "policy": {"id": policy.id, "name": policy.name, "title": policy.title, "sha256": policy.sha256},
        "readings": {key: policy.chosen.get(key, DEFAULT) for key in policy.readings},
        "years": {str(year): paid for year, paid in result.years.items()},
        "paid": result.paid,
        "grants": [_grant(applied, grant.key) for grant in policy.grants],
        "lines": [_line(applied, each) for each in result.lines],
        "alternatives": [_other(applied, each) for each in applied.others],
        "rows": [
            {
                "sheet": applied.given.sources[fate.line.src].sheet,
                "row": fate.line.row,
                "name": fate.name,
                "item": fate.line.text("item"),
                "grant": fate.grant or None,
                "year": fate.year,
                "fate": fate.reason,
            }
            for fate in applied.sorted.fates
        ],
        "findings": applied.findings.counts(),
        "sources": [
            {
                "path": source.path,
                "sheet": source.sheet,
                "kind": source.kind,
                "sha256": source.sha256,
                "rows": source.rows,
                "counted": own.get("counted", 0),
                "excluded": {reason: number for reason, number in sorted(own.items()) if reason != "counted"},
            }
            for source, own in zip(
                applied.given.sources, account(applied.given, applied.sorted.fates), strict=True
            )
        ],
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else exact_decimal(value)


def _grant(applied: Applied, key: str) -> dict[str, Any]:
    grant = applied.policy.grant(key)
    sums = {each.year: _sum(each) for each in applied.result.sums if each.grant == key}
    return {
        "key": key,
        "name": grant.name,
        "years": {str(year): each for year, each in sums.items() if year is not None},
        "total": sums[None],
    }


def _sum(each: GrantSum) -> dict[str, Any]:
    return {
        "payees": each.payees,
        "base": _exact(each.base),
        "computed": _exact(each.computed),
        "paid": each.paid,
        "ceiling": each.ceiling,
        "undecided": each.open,
        "steps": [_step(step) for step in each.steps],
    }


def _line(applied: Applied, each: GrantLine) -> dict[str, Any]:
    clauses = {rule.id: rule.clause for rule in applied.policy.rules}
    return {
        "grant": each.grant,
        "year": each.year,
        "name": applied.name(each.payee),
        "code": applied.sorted.codes.get(each.payee),
        "rows": [
            {"sheet": applied.given.sources[fate.line.src].sheet, "row": fate.line.row}
            for fate in applied.fates_of(each)
        ],
        "base": _exact(each.base),
        "computed": _exact(each.computed),
        "bound": [{"rule": rule, "clause": clauses[rule]} for rule in each.bound],
        "place": each.place,
        "paid": each.paid,
        "steps": [_step(step) for step in each.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {"rule": step.rule, "clause": step.clause, "text": step.text, "amount": step.amount}


def _other(applied: Applied, other: OtherResult) -> dict[str, Any]:
    pairs = changed(applied.result, other.result)
    return {
        "reading": other.reading,
        "choice": other.choice,
        "paid": other.result.paid,
        "grants": {each.grant: each.paid for each in other.result.sums if each.year is None},
        "pays_differently": bool(pairs),
        "changed": [
            {
                "grant": line.grant,
                "year": line.year,
                "name": applied.name(line.payee),
                "paid": before.paid if before else None,
                "alternative": after.paid if after else None,
            }
            for before, after in pairs
            for line in [before or after]
            if line
        ],
    }
