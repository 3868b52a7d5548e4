"""One open question: what a person decides, whom it concerns, what hangs on it, and who asks for what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

# What a decision may be about (interface §6), in the order in which questions of equal stake are shown.
MATCH, DISTRICT, EXCLUDE, INCLUDE, AMOUNT = MATTERS = ("match", "district", "exclude", "include", "amount")


@dataclass(frozen=True, slots=True)
class Question:
    """What a single decision settles, however many findings ask for it.

    Attributes:
        matter: one of MATTERS; "" where no kind of decision settles it as such.
        name: of the enterprise, as the list writes it; "" where it is a district's.
        key: its name as compared (C2).
        code: its identifying code; "" where it has none.
        raw_code: the code as the list writes it, whatever its state.
        district: name of the district, where it is a district's question.
        asked: what is asked, a sentence each.
        severity: the worst of its findings.
        stake: 元 that hang on it; None where nobody can tell.
        places: `src` and `row` of the findings.
        wanted: the answer that somebody asks for, and who says so; ("", "") where nobody does.
        optional: whether nothing is open if it stays blank.
    """

    matter: str
    name: str
    key: str
    code: str
    raw_code: str
    district: str
    asked: tuple[str, ...]
    severity: str
    stake: int | None
    places: tuple[tuple[int, int], ...]
    wanted: tuple[str, str] = ("", "")
    optional: bool = False


class Suggestion(NamedTuple):
    """An answer that something speaks for. Never counted until a person decides.

    Attributes:
        choice: what would be written as the decision.
        rank: how strong that kind of evidence is; 1 is the strongest.
        score: of 100, among evidence of one rank.
        told: the evidence.
    """

    choice: str
    rank: int
    score: int
    told: str
