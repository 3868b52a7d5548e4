"""All defects of a table, in the order of its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.budget_table.defects.one_value import one_value
from gzaudit.budget_table.defects.whole import whole_table

if TYPE_CHECKING:
    from gzaudit.budget_table.defects.model import Defect
    from gzaudit.budget_table.model import BudgetTable


def find_defects(table: BudgetTable) -> tuple[Defect, ...]:
    """Run every rule over a table."""
    found = list(whole_table(table))
    for line in table.lines:
        for indicator in line.indicators:
            found += one_value(line, indicator)
    return tuple(
        sorted(dict.fromkeys(found), key=lambda each: (each.line, each.indicator, each.rule, each.found))
    )
