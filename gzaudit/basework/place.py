"""Which district a row is of: its own 区, else the one that its sheet, file or folder names."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.basework.gi_lists import SIGNINS, titles_of
from gzaudit.findings import Batch
from gzaudit.normalise.districts import DISTRICTS, locate_column
from gzaudit.normalise.single import dense_text
from gzaudit.resolve.district import former_districts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.read.listing import Source

_SHORT: Final = {district.name.removesuffix("区"): district.code for district in DISTRICTS}
_NAMED: Final = re.compile("|".join(_SHORT))
UNSTATED: Final = "district_unstated"


def district_of_sheet(source: Source) -> str:
    """Code of the one district that title, sheet name, file name or folders name, the nearest first.

    Returns:
        "" where none of them names a district, or the nearest that does names several.
    """
    path = PurePosixPath(source.path)
    # data/2025 says nothing; what lies between it and the file is how people sort what they receive.
    folders = [part for part in reversed(path.parts[:-1]) if part != "data"]
    for text in (source.title, source.sheet, path.stem, *folders):
        named = {_SHORT[name] for name in _NAMED.findall(dense_text(text))}
        if named:
            return named.pop() if len(named) == 1 else ""
    return ""


def place_rows(rows: pd.DataFrame, sheets: Mapping[int, str]) -> tuple[pd.DataFrame, list[Batch]]:
    """District of each row.

    Sign-ins are passed over: their 区 is the firm's, and they go where their event goes.

    Args:
        rows: of all GI lists.
        sheets: district that each sheet as a whole is of, by index of its source, "" where it says none.

    Returns:
        `district` (code, "" where unknown) and `fate` ("" where placed), and findings.
    """
    placed = pd.DataFrame({"district": "", "fate": ""}, index=rows.index, dtype=object)
    own = rows[rows["kind"] != SIGNINS]
    told = locate_column(own["district"])
    known = told["how"].isin(["exact", "former"])
    blank = told["how"] == "blank"
    by_sheet = own["src"].map(sheets).astype(object)
    district = told["district"].where(known, by_sheet.where(blank, ""))
    placed.loc[own.index, "district"] = district
    strange = ~known & ~blank
    lost = blank & (district == "")
    placed.loc[own.index[strange], "fate"] = "district_unknown"
    placed.loc[own.index[lost], "fate"] = UNSTATED
    place = own[["src", "row"]].assign(field="district", subject=titles_of(own), found=own["district"])
    batches = [
        Batch("district_unknown", place[strange]),
        former_districts(place.assign(district=told["district"], how=told["how"])),
        _unstated(own[lost]),
    ]
    return placed, batches


def _unstated(lost: pd.DataFrame) -> Batch:
    """A finding per sheet, at the first of its rows that nobody can place."""
    sheets = lost.groupby("src", sort=True)["row"].agg(["min", "size"]).reset_index()
    return Batch(
        "gi_district_unstated",
        pd.DataFrame(
            {
                "src": sheets["src"],
                "row": sheets["min"],
                "field": "district",
                "found": sheets["size"].astype(str) + " 行没有区",
            }
        ),
    )
