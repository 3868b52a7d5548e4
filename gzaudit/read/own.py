"""Workbooks that this tool wrote and that come back: which they are, and what of them is read.

Of a district's workbook the reply is read, as questions to the bureau; of the review workbook the decisions.
Nothing else of them is a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.replies.reply import HEADINGS as HEADINGS_OF_REPLY
from gzaudit.review.form import EXPLAINS, MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gzaudit.read.sheet import Sheet

# The sheet of contents and its headings, as `render.tables.contents` writes them.
CONTENTS: Final = "目录"
HEADINGS: Final = ["序号", "用途", "工作表", "内容", "行数"]
_LOOKED_AT: Final = 5  # rows


def is_own(sheets: Sequence[Sheet]) -> bool:
    """Whether a workbook has the contents that those of a run have, or a district's two reply sheets."""
    if {sheet.name for sheet in sheets} >= HEADINGS_OF_REPLY.keys():
        return True
    return any(
        list(row[: len(HEADINGS)]) == HEADINGS
        for sheet in sheets
        if sheet.name == CONTENTS
        for row in sheet.rows[:_LOOKED_AT]
    )


def is_review(sheets: Iterable[Sheet]) -> bool:
    """Whether a workbook is a review workbook, whatever program has saved it since."""
    return any(
        str(row[0]).startswith(MARK)
        for sheet in sheets
        if sheet.name == EXPLAINS
        for row in sheet.rows[:_LOOKED_AT]
        if row
    )
