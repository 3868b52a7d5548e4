"""What a list of applications comes to, as a workbook and as a page: the same tables as on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.render.model import Book
from gzaudit.render.page_view import PageTable
from gzaudit.render.pages import Annex
from gzaudit.render.tables.grant_findings import clauses_table, findings_table
from gzaudit.render.tables.grant_readings import changed_table, readings_table
from gzaudit.render.tables.grants import (
    fates_table,
    lines_table,
    marked,
    matrix_table,
    sums_table,
    working_table,
)
from gzaudit.render.tables.words import SIGNED_BY
from gzaudit.render.templates import PACKAGED, Templates, render_page

if TYPE_CHECKING:
    from gzaudit.applications.applied import Applied
    from gzaudit.render.model import Table


def grants_tables(applied: Applied) -> tuple[Table, ...]:
    """Every table, in the order in which people read them."""
    return (
        sums_table(applied),
        lines_table(applied),
        working_table(applied),
        readings_table(applied),
        changed_table(applied),
        findings_table(applied),
        fates_table(applied),
        clauses_table(applied),
    )


def grants_book(applied: Applied) -> Book:
    """The workbook; the mark stands on every sheet, and above every printed page."""
    title = marked(applied.policy, "申报测算")
    return Book(title, applied.policy.title, grants_tables(applied))


def grants_page(applied: Applied, templates: Templates = PACKAGED) -> bytes:
    """The page; its title, with the mark, stands above every printed sheet.

    Args:
        applied: what the list comes to.
        templates: of the workspace.

    Raises:
        SettingsError: a template of the workspace cannot be used.
    """
    first, rest = matrix_table(applied), grants_tables(applied)
    policy = applied.policy
    shown = [PageTable(each) for each in rest]
    values = {
        "title": marked(policy, "申报测算"),
        "status": policy.mark,
        "document": policy.title,
        "main": PageTable(first, wide=False),
        "annexes": [
            Annex(each.name, [table.turned(wide=table.fit.wide)], table.fit.wide, "没有记录。")
            for each, table in zip(rest, shown, strict=True)
        ],
        "signed_by": SIGNED_BY,
        "policy": policy.document.title,
        "policy_id": policy.id,
        "policy_sha256": policy.sha256,
    }
    return render_page(templates, "named.html.j2", values)
