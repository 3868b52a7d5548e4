"""The figures that stand for targets, each from the runs of the years it needs, and how it was formed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.evaluate.goal import last_year
from gzaudit.goals.patents import patents
from gzaudit.goals.stock import lacking, recognised_in, stock_of, years_of
from gzaudit.goals.work import attendances, matchings, signed_in, trainings, visits
from gzaudit.result_goals import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gzaudit.goals.world import World
    from gzaudit.policy.model_goals import Goal, MeasureKey

_COHORT: Final = "hnte"
_SMES: Final = "tech_smes"
_SMES_COUNT: Final = "tech_sme"
_LISTED: Final = "hnte_stock"


def figure_of(world: World, goal: Goal, year: int) -> Figure | None:
    """The figure of a year that a target is held against; None where none of the inputs can tell.

    Args:
        world: the runs.
        goal: the target.
        year: of the figure (`evaluate.goal.figure_year`).
    """
    if goal.figure is None:
        return None
    return _MEASURES[goal.figure.measure](world, goal, year)


def cohort(world: World, _: Goal, year: int) -> Figure:
    """高企 recognised in the year, as its run counts them over the districts."""
    audit = world.audit(year)
    if audit is None:
        return Figure(year, None, missing=world.no_run(year))
    value = audit.result.city.counts.get(_COHORT)
    if value is None:
        return Figure(
            year, None, missing=lacking(world, (year,)) or f"{world.shown(year)} 没有全市高企认定数"
        )
    if not world.has(year, _COHORT):
        return Figure(year, value, (f"{world.shown(year)} 的汇总数，没有逐家名单",))
    open_ = audit.undecided()["district_unresolved"]
    told = f"{world.list_told(year, _COHORT, '高企公示名单')}；11 个区合计 {value:,} 家"
    return Figure(year, value, (told,), open=open_)


def stock(world: World, goal: Goal, year: int) -> Figure:
    """高企 with a valid certificate at the end of the year (see `stock.py`)."""
    found = stock_of(world, year)
    beside = _listed(world, year)
    if found.firms is None:
        needed = f"证书有效三年，须有 {years_of(year)[0]} 至 {year} 年各一次运行"
        return Figure(year, None, beside, f"{found.missing}；{needed}")
    value = len(found.firms)
    parts = " ＋ ".join(f"{each} 年 {number:,} 家" for each, number in found.cohorts.items())
    less = f"重复的 {found.again:,} 家、其后取消的 {found.revoked:,} 家、迁出本市的 {found.moved:,} 家"
    union = f"{parts}，减去在几年里{less}"
    runs = "、".join(world.shown(each) for each in years_of(year))
    told = [f"{runs} 的高企公示名单，同一代码、没有代码的同一名称（含更名）算一家", f"{union} → {value:,} 家"]
    if found.disputed:
        told.append(f"其中 {found.disputed:,} 家，其后同一年的名单有的写在市内、有的写在市外，仍算在内")
    told += beside
    kept, years = None, 0
    if (last := last_year(goal)) and last > year:
        kept = int((found.firms >= years_of(last)[0]).sum())
        years = len([each for each in years_of(last) if each > year])
    return Figure(year, value, tuple(told), open=found.open, kept=kept, years=years)


def _listed(world: World, year: int) -> tuple[str, ...]:
    """What the bureau's own list of valid 高企 says, where the year's run read one, beside the union."""
    audit, found = world.audit(year), stock_of(world, year)
    if audit is None or not world.has(year, _LISTED):
        return ()
    members = audit.members[_LISTED]
    rows = world.rows[(world.rows["year"] == year) & (world.rows["kind"] == _LISTED)]
    inside = members.loc[members["district"] != "", ["src", "row"]]
    listed = set(rows.merge(inside, on=["src", "row"])["firm"])
    told = f"{world.list_told(year, _LISTED, '有效期内高企名单')}，市内 {len(listed):,} 家"
    if found.firms is None:
        return (told,)
    union = set(found.firms.index)
    both, ours, theirs = len(listed & union), len(union - listed), len(listed - union)
    beside = f"两边都有 {both:,} 家，只在并集 {ours:,} 家，只在这份名单 {theirs:,} 家"
    return (f"{told}；与三年并集相比，{beside}",)


def smes(world: World, _: Goal, year: int) -> Figure:
    """Enterprises of the year's 科小 lists, each once."""
    audit = world.audit(year)
    if audit is None:
        return Figure(year, None, missing=world.no_run(year))
    if not world.has(year, _SMES):
        value = audit.result.city.counts.get(_SMES_COUNT)
        if value is not None:
            return Figure(year, value, (f"{world.shown(year)} 的汇总数，没有逐家名单",))
        return Figure(year, None, missing=f"{world.shown(year)} 没有科技型中小企业入库名单")
    placed = audit.members[_SMES]["district"] != ""
    value, open_ = int(placed.sum()), int((~placed).sum())
    told = f"{world.list_told(year, _SMES, '科技型中小企业入库名单')}；11 个区合计 {value:,} 家"
    return Figure(year, value, (told,), open=open_)


def granted(world: World, goal: Goal, year: int) -> Figure:
    """Invention patents granted in the year to valid 高企, or to those of the year."""
    rule = goal.figure
    if rule is None or rule.of == "stock":
        found = stock_of(world, year)
        if found.firms is None:
            return Figure(year, None, missing=f"不知道有哪些有效期内的高企：{found.missing}")
        return patents(world, year, found.firms.index, "有效期内高企", rule)
    if why := lacking(world, (year,)):
        return Figure(year, None, missing=why)
    firms = recognised_in(world, year)
    return patents(world, year, firms.loc[firms["district"] != "", "firm"], "当年认定的高企", rule)


_MEASURES: Final[Mapping[MeasureKey, Callable[[World, Goal, int], Figure]]] = {
    "hnte_cohort": cohort,
    "hnte_stock": stock,
    "patents": granted,
    "tech_smes": smes,
    "trainings": trainings,
    "attendances": attendances,
    "signed_in": signed_in,
    "matchings": matchings,
    "visits": visits,
}
