"""A 项目支出绩效目标表 that was checked, as a workbook and as a page: the same tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.render.model import Book, Table
from gzaudit.render.page_view import PageTable
from gzaudit.render.pages import Annex
from gzaudit.render.tables.budget_beside import beside_table
from gzaudit.render.tables.budget_table import (
    defects_table,
    indicators_table,
    lines_table,
    prices_table,
    sums_table,
)
from gzaudit.render.tables.contents import CONTENTS, contents_table
from gzaudit.render.tables.words import SIGNED_BY
from gzaudit.render.templates import PACKAGED, Templates, render_page

if TYPE_CHECKING:
    from gzaudit.budget_table.checked import Checked

Groups = list[tuple[str, list[Table]]]


def budget_tables(checked: Checked) -> Groups:
    """The tables that screen, workbook and page share, by what they are for."""
    table = checked.table
    results = []
    if checked.year is not None:
        results.append(beside_table(checked.beside, checked.year, checked.run))
    return [
        ("看结论", [sums_table(table, checked.checks), defects_table(table, checked.defects), *results]),
        ("看全表", [lines_table(table), indicators_table(table)]),
        ("供询问", [prices_table(table, checked.prices)]),
    ]


def _title(checked: Checked) -> str:
    return f"{checked.table.department}{checked.table.title or '项目支出绩效目标表'}核对"


def _outcome(checked: Checked) -> str:
    wrong = sum(not each.ok for each in checked.checks)
    return f"有 {wrong} 处不符" if wrong else "全部相符"


def budget_book(checked: Checked, groups: Groups) -> Book:
    """The workbook; `groups`: see `budget_tables`."""
    title = _title(checked)
    sheets = [each for _, tables in groups for each in tables]
    return Book(title, checked.file, (contents_table(f"{title}：目录", groups), *sheets), contents=CONTENTS)


def budget_page(checked: Checked, groups: Groups, templates: Templates = PACKAGED) -> bytes:
    """The page.

    Args:
        checked: the table.
        groups: see `budget_tables`.
        templates: of the workspace.

    Raises:
        SettingsError: a template of the workspace cannot be used.
    """
    first, *rest = (each for _, tables in groups for each in tables)
    defects = rest[0]
    shown = [PageTable(each) for each in rest]
    values = {
        "title": _title(checked),
        "status": f"合计{_outcome(checked)}；{defects.notes[0].partition('。')[0]}",
        "document": f"读自 {checked.file}",
        "main": PageTable(first, wide=False),
        "annexes": [
            Annex(each.name, [table.turned(wide=table.fit.wide)], table.fit.wide, "没有。")
            for each, table in zip(rest, shown, strict=True)
        ],
        "signed_by": SIGNED_BY,
        "policy": checked.table.title or "项目支出绩效目标表",
        "policy_id": checked.file,
        "policy_sha256": checked.sha256,
    }
    return render_page(templates, "named.html.j2", values)
