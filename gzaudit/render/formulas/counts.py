"""Counts as formulas over the list that stands in the same workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.render.model import Formula

if TYPE_CHECKING:
    import pandas as pd

    from gzaudit.policy.model import CountRule
    from gzaudit.render.formulas.place import Place

YES = "是"


def place_role(rule: CountRule) -> str:
    """The column by whose district a count places a firm, as the tables of members call it."""
    return "district" if rule.district == rule.list else f"district_{rule.district}"


def flag_role(rule: CountRule) -> str:
    """The column that says whether a firm is in the other list too; "" where a count asks for one list."""
    return "" if not rule.both else f"{rule.both}_first" if rule.owners == "first" else rule.both


def count_cell(
    rule: CountRule, members: pd.DataFrame, listed: Place, district: tuple[str, str], count: int
) -> Formula | int:
    """A count as a formula over the list's rows; the number alone where the list does not give it.

    Args:
        rule: how the count is formed.
        members: the list's enterprises, as they stand on its sheet.
        listed: that sheet.
        district: the district's code, and the cell with its name.
        count: as it was counted.
    """
    code, name = district
    where, flag = place_role(rule), flag_role(rule)
    if not listed.lines or not {where, *([flag] if flag else [])} <= set(listed.roles):
        return count
    here = members[where] == code
    found = int((here & members[flag].astype(bool)).sum() if flag else here.sum())
    if found != count:
        return count
    asked = [listed.all_there(where), name]
    asked += [listed.all_there(flag), f'"{YES}"'] if flag else []
    return Formula(f"=COUNTIFS({','.join(asked)})", count)
