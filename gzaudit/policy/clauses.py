"""The clause file: every clause of the notice in our own words, used by a rule or excused with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.policy.model import Clause

if TYPE_CHECKING:
    from gzaudit.policy.register import Register
    from gzaudit.policy.table import Table


def read_clauses(top: Table, document: str) -> dict[str, Clause]:
    """Read the clauses by id, in the order of the file.

    Args:
        top: the whole clause file.
        document: the notice's short name in the policy file; the clause file must speak of the same notice.

    Raises:
        PolicyError: a clause is incomplete, stands twice, or its id is not its place.
    """
    top.expect("document clauses")
    top.choice("document", (document,))
    clauses: dict[str, Clause] = {}
    for table in top.tables("clauses"):
        table.expect("id number meaning", "item no_rule")
        clause = Clause(
            id=table.text("id"),
            document=document,
            number=table.text("number"),
            item=table.text("item") if "item" in table else "",
            meaning=table.text("meaning"),
            no_rule=table.text("no_rule") if "no_rule" in table else None,
        )
        if clause.id != clause.number + clause.item:
            raise table.error("id", f"“{clause.id}”", f"条号与项号相连：“{clause.number}{clause.item}”")
        if clause.id in clauses:
            raise table.error("id", f"“{clause.id}”写了两次", "每条只写一次")
        clauses[clause.id] = clause
    return clauses


def check_clauses(top: Table, register: Register) -> None:
    """Refuse a clause that no rule uses and nobody excused, or that is excused although a rule uses it."""
    for table in top.tables("clauses"):
        clause, excused = table.text("id"), "no_rule" in table
        if clause in register.cited and excused:
            raise table.error(
                "no_rule",
                f"“{clause}”已被 policy.toml 的 {register.cited[clause]} 引用",
                "有规则引用的条款不写 no_rule",
            )
        if clause not in register.cited and not excused:
            raise table.error(
                "no_rule", f"“{clause}”没有规则引用，也没有写", '被一条规则引用，或写明 no_rule = "理由"'
            )
