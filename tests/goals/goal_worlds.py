"""Years of lists without files, looked at as one: what a test of figures writes by hand."""

from __future__ import annotations

from typing import Any

from builders import Row, Table, audit, code

from gzaudit.compare.runs import StoredRun
from gzaudit.goals.world import World, world_of
from gzaudit.policy.model_goals import Goal, GoalFigure


def firm(n: int, district: str = "天河区", **more: Any) -> dict[str, Any]:
    """A firm with a code."""
    return {"name": f"广州目标例{n}号有限公司", "code": code(n), "district": district, **more}


def bare(n: int, district: str = "天河区", **more: Any) -> dict[str, Any]:
    """The same firm on a list without codes."""
    return {"name": f"广州目标例{n}号有限公司", "district": district, **more}


def hnte(year: int, *rows: Row) -> Table:
    return Table("hnte", list(rows), title=f"{year}年第一批高新技术企业认定备案公示名单")


def table(kind: str, *rows: Row) -> Table:
    return Table(kind, list(rows))


def year_run(year: int, *tables: Table, **more: Any) -> StoredRun:
    return StoredRun(f"runs/{year}/x", audit(*tables, year=year, **more), "0")


def world(*runs: StoredRun) -> World:
    return world_of(runs)


def three(first: list[Row], second: list[Row], third: list[Row], *later: Table) -> World:
    """2024, 2025 and 2026, the last with further lists."""
    return world(
        year_run(2024, hnte(2024, *first)),
        year_run(2025, hnte(2025, *second)),
        year_run(2026, hnte(2026, *third), *later),
    )


def target(measure: Any = "hnte_stock", **figure: Any) -> Goal:
    rule = GoalFigure("figure", "二", measure, **figure)
    return Goal("goal", "二", "G7", "目标", 15000, "左右", "家", "by_end", 2026, rule)
