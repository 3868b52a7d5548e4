"""What people decided as a plain table, for whoever opens the database with SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit

_COLUMNS: Final = (
    "matter", "name", "code", "choice", "basis", "decided_by", "checked_by", "date", "src", "row", "state",
)  # fmt: skip


def decision_tables(audit: YearAudit) -> dict[str, pd.DataFrame]:
    """`decisions`: a line a decision, whether it was followed or not (see `decide.model.Decision`)."""
    lines = [[getattr(each, name) for name in _COLUMNS] for each in audit.decisions]
    table = pd.DataFrame(lines, columns=list(_COLUMNS), dtype=object)
    return {"decisions": table.astype({"src": "int64", "row": "int64"})}
