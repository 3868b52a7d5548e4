"""The table as a spreadsheet: a row a line with its indicators in one cell, or a row an indicator."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gzaudit.budget_table.amounts import hundredths
from gzaudit.budget_table.indicators import read_indicators, starts
from gzaudit.budget_table.model import Indicator, Place, Sums
from gzaudit.budget_table.tree import Head, Row, build_table
from gzaudit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gzaudit.budget_table.model import BudgetTable
    from gzaudit.read.sheet import Sheet

# Headings, without blanks: how each begins. Money stands in the order in which it is printed.
_NAME: Final = ("项目名称", "单位名称", "名称")
_MONEY: Final = ("总计", "财政拨款", "财政专户拨款", "其他资金")
_GOAL: Final = ("绩效目标",)
_ALL: Final = ("绩效指标",)
_PARTS: Final = {
    "level1": ("一级指标",),
    "level2": ("二级指标",),
    "name": ("三级指标", "指标名称"),
    "period": ("实施周期指标值", "实施周期", "周期指标值"),
    "annual": ("年度指标值", "年度指标", "指标值"),
}
_LEVEL: Final = re.compile(r"(\d{1,2})\s*[-－—、.]?\s*(.*)")
# A binary fraction that stands for a decimal one is off by less.
_NOISE: Final = Decimal("0.000001")


class _Columns(NamedTuple):
    """Where the columns are, by index; what is not there is not in the mappings."""

    name: int
    money: Mapping[str, int]
    goal: int | None
    all: int | None
    parts: dict[str, int]
    first: int


def read_sheet(sheet: Sheet, where: str) -> BudgetTable:
    """Read a table from a sheet.

    Args:
        sheet: as stored.
        where: how file and sheet are called in messages.

    Raises:
        InputError: there is no such table in it, or an amount that is none.
    """
    found = _columns(sheet)
    if found is None:
        raise InputError(
            "没有认出绩效目标表。",
            where=where,
            found="没有含“项目名称”和“总计”的表头",
            expected="表头有：项目名称、总计、财政拨款、绩效目标、绩效指标（或一级、二级、三级指标和指标值各一列）",
        )
    above = ["".join(_text(cell) for cell in row) for row in sheet.rows[: found.first]]
    joined = " ".join(above)
    department = re.search(r"部门名称\s*[:：]\s*(.*?)(?=单\s*位\s*[:：]|\s|$)", joined)
    unit = re.search(r"单\s*位\s*[:：]\s*(万元|亿元|元)", joined)
    title = next((text for text in above if "绩效目标" in text and "部门名称" not in text), "")
    head = Head(title.strip(), department[1] if department else "", unit[1] if unit else "")
    return build_table(head, _rows(sheet, found, where), where)


def _columns(sheet: Sheet) -> _Columns | None:
    for at, row in enumerate(sheet.rows):
        below = sheet.rows[at + 1] if at + 1 < len(sheet.rows) else []
        labels = [_label(cell) for cell in row]
        name = _find(labels, _NAME)
        money: dict[str, int] = {each: labels.index(each) for each in _MONEY if each in labels}
        if name is None or "总计" not in money:
            continue
        # Indicators may have a second line of headings below their common one.
        second = [_label(cell) for cell in below]
        parts = {key: found for key, each in _PARTS.items() if (found := _find(labels, each)) is not None}
        lower = {key: found for key, each in _PARTS.items() if (found := _find(second, each)) is not None}
        whole = _find(labels, _ALL)
        two = len(lower) >= 3
        used = lower if two else parts
        exploded = {"name", "annual"} <= used.keys()
        return _Columns(
            name,
            money,
            _find(labels, _GOAL),
            None if exploded else whole,
            used if exploded else {},
            at + (2 if two else 1),
        )
    return None


def _label(cell: Any) -> str:
    return re.sub(r"[\s\u3000]", "", _text(cell))


def _find(labels: Sequence[str], names: Sequence[str]) -> int | None:
    for name in names:
        for at, label in enumerate(labels):
            if label == name or label.startswith((f"{name}（", f"{name}(")):
                return at
    return None


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _rows(sheet: Sheet, columns: _Columns, where: str) -> list[Row]:
    rows: list[Row] = []
    levels = ["", ""]
    for at, cells in enumerate(sheet.rows[columns.first :], sheet.first_row + columns.first):
        name = _cell(cells, columns.name)
        if name.strip():
            rows.append(
                Row(
                    re.sub(r"\s*\n\s*", "", name).strip(),
                    _sums(cells, columns, f"{where} 第 {at} 行"),
                    name != name.lstrip(),
                    _cell(cells, columns.goal).strip(),
                    (),
                    Place(at, sheet.name, "项目名称"),
                )
            )
            levels = ["", ""]
        if rows:
            known, place = rows[-1].indicators, Place(at, sheet.name, "绩效指标")
            more = _indicators(cells, columns, levels, len(known), place)
            rows[-1] = replace(rows[-1], indicators=(*known, *more))
    return rows


def _cell(row: Sequence[Any], column: int | None) -> str:
    return "" if column is None or column >= len(row) else _text(row[column])


def _indicators(
    row: Sequence[Any], columns: _Columns, levels: list[str], before: int, place: Place
) -> tuple[Indicator, ...]:
    """Those of one row: all of a line in one cell, or one in columns (merged cells are blank below)."""
    if columns.all is not None:
        text = re.sub(r"[\r\n]", "", _cell(row, columns.all))
        first = next(starts(text), None)
        return read_indicators(text[first.start() :], lambda _: place) if first else ()
    told = {key: _cell(row, at).strip() for key, at in columns.parts.items()}
    if not told.get("name"):
        return ()
    for at, key in enumerate(("level1", "level2")):
        levels[at] = told.get(key) or levels[at]
    split = [match if (match := _LEVEL.fullmatch(level)) else None for level in levels]
    code1, name1 = (split[0][1], split[0][2]) if split[0] else ("", levels[0])
    code2, name2 = (split[1][1], split[1][2]) if split[1] else ("", levels[1])
    annual = told.get("annual", "")
    period = told.get("period", annual)
    return (Indicator(before + 1, code1, name1, code2, name2, told["name"], period, annual, place),)


def _sums(row: Sequence[Any], columns: _Columns, where: str) -> Sums:
    amounts: dict[str, int | None] = {}
    for heading, column in columns.money.items():
        cell = row[column] if column < len(row) else ""
        amounts[heading] = _amount(cell, f"{where}“{heading}”列")
    parts = [amounts[each] for each in _MONEY[1:] if each in amounts]
    while parts and parts[-1] is None:
        parts.pop()
    return Sums(amounts["总计"], tuple(each or 0 for each in parts))


def _amount(cell: Any, where: str) -> int | None:
    """A cell as hundredths; None where it is blank."""
    if isinstance(cell, float):
        exact = Decimal(repr(cell))
        rounded = round(exact, 2)
        text = str(rounded if abs(exact - rounded) < _NOISE else exact)
    else:
        text = _text(cell).strip()
    if not text or text in ("-", "—", "/"):
        return None
    value = hundredths(text)
    if value is None:
        raise InputError(
            "金额不能用。", where=where, found=f"“{text}”", expected="最多两位小数的数，如 12,537.00"
        )
    return value
