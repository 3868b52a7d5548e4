"""What every policy has, a year's or a named one: document, clauses, boundary words and open questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from gzaudit.policy.model_readings import Reading


@dataclass(frozen=True, slots=True)
class Document:
    """The notice: short name used in citations, title, and document number (or that it has none)."""

    short: str
    title: str
    number: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the notice.

    Attributes:
        id: number and item joined, e.g. 七（二）2（1）.
        document: short name of the notice.
        number: number of the article, e.g. 七.
        item: place inside the article, e.g. （二）2（1）; empty for a whole article.
        meaning: what it says, in our own words.
        no_rule: why no rule stands on it; None if one does.
    """

    id: str
    document: str
    number: str
    item: str
    meaning: str
    no_rule: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    """What every policy has.

    Attributes:
        id: stable name.
        title: what people read.
        valid_from: first day.
        valid_to: last day, included.
        words: the boundary words the document uses.
        document: the notice, plan or programme.
        clauses: by id, in the order of the document.
        readings: open questions, by id.
        chosen: letter of the choice in force, by id of the reading; readings at their default are not in it.
        sha256: hex digest of the policy's files (line endings do not matter).
    """

    id: str
    title: str
    valid_from: date
    valid_to: date
    words: tuple[str, ...]
    document: Document
    clauses: Mapping[str, Clause]
    readings: Mapping[str, Reading]
    chosen: Mapping[str, str]
    sha256: str
