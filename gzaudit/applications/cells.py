"""What a cell of an application list says: an exact amount, a year, yes or no, a rank. None if nothing."""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any, Final, NamedTuple

from gzaudit.normalise.single import BLANKS, dense_text, name_key
from gzaudit.read.listing import cell_text

_NUMBER: Final = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_YEAR: Final = re.compile(r"((?:19|20)[0-9]{2})(?:\.0+|年度?|(?:年|[-/.])[0-9]{1,2}(?:[-/.月].*)?)?")
_RANK: Final = re.compile(r"第?0*([1-9][0-9]{0,5})(?:名|位)?")
_SIGNIFICANT: Final = ".15g"  # what a spreadsheet keeps of a number; further digits come of binary fractions


class Words(NamedTuple):
    """Words of the data file: yes, no, units of money in 元, and what the name of an item may end with."""

    yes: frozenset[str]
    no: frozenset[str]
    money: dict[str, int]
    endings: tuple[str, ...]


@cache
def words() -> Words:
    """The words, read once."""
    text = (resources.files("gzaudit") / "data" / "application_words.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    yes, no = (frozenset(data["selected"][key]) for key in ("yes", "no"))
    return Words(yes, no, data["money"], tuple(data["item"]["endings"]))


def written(value: Any) -> str:
    """A cell as text; a number with the digits that a spreadsheet keeps."""
    if isinstance(value, float) and value != int(value):
        return format(value, _SIGNIFICANT)
    return cell_text(value).strip()


def is_blank(text: str) -> bool:
    """Whether a cell says nothing."""
    return dense_text(text) in BLANKS


def unit_of_heading(text: str) -> Fraction | None:
    """What a heading says a bare number is worth in 元; None if it names no unit, or several."""
    return _only(re.findall(rf"(?:{_units()})(?<=元)|(?<=\()(?:{_units()})(?=\))", dense_text(text)))


def unit_of_title(text: str) -> Fraction | None:
    """The same for the lines above the headings, after the word 单位."""
    return _only(re.findall(rf"单位[:为]?\(?({_units()})", dense_text(text)))


def _only(found: list[str]) -> Fraction | None:
    values = {words().money[each] for each in found}
    return Fraction(values.pop()) if len(values) == 1 else None


@cache
def _units() -> str:
    return "|".join(sorted(map(re.escape, words().money), key=len, reverse=True))


def money(text: str, unit: Fraction) -> Fraction | None:
    """An exact sum in 元.

    Args:
        text: of the cell; a unit of its own outranks the column's.
        unit: what a bare number is worth in 元.
    """
    match = re.fullmatch(rf"{_NUMBER.pattern}({_units()})?", dense_text(text).lstrip("¥￥"))
    if match is None:
        return None
    number = Fraction(match[1].replace(",", "") + (match[2] or ""))
    return number * (words().money[match[3]] if match[3] else unit)


def year(text: str) -> int | None:
    """A year, or the year of a date."""
    match = _YEAR.fullmatch(dense_text(text))
    return int(match[1]) if match else None


def chosen(text: str) -> bool | None:
    """Yes or no; None for any other word."""
    plain = dense_text(text).casefold()
    return True if plain in words().yes else False if plain in words().no else None


def rank(text: str) -> int | None:
    """A place in an order, from 1."""
    match = _RANK.fullmatch(dense_text(text).removesuffix(".0"))
    return int(match[1]) if match else None


def item_key(text: str) -> str:
    """What the name of an item is compared by: without 补助 and the like at its end."""
    key = name_key(text)
    while ending := next((each for each in words().endings if key.endswith(each) and key != each), ""):
        key = key.removesuffix(ending)
    return key
