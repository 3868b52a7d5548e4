"""The invented table of the sample, the published one where it is there, and how a text may be broken anew."""

from __future__ import annotations

import dataclasses
import random
import re
from pathlib import Path
from typing import Any

from gzaudit.budget_table.model import BudgetTable, Place
from gzaudit.budget_table.text import read_text

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = (ROOT / "sample_data" / "绩效目标表.txt").read_text(encoding="utf-8")
SHARED = ROOT.parent / "shared"
AMOUNTS = re.compile(r"[\d,]+\.\d\d [\d,]+\.\d\d")


def table(text: str = SAMPLE) -> BudgetTable:
    return read_text(text, "表.txt")


def without_places(value: Any) -> Any:
    """What was read, but for where it stands."""
    if dataclasses.is_dataclass(value):
        return {
            field.name: without_places(each)
            for field in dataclasses.fields(value)
            if not isinstance(each := getattr(value, field.name), Place)
        }
    return [without_places(each) for each in value] if isinstance(value, tuple) else value


def rewrapped(text: str, chance: random.Random, kept: float, more: float) -> str:
    """The text with some of its breaks taken away and others put in, never inside an amount.

    Between two amounts of a row no break is put in: the published text has none there.
    """
    inside = {at for match in AMOUNTS.finditer(text) for at in range(match.start() + 1, match.end())}
    out: list[str] = []
    for at, character in enumerate(text):
        if character == "\n":
            if chance.random() < kept:
                out.append(character)
            continue
        if at not in inside and chance.random() < more:
            out.append("\n" * chance.randint(1, 3))
        out.append(character)
    return "".join(out)


def indicator(name: str = "举办活动次数", value: str = "≥6场", period: str | None = None, **more: Any) -> str:
    """One indicator as such tables write it."""
    level = more.get("level", "1-产出指标；11-数量指标")
    return f"{more.get('number', 1)}、{level}；{name}；实施周期指标值:{value if period is None else period}；年度指标值:{value}。"


def small(*lines: tuple[str, str, str], unit: str = "万元") -> str:
    """A table of one unit: name, amount, goal with indicators, of each line."""
    total = sum(int(amount.replace(",", "").replace(".", "")) for _, amount, _ in lines)
    whole = f"{total // 100:,}.{total % 100:02d}"
    head = f"绩效目标表\n部门名称：样例局 单位：{unit}\n项目名称（资金使用单位） 总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标\n"
    body = "".join(f"    {name} {amount} {amount}\n{rest}\n" for name, amount, rest in lines)
    return f"{head}合计 {whole} {whole}\n样例局 {whole} {whole}\n{body}"
