"""The workbook of targets beside figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.render.model import Book
from gzaudit.render.tables.contents import CONTENTS, contents_table
from gzaudit.render.tables.goals import goals_table, notes_table, trend_table
from gzaudit.render.tables.goals_basis import clauses_table, readings_table, working_table

if TYPE_CHECKING:
    from gzaudit.goals.view import GoalsView
    from gzaudit.render.model import Table


def goals_book(view: GoalsView) -> Book:
    """The targets first, then years, working, and what they stand on."""
    groups: list[tuple[str, list[Table]]] = [
        ("看目标", [goals_table(view), trend_table(view), notes_table(view)]),
        ("看依据", [working_table(view), readings_table(view), clauses_table(view)]),
    ]
    title = f"目标对照：{view.year} 年"
    first, *others = (table for _, tables in groups for table in tables)
    subject = "、".join(plan.policy.document.title for plan in view.plans)
    sheets = (first, contents_table(f"{title}目录", groups), *others)
    return Book(title, subject, sheets, contents=CONTENTS)
