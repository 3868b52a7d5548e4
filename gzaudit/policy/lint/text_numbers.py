"""The numbers of an official text with their units, as whole tokens: 70% is not in 170% and not in 70.5%."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

NUMERALS: Final = "一二三四五六七八九十百"
_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES: Final = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final = {"万": 10**4, "亿": 10**8}
_CHINESE: Final = "".join((*_DIGITS, *_SCALES, *_MYRIADS))
# 万元 alone is a unit.
_FIRST: Final = "".join((*_DIGITS, "十"))

_UNIT: Final = (
    r"[%‰]|[万亿]?元(?:/[家户区项个人场条])?|个(?:百分点|区|目标|指标|梯队|工作日|月)?|人次|场次|家次"
    # 1.5万家. And 不超过500万。: the 元 was left out.
    r"|[万亿](?:家|件|人次|人)|[万亿](?=[、。;,])|[家户场条项篇份人名件次倍年月日天时号批期档组类台套级]"
)
_ARABIC: Final = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_TOKEN: Final = re.compile(
    r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?"
    r"|(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    rf"|(?P<arabic>{_ARABIC})(?P<unit>{_UNIT})?"
    rf"|百分之(?P<share>[{_CHINESE}]+)"
    # A Chinese number counts only with a unit, and not where it numbers something (第二批) or begins 一些.
    rf"|(?<![第{_CHINESE}])(?P<chinese>[{_FIRST}][{_CHINESE}]*?)(?P<measure>{_UNIT})"
)
# What these units say of a number is told by the number itself: 5 万元 is 50000 元.
_MULTIPLES: Final = {
    "%": Fraction(1, 100),
    "‰": Fraction(1, 1000),
    "万": Fraction(10**4),
    "亿": Fraction(10**8),
}
_EACH: Final = re.compile(r"每([家户区项个人场条])(?:企业|补助|给予)*$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text.

    Attributes:
        value: exact; a share as a fraction, money in 元, a date 0.
        unit: as written, but for 万 and 亿; `%` for every share; "" for a bare number.
        day: year, month and day of a date, 0 where not said; None if it is none.
        start: place of its first character.
        end: place behind its unit.
    """

    value: Fraction
    unit: str
    day: tuple[int, int, int] | None
    start: int
    end: int


def chinese_number(text: str) -> int:
    """Read a whole number in Chinese numerals, as in 三十五万 or 二〇二五."""
    total = section = digit = 0
    for char in text:
        if char in _MYRIADS:
            # 亿 multiplies all before it (一万亿), 万 only what follows the last 亿.
            whole = total if char == "亿" else 0
            total += (whole + section + digit or 1) * _MYRIADS[char] - whole
            section = digit = 0
        elif char in _SCALES:
            section, digit = section + (digit or 1) * _SCALES[char], 0
        else:
            # Without any scale the digits stand side by side.
            digit = digit * 10 + _DIGITS[char]
    return total + section + digit


def numbers(text: str) -> tuple[Number, ...]:
    """Read the numbers of a text, in order.

    Args:
        text: unwrapped, as `official_text.plain` leaves it.
    """
    return tuple(_number(text, match) for match in _TOKEN.finditer(text))


def _number(text: str, match: re.Match[str]) -> Number:
    start, end = match.span()
    if match["month"] or match["iso"]:
        parts = match["iso"].split("-") if match["iso"] else match.group("year", "month", "day")
        year, month, day = (int(part or 0) for part in parts)
        return Number(Fraction(0), "日", (year, month, day), start, end)
    if match["share"]:
        return Number(Fraction(chinese_number(match["share"]), 100), "%", None, start, end)
    if match["arabic"]:
        value, unit = Fraction(match["arabic"].replace(",", "")), match["unit"] or ""
    else:
        value, unit = Fraction(chinese_number(match["chinese"])), match["measure"]
    if unit[:1] in _MULTIPLES:
        value *= _MULTIPLES[unit[0]]
        unit = "%" if unit in "%‰" else unit[1:]
    if unit == "元" and (each := _EACH.search(text, max(0, start - 8), start)):
        unit = f"元/{each[1]}"
    return Number(value, unit, None, start, end)
