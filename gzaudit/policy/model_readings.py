"""Open questions of wording, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to read an open question.

    Attributes:
        id: letter; `a` is the default.
        meaning: what it comes to.
        sets: keys that it sets, by rule id; empty where the tool computes nothing from it.
        unsupported: why the tool does not compute it; "" if it does.
    """

    id: str
    meaning: str
    sets: Mapping[str, Mapping[str, Any]]
    unsupported: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An open question of a notice's wording.

    Attributes:
        id: e.g. A1.
        clause: id of the clause in question.
        question: what is open.
        reason: why the default is the default.
        arithmetic: whether every run shows what the alternatives would pay.
        choices: the default first.
    """

    id: str
    clause: str
    question: str
    reason: str
    arithmetic: bool
    choices: tuple[Choice, ...]
