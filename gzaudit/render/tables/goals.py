"""Tables of targets beside their figures, for the workbook, the page and the terminal alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gzaudit.policy.exact import percent_cut, percent_exact
from gzaudit.policy.sentences_goals import VERDICTS, due_text, limit_text
from gzaudit.render.model import Column, Table

if TYPE_CHECKING:
    from gzaudit.goals.trend import Trend
    from gzaudit.goals.view import GoalLine, GoalsView
    from gzaudit.result_goals import Figure

UNKNOWN: Final = "不知道"
HOW: Final = "怎样得出"
CUT: Final = "比例截到两位，不进位；达没达到只看整数和分数本身，不看显示的百分数。"
MISSING: Final = "不知道的写“不知道”，不按 0 计。"
_TO_RUN: Final = "缺哪一年的运行，就先运行 gzaudit compute 那一年；没有规则的年度加 --counts-only。"


def tolerance_text(view: GoalsView) -> str:
    """What was said of 左右."""
    if view.tolerance is None:
        return "“左右”没有设定幅度：列比例和差距，不下结论。"
    share, least = percent_exact(view.tolerance), percent_exact(1 - view.tolerance)
    return f"“左右”按设定的幅度 {share} 判断：不少于目标的 {least} 算达到。"


def _number(value: int | None) -> int | str:
    return UNKNOWN if value is None else value


def _value(line: GoalLine) -> int | str:
    figure = line.result.figure
    return _number(figure.value if figure else None)


def _year(line: GoalLine) -> str:
    figure = line.result.figure
    return f"{figure.year} 年" if figure else "—"


def goals_table(view: GoalsView) -> Table:
    """A line for each target: what is asked, what there is, what is missing, what can be said."""
    lines = view.lines
    columns: list[tuple[Column, list[Any]]] = [
        (Column("编号", "text", 9), [each.goal.group for each in lines]),
        (Column("目标", "label", 30), [each.goal.name for each in lines]),
        (Column("出处", "text", 22), [each.policy.document.short + each.goal.clause for each in lines]),
        (Column("何时", "text", 14), [due_text(each.goal.due, each.goal.year) for each in lines]),
        (Column("目标数", "text", 16), [limit_text(each.goal) for each in lines]),
        (Column("对照年份", "text", 10), [_year(each) for each in lines]),
        (Column("现有", "integer", 10), [_value(each) for each in lines]),
        (Column("比例", "percent", 10), [percent_of(each) for each in lines]),
        (Column("还差", "integer", 10), [_gap(each) for each in lines]),
        (Column("每年须净增", "integer", 12), [_blank(each.result.pace) for each in lines]),
        (Column("每年须新认定", "integer", 13), [_blank(each.result.new_pace) for each in lines]),
        (Column("结论", "flag", 10), [VERDICTS[each.result.verdict] for each in lines]),
        (Column(HOW, "wrapped", 70), [_how(each) for each in lines]),
    ]
    return Table.of_columns(
        "目标对照",
        f"目标对照（站在 {view.year} 年看）",
        columns,
        notes=(tolerance_text(view), CUT, MISSING, _TO_RUN),
        landscape=True,
    )


def percent_of(line: GoalLine) -> str:
    """The ratio, cut; nothing where there is none."""
    return "" if line.result.ratio is None else percent_cut(line.result.ratio)


def _gap(line: GoalLine) -> int | str:
    """What is missing; nothing where there is enough."""
    return "" if line.result.gap is None else max(line.result.gap, 0)


def _blank(value: int | None) -> int | str:
    return "" if value is None else value


def _how(line: GoalLine) -> str:
    """How the figure was formed, and why nothing is concluded."""
    figure, result = line.result.figure, line.result
    told = list(figure.told) if figure else []
    if figure and figure.open:
        told.append(f"另有 {figure.open:,} {line.goal.unit}未定，没有计入")
    return "\n".join([*told, result.why] if result.why else told)


def trend_table(view: GoalsView) -> Table:
    """A line for each year from the first that has a run."""
    rows = [
        (
            f"{each.year} 年",
            view.world.shown(each.year) if each.year in view.world.runs else "没有运行",
            _number(each.cohort.value),
            _number(each.stock.value),
            _number(each.patents.value),
            _why_not(each),
        )
        for each in view.trend
    ]
    return Table.of_rows(
        "趋势",
        f"历年的数（到 {view.year} 年）",
        (
            Column("年度", "label", 10),
            Column("运行", "text", 26),
            Column("当年认定（家）", "integer", 15),
            Column("有效期内高企（家）", "integer", 18),
            Column("高企获授权发明（件）", "integer", 20),
            Column("为什么不知道", "wrapped", 60),
        ),
        rows,
        notes=("每年取最近一次运行。有效期内高企是连同前两年认定的合并，减去其后取消的和迁出的。", MISSING),
        landscape=True,
    )


def _why_not(trend: Trend) -> str:
    named: tuple[tuple[str, Figure], ...] = (
        ("当年认定", trend.cohort), ("有效期内高企", trend.stock), ("获授权发明", trend.patents),
    )  # fmt: skip
    return "\n".join(f"{name}：{figure.missing}" for name, figure in named if figure.value is None)


def notes_table(view: GoalsView) -> Table:
    """What the targets' numbers say of each other."""
    rows = [(at, note) for at, note in enumerate(view.notes, 1)]
    columns = (Column("序号", "integer", 7), Column("由目标的数算得", "wrapped", 110))
    return Table.of_rows("目标之间", "目标的数合在一起看", columns, rows, landscape=True)
