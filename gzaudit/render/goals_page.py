"""The page of targets beside figures: one self-contained file, ready for A4 print. Names no enterprise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.render.goals_chart import goals_chart
from gzaudit.render.page_view import PageTable
from gzaudit.render.pages import annex_of
from gzaudit.render.tables.goals import HOW, goals_table, tolerance_text, trend_table
from gzaudit.render.tables.goals_basis import clauses_table, readings_table, working_table
from gzaudit.render.tables.words import SIGNED_BY
from gzaudit.render.templates import PACKAGED, Templates, render_page

if TYPE_CHECKING:
    from gzaudit.goals.view import GoalsView
    from gzaudit.render.model import Table


# Shown in the annexes, line by line.
_ELSEWHERE: Final = (HOW, "编号", "出处", "对照年份")


def _blank(table: Table) -> list[str]:
    """Headings of columns in which nothing stands: no pace where no target is still to come."""
    return [
        column.heading
        for column, cells in zip(table.columns, table.data, strict=True)
        if all(each == "" for each in cells)
    ]


def goals_page(view: GoalsView, templates: Templates = PACKAGED) -> bytes:
    """The page.

    Args:
        view: the targets.
        templates: of the workspace.

    Raises:
        SettingsError: a template of the workspace cannot be used.
    """
    policies, main = [plan.policy for plan in view.plans], goals_table(view)
    values = {
        "title": f"广州市高新技术企业目标对照（{view.year} 年）",
        "status": tolerance_text(view),
        "goals": PageTable(main, without=(*_ELSEWHERE, *_blank(main)), wide=False),
        "trend": PageTable(trend_table(view), without=("运行",), wide=False),
        "chart": goals_chart(view),
        "remarks": view.notes,
        "year": view.year,
        "policy": "；".join(each.document.title for each in policies),
        "policy_id": "、".join(each.id for each in policies),
        "policy_sha256": "、".join(each.sha256 for each in policies),
        "signed_by": SIGNED_BY,
        "annexes": [
            annex_of("目标怎样对照", [working_table(view)]),
            annex_of("口径", [readings_table(view)]),
            annex_of("条款", [clauses_table(view)]),
        ],
    }
    return render_page(templates, "goals.html.j2", values)
