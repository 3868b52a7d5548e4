"""In which district the firms that signed in lie, where a public list of the run says so (reading A18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.basework.firms import identify_firms
from gzaudit.basework.rows import SIGNINS
from gzaudit.normalise.districts import locate_column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.basework.material import Material
    from gzaudit.basework.signins import SignIns
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


def shares_of(signins: SignIns, homes: Mapping[str, str]) -> dict[tuple[str, str], tuple[int, int]]:
    """By event: firms whose district is known, and how many of them lie in the event's district."""
    shares = {}
    for (district, number), firms in signins.firms.items():
        known = [homes[firm] for firm in firms if firm in homes]
        shares[district, number] = (len(known), known.count(district))
    return shares
