"""Figures of work done: trainings, attendances, firms that signed in, events, visits. Nobody is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.normalise.names import name_keys
from gzaudit.result import total
from gzaudit.result_goals import Figure

if TYPE_CHECKING:
    import pandas as pd

    from gzaudit.goals.world import World
    from gzaudit.policy.model_goals import Goal

_SERVICES: Final = "rd_services"
_EVENTS, _SIGNINS, _VISITS = "gi_events", "gi_signins", "gi_visits"
_TALKS, _MATCHINGS = "talks", "matchings"
_NOT_LOOKED_AT: Final = "没有核查 GI 清单：只计家数，或由较早版本的工具核算；重新核算后才有"
_NO_HEADS: Final = "签到清单读入时已去掉个人信息，只有企业，没有人次"


def trainings(world: World, _: Goal, year: int) -> Figure:
    """Training sessions: those of the institutions' own list, else 政策宣讲 events of the GI lists."""
    if figure := _of_institutions(world, year, "trainings", "培训场次"):
        return figure
    return _events(world, year, _TALKS, "政策宣讲")


def attendances(world: World, _: Goal, year: int) -> Figure:
    """Attendances: those of the institutions' own list. GI lists have firms, not heads."""
    if figure := _of_institutions(world, year, "attendances", "培训人次"):
        return figure
    if world.audit(year) is None:
        return Figure(year, None, missing=world.no_run(year))
    if not world.has(year, _SIGNINS):
        return Figure(year, None, missing=f"{world.shown(year)} 没有培训人次，也没有签到清单")
    return Figure(year, None, (_signin_rows(world, year),), _NO_HEADS)


def signed_in(world: World, _: Goal, year: int) -> Figure:
    """Distinct firms that signed in at events."""
    audit = world.audit(year)
    if audit is None:
        return Figure(year, None, missing=world.no_run(year))
    if not world.has(year, _SIGNINS):
        return Figure(year, None, missing=f"{world.shown(year)} 没有签到清单")
    told = _signin_rows(world, year)
    firms = audit.base_work.signed_in if audit.base_work else None
    if firms is None:
        return Figure(year, None, (told,), f"{world.shown(year)} {_NOT_LOOKED_AT}")
    return Figure(year, firms, (f"{told}；在各场活动签到的不同企业 {firms:,} 家",))


def _signin_rows(world: World, year: int) -> str:
    return f"{world.list_told(year, _SIGNINS, '签到清单')}（一家企业到一场计一行，即家次）"


def matchings(world: World, _: Goal, year: int) -> Figure:
    """产业对接 events of the GI lists."""
    return _events(world, year, _MATCHINGS, "产业对接")


def visits(world: World, _: Goal, year: int) -> Figure:
    """Firms visited: those of the institutions' own list, else the firms that the GI lists' records name."""
    if figure := _of_institutions(world, year, "visits", "走访家数"):
        return figure
    found = _records(world, year, _VISITS, "visits", "走访记录")
    if isinstance(found, Figure):
        return found
    firms = name_keys(found["title"]).nunique()
    told = f"{world.shown(year)} 的 GI 走访记录计入 {len(found):,} 次，按名称是 {firms:,} 家企业"
    return Figure(year, firms, (told,))


def _events(world: World, year: int, measure: str, name: str) -> Figure:
    found = _records(world, year, _EVENTS, measure, "活动清单")
    if isinstance(found, Figure):
        return found
    told = (
        f"{world.shown(year)} 的 GI 活动清单：符合基础工作要求的{name} {len(found):,} 场，"
        f"签到 {int(found['quantity'].sum()):,} 家次"
    )
    return Figure(year, len(found), (told,))


def _records(world: World, year: int, kind: str, measure: str, title: str) -> pd.DataFrame | Figure:
    """Records of a kind of work that count; a figure without value where they are not known."""
    audit = world.audit(year)
    if audit is None:
        return Figure(year, None, missing=world.no_run(year))
    if not world.has(year, kind):
        return Figure(year, None, missing=f"{world.shown(year)} 没有{title}")
    if audit.base_work is None:
        return Figure(year, None, missing=f"{world.shown(year)} {_NOT_LOOKED_AT}")
    records = audit.base_work.records
    return records[(records["measure"] == measure) & (records["fate"] == "")]


def _of_institutions(world: World, year: int, column: str, heading: str) -> Figure | None:
    """A column of 服务工作量 over the districts; None where the run has no such list."""
    audit = world.audit(year)
    if audit is None or not world.has(year, _SERVICES):
        return None
    found = {code: given.found.get(column) for code, given in audit.given.items()}
    value = total(found.values())
    title = f"{world.shown(year)} 的服务工作量清单“{heading}”"
    if value is None or not found:
        blank = sum(each is None for each in found.values())
        return Figure(year, None, missing=f"{title}有 {blank} 个区没有数")
    return Figure(year, value, (f"{title}：{len(found)} 个区合计 {value:,}",))
