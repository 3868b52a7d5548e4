"""In which district the firms that signed in lie, where they or a public list of the run say so (A18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.basework.firms import identify_firms
from gzaudit.basework.gi_lists import SIGNINS
from gzaudit.normalise.districts import locate_column

if TYPE_CHECKING:
    from gzaudit.basework.material import Material
    from gzaudit.read.listing import Listing


def _claims(firm: pd.Series, cells: pd.Series) -> pd.DataFrame:
    told = locate_column(cells)
    claims = pd.DataFrame({"firm": firm, "district": told["district"]})
    return claims[told["how"].isin(["exact", "former"]) & (firm != "")].drop_duplicates()


def homes_of(material: Material, listings: list[Listing]) -> dict[str, str]:
    """District of each firm that one is known of: what sign-ins say of it, else 企业底册 or the 高企 list.

    A firm that a source places in two districts is left out there. Statistics lists are never asked: what
    districts are shown must not rest on them.
    """
    rows = material.of_kind(SIGNINS)
    sources = [_claims(material.firm[rows.index], rows["district"])]
    for kind in ("registry", "hnte"):
        frames = [each.frame for each in listings if each.kind.key == kind and "district" in each.frame]
        for frame in frames:
            blank = pd.Series("", index=frame.index, dtype=object)
            numeric = frame.get("code_numeric", pd.Series(False, index=frame.index))
            who = pd.DataFrame({"name": frame["name"], "code": frame.get("code", blank)})
            firm, _ = identify_firms(who.assign(code_numeric=numeric))
            by_name, _ = identify_firms(who.assign(code=blank, code_numeric=False))
            sources += [_claims(firm, frame["district"]), _claims(by_name, frame["district"])]
    homes: dict[str, str] = {}
    for claims in sources:
        sole = claims[~claims.duplicated("firm", keep=False)]
        homes = dict(zip(sole["firm"], sole["district"], strict=True)) | homes
    return homes
