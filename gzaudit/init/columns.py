"""The columns of a blank list: which there are, what each is called, and how it is filled in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, Literal

from gzaudit.basework.gi_lists import EXPECTED, QUARTERS
from gzaudit.match.exclusions import exclusion_flags
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.read.kinds import count_field, heading_aliases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.policy.model import Policy
    from gzaudit.read.kinds import Kind

Form = Literal[
    "text", "long", "code", "codes", "number", "date", "year", "whole", "amount", "choice", "district"
]
# Rows are numbered by the spreadsheet; numbers written beforehand would look like rows.
_NEVER: Final = frozenset(("serial",))
_SHORT_DISTRICT: Final = "区"


@dataclass(frozen=True, slots=True)
class BlankColumn:
    """One column to be filled in.

    Attributes:
        heading: what stands above it, without the mark of a needed column.
        needed: whether the list, or a row of it, is of no use without.
        says: what to write, in a sentence.
        form: what the cells hold.
        choices: what may be chosen; () where anything may be written.
        example: what a filled cell looks like.
    """

    heading: str
    needed: bool
    says: str
    form: Form
    choices: tuple[str, ...]
    example: str


@cache
def words() -> dict[str, Any]:
    """The data file: how each field is filled in, and what is told of each kind."""
    text = (resources.files("gzaudit") / "init" / "columns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def columns_of(kind: Kind, policy: Policy, year: int) -> tuple[BlankColumn, ...]:
    """The columns of a blank list, needed ones first.

    Args:
        kind: of the list.
        policy: says what targets, amounts of work and evidence are asked for.
        year: to be audited.
    """
    told = words()["kinds"][kind.key]
    headings = _headings(kind, policy)
    needed = _needed(kind, policy)
    named = {"year": str(year), "prior": str(year - 1)}
    columns = [
        _column(heading, words()["fields"][field] | told.get(field, {}), named, needed=field in needed)
        for field, heading in headings.items()
    ]
    columns += [
        _column(extra["heading"], extra, named, needed=False)
        for extra in told.get("extra", [])
        if extra["heading"] not in headings.values()
    ]
    return tuple(sorted(columns, key=lambda column: not column.needed))


def _headings(kind: Kind, policy: Policy) -> dict[str, str]:
    """Heading by field, in the order of the kind's data."""
    told = words()["kinds"][kind.key]
    left_out = _NEVER | set(told.get("skip", [])) | _unasked(kind, policy)
    called: dict[str, str] = told.get("headings", {})
    if kind.counted_as in ("districts", "records", "counts"):
        called = {"district": _SHORT_DISTRICT} | called
    called = called | _asked_columns(kind, policy)
    return {
        field: called.get(field, heading_aliases()[field][0])
        for field in kind.fields
        if field not in left_out
    }


def _asked_columns(kind: Kind, policy: Policy) -> dict[str, str]:
    """The numbers of each district that the year's policy asks for, by field; the policy names them."""
    return {**policy.columns, **policy.optional_columns} if kind.key == "targets" else {}


def _unasked(kind: Kind, policy: Policy) -> set[str]:
    """Columns that only other years ask for."""
    if kind.key == "targets":
        return set(kind.fields) - {"district", *_asked_columns(kind, policy)}
    if kind.counted_as == "counts":
        return set(kind.fields) - {"district", *(count_field(each.key) for each in policy.indicators)}
    return {"subsidy_4"} - set(exclusion_flags(policy))


def _needed(kind: Kind, policy: Policy) -> set[str]:
    """Fields that the list, or the year's policy, cannot do without."""
    if kind.key == "targets":
        return {"district", *policy.columns}
    needed = {field for group in kind.needs for field in group} | set(
        words()["kinds"][kind.key].get("needed", [])
    )
    if kind.key == "institutions":
        needed |= set(exclusion_flags(policy))
    asked = [measure for measure in policy.measures.values() if measure.list == kind.key]
    if kind.key == "rd_services":
        needed |= {measure.key for measure in asked}
    elif asked:
        # What only one of two kinds of event must show is told in words.
        needed |= set.intersection(*(set(measure.needs) for measure in asked))
    return needed | (set(QUARTERS) if EXPECTED in needed else set())


def _column(heading: str, told: Mapping[str, Any], named: Mapping[str, str], *, needed: bool) -> BlankColumn:
    choices = tuple(told.get("choices", ()))
    if told["form"] == "district":
        choices = tuple(district.name for district in DISTRICTS)
    says = told.get("needed_says", told["says"]) if needed else told["says"]
    says, example = says.format_map(named), told["example"].format_map(named)
    return BlankColumn(heading, needed, says, told["form"], choices, example)
