"""Boundary words of Chinese official texts: the only place where a word becomes an operator.

Whether the limit is included follows 民法典 article 1259 (以上、以下、以内 include it, 不满、超过 do not).
A policy file names the word its notice uses and no operator at all, so word and operator cannot disagree.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

Operator = Literal[">=", ">", "<=", "<"]

_WORDS: Final[dict[Operator, tuple[str, ...]]] = {
    ">=": ("含", "达到", "以上", "及以上", "不低于", "不少于", "每增长", "每增加", "≥"),
    ">": ("超过", "高于", "多于"),
    "<=": ("以下", "以内", "不超过", "不高于", "不多于", "前"),
    "<": ("不足", "低于", "少于", "不满"),
}

OPERATORS: Final[Mapping[str, Operator]] = MappingProxyType(
    {word: operator for operator, words in _WORDS.items() for word in words}
)
"""Every boundary word that a policy file may use."""

LOWER_WORDS: Final[tuple[str, ...]] = _WORDS[">="] + _WORDS[">"]
"""The words that set a lower limit; tiers, increments and amounts of work admit no other."""

UPPER_WORDS: Final[tuple[str, ...]] = _WORDS["<="] + _WORDS["<"]
"""The words that set an upper limit; last days admit no other. 前 includes the day itself (reading A21)."""

APPROXIMATE: Final[tuple[str, ...]] = ("左右",)
"""Words that name no limit: a target may stand with one; only a tolerance that people set decides on it."""

AT_LEAST: Final = "不低于"
"""What a number without any boundary word asks for: at least that much."""

_SIGNS: Final[dict[Operator, tuple[str, str]]] = {
    ">=": ("≥", "<"),
    ">": (">", "≤"),
    "<=": ("≤", ">"),
    "<": ("<", "≥"),
}


def holds(value: Fraction | int, word: str, limit: Fraction | int) -> bool:
    """Say whether `value` meets `limit` in the sense of the boundary word, exactly."""
    operator = OPERATORS[word]
    if value == limit:
        return operator in (">=", "<=")
    return (value > limit) == (operator in (">=", ">"))


def reaches(value: int, word: str | None, limit: int) -> bool:
    """Say whether a quantity is enough; a number without any word asks for at least that."""
    return holds(value, word or AT_LEAST, limit)


def sign(word: str, *, held: bool) -> str:
    """Give the sign that is true of a comparison that did (or did not) hold, as in 90.22% ≥ 85%."""
    return _SIGNS[OPERATORS[word]][0 if held else 1]


def steps_reached(growth: Fraction | int, step: Fraction | int, word: str) -> int:
    """Count the whole steps in a growth ≥ 0; a step met exactly counts only if the word includes it."""
    whole, rest = divmod(growth, step)
    return int(whole) - (OPERATORS[word] == ">" and rest == 0 and whole > 0)
