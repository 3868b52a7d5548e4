"""Lay a list out as a grid: title lines, merged headings, blank lines, notes and totals around the rows."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from .facts import World
from .model import Formula, Grid, Line, Sheet, Value

NOTES = ["注：以上名单按区排列。", "备注：数据截至2025年12月31日。", "说明：本表由填报单位负责解释。"]


def spell_heading(rng: random.Random, heading: str) -> str:
    at = rng.randrange(1, len(heading)) if len(heading) > 1 else 1
    return rng.choice(
        [
            heading[:at] + "\n" + heading[at:],
            heading[:at] + " " + heading[at:],
            " ".join(heading),
            heading[:at] + "\u3000" + heading[at:],
            f" {heading} ",
        ]
    )


def add_tail(world: World, sheet: Sheet) -> None:
    """Blank lines in between, a total and notes below (they all belong to the row account)."""
    rng, lines = world.rng, sheet.lines
    if sheet.kind not in ("targets", "acceptance"):
        for _ in range(2 if world.dirt(0.3) else 0):
            lines.insert(rng.randrange(1, len(lines) + 1), Line({}, role="blank"))
    first, second = sheet.columns[:2]
    if sheet.kind not in ("targets", "acceptance", None) and world.dirt(0.35):
        if rng.random() < 0.5:
            lines.append(Line({}, role="blank"))
        count = sum(line.role == "data" for line in lines)
        cells = {first: Value("合计"), second: Value(f"{count}家")}
        lines.append(Line(rng.choice([cells, {first: Value(f"共{count}家")}]), role="total"))
    for note in rng.sample(NOTES, rng.choice([1, 2]) if world.dirt(0.35) and sheet.kind else 0):
        lines.append(Line({first: Value(note)}, role="note"))


def _cell(value: Any, typed: bool) -> Any:
    """The value as a sheet (typed) or a CSV file holds it."""
    if isinstance(value, Formula):
        return value if typed else str(value.value)
    if typed or value is None or isinstance(value, str):
        return value
    if isinstance(value, float) and value > 1e15:
        return str(int(Decimal(f"{value:.14e}")))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _headings(world: World, sheet: Sheet, typed: bool, top: int, left: int) -> tuple[list[list[Any]], list]:
    rng = world.rng
    texts = []
    for column in sheet.columns:
        text = sheet.spelled.get(column, column)
        texts.append(spell_heading(rng, text) if world.dirt(0.2) else text)
    pairs = list(range(2, len(texts) - 1))
    if not typed or not pairs or not world.dirt(0.25):
        return [texts], []
    at = rng.choice(pairs)
    upper, lower = list(texts), [None] * len(texts)
    lower[at], lower[at + 1] = texts[at], texts[at + 1]
    upper[at], upper[at + 1] = "基本情况", None
    merges = [(top, left + at, top, left + at + 1)]
    merges += [(top, left + i, top + 1, left + i) for i in range(len(texts)) if i not in (at, at + 1)]
    return [upper, lower], merges


def lay_out(world: World, sheet: Sheet, typed: bool) -> Grid:
    """Fill `sheet.grid` and give every line its row number."""
    rng = world.rng
    left = 1 if typed and world.dirt(0.06) else 0
    width = len(sheet.columns)
    grid = Grid([], date_cells=typed)
    if typed and world.dirt(0.1):
        grid.cells.append([])
    if sheet.title:
        if world.dirt(0.2):
            grid.cells.append([None] * left + [rng.choice(["附件1", "附件"])])
        if typed and world.dirt(0.7):
            row = len(grid.cells)
            grid.merges.append((row, left, row, left + width - 1))
        grid.cells.append([None] * left + [sheet.title])
        if world.dirt(0.15):
            grid.cells.append([])
    headings, merges = _headings(world, sheet, typed, len(grid.cells), left)
    grid.merges += merges
    grid.cells += [[None] * left + row for row in headings]
    first_row, serial = len(grid.cells) + 1, 0
    for line in sheet.lines:
        row = [_cell(line.cells.get(c, Value(None)).raw, typed) for c in sheet.columns]
        line.number = len(grid.cells) + 1
        if line.role == "data":
            serial += 1
            if "序号" in sheet.columns and sheet.kind:
                row[sheet.columns.index("序号")] = serial if typed else str(serial)
        for i, cell in enumerate(row):
            if isinstance(cell, Formula):
                letter = chr(ord("A") + left + i)
                row[i] = Formula(cell.value, f"=SUM({letter}{first_row}:{letter}{line.number - 1})")
        if line.hidden and typed:
            grid.hidden_rows.add(line.number - 1)
        grid.cells.append([None] * left + row)
    sheet.grid = grid
    return grid
