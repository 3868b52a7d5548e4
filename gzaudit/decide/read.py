"""Lists of decisions read line by line: what can be followed, what is not complete, what is still open."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.decide.choices import Choice, choice_of
from gzaudit.decide.model import Decision
from gzaudit.decide.ruling import Docket, Ruling
from gzaudit.decide.words import matter_of
from gzaudit.normalise.codes import IDENTIFYING, judge_codes
from gzaudit.normalise.names import name_keys
from gzaudit.normalise.text import BLANKS, column, dense_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from gzaudit.read.listing import Listing

# What holds on from year to year: who an enterprise is and where it lies, not what counted in a year.
_LASTING: Final = frozenset({"match", "district"})
_FIELDS: Final = (
    "matter", "name", "district", "code", "decided", "basis", "decided_by", "checked_by", "decided_on",
)  # fmt: skip
_PEOPLE: Final = re.compile(r"[、,，;；/\r\n]+")


@dataclass(frozen=True, slots=True)
class Rules:
    """How lists of decisions are read.

    Attributes:
        words: for lists (see `words.list_words`).
        codes: identifying codes that stand in the year's lists.
        second_person: whether a decision needs a second person who checked it.
    """

    words: Mapping[str, str]
    codes: frozenset[str]
    second_person: bool


def read_decisions(listings: list[Listing], carried: frozenset[int], rules: Rules) -> Docket:
    """Read all lists of decisions.

    Args:
        listings: of kind `decisions`.
        carried: the sheets that are of the year before.
        rules: how they are read.
    """
    docket = Docket()
    for listing in sorted(listings, key=lambda each: each.src in carried):
        docket.lines.setdefault(listing.src, Counter())
        for line in _lines(listing):
            _take(docket, line, rules, old=listing.src in carried)
    return docket


class _Line(NamedTuple):
    """A line: its place, its cells by field, name as compared, cleaned code, whether that identifies."""

    src: int
    row: int
    cells: dict[str, str]
    key: str
    code: str
    coded: bool


def _lines(listing: Listing) -> Iterator[_Line]:
    frame = listing.frame
    blank = column([""] * len(frame))
    cells = {field: frame.get(field, blank).tolist() for field in _FIELDS}
    judged = judge_codes(frame.get("code", blank), frame.get("code_numeric", blank.astype(bool)))
    codes = judged["code"].where(judged["state"] != "missing", "").tolist()
    identifying = judged["state"].isin(IDENTIFYING).tolist()
    keys = name_keys(frame.get("name", blank)).tolist()
    for at, row in enumerate(frame["row"].tolist()):
        said = {field: values[at].strip() for field, values in cells.items()}
        key = "" if keys[at] in BLANKS else keys[at]
        yield _Line(listing.src, row, said, key, codes[at], identifying[at])


def _take(docket: Docket, line: _Line, rules: Rules, *, old: bool) -> None:
    """Put one line on the docket, as a ruling where it can be followed."""
    cells = line.cells
    if dense_text(cells["decided"]) in BLANKS:
        docket.lines[line.src]["undecided"] += 1
        return
    matter = matter_of(cells["matter"])
    if old and matter not in _LASTING:
        docket.lines[line.src]["not_carried"] += 1
        return
    choice = choice_of(matter, cells, (rules.words, rules.codes)) if matter else Choice()
    wrong = _lacking(cells, second_person=rules.second_person)
    wrong += ["事项不是五种之一"] if matter is None else []
    wrong += [choice.wrong] if choice.wrong else []
    if matter is not None and matter != "amount" and not line.key and not line.code:
        wrong.append("没有写企业名称或代码")
    number = len(docket.decisions)
    decision = Decision(
        matter or cells["matter"], choice.district or cells["name"] or cells["district"], cells["code"],
        choice.told or cells["decided"], cells["basis"], cells["decided_by"], cells["checked_by"],
        cells["decided_on"], line.src, line.row, "invalid", choice.lists,
    )  # fmt: skip
    docket.decisions.append(decision)
    if not wrong:
        docket.rulings.append(Ruling(number, decision, line.key, line.code, line.coded, choice.answer, old))
        return
    docket.fates[number] = "decision_invalid"
    # One of the year before was found wanting then; nobody has to be told of it again.
    if not old:
        told = f"决定：{cells['decided']}"
        docket.report(decision, "decision_invalid", found="；".join(wrong), detail=told)


def _lacking(cells: Mapping[str, str], *, second_person: bool) -> list[str]:
    """What a decision must say of itself and does not."""
    wanted = {"basis": "依据", "decided_by": "决定人"} | ({"checked_by": "复核人"} if second_person else {})
    blank = [name for field, name in wanted.items() if dense_text(cells[field]) in BLANKS]
    told = [f"没有写{'、'.join(blank)}"] if blank else []
    both = _people(cells["decided_by"]) & _people(cells["checked_by"])
    if second_person and both:
        told.append("决定人和复核人是同一人")
    return told


def _people(text: str) -> frozenset[str]:
    """The people that a cell names."""
    parts = (dense_text(part).casefold() for part in _PEOPLE.split(text))
    return frozenset(part for part in parts if part not in BLANKS)


def identifying_codes(frame: pd.DataFrame) -> frozenset[str]:
    """Codes that stand for an enterprise in some list."""
    return frozenset(frame.loc[frame["state"].isin(IDENTIFYING), "code"].unique())
