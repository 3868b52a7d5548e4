"""How amounts are accounted for: each step with its clause, and what a part paid for work done is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Work
    from gzaudit.result import Step


# Where a step follows no clause but what people decided.
BY_PEOPLE: Final = "市局人工决定"


def cited(audit: YearAudit, clause: str) -> str:
    """A clause with the short name of its notice; "" in a year without a policy."""
    return f"{audit.policy.document.short}{clause}" if audit.policy else ""


def working_lines(audit: YearAudit, steps: tuple[Step, ...]) -> list[str]:
    """The steps of an amount, each with its clause."""
    return [f"{step.text}〔{cited(audit, step.clause) if step.clause else BY_PEOPLE}〕" for step in steps]


def working(audit: YearAudit, steps: tuple[Step, ...]) -> str:
    """The same as one text for a cell, a line each."""
    return "\n".join(working_lines(audit, steps))


def work_headings(work: Work) -> tuple[str, str]:
    """What the columns of a part paid for work done are called: its conclusion and its sum."""
    return ("基础验收", "基础补助") if work.key == "base" else (work.name, f"{work.name}补助")
