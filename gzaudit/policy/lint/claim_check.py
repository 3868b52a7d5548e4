"""Hold one claim against the text of its clause.

In a table whose cells were merged and whose lines were flattened, a district's row is what stands between its
name and the next name of another group. A sum that directly follows its district is checked exactly; what a
group must do is looked for between the names of the group, and anywhere in the table only if all groups must
do the same. It cannot be seen beside which of a group's own districts a merged cell stood. A cell that was
flattened to before the first name of its group is reported as missing, and people look at the original.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from gzaudit.policy.lint.boundary import bound_words, opening_word
from gzaudit.policy.lint.text_numbers import Number, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gzaudit.policy.lint.claim import Claim

Verdict = Literal["ok", "missing", "word_missing"]

TOTALS: Final = ("全市", "合计", "总计")
_SCALE: Final = re.compile(r"(?:单位:|\()(?P<scale>[万亿]?)元")
_SCALES: Final = {"": 1, "万": 10**4, "亿": 10**8}
_NAMED_NUMBERS: Final = 8
_YEARS: Final = 1900


@dataclass(slots=True)
class ClauseText:
    """The text of one clause, with its numbers, and how far each series has been read.

    Attributes:
        text: unwrapped text.
        found: its numbers, in order.
        scale: what a bare number of its table is worth in 元.
        reached: place of the last number of each series.
    """

    text: str
    found: tuple[Number, ...] = ()
    scale: int = 1
    reached: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.found = numbers(self.text)
        if headed := _SCALE.search(self.text):
            self.scale = _SCALES[headed["scale"]]

    def following(self, name: str) -> Iterator[Number]:
        """The numbers that directly follow a name."""
        ends = {match.end() for match in re.finditer(re.escape(name), self.text)}
        return (number for number in self.found if number.start in ends)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found of a claim; `at` is the place in the text, None where there is none.

    A verdict of None: the claim was not needed and is not there.
    """

    verdict: Verdict | None
    at: int | None = None
    detail: str = ""


def is_number(claim: Claim, number: Number, scale: int = 1) -> bool:
    """Whether a number of the text is the one that is claimed, by value and unit.

    Args:
        claim: the claim.
        number: a number of the text.
        scale: what a bare number in a row of the table is worth in 元.
    """
    if claim.day:
        year, month, day = number.day or (0, 0, 0)
        if month != claim.day.month or year not in (0, claim.day.year):
            return False
        # 12 月底 is explained by the end of the year; a last day that a rule names must be named.
        return day == claim.day.day or (day == 0 and not claim.needed)
    if number.day:
        return False
    if claim.kind in ("row", "total") and not number.unit:
        return number.value * scale in claim.values
    values = claim.values[:1] if claim.kind == "base" else claim.values
    return number.value in values and number.unit in claim.units


def check(claim: Claim, clause: ClauseText) -> Outcome:
    """Hold a claim against its clause."""
    return _CHECKS[claim.kind](claim, clause)


def _check_number(claim: Claim, clause: ClauseText) -> Outcome:
    places = [place for place, number in enumerate(clause.found) if is_number(claim, number)]
    if not places:
        return Outcome("missing", detail=_standing(claim, clause)) if claim.needed else Outcome(None)
    rows = [place for place in places if _in_rows(claim, clause, clause.found[place].start)]
    if not rows:
        return Outcome(
            "missing", clause.found[places[0]].start, "表里有这个数，但不在这些区的行里，请对照原表"
        )
    if claim.per:
        rows = [place for place in rows if _holds_per(claim.per, clause, clause.found[place])]
        if not rows:
            return Outcome("missing", clause.found[places[0]].start, f"有这个数，但没有写明是每{claim.per}的")
    after = clause.reached.get(claim.series, -1) if claim.series else -1
    in_turn = [place for place in rows if place > after]
    if not in_turn:
        return Outcome("missing", clause.found[rows[0]].start, "有这个数，但与规则的先后次序不同")
    return _check_word(claim, clause, in_turn)


def _check_word(claim: Claim, clause: ClauseText, places: list[int]) -> Outcome:
    words = [bound_words(clause.text, clause.found, place) for place in places]
    right = [
        place
        for place, bound in zip(places, words, strict=True)
        if (claim.word in bound if claim.word else not (claim.bare and bound))
    ]
    if claim.series:
        clause.reached[claim.series] = (right or places)[0]
    at = clause.found[(right or places)[0]].start
    if right:
        return Outcome("ok", at)
    said = "、".join(f"“{word}”" for word in dict.fromkeys(word for bound in words for word in bound))
    return Outcome("word_missing", at, f"此处用词是{said}" if said else "此处没有界限词")


def _check_base(claim: Claim, clause: ClauseText) -> Outcome:
    """The year whose count is multiplied: the last one named before the factor."""
    factors = [each.start for each in clause.found if each.unit == "%" and each.value == claim.values[1]]
    named = [each for each in clause.found if each.unit in claim.units and each.value > _YEARS]
    before = [each for each in named if factors and each.start < factors[0]]
    if before and is_number(claim, before[-1]):
        return Outcome("ok", before[-1].start)
    return Outcome("missing", before[-1].start if before else None, _standing(claim, clause))


def _check_opening(claim: Claim, clause: ClauseText) -> Outcome:
    """The word that opens the phrase before 每增长; the step itself is a claim of its own."""
    steps = [place for place, number in enumerate(clause.found) if is_number(claim, number)]
    words = {opening_word(clause.text, clause.found, place): place for place in steps}
    if claim.word in words:
        return Outcome("ok", clause.found[words[claim.word]].start)
    said = "、".join(f"“{word}”" for word in words if word)
    at = clause.found[steps[0]].start if steps else None
    return Outcome("word_missing", at, f"此处用词是{said}" if said else "增量前面没有界限词")


def _check_name(claim: Claim, clause: ClauseText) -> Outcome:
    at = clause.text.find(claim.names[0])
    return Outcome("ok", at) if at >= 0 else Outcome("missing", detail="没有这个词")


def _check_row(claim: Claim, clause: ClauseText) -> Outcome:
    beside = list(clause.following(claim.names[0]))
    if not beside and claim.names[0] in clause.text:
        # No table: the sum, with its unit, follows a list of the group's districts.
        beside = [
            each for each in clause.found if each.unit in claim.units and _in_rows(claim, clause, each.start)
        ]
    for number in beside:
        if is_number(claim, number, clause.scale):
            return Outcome("ok", number.start)
    shown = "、".join(clause.text[each.start : each.end] for each in beside[:_NAMED_NUMBERS])
    at = beside[0].start if beside else None
    return Outcome("missing", at, f"此处是 {shown}" if shown else "没有这个区，或区名后面没有数")


def _check_total(claim: Claim, clause: ClauseText) -> Outcome:
    printed = [number for label in TOTALS for number in clause.following(label)]
    if not printed:
        return Outcome(None)
    right = [number for number in printed if is_number(claim, number, clause.scale)]
    shown = clause.text[printed[0].start : printed[0].end]
    return Outcome("ok", right[0].start) if right else Outcome("missing", printed[0].start, f"此处是 {shown}")


_CHECKS: Final[Mapping[str, Callable[[Claim, ClauseText], Outcome]]] = {
    "number": _check_number,
    "base": _check_base,
    "opening": _check_opening,
    "name": _check_name,
    "row": _check_row,
    "total": _check_total,
}


def _in_rows(claim: Claim, clause: ClauseText, place: int) -> bool:
    """Whether a place lies in the rows of the claim's districts: after one of them and before any other."""
    if not claim.others:
        return True
    last = max(claim.names + claim.others, key=lambda name: clause.text.rfind(name, 0, place))
    return last in claim.names and clause.text.rfind(last, 0, place) >= 0


def _holds_per(unit: str, clause: ClauseText, number: Number) -> bool:
    return bool(re.search(rf"每{unit}[^\d。;,、()]*$", clause.text[: number.start]))


def _standing(claim: Claim, clause: ClauseText) -> str:
    """Tell which numbers of that unit do stand there."""
    alike = [each for each in clause.found if (each.day if claim.day else each.unit in claim.units)]
    shown = "、".join(dict.fromkeys(clause.text[each.start : each.end] for each in alike))
    return f"此处同单位的数是：{shown}" if shown else "此处没有同单位的数"
