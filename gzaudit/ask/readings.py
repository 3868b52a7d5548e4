"""Open questions of the notice: the reading in force, the others, and what they would pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gzaudit.ask.figures import whole
from gzaudit.store.opened import WHOLE

if TYPE_CHECKING:
    from gzaudit.ask.run import Run


@dataclass(frozen=True, slots=True)
class Other:
    """Another reading.

    Attributes:
        choice: its letter.
        meaning: what it comes to.
        difference: 元 more or less than now; None where it cannot be worked out, or is not.
        why: what changes; "" where nothing does.
        missing: why it cannot be worked out.
    """

    choice: str
    meaning: str
    difference: int | None
    why: str
    missing: str


@dataclass(frozen=True, slots=True)
class Question:
    """An open question: why it is read as it is, and which parts it touches (`district`: the whole)."""

    reading: str
    clause: str
    question: str
    choice: str
    meaning: str
    switched: bool
    reason: str
    parts: tuple[str, ...]
    others: tuple[Other, ...]


def questions_of(run: Run, district: str, part: str, *, counted: bool = True) -> tuple[Question, ...]:
    """The questions that touch a part, in the notice's order.

    Args:
        run: the run.
        district: code; "" for the city.
        part: key of an indicator or work; `WHOLE` for all questions and their effect on the whole sum.
        counted: whether the part is an indicator.
    """
    parts: dict[str, list[str]] = {}
    for each in run.lines("SELECT * FROM reading_parts ORDER BY n"):
        parts.setdefault(each["reading"], []).append(each["part"])
    choices: dict[str, list[dict[str, Any]]] = {}
    for each in run.lines("SELECT * FROM choices ORDER BY n"):
        choices.setdefault(each["reading"], []).append(each)
    effects = _effects(run, district)
    found = []
    for each in run.lines("SELECT * FROM readings ORDER BY n"):
        key = each["reading"]
        if part != WHOLE and part not in parts[key]:
            continue
        meanings = {choice["choice"]: choice["meaning"] for choice in choices[key]}
        others = tuple(
            _other(choice, effects.get((key, choice["choice"]), {}), part, counted=counted)
            for choice in choices[key]
            if choice["choice"] != each["choice"]
        )
        found.append(
            Question(
                key,
                each["clause"],
                each["question"],
                each["choice"],
                meanings[each["choice"]],
                each["switched"] == "1",
                each["reason"],
                tuple(parts[key]),
                others,
            )
        )
    return tuple(found)


def _effects(run: Run, district: str) -> dict[tuple[str, str], dict[str, dict[str, Any]]]:
    """What each other reading changes, by question and choice, then by part; for the city added up."""
    found: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    asked = "district = ?" if district else "? = '' AND (district = '' OR part != 'district')"
    for each in run.lines(f"SELECT * FROM effects WHERE {asked} ORDER BY n", district):  # noqa: S608  # two texts of ours
        by_part = found.setdefault((each["reading"], each["choice"]), {})
        known = by_part.setdefault(each["part"], each)
        if known is not each:
            sums = (whole(known["difference"]), whole(each["difference"]))
            known["difference"] = None if None in sums else str(sum(part or 0 for part in sums))
            known["why"] = ""
    return found


def _other(choice: dict[str, Any], effect: dict[str, dict[str, Any]], part: str, *, counted: bool) -> Other:
    def other(difference: int | None = None, why: str = "", missing: str = "") -> Other:
        return Other(choice["choice"], choice["meaning"], difference, why, missing)

    whole_sum, own = effect.get(WHOLE), effect.get(part)
    if choice["unsupported"]:
        return other(missing=f"本工具不计算：{choice['unsupported']}")
    if whole_sum is None:
        return other(missing="没有测算")
    if whole_sum["missing"]:
        return other(missing=f"不能测算：{whole_sum['missing']}")
    if own is not None:
        return other(whole(own["difference"]), own["why"])
    return other(0 if counted else _rest(effect))


def _rest(effect: dict[str, dict[str, Any]]) -> int | None:
    """What of a difference is not the indicators': that of the work done."""
    total = whole(effect[WHOLE]["difference"])
    parts = [whole(each["difference"]) for key, each in effect.items() if key != WHOLE]
    if total is None or None in parts:
        return None
    return total - sum(each or 0 for each in parts)
