"""A policy's rules as labelled values in Chinese: what `policy show` prints and `policy diff` compares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.policy.model import Rule

Kind = Literal["common", "indicator", "measure", "work", "grant", "goal"]


@dataclass(frozen=True, slots=True)
class Told:
    """One rule in words.

    Attributes:
        role: what the rule is within its part, the same in every year (`count`, `increment`, `group 1`, …).
        label: what people call it.
        rule: id of the rule.
        clause: id of its clause.
        fields: what it says: name to value, both in Chinese.
        words: boundary words of the notice that it rests on.
    """

    role: str
    label: str
    rule: str
    clause: str
    fields: Mapping[str, str]
    words: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All fields in one line."""
        return "；".join(f"{name}：{value}" for name, value in self.fields.items())


@dataclass(frozen=True, slots=True)
class Part:
    """Rules that belong together; a part of one year is another's if kind and key are the same."""

    kind: Kind
    key: str
    name: str
    rules: tuple[Told, ...]

    @property
    def clauses(self) -> tuple[str, ...]:
        """Clauses that its rules stand on, each once, in the order of the rules."""
        return tuple(dict.fromkeys(each.clause for each in self.rules))


def told(
    role: str, label: str, rule: Rule, fields: Mapping[str, str], words: tuple[str | None, ...] = ()
) -> Told:
    """One rule in words; each word is named once."""
    return Told(role, label, rule.id, rule.clause, fields, tuple(dict.fromkeys(filter(None, words))))
