"""Key firms, projects, visits, weekly and annual reports of a district."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sample_data.generator.facts import DISTRICTS

from . import words
from .facts import BAIYUN, PLANS, TIANHE

if TYPE_CHECKING:
    from .crowd import Crowd

Row = dict[str, Any]
_QUARTERS = ("一", "二", "三", "四")


def key_firms(crowd: Crowd) -> list[Row]:
    """A line a firm and quarter, in 万元; in 天河 one lacks quarter four, one never named its troubles."""
    plan, dice = PLANS[crowd.district], crowd.dice
    extra = 1 if crowd.district == TIANHE else 0
    rows = []
    for at, firm in enumerate(crowd.services(plan.key_firms + extra)):
        yearly = 4000 + dice.below(60000)
        short = extra and at == 2
        expected: Row = {f"{quarter}季度预期营收": yearly // 4 + dice.below(500) for quarter in _QUARTERS}
        if short:
            expected["四季度预期营收"] = ""
        for number, quarter in enumerate(_QUARTERS):
            if short and number == 3:
                continue
            rows.append(
                {
                    "区": DISTRICTS[crowd.district],
                    "企业名称": firm.name,
                    "统一社会信用代码": firm.code,
                    "报告期": f"2025年{quarter}季度",
                    "实际营收": yearly // 4 + dice.below(700),
                    **expected,
                    "企业存在困难": "" if at == plan.key_firms else dice.pick(words.TROUBLES),
                    "待协调解决事项": dice.pick(words.MATTERS),
                }
            )
    return rows


def projects(crowd: Crowd) -> list[Row]:
    """A line a project and quarter, in 万元; in 天河 one more has none planned, in 白云 two spellings."""
    plan, dice = PLANS[crowd.district], crowd.dice
    extra = 1 if crowd.district == TIANHE else 0
    rows = []
    for at in range(plan.projects + extra):
        mark = words.SURNAMES[at]
        name, total = f"样例{words.PROJECTS[at]}（{mark}）建设项目", 0
        for number, quarter in enumerate(_QUARTERS):
            now = 300 + dice.below(4000)
            total += now
            other = crowd.district == BAIYUN and at == 1 and number > 1
            rows.append(
                {
                    "区": DISTRICTS[crowd.district],
                    "项目名称": name.replace("（", "(").replace("）", ")") if other else name,
                    "期次": f"2025年{quarter}季度",
                    "当期完成投资额": now,
                    "累计完成投资额": total,
                    "投资计划": "" if at == plan.projects else 20000 + at * 1500,
                }
            )
    return rows


def visits(crowd: Crowd) -> list[Row]:
    """A line a visit; no firm is visited twice."""
    days = [
        date(2025, 2, 10) + timedelta(days=crowd.dice.below(310)) for _ in range(PLANS[crowd.district].visits)
    ]
    firms = crowd.some(len(days))
    return [
        {"区": DISTRICTS[crowd.district], "企业名称": firm.name, "走访日期": day}
        for firm, day in zip(firms, sorted(days), strict=True)
    ]


def weekly(crowd: Crowd) -> list[Row]:
    """A line a week; where fewer than 52 were written, the first weeks lack."""
    weeks = range(53 - PLANS[crowd.district].weekly, 53)
    return [{"区": DISTRICTS[crowd.district], "周次": f"2025年第{week}周"} for week in weeks]


def annual(crowd: Crowd) -> list[Row]:
    """The annual report, or none."""
    name = DISTRICTS[crowd.district]
    report = {"区": name, "报告名称": f"{name}2025年度科技企业培育服务总结报告（样例）"}
    return [report] * PLANS[crowd.district].reports
