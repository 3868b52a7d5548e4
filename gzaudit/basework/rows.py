"""Rows of all GI lists as one table, and the district of each."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.findings import Batch, one
from gzaudit.normalise.districts import DISTRICTS, locate_column
from gzaudit.normalise.text import dense_text
from gzaudit.read.kinds import kinds
from gzaudit.resolve.district import former_districts

if TYPE_CHECKING:
    from gzaudit.read.listing import Listing, Source

EVENTS: Final = "gi_events"
SIGNINS: Final = "gi_signins"
_SHORT: Final = {district.name.removesuffix("区"): district.code for district in DISTRICTS}
_NAMED: Final = re.compile("|".join(_SHORT))
UNSTATED: Final = "district_unstated"


def record_fields() -> tuple[str, ...]:
    """Every field that some list of records has."""
    used = [kind.fields for kind in kinds().values() if kind.counted_as == "records"]
    return tuple(dict.fromkeys(field for fields in used for field in fields))


def rows_of(listings: list[Listing]) -> pd.DataFrame:
    """All rows: `src`, `row`, `kind`, `code_numeric`, and every field ("" where a list lacks it)."""
    fields = record_fields()
    frames = []
    for listing in listings:
        frame = listing.frame
        blank = pd.Series("", index=frame.index, dtype=object)
        taken = {"src": listing.src, "row": frame["row"], "kind": listing.kind.key}
        taken |= {field: frame.get(field, blank) for field in fields}
        taken["code_numeric"] = frame.get("code_numeric", pd.Series(False, index=frame.index))
        frames.append(pd.DataFrame(taken, index=frame.index))
    return pd.concat(frames, ignore_index=True)


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


def place_rows(rows: pd.DataFrame, listings: list[Listing]) -> tuple[pd.DataFrame, list[Batch]]:
    """District of each row: its own 区, else the one that its sheet, file or folder names.

    Sign-ins are passed over: their 区 is the firm's, and they go where their event goes.

    Returns:
        `district` (code, "" where unknown) and `fate` ("" where placed), and findings.
    """
    placed = pd.DataFrame({"district": "", "fate": ""}, index=rows.index, dtype=object)
    own = rows[rows["kind"] != SIGNINS]
    told = locate_column(own["district"])
    known = told["how"].isin(["exact", "former"])
    blank = told["how"] == "blank"
    sheets = {listing.src: district_of_sheet(listing.source) for listing in listings}
    by_sheet = own["src"].map(sheets).astype(object)
    district = told["district"].where(known, by_sheet.where(blank, ""))
    placed.loc[own.index, "district"] = district
    strange = ~known & ~blank
    lost = blank & (district == "")
    placed.loc[own.index[strange], "fate"] = "district_unknown"
    placed.loc[own.index[lost], "fate"] = UNSTATED
    place = own[["src", "row"]].assign(
        field="district", found=own["district"], district=told["district"], how=told["how"]
    )
    batches = [
        Batch("district_unknown", place.loc[strange, ["src", "row", "field", "found"]]),
        former_districts(place),
    ]
    for src, number in own.loc[lost, "src"].value_counts(sort=False).sort_index().items():
        batches.append(one("gi_district_unstated", src=src, found=f"{number} 行没有区"))
    return placed, batches
