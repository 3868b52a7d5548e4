"""What targets stand on: every step, open questions with what each reading comes to, clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gzaudit.policy.sentences_goals import VERDICTS
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.goals import UNKNOWN, percent_of

if TYPE_CHECKING:
    from gzaudit.goals.view import GoalLine, GoalsView


def working_table(view: GoalsView) -> Table:
    """Every step of every target."""
    rows = [
        (each.goal.name, at, each.policy.document.short + step.clause, step.rule, step.text)
        for each in view.lines
        for at, step in enumerate(each.result.steps, 1)
    ]
    return Table.of_rows(
        "计算过程",
        "每个目标怎样对照",
        (
            Column("目标", "label", 30),
            Column("步", "integer", 6),
            Column("条款", "text", 24),
            Column("规则", "code", 24),
            Column("内容", "wrapped", 100),
        ),
        rows,
        landscape=True,
    )


def readings_table(view: GoalsView) -> Table:
    """Open questions: the reading in force, and what each other one comes to, where it is worked out."""
    rows: list[tuple[Any, ...]] = []
    for plan in view.plans:
        for reading in plan.policy.readings.values():
            now = plan.policy.chosen.get(reading.id, reading.choices[0].id)
            for choice in reading.choices:
                here = choice.id == now
                found = [
                    each
                    for each in view.effects
                    if each.other and (each.other.reading, each.other.choice) == (reading.id, choice.id)
                ]
                told = "现行读法" if here else _effect(found) or choice.unsupported
                rows.append(
                    (
                        reading.id,
                        plan.policy.document.short + reading.clause,
                        reading.question,
                        f"{choice.id}．{choice.meaning}",
                        told,
                        reading.reason if here and now == reading.choices[0].id else "",
                    )
                )
    return Table.of_rows(
        "口径",
        "没有说死的地方，换一种读法是多少",
        (
            Column("编号", "text", 7),
            Column("条款", "text", 22),
            Column("问题", "wrapped", 36),
            Column("读法", "wrapped", 40),
            Column("按这种读法", "wrapped", 50),
            Column("取它的理由", "wrapped", 40),
        ),
        rows,
        notes=("换一种读法，在命令后面写 --reading 编号=读法。",),
        landscape=True,
    )


def _effect(lines: list[GoalLine]) -> str:
    told = []
    for line in lines:
        figure = line.result.figure
        if figure is None or figure.value is None:
            told.append(f"{line.goal.name}：{UNKNOWN}（{line.result.why}）")
        else:
            told.append(
                f"{line.goal.name}：{figure.year} 年 {figure.value:,} {line.goal.unit}，{percent_of(line)}，"
                f"{VERDICTS[line.result.verdict]}"
            )
    return "\n".join(told)


def clauses_table(view: GoalsView) -> Table:
    """Every clause of the documents in force, and why no target stands on it."""
    rows = [
        (plan.policy.document.short + clause.id, clause.meaning, clause.no_rule or "")
        for plan in view.plans
        for clause in plan.policy.clauses.values()
    ]
    return Table.of_rows(
        "条款",
        "各条款的大意",
        (Column("条款", "label", 24), Column("大意", "wrapped", 80), Column("为什么没有目标", "wrapped", 44)),
        rows,
        landscape=True,
    )
