"""A table as plain values for programs: money in whole 元 where the unit is known, numbers exact strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.budget_table.defects.model import catalogue
from gzaudit.budget_table.defects.prices import YUAN
from gzaudit.budget_table.values import targets

if TYPE_CHECKING:
    from gzaudit.budget_table.beside import Beside
    from gzaudit.budget_table.checked import Checked
    from gzaudit.budget_table.model import Indicator, Line, Place, Sums, Target

SCHEMA: Final = "gzaudit.budget/1"


def table_document(checked: Checked) -> dict[str, Any]:
    """The document of a table that was checked."""
    table, checks, defects = checked.table, checked.checks, checked.defects
    unit = table.money_unit
    return {
        "schema": SCHEMA,
        "sha256": checked.sha256,
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
        "run": checked.run or None,
        "beside": [_beside(each) for each in checked.beside],
    }


def _beside(each: Beside) -> dict[str, Any]:
    figure, ratio = each.result.figure, each.result.ratio
    return {
        "line": each.line.number,
        "indicator": each.indicator.number,
        "name": each.goal.name,
        "target": each.goal.at,
        "value": figure.value if figure else None,
        "ratio": None if ratio is None else str(ratio),
        "gap": each.result.gap,
        "verdict": each.result.verdict,
        "why": each.result.why or None,
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
