"""Workbooks that this tool wrote: a district's reply that lies beside the lists is none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.read.sheet import Sheet

# The sheet of contents and its headings, as `render.tables.contents` writes them.
CONTENTS: Final = "目录"
HEADINGS: Final = ["序号", "用途", "工作表", "内容", "行数"]
_LOOKED_AT: Final = 5  # rows


def is_own(sheets: Iterable[Sheet]) -> bool:
    """Whether a workbook has the contents that every workbook of this tool has."""
    return any(
        list(row[: len(HEADINGS)]) == HEADINGS
        for sheet in sheets
        if sheet.name == CONTENTS
        for row in sheet.rows[:_LOOKED_AT]
    )
