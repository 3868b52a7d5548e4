"""Sheets of a 项目支出绩效目标表 that was read: sums, lines, indicators, what is wrong, what a unit costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gzaudit.budget_table.amounts import shown
from gzaudit.budget_table.defects.model import catalogue
from gzaudit.budget_table.values import targets
from gzaudit.render.model import Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.budget_table.defects.model import Defect
    from gzaudit.budget_table.defects.prices import Price
    from gzaudit.budget_table.model import BudgetTable, Target
    from gzaudit.budget_table.sums import Check

UNKNOWN = "没有写"


def sums_table(table: BudgetTable, checks: Sequence[Check]) -> Table:
    """Every sum that was worked out again; those that do not agree first."""
    rows = [
        (
            each.what,
            _amount(each.printed),
            _amount(each.worked),
            _amount(each.difference),
            each.parts,
            "相符" if each.ok else "不符",
            str(each.place) if each.place else "",
        )
        for each in sorted(checks, key=lambda each: each.ok)
    ]
    wrong = sum(not each.ok for each in checks)
    outcome = f"{wrong} 处不符" if wrong else "全部相符"
    return Table.of_rows(
        "合计核对",
        f"{table.department}合计核对".strip(),
        (
            Column("核对内容", "wrapped", 56),
            Column(f"表上的数（{table.money_unit}）", "text", 18),
            Column(f"重算的数（{table.money_unit}）", "text", 18),
            Column("相差", "text", 14),
            Column("几项相加", "integer", 10),
            Column("结论", "label", 8),
            Column("位置", "text", 24),
        ),
        rows,
        notes=(f"重算 {len(checks)} 处合计，{outcome}；精确到 0.01 {table.money_unit}。",),
        landscape=True,
    )


def lines_table(table: BudgetTable) -> Table:
    """Units and lines with their money and how many indicators they have."""
    rows: list[tuple[Any, ...]] = []
    for unit in table.units:
        rows.append(("", unit.name, "", *_money(unit.sums.total, unit.sums.parts), None, "", str(unit.place)))
        rows += [
            (
                line.number,
                unit.name,
                line.name,
                *_money(line.sums.total, line.sums.parts),
                len(line.indicators),
                line.goal,
                str(line.place),
            )
            for line in unit.lines
        ]
    total = table.total
    rows.append(
        ("", "合计", "", *_money(total.total if total else None, total.parts if total else ()), None, "", "")
    )
    return Table.of_rows(
        "项目",
        f"{table.department}项目支出".strip(),
        (
            Column("序号", "text", 6),
            Column("单位", "wrapped", 26),
            Column("项目", "wrapped", 40),
            Column(f"总计（{table.money_unit}）", "text", 16),
            Column(f"资金来源（{table.money_unit}）", "wrapped", 24),
            Column("指标数", "integer", 8),
            Column("绩效目标", "wrapped", 70),
            Column("位置", "text", 20),
        ),
        rows,
        notes=(
            f"{len(table.units)} 个单位，{len(table.lines)} 个项目。",
            "资金来源依次为财政拨款、财政专户拨款、其他资金。",
        ),
        total_rows=1,
        landscape=True,
        filtered=False,
    )


def indicators_table(table: BudgetTable) -> Table:
    """Every indicator, with the targets that its values hold."""
    rows = [
        (
            f"{line.number}.{each.number}",
            line.name,
            each.code,
            each.level2_name,
            each.name,
            each.period,
            "同左" if each.annual == each.period else each.annual,
            "\n".join(told(target) for target in targets(each.annual, each.name)),
            str(each.place),
        )
        for line in table.lines
        for each in line.indicators
    ]
    return Table.of_rows(
        "指标",
        f"{table.department}绩效指标".strip(),
        (
            Column("序号", "text", 8),
            Column("项目", "wrapped", 28),
            Column("级别代码", "text", 9),
            Column("类别", "text", 16),
            Column("指标", "wrapped", 36),
            Column("实施周期指标值", "wrapped", 46),
            Column("年度指标值", "wrapped", 46),
            Column("年度目标（比较、数、单位）", "wrapped", 34),
            Column("位置", "text", 20),
        ),
        rows,
        notes=(f"{len(rows)} 项指标。“年度目标”是从年度指标值里读出的可以比较的数，没有的留空。",),
        landscape=True,
    )


def told(target: Target) -> str:
    """A target for reading: `举办活动 ≥6 场`."""
    number = str(target.number) + (f"—{target.upper}" if target.upper is not None else "")
    return f"{target.label} {target.sign}{number} {target.unit}".strip()


def defects_table(table: BudgetTable, defects: Sequence[Defect]) -> Table:
    """What is wrong or worth asking about, each with its place and why."""
    known = catalogue()
    rows = [
        (
            known[each.rule].level,
            known[each.rule].title,
            f"{each.line}.{each.indicator}" if each.indicator else str(each.line or ""),
            each.whose,
            each.found,
            known[each.rule].why,
            str(each.place),
        )
        for each in sorted(defects, key=lambda each: known[each.rule].level != "问题")
    ]
    faults = sum(known[each.rule].level == "问题" for each in defects)
    return Table.of_rows(
        "问题",
        f"{table.department}绩效目标表的问题".strip(),
        (
            Column("程度", "label", 8),
            Column("问题", "wrapped", 26),
            Column("序号", "text", 8),
            Column("项目和指标", "wrapped", 44),
            Column("实际写法", "wrapped", 52),
            Column("为什么", "wrapped", 44),
            Column("位置", "text", 20),
        ),
        rows,
        notes=(
            f"问题 {faults} 处，提示 {len(defects) - faults} 处。提示不一定有误，值得问一句。",
            "都由一般规则得出，不针对某一份表。",
        ),
        landscape=True,
    )


def prices_table(table: BudgetTable, prices: Sequence[Price]) -> Table:
    """What a unit costs, for asking."""
    rows = [
        (
            each.line.number,
            each.line.name,
            f"{each.indicator.name} {each.quantity} {each.unit}",
            _amount(each.line.sums.total),
            each.shown.partition("（")[0],
        )
        for each in prices
    ]
    return Table.of_rows(
        "单价参考",
        "按数量摊出的单价",
        (
            Column("序号", "integer", 6),
            Column("项目", "wrapped", 40),
            Column("数量（年度指标值）", "wrapped", 44),
            Column(f"总计（{table.money_unit}）", "text", 16),
            Column("单价", "text", 26),
        ),
        rows,
        notes=("项目总额除以它的一项数量指标，四舍五入到分；项目还做别的事的，单价没有意义。只供询问。",),
        landscape=True,
    )


def _amount(amount: int | None) -> str:
    return UNKNOWN if amount is None else shown(amount)


def _money(total: int | None, parts: Sequence[int]) -> tuple[str, str]:
    return _amount(total), "、".join(shown(each) for each in parts)
