"""The words of such tables: data that people may extend (data/budget_table.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Subject:
    """A matter that costs money: words that name it, words near to it, the year whose policy pays for it."""

    name: str
    words: tuple[str, ...]
    related: tuple[str, ...]
    policy: int


@dataclass(frozen=True, slots=True)
class Checkable:
    """An indicator that lists can tell of: words that name it, which figure, what of it they cannot tell."""

    words: tuple[str, ...]
    measure: str
    partly: str
    unknown: str


@dataclass(frozen=True, slots=True)
class Words:
    """What is looked for.

    Attributes:
        before: comparing words that stand before a number, with the sign that each means.
        after: those that stand behind the unit.
        units: units and measure words.
        vague: wording that nobody can test.
        testable: wording that can be tested without a number.
        rates: endings of a name that ask for a per cent.
        amounts: endings of a name that ask for something else than a per cent.
        names: endings of a name: a value without a number that ends so is no value.
        priced: units of which a price can be worked out.
        subjects: matters for which a line would be expected.
        checkable: indicators that lists can tell of; the first whose words stand there is meant.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    units: tuple[str, ...]
    vague: tuple[str, ...]
    testable: tuple[str, ...]
    rates: tuple[str, ...]
    amounts: tuple[str, ...]
    names: tuple[str, ...]
    priced: tuple[str, ...]
    subjects: tuple[Subject, ...]
    checkable: tuple[Checkable, ...]


@cache
def words() -> Words:
    """The words as they stand in the data."""
    text = (resources.files("gzaudit") / "data" / "budget_table.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    before, after = (
        {word: sign for sign, each in told[part].items() for word in each} for part in ("before", "after")
    )
    lists = {key: tuple(value) for key, value in told["words"].items()}
    subjects = tuple(
        Subject(each["name"], tuple(each["words"]), tuple(each["related"]), each["policy"])
        for each in told["subjects"]
    )
    checkable = tuple(
        Checkable(
            tuple(each["words"]), each.get("measure", ""), each.get("partly", ""), each.get("unknown", "")
        )
        for each in told["checkable"]
    )
    return Words(before, after, subjects=subjects, checkable=checkable, **lists)


def any_of(texts: Iterable[str]) -> str:
    """A pattern that fits any of them, the longest first."""
    return "|".join(re.escape(each) for each in sorted(texts, key=lambda each: (-len(each), each)))
