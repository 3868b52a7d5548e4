"""The table as published: text out of a document, its cells one after the other, broken anywhere.

A row begins with its name, often over several lines, and its amounts; then come, for a line, what it is to
reach and its indicators. Line breaks mean nothing and are taken away; blanks stay, for they part a name that
ends in digits from the amount behind it.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final

from gzaudit.budget_table.amounts import AMOUNT, hundredths
from gzaudit.budget_table.indicators import read_indicators, starts
from gzaudit.budget_table.model import Place, Sums
from gzaudit.budget_table.tree import Head, Row, build_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.budget_table.model import BudgetTable, Indicator

# Between name and first amount, and between amounts, there is a blank or a break; four columns at most.
_AMOUNTS: Final = re.compile(rf"(?<![\d.,]){AMOUNT}(?:[ \t\u3000\n]+{AMOUNT}){{1,3}}")
_BREAK: Final = r"[ \t\u3000\n]*"
_HEADINGS: Final = re.compile(
    _BREAK.join("项目名称") + r"(?:\s*[（(][^）)]*[）)])?\s*总\s*计[\s\S]{0,60}?" + _BREAK.join("绩效指标")
)
_DEPARTMENT: Final = re.compile(_BREAK.join("部门名称") + r"\s*[:：]([\s\S]*?)(?=单\s*位\s*[:：]|\Z)")
_MONEY_UNIT: Final = re.compile(r"单\s*位\s*[:：]\s*(万\s*元|亿\s*元|元)")
_PAGE: Final = re.compile(
    r"(?m)^[ \t]*(?:[-—－][ \t]*\d{1,4}[ \t]*[-—－]"
    r"|第[ \t]*\d+[ \t]*页(?:[,，、 \t]*共[ \t]*\d+[ \t]*页)?)[ \t]*$"
)


class _Text:
    """A text whose breaks are taken away part by part, and which still knows the line of each character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._breaks = [match.start() for match in re.finditer("\n", text)]

    def place(self, at: int) -> Place:
        return Place(bisect.bisect_left(self._breaks, at) + 1)

    def joined(self, start: int, end: int) -> tuple[str, list[int]]:
        """A part without breaks, and where in the text each of its characters stands."""
        kept = [at for at in range(start, end) if self.text[at] != "\n"]
        return "".join(self.text[at] for at in kept), kept


def read_text(text: str, where: str) -> BudgetTable:
    """Read a published table.

    Args:
        text: of the document.
        where: how the file is called in messages.

    Raises:
        InputError: there is no such table in it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    heading = _HEADINGS.search(text)
    start = heading.end() if heading else 0
    # Headings of later pages and page numbers are blanked out: every character stays in its line.
    whole = _Text(text[:start] + _PAGE.sub(_breaks, _HEADINGS.sub(_breaks, text[start:])))
    rows = list(_rows(whole, start))
    before = text[: heading.start()] if heading else ""
    department, unit = _DEPARTMENT.search(before), _MONEY_UNIT.search(before)
    parts = (
        before[: department.start()] if department else before,
        department[1] if department else "",
        unit[1] if unit else "",
    )
    return build_table(Head(*(re.sub(r"\s", "", part) for part in parts)), rows, where)


def _breaks(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "", match[0])


def _rows(whole: _Text, start: int) -> Iterator[Row]:
    """Names with amounts. A name begins where what stands before it ends: its full stop, or its amounts."""
    matches = list(_AMOUNTS.finditer(whole.text, start))
    begins = []
    for match, before in zip(matches, [None, *matches], strict=False):
        after = before.end() if before else start
        stop = whole.text.rfind("。", after, match.start())
        begins.append(stop + 1 if stop >= 0 else after)
    ends = [*begins, len(whole.text)][1:]
    for match, begin, end in zip(matches, begins, ends, strict=True):
        name = whole.text[begin : match.start()]
        lead = name[: len(name) - len(name.lstrip())]
        amounts = [hundredths(each) or 0 for each in re.findall(AMOUNT, match[0])]
        goal, indicators = _below(whole, match.end(), end)
        yield Row(
            name.replace("\n", "").strip(),
            Sums(amounts[0], tuple(amounts[1:])),
            len(lead.replace("\n", "")) > 1 or "\u3000" in lead,
            goal,
            indicators,
            whole.place(begin + len(lead)),
        )


def _below(whole: _Text, start: int, end: int) -> tuple[str, tuple[Indicator, ...]]:
    """The goal that stands between two rows, and the indicators behind it."""
    text, kept = whole.joined(start, end)
    first = next(starts(text), None)
    if first is None:
        return text.strip(), ()
    begin = first.start()
    indicators = read_indicators(text[begin:], lambda at: whole.place(kept[begin + at]))
    return text[:begin].strip(), indicators
