"""Technical needs that read alike: flagged for people, never taken from a count (A21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gzaudit.findings import Batch
from gzaudit.normalise.districts import district_name
from gzaudit.normalise.names import name_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from gzaudit.basework.material import Material

# Two texts are alike where at least 9 in 10 of their characters stand in both, in the same order.
_ALIKE: Final = (9, 10)
_BINS: Final = 128
# Shorter descriptions are equal by chance.
_TELLING: Final = 10


def edits_between(one: str, other: str) -> int:
    """Characters to delete and to insert to make one text of the other.

    The longest common subsequence is found a column at a time in the bits of one number (Hyyrö 2004).

    >>> edits_between("铸造工艺", "精铸工艺")
    2
    """
    places: dict[str, int] = {}
    for at, character in enumerate(one):
        places[character] = places.get(character, 0) | 1 << at
    every = (1 << len(one)) - 1
    column = every
    for character in other:
        matched = column & places.get(character, 0)
        column = (column + matched | column - matched) & every
    common = len(one) - column.bit_count()
    return len(one) + len(other) - 2 * common


def alike(texts: list[str]) -> Iterator[tuple[int, int]]:
    """Each text that is like an earlier one, with the earliest that it is like: (later, first).

    Exact: as many edits as a tenth of both lengths together are still alike. Characters counted by bins tell
    most pairs apart at once, since each edit changes one count by one.
    """
    part, whole = _ALIKE
    counts = np.zeros((len(texts), _BINS), dtype=np.int32)
    for at, text in enumerate(texts):
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4") % _BINS
        counts[at] = np.bincount(points, minlength=_BINS)
    lengths = np.array([len(text) for text in texts])
    for later, text in enumerate(texts):
        least = np.abs(counts[:later] - counts[later]).sum(axis=1)
        allowed = (lengths[:later] + lengths[later]) * (whole - part)
        for first in np.flatnonzero(least * whole <= allowed).tolist():
            if edits_between(text, texts[first]) * whole <= allowed[first]:
                yield later, first
                break


def alike_needs(material: Material, counted: pd.Index) -> list[Batch]:
    """Needs of a district that read alike, and descriptions that stand in two districts.

    Args:
        material: the GI lists.
        counted: index of the needs that count.
    """
    rows = material.rows.loc[counted].sort_values(["src", "row"], kind="stable")
    summary = name_keys(rows["need_summary"])
    text = name_keys(rows["need"]) + summary
    rows = rows.assign(
        text=text, telling=summary.where(summary.str.len() >= _TELLING, text),
        district=material.district[rows.index],
    )  # fmt: skip
    pairs = []
    for _, mine in rows.groupby("district", sort=True):
        pairs += [(mine.index[later], mine.index[first]) for later, first in alike(mine["text"].tolist())]
    later, first = rows.loc[[one for one, _ in pairs]], rows.loc[[other for _, other in pairs]]
    origin = rows.drop_duplicates("telling").set_index("telling").loc[rows["telling"]].set_axis(rows.index)
    elsewhere = origin["district"] != rows["district"]
    return [
        _pairs(
            "need_similar", later, first, "与第 " + first["row"].astype(str) + " 行“" + first["need"] + "”"
        ),
        _pairs("need_copied", rows[elsewhere], origin[elsewhere], _both(rows[elsewhere], origin[elsewhere])),
    ]


def _both(later: pd.DataFrame, first: pd.DataFrame) -> pd.Series:
    return first["district"].map(district_name) + "、" + later["district"].map(district_name)


def _pairs(code: str, later: pd.DataFrame, first: pd.DataFrame, detail: pd.Series) -> Batch:
    return Batch(
        code,
        later[["src", "row"]].assign(
            field="need",
            found=later["need"],
            detail=detail.to_numpy(),
            district=later["district"],
            ref_src=first["src"].to_numpy(),
            ref_row=first["row"].to_numpy(),
        ),
    )
