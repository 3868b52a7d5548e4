"""The rules for work done, as values: measures, required amounts, fixed sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gzaudit.policy.model_rules import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Measure(Rule):
    """One kind of work done, and what a record of it must show to count.

    Attributes:
        key: key of the quantity, e.g. `talks`.
        name: what people read.
        unit: 场, 家, 项, 条, 份, 篇 or 人次.
        list: the list it is counted from; in `rd_services` the quantity is a column of that name.
        about: word that the record's type or title must hold (two kinds of event share a list); "" if none.
        needs: fields that must be filled for a record to count.
        until: last day on which a record may have been entered; None if only the service period bounds it.
        until_word: the notice's word for that day.
        options: readings of how records are judged (`sessions`, `repeats`, `attendees`, `quarters`).
    """

    key: str
    name: str
    unit: str
    list: str
    about: str
    needs: tuple[str, ...]
    until: date | None
    until_word: str | None
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WorkItem(Rule):
    """How much of a measure is required.

    Attributes:
        measure: key of the measure.
        at: how much; 1 where the notice wants it done but names no number.
        word: the notice's boundary word; None where it names no number.
        each: for events, how many firms one must have for it to count; None where the notice says nothing.
        each_word: the boundary word of that number.
    """

    measure: str
    at: int
    word: str | None
    each: int | None
    each_word: str | None


@dataclass(frozen=True, slots=True)
class WorkGroup(Rule):
    """Districts with the same fixed sum (元 each) for the same work; groups count from 1."""

    tier: int
    amount: int
    districts: tuple[str, ...]
    items: tuple[WorkItem, ...]


@dataclass(frozen=True, slots=True)
class Work(Rule):
    """A fixed sum per district for work done.

    Attributes:
        key: `base` for 2025's 基础工作, `rd_services` for 2023's part three.
        name: what people read.
        decided_by: `people` (a conclusion rules, the lists only propose) or `list` (the list decides).
        partial: what a district gets that did some items but not all.
        groups: every district stands in exactly one.
    """

    key: str
    name: str
    decided_by: Literal["people", "list"]
    partial: Literal["nothing", "by_item"]
    groups: tuple[WorkGroup, ...]

    def group_of(self, code: str) -> WorkGroup:
        """The group of a district; the loader made sure that there is exactly one."""
        return next(group for group in self.groups if code in group.districts)
