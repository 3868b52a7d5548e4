"""What the rules of a policy use: ids, clauses and boundary words, held against what its files declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.policy.table import RULE_ID, listed
from gzaudit.policy.wording import APPROXIMATE

if TYPE_CHECKING:
    from gzaudit.policy.table import Table


class Register:
    """What the rules used.

    Args:
        clauses: ids of the clauses that exist.
        words: boundary words that the policy file declares.
    """

    def __init__(self, clauses: tuple[str, ...], words: tuple[str, ...]) -> None:
        self.clauses, self.words = clauses, words
        self.rules: dict[str, str] = {}
        self.cited: dict[str, str] = {}
        self.said: set[str] = set()

    def rule(self, table: Table) -> tuple[str, str]:
        """Read a rule's id and clause."""
        rule, clause = table.text("id", RULE_ID), table.text("clause")
        if rule in self.rules:
            raise table.error("id", f"“{rule}”已用于 {self.rules[rule]}", "全文件不重复的规则编号")
        self.clause(table, clause)
        self.rules[rule] = table.key("id")
        self.cited.setdefault(clause, table.key("clause"))
        return rule, clause

    def also(self, table: Table, key: str) -> str:
        """Read a clause that says once more what a rule says; it counts as used."""
        clause = self.clause(table, table.text(key), key)
        self.cited.setdefault(clause, table.key(key))
        return clause

    def clause(self, table: Table, clause: str, key: str = "clause") -> str:
        """Refuse a clause that the clause file does not have."""
        if clause not in self.clauses:
            raise table.error(key, f"“{clause}”不在条款文件里", f"已有的条款：{listed(self.clauses)}")
        return clause

    def word(self, table: Table, key: str, *, upper: bool = False, about: bool = False) -> str:
        """Read a boundary word, or with `about` one that names no limit; the file must declare it."""
        inexact = about and table.data.get(key) in APPROXIMATE
        word = table.choice(key, APPROXIMATE) if inexact else table.boundary_word(key, upper=upper)
        if word not in self.words:
            raise table.error(key, f"“{word}”没有列入 words", listed(self.words))
        self.said.add(word)
        return word
