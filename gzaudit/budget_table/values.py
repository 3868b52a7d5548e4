"""What a value promises: comparison, number, unit, and several of these inside one value.

A number is a target where a comparing word leads it, or where it says all or the last of its clause
(提交报告1份, 4场路演). Years, numbers in quoted names, numbers of items (1.…2.…) and numbers that describe
what is counted (98个专家团队服务≥300次) are none.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final

from gzaudit.budget_table.model import Target
from gzaudit.budget_table.words import any_of, words

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS: Final = r"\d+(?:\.\d+)?"
# Where an item of a list inside a value may begin: at its start, or after a mark or a blank.
_ITEM: Final = re.compile(r"(?:(?<=[；;。，,.\s])|^)\s*[（(]?(?P<number>\d{1,2})\s*[.、．）)]\s*")
_STOP: Final = re.compile(r"[；;。，,、\n：:]|(?<=\S)\s+(?=\S)")
_QUIET: Final = re.compile(r"《[^》]*》|“[^”]*”|(?:19|20)\d\d(?:\s*[-—－至]\s*\d{2,4})?年度?")
_NAME_UNIT: Final = re.compile(r"[（(]([^（）()]{1,6})[）)]\s*$")
# So much may follow a number and its unit where it is what the clause is about (1个就业岗位).
_NOUN: Final = 6


@cache
def _pattern() -> re.Pattern[str]:
    known = words()
    size = any_of(known.units)
    unit = rf"(?:[万亿千百]?(?:{size})|[万亿])(?:/[^\d，；。、,;/\s（）()]{{1,3}})*"
    # Words of several characters may be parted from their number: 不超过总工单的3%.
    far = any_of(each for each in known.before if each.startswith("不"))
    return re.compile(
        rf"(?:(?P<far>{far})(?P<between>[^\d]{{1,10}})|(?P<near>{any_of(known.before)})\s*)?"
        rf"(?P<number>{_DIGITS})(?:\s*[-—－~～至]\s*(?P<upper>{_DIGITS}))?\s*(?P<unit>{unit})?"
        rf"(?P<after>{any_of(known.after)})?"
    )


@cache
def _units() -> frozenset[str]:
    known = words().units
    return frozenset([*known, *(f"{size}{unit}" for size in "万亿" for unit in known)])


def unit_in_name(name: str) -> str:
    """The unit that an indicator's name ends with in brackets; "" where it names none."""
    found = _NAME_UNIT.search(name)
    return found[1] if found and found[1] in _units() else ""


def targets(value: str, name: str = "") -> tuple[Target, ...]:
    """The targets of a value, in its order; () where nothing in it is a number to be reached.

    Args:
        value: 实施周期指标值 or 年度指标值, as printed.
        name: of the indicator; a unit in brackets at its end holds where the value names none.
    """
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", value)
    text = re.sub(rf"({any_of(words().before)})\s+(?=\d)", r"\1", text)
    quiet = _QUIET.sub(lambda match: re.sub(r"\d", "□", match[0]), text)
    default = unit_in_name(name)
    return tuple(
        target
        for start, end in _items(quiet)
        for first, last in _clauses(quiet, start, end)
        for target in _targets(text[first:last], quiet[first:last], default)
    )


def _items(quiet: str) -> Iterator[tuple[int, int]]:
    """The items of a list, by their own numbers in order; the whole where it is no list.

    The order tells `2.16次` (item 2) from a decimal fraction.
    """
    wanted, start = 1, 0
    for match in _ITEM.finditer(quiet):
        # Only a list that begins with its first item is one; printed twice, it begins anew.
        again = wanted > 1 and int(match["number"]) == 1
        if int(match["number"]) != wanted and not again:
            continue
        if wanted == 1 and not again and (quiet[: match.start()].strip() or _is_number(quiet, match)):
            continue
        yield start, match.start()
        start, wanted = match.end(), int(match["number"]) + 1
    yield start, len(quiet)


def _is_number(quiet: str, match: re.Match[str]) -> bool:
    """Whether what looks like a first item is a decimal fraction: no second item follows."""
    return quiet[match.end() : match.end() + 1].isdigit() and not re.search(r"(?<!\d)2[.、．）)]", quiet)


def _clauses(quiet: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _STOP.finditer(quiet, start, end):
        yield at, match.start()
        at = match.end()
    yield at, end


def _targets(clause: str, quiet: str, default: str) -> Iterator[Target]:
    known, last = words(), 0
    for match in _pattern().finditer(quiet):
        word = match["far"] or match["near"] or ""
        rest = quiet[match.end() :].strip("）)】.v \u3000")
        lead = quiet[match.start() - 1 : match.start()] if match.start() else ""
        if not (word or match["after"]):
            if re.match(r"[A-Za-z第.]", lead):
                continue
            if rest and rest[0] not in "和及与" and (not match["unit"] or len(rest) > _NOUN):
                continue
        sign = known.after.get(match["after"] or "") or known.before.get(word, "=")
        number, upper = match["number"], match["upper"]
        yield Target(
            (clause[last : match.start()] + (match["between"] or "")).strip(),
            word + (match["after"] or ""),
            sign,
            Fraction(number),
            Fraction(upper) if upper else None,
            match["unit"] or default,
        )
        last = match.end()
