"""The sheet of the review workbook that says how it is filled in and what happens then."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from gzaudit.findings import catalogue
from gzaudit.render.model import Column, Table
from gzaudit.review.form import EXPLAINS
from gzaudit.review.questions import asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.audit import YearAudit
    from gzaudit.review.question import Question


@cache
def _how() -> tuple[tuple[str, str], ...]:
    text = (resources.files("gzaudit") / "review" / "guide.toml").read_text(encoding="utf-8")
    return tuple((line["topic"], line["text"]) for line in tomllib.loads(text)["line"])


def guide_table(audit: YearAudit, mark: str, questions: Sequence[Question]) -> Table:
    """How to fill in the workbook, and what no decision can settle.

    Args:
        audit: the year.
        mark: the line by which the workbook is known.
        questions: all that it asks.
    """
    frame = audit.findings.frame
    urgent = frame[(frame["severity"] == "error") & ~frame["code"].isin(asked())]
    other = [
        (f"要改名单的：{catalogue()[code].title}", f"{number} 条。{catalogue()[code].action}")
        for code, number in sorted(Counter(urgent["code"].tolist()).items())
    ]
    waiting = sum(not each.optional for each in questions)
    return Table.of_rows(
        EXPLAINS,
        f"{audit.year} 年复核表填写说明",
        (Column("栏目", "label", 32), Column("怎样填", "wrapped", 110)),
        [*_how(), *other],
        notes=(mark, "含统计名单，限市局内部使用，不得外传。", f"本表有 {waiting} 个问题等待决定。"),
        filtered=False,
    )
