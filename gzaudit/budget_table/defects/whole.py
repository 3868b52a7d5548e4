"""Rules that hold parts of a table against each other: lines, goals, classes."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Final

from gzaudit.budget_table.defects.model import Defect, at
from gzaudit.budget_table.defects.prices import prices
from gzaudit.budget_table.values import targets, unit_in_name
from gzaudit.budget_table.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gzaudit.budget_table.model import BudgetTable, Indicator, Line

_CODE: Final = re.compile(r"[A-Za-z0-9._/-]+")
_SPAN: Final = re.compile(r"(20\d\d)\s*(?:[-—－–~至]+\s*(20\d\d))?\s*年(?:度)?")
_IN_GOAL: Final = re.compile(
    r"([\u4e00-\u9fff]{2,14}?[率度])(?:应|要)?[^\d，。；]{0,4}?(\d+(?:\.\d+)?)\s*[%％]"
)
# Prices that differ by less are within what a contract may explain.
_MUCH_DEARER: Final = Fraction(3, 2)


def whole_table(table: BudgetTable) -> Iterator[Defect]:
    """All that shows between the parts of a table."""
    for line in table.lines:
        if _CODE.fullmatch(line.name):
            yield at("code_for_name", line, None, f"“{line.name}”")
        yield from _goal(line)
    yield from _classes(table)
    yield from _overlaps(table)
    yield from _prices(table)
    yield from _subjects(table)


def _goal(line: Line) -> Iterator[Defect]:
    """Rates that the goal names, against the indicators on the same rate."""
    for match in _IN_GOAL.finditer(line.goal):
        key, number = match[1][:-1][-2:], Fraction(match[2])
        for indicator in line.indicators:
            for each in targets(indicator.annual, indicator.name):
                subject = each.label or indicator.name
                plain = re.sub(r"[（(][^）)]*[）)]", "", subject).rstrip("率度")
                if each.unit in ("%", "％") and plain.endswith(key) and each.number != number:
                    said = f"目标写“{match[0]}”，指标值是“{each.word}{each.number}{each.unit}”"
                    yield at("goal_disagrees", line, indicator, said)


def _classes(table: BudgetTable) -> Iterator[Defect]:
    """The same indicator in two classes, a level code with two names, a rate among the quantities."""
    names: dict[str, tuple[Line, Indicator]] = {}
    levels: dict[str, str] = {}
    for line in table.lines:
        for each in line.indicators:
            first = names.setdefault(_plain(each.name), (line, each))
            if first[1].code != each.code:
                other = f"{first[0].name} 第 {first[1].number} 项归“{first[1].level2_name}”"
                yield at("class_differs", line, each, f"归“{each.level2_name}”；{other}")
            for code, name in ((each.level1, each.level1_name), (each.level2, each.level2_name)):
                if levels.setdefault(code, name) != name:
                    found = f"{code} 写作“{name}”，别处写作“{levels[code]}”"
                    yield at("level_name_differs", line, each, found)
            bare = re.sub(r"[（(][^）)]*[）)]", "", each.name)
            if "数量" in each.level2_name and bare.endswith(words().rates):
                yield at("rate_as_quantity", line, each, f"“{bare}”归“{each.level2_name}”")


def _plain(name: str) -> str:
    """A name without the unit at its end and without blanks."""
    if unit_in_name(name):
        name = re.sub(r"[（(][^（）()]*[）)]\s*$", "", name)
    return re.sub(r"\s", "", name)


def _overlaps(table: BudgetTable) -> Iterator[Defect]:
    """Projects of one unit whose names differ in their years alone, and whose years overlap."""
    for unit in table.units:
        spans = [(line, span) for line in unit.lines if (span := _SPAN.search(line.name))]
        for (one, first), (two, second) in combinations(spans, 2):
            rest = [re.sub(r"\s", "", _SPAN.sub("", line.name)) for line in (one, two)]
            start, end = max(first[1], second[1]), min(first[2] or first[1], second[2] or second[1])
            if rest[0] == rest[1] and first[0] != second[0] and start <= end:
                years = start if start == end else f"{start}—{end}"
                yield at("overlapping_projects", two, None, f"与“{one.name}”都含 {years} 年")


def _prices(table: BudgetTable) -> Iterator[Defect]:
    """Projects of the same name at very different cost a unit."""
    for one, two in combinations(prices(table), 2):
        dear, cheap = max(one.each, two.each), min(one.each, two.each)
        if one.line.name == two.line.name and one.unit == two.unit and cheap and dear / cheap >= _MUCH_DEARER:
            found = f"{one.shown}；{two.shown}（{two.line.name}，第 {two.line.number} 项）"
            yield at("unit_price_differs", one.line, None, found)


def _subjects(table: BudgetTable) -> Iterator[Defect]:
    if table.total_place is None:
        return
    for subject in words().subjects:
        if any(word in line.name for line in table.lines for word in subject.words):
            continue
        near = [
            f"{line.number} {line.name}"
            for line in table.lines
            if any(
                word in text
                for word in (*subject.words, *subject.related)
                for text in (line.goal, *(each.name + each.annual for each in line.indicators))
            )
        ]
        said = f"提到它的有：{'、'.join(near)}" if near else "目标和指标里也没有提到它"
        yield Defect("subject_without_line", table.total_place, 0, 0, subject.name, said)
