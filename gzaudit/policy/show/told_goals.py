"""The rules of a target in Chinese: what is to be reached, by when, and which figure is held against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.policy.sentences_goals import due_text, limit_text
from gzaudit.policy.show.told import Part, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.policy.model_goals import Goal, GoalFigure, MeasureKey

MEASURES: Final[Mapping[MeasureKey, str]] = {
    "hnte_cohort": "当年公示名单的高企，11 个区合计",
    "hnte_stock": "三个年度认定的高企合并，每家一次，减去其后取消的和迁出本市的",
    "patents": "当年授权的发明专利，同一专利号一件",
    "tech_smes": "当年入库的科技型中小企业，每家一次",
    "trainings": "机构上报的培训场次，没有就是平台上符合要求的政策宣讲",
    "attendances": "机构上报的培训人次",
    "signed_in": "在平台活动签到的不同企业",
    "matchings": "平台上符合要求的产业对接",
    "visits": "机构上报的走访家数，没有就是平台走访记录里的不同企业",
}
OF: Final = {"stock": "证书有效的高企", "cohort": "当年认定的高企"}
OWNERS: Final = {"each": "权利人里有一家就算", "first": "第一权利人才算"}


def goal_part(goal: Goal) -> Part:
    """A target and its figure, or why there is none."""
    fields = {"要达到": f"{due_text(goal.due, goal.year)}，{limit_text(goal)}"}
    fields |= {"对照": f"不能对照：{goal.unknown}"} if goal.unknown else {}
    words = (goal.word,) if goal.word else ()
    rules = [told("goal", "目标", goal, fields, words)]
    if goal.figure:
        rules.append(told("figure", "拿什么对照", goal.figure, _figure(goal.figure)))
    return Part("goal", goal.group, goal.name, tuple(rules))


def _figure(rule: GoalFigure) -> dict[str, str]:
    fields = {"数": MEASURES[rule.measure]}
    if rule.measure == "patents":
        fields |= {"谁的": OF[rule.of], "共有的": OWNERS[rule.owners]}
    return fields | ({"只是一部分": rule.partly} if rule.partly else {})
