"""The contents of a workbook: every sheet with a link, what it shows, how many rows it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.render.model import Column, Link, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTENTS: Final = "目录"


def contents_table(title: str, groups: Sequence[tuple[str, Sequence[Table]]]) -> Table:
    """A line for each sheet that follows, in order.

    Args:
        title: headline.
        groups: what the sheets are for, and the sheets; a group without sheets is left out.
    """
    rows: list[tuple[Any, ...]] = []
    for purpose, tables in groups:
        for table in tables:
            named = purpose if table is tables[0] else ""
            rows.append((len(rows) + 1, named, Link(table.name, table.name), table.title, _rows(table)))
    return Table.of_rows(
        CONTENTS,
        title,
        (
            Column("序号", "integer", 7),
            Column("用途", "label", 16),
            Column("工作表", "text", 32),
            Column("内容", "wrapped", 66),
            Column("行数", "integer", 10),
        ),
        rows,
        notes=("点“工作表”一栏进入该表；各表右上方的“返回目录”回到这里。行数不含表头和合计。",),
        landscape=True,
        filtered=False,
    )


def _rows(table: Table) -> int | str:
    """How many lines there are to read; those to be filled in are none yet."""
    fills_all = len(table.choices) == len(table.columns) > 0
    return "供填写" if fills_all else table.height - table.total_rows
