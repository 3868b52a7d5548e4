"""What real lists do to a few cells in a hundred. Every function changes the rows it draws, in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

_FULL_WIDTH = str.maketrans({chr(point): chr(point + 0xFEE0) for point in range(0x30, 0x5B)})
_FORMER = {"越秀区": "东山区", "荔湾区": "芳村区", "黄埔区": "萝岗区", "增城区": "增城市", "从化区": "从化市"}
_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _each(
    rows: pd.DataFrame,
    column: str,
    share: float,
    rng: np.random.Generator,
    change: Callable[[str], str | int | None],
) -> None:
    """Change a share of the filled cells of a column."""
    drawn = np.flatnonzero(rng.random(len(rows)) < share)
    values = rows[column].to_numpy(dtype=object, copy=True)
    for at in drawn:
        if values[at] is not None:
            values[at] = change(values[at])
    # An object column: pandas' own string type would turn None into a number.
    rows[column] = pd.Series(values, index=rows.index, dtype=object)


def _other_check(code: str) -> str:
    """A wrong check character; a code that is spoilt already stays as it is."""
    if len(code) != 18 or code[17] not in _CHARACTERS:
        return code
    return code[:17] + _CHARACTERS[(_CHARACTERS.index(code[17]) + 1) % 31]


def spoil_codes(rows: pd.DataFrame, rng: np.random.Generator, column: str = "code") -> None:
    """About 2 %: form, blanks, wrong check characters, letters that no code holds, codes made numbers."""
    _each(rows, column, 0.005, rng, lambda code: code.translate(_FULL_WIDTH))
    _each(rows, column, 0.004, rng, str.lower)
    _each(rows, column, 0.004, rng, lambda code: f"{code[:8]} {code[8:]}")
    _each(rows, column, 0.002, rng, lambda code: f"{code}\u200b")
    _each(rows, column, 0.004, rng, lambda _: None)
    _each(rows, column, 0.0005, rng, _other_check)
    _each(rows, column, 0.0003, rng, lambda code: code[:9] + "O" + code[10:])
    _each(rows, column, 0.0002, rng, lambda _: 914401010000000000)


def spoil_names(rows: pd.DataFrame, rng: np.random.Generator, column: str = "name") -> None:
    """About 1 %: brackets, spaces, full stops; these leave the name equal (C2)."""
    _each(rows, column, 0.006, rng, lambda name: name.replace("（", "(").replace("）", ")") + " ")
    _each(rows, column, 0.003, rng, lambda name: f"{name[:4]} {name[4:]}")
    _each(rows, column, 0.001, rng, lambda name: f"{name}。")


def spoil_districts(rows: pd.DataFrame, rng: np.random.Generator) -> None:
    """About 2 %: blank, former, short, or not a district at all."""
    _each(rows, "district", 0.008, rng, lambda _: None)
    _each(rows, "district", 0.006, rng, lambda name: _FORMER.get(name, name))
    _each(rows, "district", 0.008, rng, lambda name: name[:2])
    _each(rows, "district", 0.001, rng, lambda _: "广州高新区")


def use_former_names(rows: pd.DataFrame, former: pd.Series, share: float, rng: np.random.Generator) -> None:
    """Put a share of the renamed firms under their former name, one in five under one nobody explains."""
    known = rows["name"].map(former)
    drawn = known.notna() & (rng.random(len(rows)) < share)
    strange = drawn & (rng.random(len(rows)) < 0.2)
    rows["name"] = rows["name"].where(~drawn, known).where(~strange, known + "分部")


def move_districts(rows: pd.DataFrame, share: float, rng: np.random.Generator) -> None:
    """Put a share of the rows into another district than the other lists do."""
    drawn = np.flatnonzero(rng.random(len(rows)) < share)
    other = rng.permutation(drawn)
    for column in ("division", "district"):
        values = rows[column].to_numpy(dtype=object, copy=True)
        values[drawn] = values[other]
        rows[column] = pd.Series(values, index=rows.index, dtype=object)


def repeated(rows: pd.DataFrame, share: float, rng: np.random.Generator) -> pd.DataFrame:
    """A share of the rows again, to be put among the others."""
    return rows[rng.random(len(rows)) < share]
