"""Which quarters a key firm's expected revenue was reported for (A20)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gzaudit.basework.filled import filled
from gzaudit.basework.gi_lists import EXPECTED, QUARTERS
from gzaudit.findings import Batch
from gzaudit.normalise.text import dense

if TYPE_CHECKING:
    from gzaudit.basework.verdicts import Verdicts

_ALL: Final = 0b1111
_NAMED: Final = re.compile(r"第?([一二三四1-4])季|q([1-4])(?!\d)")
_FIGURE: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DIGIT: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def quarters_named(text: str) -> int:
    """Quarters that a text names, as bits: 一季度, 第2季度, Q3.

    >>> bin(quarters_named("第一季度、Q3"))
    '0b101'
    """
    bits = 0
    for written, short in _NAMED.findall(text.casefold()):
        bits |= 1 << (_DIGIT[written or short] - 1)
    return bits


def _of_cell(cell: str, period: str) -> int:
    """Quarters of a single cell of expected revenue: those it names, four figures, or its period's own."""
    if named := quarters_named(cell):
        return named
    return _ALL if len(_FIGURE.findall(cell)) == len(QUARTERS) else quarters_named(period)


def quarters_reported(rows: pd.DataFrame) -> pd.Series:
    """Quarters that each row of a list of key firms gives an expected revenue for, as bits."""
    there = filled(rows[EXPECTED], EXPECTED)
    cells = zip(dense(rows[EXPECTED]), dense(rows["period"]), there, strict=True)
    bits = pd.Series(
        [_of_cell(cell, period) if held else 0 for cell, period, held in cells],
        index=rows.index,
        dtype="int64",
    )
    for at, quarter in enumerate(QUARTERS):
        bits |= filled(rows[quarter], quarter).astype("int64") * (1 << at)
    return bits


def _shown(bits: int) -> str:
    named = [str(at + 1) for at in range(len(QUARTERS)) if bits >> at & 1]
    return f"第 {'、'.join(named)} 季度" if named else "无"


def check_quarters(verdicts: Verdicts) -> Batch:
    """Firms whose records together leave out a quarter: a warning, or no count where every one is required.

    Returns:
        A finding per firm of which a quarter is missing, at its first record.
    """
    rows, material = verdicts.rows, verdicts.material
    open_ = rows[verdicts.open_]
    who = pd.DataFrame(
        {
            "district": material.district[open_.index],
            "firm": material.firm[open_.index],
            "bits": quarters_reported(open_),
        }
    )
    together = who.groupby(["district", "firm"], sort=False)["bits"].transform(np.bitwise_or.reduce)
    short = together != _ALL
    shown = together.map(_shown).astype(object)
    if verdicts.measure.options.get("quarters", "any") == "every":
        text = ("要求四个季度都有预期营收，现有：" + shown).reindex(rows.index, fill_value="")
        wrong = rows.index.to_series().isin(open_.index[short])
        # Each firm is told once, below.
        verdicts.fail(wrong, "incomplete", text, told=~wrong)
    order = open_[short].sort_values(["src", "row"], kind="stable").index
    first = who.loc[order].drop_duplicates(["district", "firm"]).index
    return Batch(
        "quarters_missing",
        open_.loc[first, ["src", "row"]].assign(
            field=EXPECTED,
            subject=open_.loc[first, "name"],
            found="现有：" + shown[first],
            district=material.district[first],
        ),
    )
