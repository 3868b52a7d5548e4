"""A defect of a table, and the catalogue of all that are looked for (data/budget_defects.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.budget_table.model import Indicator, Line, Place


class Kind(NamedTuple):
    """What the catalogue says of a rule: 问题 or 提示, what it is called, why it matters."""

    level: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Defect:
    """One place that a rule found.

    Attributes:
        rule: key in the catalogue.
        place: in the table.
        line: number of the project; 0 where it concerns the whole table.
        indicator: its number within the project; 0 where it concerns the project itself.
        whose: name of the project, and of the indicator if there is one.
        found: what stands there, and with what it does not agree.
    """

    rule: str
    place: Place
    line: int
    indicator: int
    whose: str
    found: str


@cache
def catalogue() -> Mapping[str, Kind]:
    """Every rule there is."""
    text = (resources.files("gzaudit") / "data" / "budget_defects.toml").read_text(encoding="utf-8")
    return {key: Kind(each["level"], each["title"], each["why"]) for key, each in tomllib.loads(text).items()}


def at(rule: str, line: Line, indicator: Indicator | None, found: str) -> Defect:
    """A defect of a project, or of one of its indicators."""
    if indicator is None:
        return Defect(rule, line.place, line.number, 0, line.name, found)
    whose = f"{line.name}：{indicator.number}、{indicator.name}"
    return Defect(rule, indicator.place, line.number, indicator.number, whose, found)
