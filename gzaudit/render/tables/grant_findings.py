"""What people should know or decide about an application list, and the clauses that its sums stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.findings import catalogue
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.grants import marked, notes
from gzaudit.render.tables.words import SEVERITY_WORDS

if TYPE_CHECKING:
    from gzaudit.applications.applied import Applied


def findings_table(applied: Applied) -> Table:
    """Every finding, none left out."""
    rows = []
    for each in applied.findings.frame.to_dict("records"):
        message = catalogue()[str(each["code"])]
        found = "；".join(filter(None, (str(each["found"]), str(each["detail"]))))
        rows.append(
            (
                SEVERITY_WORDS[str(each["severity"])],
                message.title,
                _place(applied, int(each["src"]), int(each["row"]), str(each["field"])),
                str(each["subject"]),
                found,
                message.expected,
                message.action,
                message.owner,
            )
        )
    return Table.of_rows(
        "待处理事项",
        marked(applied.policy, "待处理的事项"),
        (
            Column("程度", "text", 8),
            Column("事项", "wrapped", 24),
            Column("位置", "wrapped", 22),
            Column("单位", "wrapped", 24),
            Column("实际", "wrapped", 30),
            Column("应为", "wrapped", 28),
            Column("处理", "wrapped", 34),
            Column("由谁处理", "text", 14),
        ),
        rows,
        notes=notes(applied.policy),
        landscape=True,
    )


def _place(applied: Applied, src: int, row: int, field: str) -> str:
    """Sheet, row and column as people find them."""
    if src < 0:
        return ""
    source = applied.given.sources[src]
    column = source.columns.get(field, "")
    named = f"{''.join(source.headings[field].split())}（{column} 列）" if column else ""
    return " ".join(filter(None, (source.place, f"第 {row} 行" if row else "", named)))


def clauses_table(applied: Applied) -> Table:
    """The document, its digest, and each clause that a rule stands on."""
    policy = applied.policy
    cited = dict.fromkeys((*(rule.clause for rule in policy.rules), *policy.also))
    rows = [(clause, policy.clauses[clause].meaning) for clause in policy.clauses if clause in cited]
    return Table.of_rows(
        "依据",
        marked(policy, "政策依据"),
        (Column("条款", "text", 14), Column("大意", "wrapped", 90)),
        rows,
        notes=notes(
            policy,
            f"文件：{policy.document.title}（{policy.document.number}），简称{policy.document.short}。",
            f"规则：{policy.id}，校验码（SHA-256）{policy.sha256}。",
            f"名单：{applied.given.name}，校验码（SHA-256）{applied.given.sha256}。",
        ),
    )
