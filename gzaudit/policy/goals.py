"""The rules of targets: each table becomes one value of the model, and what it cites is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

from gzaudit.policy.model_goals import Due, Goal, GoalFigure, MeasureKey
from gzaudit.policy.table import Table, shown

if TYPE_CHECKING:
    from gzaudit.policy.register import Register

UNITS: Final = ("家", "件", "人", "人次", "个", "场", "次", "亿元")
NO_WORD: Final = "none"
_YEARS: Final = range(2000, 2100)


def read_goals(tables: tuple[Table, ...], register: Register) -> tuple[Goal, ...]:
    """Read the targets in order; no two may have one name."""
    goals: list[Goal] = []
    for table in tables:
        due: Any = table.choice("due", get_args(Due))
        told = "unknown" if "unknown" in table else "figure"
        timed = " year" if due != "standing" else ""
        table.expect(f"id group name at word unit due clause {told}{timed}")
        goal = Goal(
            *register.rule(table),
            group=table.text("group"),
            name=table.text("name"),
            at=table.whole("at"),
            word=None if table.data["word"] == NO_WORD else register.word(table, "word", about=True),
            unit=table.choice("unit", UNITS),
            due=due,
            year=_year(table) if timed else None,
            figure=_figure(table.table("figure"), register) if told == "figure" else None,
            unknown=table.text("unknown") if told == "unknown" else "",
        )
        if goal.name in {each.name for each in goals}:
            raise table.error("name", f"“{goal.name}”写了两次", "每个目标的名称只用一次")
        goals.append(goal)
    return tuple(goals)


def _year(table: Table) -> int:
    year = table.whole("year")
    if year not in _YEARS:
        raise table.error("year", str(year), "四位年份，如 2026")
    return year


def _figure(table: Table, register: Register) -> GoalFigure:
    measure: Any = table.choice("measure", get_args(MeasureKey))
    patents = measure == "patents"
    table.expect("id measure clause" + (" of owners" if patents else ""), "partly")
    of: Any = table.choice("of", ("stock", "cohort")) if patents else "stock"
    owners: Any = table.choice("owners", ("each", "first")) if patents else "each"
    partly = table.text("partly") if "partly" in table else ""
    if partly.endswith("。"):
        raise table.error("partly", shown(partly), "半句话，不写句号：后面还要接着写")
    return GoalFigure(*register.rule(table), measure=measure, of=of, owners=owners, partly=partly)
