"""The table as published: text out of a document, its cells one after the other, broken anywhere.

A row begins with its name, often over several lines, and its amounts; then come, for a line, what it is to
reach and its indicators. Line breaks mean nothing and are taken away; blanks stay, for they part a name that
ends in digits from the amount behind it.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import Final

from gzaudit.budget_table.amounts import AMOUNT, hundredths
from gzaudit.budget_table.indicators import read_indicators, starts
from gzaudit.budget_table.model import BudgetTable, Line, Place, Sums, Unit
from gzaudit.errors import InputError

# Between name and first amount, and between amounts, there is a blank or a break; four columns at most.
_AMOUNTS: Final = re.compile(rf"(?<![\d.,]){AMOUNT}(?:[ \t\u3000\n]+{AMOUNT}){{1,3}}")
_TOTAL: Final = ("合计", "总计")
_BREAK: Final = r"[ \t\u3000\n]*"
_HEADINGS: Final = re.compile(
    _BREAK.join("项目名称") + r"(?:\s*[（(][^）)]*[）)])?\s*总\s*计[\s\S]{0,60}?" + _BREAK.join("绩效指标")
)
_DEPARTMENT: Final = re.compile(_BREAK.join("部门名称") + r"\s*[:：]([\s\S]*?)(?=单\s*位\s*[:：]|\Z)")
_MONEY_UNIT: Final = re.compile(r"单\s*位\s*[:：]\s*(万\s*元|亿\s*元|元)")
_PAGE: Final = re.compile(
    r"(?m)^[ \t]*(?:[-—－][ \t]*\d{1,4}[ \t]*[-—－]|第[ \t]*\d+[ \t]*页(?:[,，、 \t]*共[ \t]*\d+[ \t]*页)?)[ \t]*$"
)
_FORM: Final = "《项目支出绩效目标表》的文字：先是“合计”和金额，再逐个单位、逐个项目"


@dataclass(frozen=True, slots=True)
class _Row:
    """A name with its amounts (in hundredths), whether it is set in, and what stands below it."""

    name: str
    amounts: tuple[int, ...]
    indented: bool
    at: int
    below: tuple[int, int]


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
    # Headings of later pages and page numbers become breaks: every character stays in its line.
    whole = _Text(text[:start] + _PAGE.sub(_blanked, _HEADINGS.sub(_blanked, text[start:])))
    rows = _rows(whole, start)
    if not rows:
        raise InputError(
            "没有认出绩效目标表。", where=where, found="没有“名称 总计 财政拨款”这样的行", expected=_FORM
        )
    before = text[: heading.start() if heading else rows[0].at]
    department, unit = _DEPARTMENT.search(before), _MONEY_UNIT.search(before)
    total = rows[0] if rows[0].name in _TOTAL else None
    title = before[: department.start() if department else len(before)]
    return BudgetTable(
        re.sub(r"\s", "", title),
        re.sub(r"\s", "", department[1]) if department else "",
        re.sub(r"\s", "", unit[1]) if unit else "",
        _sums(total) if total else None,
        whole.place(total.at) if total else None,
        _units(whole, rows[1:] if total else rows, where),
    )


def _blanked(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0]).replace(" ", "")


def _rows(whole: _Text, start: int) -> list[_Row]:
    """Names with amounts. A name begins where what stands before it ends: its full stop, or its amounts."""
    found: list[tuple[str, tuple[int, ...], bool, int, int, int]] = []
    for match in _AMOUNTS.finditer(whole.text, start):
        before = found[-1][5] if found else start
        stop = whole.text.rfind("。", before, match.start())
        begin = stop + 1 if stop >= 0 else before
        raw = whole.text[begin : match.start()]
        gap = re.match(r"[\s\u3000]*", raw)
        lead = gap[0] if gap else ""
        name, _ = whole.joined(begin + len(lead), match.start())
        amounts = tuple(hundredths(each) or 0 for each in re.findall(AMOUNT, match[0]))
        indented = len(lead.replace("\n", "")) >= 2 or "\u3000" in lead  # noqa: PLR2004
        found.append((name.strip(), amounts, indented, begin + len(lead), begin, match.end()))
    ends = [each[4] for each in found[1:]] + [len(whole.text)]
    return [
        _Row(name, amounts, indented, at, (after, end))
        for (name, amounts, indented, at, _, after), end in zip(found, ends, strict=True)
    ]


def _sums(row: _Row) -> Sums:
    return Sums(row.amounts[0], row.amounts[1:])


def _units(whole: _Text, rows: list[_Row], where: str) -> tuple[Unit, ...]:
    """Rows into units: a line is set in, or, where none is, has indicators; a unit has neither."""
    told = any(row.indented for row in rows)
    units: list[tuple[_Row, list[Line]]] = []
    number = 0
    for row in rows:
        text, kept = whole.joined(*row.below)
        is_line = row.indented if told else next(starts(text), None) is not None
        if not is_line:
            units.append((row, []))
            continue
        if not units:
            raise InputError(
                "绩效目标表的项目前面没有单位。",
                where=f"{where} {whole.place(row.at)}",
                found=row.name,
                expected=_FORM,
            )
        number += 1
        first = next(starts(text), None)
        goal = text[: first.start() if first else len(text)].strip()
        indicators = read_indicators(
            text[first.start() :] if first else "",
            lambda at, kept=kept, first=first: whole.place(kept[at + (first.start() if first else 0)]),
        )
        units[-1][1].append(
            Line(number, row.name, _sums(row), goal, indicators, whole.place(row.at))
        )
    return tuple(Unit(row.name, _sums(row), tuple(lines), whole.place(row.at)) for row, lines in units)
