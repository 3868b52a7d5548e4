"""The kinds of list there are and the headings they carry: data files, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final, Literal


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of list (interface: sources).

    Attributes:
        key: stable name, as in result.json.
        title: what people call it.
        owner: who sends it.
        words: groups; one word of each group must stand in title, sheet or file name. Empty = none ask.
        none: words that rule the kind out, in the text that speaks of the kind or a nearer one.
        everywhere: `none` holds for title, sheet and file name together, however near they are.
        type_words: words that say which kind of list this is, to notice contradicting names.
        needs: groups of fields; one column of each group must be there.
        unless: fields that must not be there.
        single: fields of which there may be but one column: a second would be dropped without a word.
        uses: fields taken where there.
        headings: groups of fields that identify the kind without words; empty = words are needed.
        statistics: statistical micro-data, which may not leave the bureau.
        counted_as: `enterprises`, `districts` (a line per district), `records` (of work done, a line each),
            `decisions` (a line a decision), `counts` (a line per district, in place of a list), or `other`
            (recognised, not part of this year's computation).
    """

    key: str
    title: str
    owner: str
    words: tuple[tuple[str, ...], ...]
    none: tuple[str, ...]
    type_words: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    uses: tuple[str, ...]
    headings: tuple[tuple[str, ...], ...] = ()
    everywhere: bool = False
    unless: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    statistics: bool = False
    counted_as: Literal["enterprises", "districts", "records", "decisions", "counts", "other"] = "other"

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that is taken from such a list."""
        return tuple(dict.fromkeys([field for group in self.needs for field in group] + list(self.uses)))


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("gzaudit") / "data" / name).read_text(encoding="utf-8"))


def _groups(value: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group) for group in value)


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by key, in the order of the data file."""
    return {
        key: Kind(
            key=key,
            title=entry["title"],
            owner=entry["from"],
            words=_groups(entry["words"]),
            none=tuple(entry["none"]),
            type_words=tuple(entry["type_words"]),
            needs=_groups(entry["needs"]),
            uses=tuple(entry["uses"]),
            headings=_groups(entry.get("headings", [])),
            everywhere=entry.get("everywhere", False),
            unless=tuple(entry.get("unless", [])),
            single=tuple(entry.get("single", [])),
            statistics=entry.get("statistics", False),
            counted_as=entry["counted_as"],
        )
        for key, entry in _data("kinds.toml").items()
    }


HEADINGS: Final = "headings.toml"
"""Data file of the headings that the lists of a year carry; other forms have files of their own."""


@cache
def heading_aliases(file: str = HEADINGS) -> dict[str, tuple[str, ...]]:
    """Aliases by field, as written in the data file (not yet normalised)."""
    return {field: tuple(aliases) for field, aliases in _data(file).items()}


def count_field(indicator: str) -> str:
    """The column of a file of counts that holds an indicator's, by the indicator's key."""
    return f"count_{indicator}"
