"""Technical needs that read alike: flagged for people, never taken from a count (A21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract_iter

from gzaudit.findings import Batch
from gzaudit.normalise.districts import district_name
from gzaudit.normalise.names import name_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from gzaudit.basework.material import Material

# Two texts are alike where at least 9 in 10 of their characters stand in both, in the same order: as many
# characters to delete and to insert as a tenth of both lengths together are still alike.
_ALIKE: Final = 0.9
# Shorter descriptions are equal by chance.
_TELLING: Final = 10


def alike(texts: list[str]) -> Iterator[tuple[int, int]]:
    """Each text that is like an earlier one, with the earliest that it is like: (later, first)."""
    for later, text in enumerate(texts):
        like = extract_iter(text, texts[:later], scorer=Indel.normalized_similarity, score_cutoff=_ALIKE)
        for _, _, first in like:
            yield later, first
            break


def similar_needs(material: Material, counted: pd.Index) -> list[Batch]:
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
    copied, source = rows[elsewhere], origin[elsewhere]
    named = "与第 " + first["row"].astype(str) + " 行“" + first["need"] + "”"
    both = source["district"].map(district_name) + "、" + copied["district"].map(district_name)
    return [_pairs("need_similar", later, first, named), _pairs("need_copied", copied, source, both)]


def _pairs(code: str, later: pd.DataFrame, first: pd.DataFrame, detail: pd.Series) -> Batch:
    return Batch(
        code,
        later[["src", "row"]].assign(
            field="need",
            subject=later["name"],
            found=later["need"],
            detail=detail.to_numpy(),
            district=later["district"],
            ref_src=first["src"].to_numpy(),
            ref_row=first["row"].to_numpy(),
        ),
    )
