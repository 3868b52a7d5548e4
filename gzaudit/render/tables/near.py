"""How near each count is to a threshold (临界提示)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gzaudit.render.model import Column, Table

if TYPE_CHECKING:
    from gzaudit.analyse.near import Standing
    from gzaudit.audit import YearAudit
    from gzaudit.policy.model import Indicator

_NONE = "—"


def near_table(audit: YearAudit) -> Table:
    """Each count with the firms that are wanted for more, and those that may be lost."""
    names = {each.code: each.name for each in audit.result.districts}
    rules = {each.key: each for each in audit.indicators}
    lines = audit.standings
    columns: list[tuple[Column, list[Any]]] = [
        (Column("区", "text", 10), [names[each.district] for each in lines]),
        (Column("指标", "text", 24), [rules[each.indicator].name for each in lines]),
        (Column("家数", "integer", 9), [each.count for each in lines]),
        (Column("现在", "text", 24), [_now(each, rules[each.indicator]) for each in lines]),
        (Column("再多几家升档", "integer", 14), [_or_none(each.to_next) for each in lines]),
        (Column("升档多得（元）", "money", 16), [_or_none(each.adds) for each in lines]),
        (Column("可少几家不降档", "integer", 16), [_or_none(each.spare) for each in lines]),
        (Column("降档少得（元）", "money", 16), [_or_none(each.loses) for each in lines]),
        (Column("临界", "flag", 8), ["是" if each.is_near else "" for each in lines]),
    ]
    return Table.of_columns(
        "临界提示",
        "临界提示：离上一档、下一档还有几家",
        columns,
        notes=(
            "单位：家、元。",
            "“临界”指离某一档的门槛不超过 2 家，家数有出入时最容易影响金额。",
            "档包括补助标准的各档和增量的各档。",
            "升档多得、降档少得都含家数变化本身的每家补助。",
        ),
        landscape=True,
    )


def _now(standing: Standing, rule: Indicator) -> str:
    if not standing.tier:
        return "未达最低一档"
    tier = rule.tiers[standing.tier - 1]
    steps = f"，增量 {standing.steps} 档" if rule.increment else ""
    return f"{tier.rate} 元/{rule.unit}{steps}"


def _or_none(value: int | None) -> int | str:
    return _NONE if value is None else value
