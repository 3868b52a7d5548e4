"""Invention patents granted in a year to a set of enterprises: patents, not enterprises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.normalise.text import dense
from gzaudit.result_goals import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from gzaudit.goals.world import World
    from gzaudit.policy.model_goals import GoalFigure

_KIND: Final = "patent_grants"
_TITLE: Final = "发明专利授权企业名单"
# A row beyond an enterprise's first brings no new enterprise to the list, but it is a patent all the same.
_GRANTED: Final = ("", "duplicate")
_SAY_WHICH: Final = ("patent_no", "granted")


def patents(world: World, year: int, firms: Iterable[int], whose: str, rule: GoalFigure | None) -> Figure:
    """Patents of a year's list whose owners are among some enterprises.

    Args:
        world: the runs.
        year: of the list.
        firms: enterprises, as `World.rows` numbers them.
        whose: what they are called.
        rule: which owners count.
    """
    audit = world.audit(year)
    if audit is None or not world.has(year, _KIND):
        missing = f"{world.shown(year)} 没有{_TITLE}" if audit else world.no_run(year)
        return Figure(year, None, missing=missing)
    columns = {name for each in audit.accounts if each.source.kind == _KIND for name in each.source.columns}
    if not columns.intersection(_SAY_WHICH):
        missing = f"{world.shown(year)} 的{_TITLE}没有专利号和授权日，只知道有哪些企业，不知道有多少件"
        return Figure(year, None, missing=missing)
    rows = world.rows[(world.rows["year"] == year) & (world.rows["kind"] == _KIND)]
    rows = rows[rows["fate"].isin(_GRANTED)]
    mine = rows[rows["firm"].isin(list(firms))]
    first = rule is not None and rule.owners == "first"
    mine = mine[mine["part"] == 0] if first else mine
    numbered = _number(mine)
    lines = mine.loc[numbered == "", ["src", "row"]].drop_duplicates()
    value = numbered[numbered != ""].nunique() + len(lines)
    owners = "第一权利人是" if first else "权利人里有"
    counted = f"{owners}{whose}的 {value:,} 件，同一专利号只计一件"
    told = [f"{world.list_told(year, _KIND, _TITLE)}；当年授权的发明里，{counted}"]
    if len(lines):
        told.append(f"其中 {len(lines):,} 行没有专利号，一行算一件")
    return Figure(year, value, tuple(told))


def _number(rows: pd.DataFrame) -> pd.Series:
    """Patent numbers as compared: without the mark in front, dots and blanks."""
    plain = dense(rows["patent_no"]).str.upper().str.replace(r"^(?:ZL|CN)", "", regex=True)
    return plain.str.replace(r"[.\-]", "", regex=True)
