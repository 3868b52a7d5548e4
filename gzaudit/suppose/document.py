"""What was supposed and what it comes to, as plain values for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.compare.document import amounts_document, run_document
from gzaudit.result import Given

if TYPE_CHECKING:
    from gzaudit.compare.runs import StoredRun
    from gzaudit.result import Step
    from gzaudit.settings import Budget
    from gzaudit.suppose.ask import Setting
    from gzaudit.suppose.whatif import Asked, Supposed

SCHEMA: Final = "gzaudit.whatif/1"
_TABLES: Final = {"count": "counts", "input": "inputs", "found": "found", "flag": "flags"}


def supposed_document(run: StoredRun, asked: Asked, supposed: Supposed) -> dict[str, Any]:
    """The document: money whole numbers of 元, what is not known null."""
    chosen = supposed.before.policy.chosen
    return {
        "schema": SCHEMA,
        "run": run_document(run),
        "districts": dict(supposed.amounts.districts),
        "asked": {
            "set": [
                {
                    "district": each.district,
                    "kind": each.thing.kind,
                    "key": each.thing.key,
                    "name": each.thing.name,
                    "run": known(supposed.before.given.get(each.district, Given()), each),
                    "whatif": each.value,
                }
                for each in asked.settings
            ],
            "readings": [
                {"reading": key, "run": chosen.get(key, "a"), "whatif": letter}
                for key, letter in (asked.letters or {}).items()
            ],
            "budget": None
            if asked.budget is None
            else {"run": _budget(supposed.before.budget), "whatif": _budget(supposed.after.budget)},
        },
        "amounts": amounts_document(supposed.amounts),
        "working": [
            {
                "district": each.district,
                "part": each.part,
                "name": each.name,
                "run": [_step(step) for step in each.before],
                "whatif": [_step(step) for step in each.after],
            }
            for each in supposed.working
        ],
    }


def known(given: Given, setting: Setting) -> int | str | bool | None:
    """What a run knew of what is set otherwise."""
    kind, key = setting.thing.kind, setting.thing.key
    if kind in _TABLES:
        value: int | bool | None = getattr(given, _TABLES[kind]).get(key)
        return value
    return given.base_status if kind == "base" else given.assessment


def _budget(budget: Budget | None) -> dict[str, Any] | None:
    if budget is None:
        return None
    return {"total": budget.total, "districts": dict(budget.districts), "method": budget.method}


def _step(step: Step) -> dict[str, Any]:
    return {"rule": step.rule, "clause": step.clause, "text": step.text, "amount": step.amount}
