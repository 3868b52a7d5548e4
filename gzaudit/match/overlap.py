"""Two files of one kind that hold nearly the same enterprises look like two versions of one list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.findings import Batch
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from gzaudit.read.listing import Source

_SHARE: Final = (80, 100)
# An old version is found by its own share although the new one has grown; a file of a few firms that
# repeats them is an ordinary supplement, unless the other file is as small.
_SMALL: Final = 10


def overlapping_versions(rows: pd.DataFrame, sources: tuple[Source, ...]) -> Batch:
    """Pairs of files of a kind that share more than 80 % of their enterprises (interface: sources).

    Args:
        rows: identified rows with `kind`, `src`, `firm`.
        sources: the sheets that `src` refers to.
    """
    paths = pd.Series([source.path for source in sources], dtype=object)
    first_sheet = paths.drop_duplicates()
    first_of = pd.Series(first_sheet.index, index=first_sheet.to_numpy())
    files = rows[["kind", "firm"]].assign(file=paths.reindex(rows["src"]).map(first_of).to_numpy())
    several = files.groupby("kind")["file"].nunique()
    members = files[files["kind"].isin(several.index[several > 1])].drop_duplicates()
    found = []
    for kind, listed in members.groupby("kind", sort=True):
        sizes = listed["file"].value_counts()
        shared = listed.merge(listed, on="firm")
        pairs = shared[shared["file_x"] < shared["file_y"]].groupby(["file_x", "file_y"]).size()
        for number, one, other in zip(
            pairs, pairs.index.get_level_values(0), pairs.index.get_level_values(1), strict=True
        ):
            smaller = min(sizes[one], sizes[other])
            size = smaller if smaller >= _SMALL else max(sizes[one], sizes[other])
            if number * _SHARE[1] > size * _SHARE[0]:
                found.append(
                    {
                        "src": other,
                        "subject": kinds()[str(kind)].title,
                        "found": f"与 {paths[one]} 有 {number} 家相同，占较小一份 {smaller} 家的八成以上",
                        "ref_src": one,
                    }
                )
    return Batch("versions_overlap", pd.DataFrame(found, columns=["src", "subject", "found", "ref_src"]))
