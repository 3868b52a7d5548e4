"""Which districts a decision on an enterprise touches: where it counts, and where it would without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.match.fates import HNTE, PATENTS, SMES
from gzaudit.match.members import certificates_of, placed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.match.fates import Fates
    from gzaudit.match.members import Ways
    from gzaudit.resolve.identity import Identities

# Lists that districts are given their part of, and what they are told beside.
_TOLD = (HNTE, SMES, PATENTS)


def touched_districts(
    fates: Fates, identities: Identities, others: Mapping[str, pd.DataFrame], ways: Ways
) -> pd.DataFrame:
    """Districts by decision, as far as its enterprise stands in a list that districts are given.

    Args:
        fates: rows of all lists, and the decisions.
        identities: for codes.
        others: lists that may tell where an enterprise lies.
        ways: how lists are read.

    Returns:
        `number` of the decision, `district`: a code, or another word where it is none of the city's.
    """
    standing = fates.standing
    lists = pd.concat([standing.out, standing.into, standing.stated])
    about = pd.concat([standing.places, lists[lists["kind"].isin(_TOLD)]])[["number", "firm"]]
    found = [pd.DataFrame({"number": [], "district": []})]
    for kind in (HNTE, SMES):
        rows = fates.list_(kind)
        rows = rows[rows["firm"].isin(about["firm"])]
        if rows.empty:
            continue
        where = placed(kind, certificates_of(rows, identities), others, fates, ways).by_firm
        found += [
            about.assign(district=about["firm"].map(where[column]))[["number", "district"]]
            for column in ("district", "otherwise")
        ]
    return pd.concat(found).dropna().drop_duplicates(ignore_index=True)
