"""What formulas take from a year beside its results: numbers given, flags, the budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.result import Given

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.settings import Budget


def given_of(audit: YearAudit, code: str) -> Given:
    """What the evaluator was given of a district."""
    return audit.given.get(code, Given())


def scaled_to(audit: YearAudit) -> Budget | None:
    """The budget that payable sums were scaled to; None where they are what was claimed."""
    budget = audit.budget
    return None if budget is None or budget.method == "none" else budget


def approved_of(audit: YearAudit) -> dict[str, int]:
    """元 that people approved, by district code."""
    return {each.code: each.approved for each in audit.result.districts if each.approved is not None}
