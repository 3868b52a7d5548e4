"""A table as plain values for programs: money in whole 元 where the unit is known, numbers exact strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.budget_table.defects.model import catalogue
from gzaudit.budget_table.defects.prices import YUAN
from gzaudit.budget_table.values import targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.budget_table.defects.model import Defect
    from gzaudit.budget_table.model import BudgetTable, Indicator, Line, Place, Sums, Target
    from gzaudit.budget_table.sums import Check

SCHEMA: Final = "gzaudit.budget/1"


def table_document(
    table: BudgetTable, digest: str, checks: Sequence[Check], defects: Sequence[Defect]
) -> dict[str, Any]:
    """The document.

    Args:
        table: as read.
        digest: SHA-256 of the file.
        checks: of its sums.
        defects: of its writing.
    """
    unit = table.money_unit
    return {
        "schema": SCHEMA,
        "sha256": digest,
        "title": table.title,
        "department": table.department,
        "money_unit": unit,
        "total": _sums(table.total, unit),
        "units": [
            {
                "name": each.name,
                **_sums(each.sums, unit),
                "place": _place(each.place),
                "lines": [_line(line, unit) for line in each.lines],
            }
            for each in table.units
        ],
        "checks": [
            {
                "what": each.what,
                "printed": _yuan(each.printed, unit),
                "worked": _yuan(each.worked, unit),
                "ok": each.ok,
                "place": _place(each.place),
            }
            for each in checks
        ],
        "defects": [
            {
                "rule": each.rule,
                "level": catalogue()[each.rule].level,
                "line": each.line or None,
                "indicator": each.indicator or None,
                "found": each.found,
                "place": _place(each.place),
            }
            for each in defects
        ],
    }


def _line(line: Line, unit: str) -> dict[str, Any]:
    return {
        "number": line.number,
        "name": line.name,
        **_sums(line.sums, unit),
        "goal": line.goal,
        "place": _place(line.place),
        "indicators": [_indicator(each) for each in line.indicators],
    }


def _indicator(each: Indicator) -> dict[str, Any]:
    return {
        "number": each.number,
        "code": each.code,
        "level1": each.level1_name,
        "level2": each.level2_name,
        "name": each.name,
        "period": each.period,
        "annual": each.annual,
        "period_targets": [_target(target) for target in targets(each.period, each.name)],
        "annual_targets": [_target(target) for target in targets(each.annual, each.name)],
        "place": _place(each.place),
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "label": target.label,
        "word": target.word,
        "sign": target.sign,
        "number": str(target.number),
        "upper": None if target.upper is None else str(target.upper),
        "unit": target.unit,
    }


def _sums(sums: Sums | None, unit: str) -> dict[str, Any]:
    if sums is None:
        return {"amount": None, "parts": []}
    return {"amount": _yuan(sums.total, unit), "parts": [_yuan(each, unit) for each in sums.parts]}


def _yuan(amount: int | None, unit: str) -> int | str | None:
    """Whole 元; a decimal string in the table's own unit where that is none, or gives no whole 元."""
    if amount is None:
        return None
    if unit in YUAN and not amount * YUAN[unit] % 100:
        return amount * YUAN[unit] // 100
    sign, size = ("-", -amount) if amount < 0 else ("", amount)
    return f"{sign}{size // 100}.{size % 100:02d}"


def _place(place: Place | None) -> str | None:
    return None if place is None else str(place)
