"""Targets of a 项目支出绩效目标表 beside the figures of a year's run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.policy.exact import percent_cut
from gzaudit.policy.sentences_goals import VERDICTS, limit_text
from gzaudit.render.model import Column, Table
from gzaudit.render.tables.goals import CUT, MISSING, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.budget_table.beside import Beside


def beside_table(beside: Sequence[Beside], year: int, shown: str) -> Table:
    """A line a target.

    Args:
        beside: targets that lists can tell of.
        year: of the run.
        shown: how the run is called.
    """
    rows = [
        (
            f"{each.line.number}.{each.indicator.number}",
            each.line.name,
            each.goal.name,
            limit_text(each.goal),
            _value(each),
            "" if each.result.ratio is None else percent_cut(each.result.ratio),
            "" if each.result.gap is None else max(each.result.gap, 0),
            VERDICTS[each.result.verdict],
            _how(each),
        )
        for each in beside
    ]
    return Table.of_rows(
        "与结果对照",
        f"名单能核对的指标（{year} 年）",
        (
            Column("序号", "text", 8),
            Column("项目", "wrapped", 30),
            Column("指标", "wrapped", 34),
            Column("目标", "text", 16),
            Column("现有", "integer", 10),
            Column("比例", "percent", 10),
            Column("还差", "integer", 10),
            Column("结论", "flag", 10),
            Column("怎样得出", "wrapped", 64),
        ),
        rows,
        notes=(f"按年度指标值，与 {shown} 对照；其余指标名单不能核对。", CUT, MISSING),
        landscape=True,
    )


def _value(each: Beside) -> int | str:
    figure = each.result.figure
    return UNKNOWN if figure is None or figure.value is None else figure.value


def _how(each: Beside) -> str:
    told = list(each.result.figure.told) if each.result.figure else []
    return "\n".join([*told, each.result.why] if each.result.why else told)
