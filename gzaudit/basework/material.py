"""What the GI lists of a run say, row by row: district, firm and day of each row, and what no list has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.basework.days import days_of
from gzaudit.basework.firms import identify_firms, wrong_codes
from gzaudit.basework.gi_lists import DATED, titles_of
from gzaudit.basework.place import district_of_sheet, place_rows
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.findings import Batch
    from gzaudit.read.listing import Listing, Source


@dataclass(frozen=True, slots=True)
class Material:
    """Rows of the GI lists; every series is indexed as `rows`.

    Attributes:
        rows: `src`, `row`, `kind`, `code_numeric`, and every field ("" where a list lacks it).
        title: what people call each record (see `gi_lists.titles_of`).
        district: code, "" where unknown; sign-ins have none of their own.
        unplaced: reason where a row has no district.
        firm: who it is of (see `firms.identify_firms`).
        day: day of the record as ISO text, "" where there is none.
        dated: read, blank, unreadable, or no_column where the list has no such column.
        there: kinds of list that were read.
        sources: by index.
        sheets: district that each sheet as a whole is of, by index of its source, "" where it says none.
        lacking: (source, field) of columns that a list does not have.
    """

    rows: pd.DataFrame
    title: pd.Series
    district: pd.Series
    unplaced: pd.Series
    firm: pd.Series
    day: pd.Series
    dated: pd.Series
    there: frozenset[str]
    sources: Mapping[int, Source]
    sheets: Mapping[int, str]
    lacking: frozenset[tuple[int, str]]

    def of_kind(self, kind: str) -> pd.DataFrame:
        """Rows of one kind of list."""
        return self.rows[self.rows["kind"] == kind]


def _rows_of(listings: list[Listing]) -> pd.DataFrame:
    """All rows as one table, with every field that some list of records has."""
    used = [kind.fields for kind in kinds().values() if kind.counted_as == "records"]
    fields = dict.fromkeys(field for each in used for field in each)
    frames = []
    for listing in listings:
        frame = listing.frame
        blank = pd.Series("", index=frame.index, dtype=object)
        taken = {"src": listing.src, "row": frame["row"], "kind": listing.kind.key}
        taken |= {field: frame.get(field, blank) for field in fields}
        taken["code_numeric"] = frame.get("code_numeric", pd.Series(False, index=frame.index))
        frames.append(pd.DataFrame(taken, index=frame.index))
    return pd.concat(frames, ignore_index=True)


def read_material(listings: list[Listing]) -> tuple[Material, list[Batch]]:
    """Put the GI lists into one table, and settle district, firm and day of every row.

    Args:
        listings: of the kinds that are counted as records, at least one.
    """
    rows = _rows_of(listings)
    sheets = {listing.src: district_of_sheet(listing.source) for listing in listings}
    placed, batches = place_rows(rows, sheets)
    firm, judged = identify_firms(rows)
    batches += wrong_codes(rows, judged, placed["district"])
    lacking = frozenset(
        (listing.src, field)
        for listing in listings
        for field in listing.kind.fields
        if field not in listing.frame
    )
    day = pd.Series("", index=rows.index, dtype=object)
    dated = pd.Series("blank", index=rows.index, dtype=object)
    for kind, field in DATED.items():
        mine = rows[rows["kind"] == kind]
        read = days_of(mine[field])
        day[mine.index] = read["day"]
        without = mine["src"].isin([src for src, name in lacking if name == field])
        dated[mine.index] = read["how"].mask(without, "no_column")
    material = Material(
        rows=rows,
        title=titles_of(rows),
        district=placed["district"],
        unplaced=placed["fate"],
        firm=firm,
        day=day,
        dated=dated,
        there=frozenset(listing.kind.key for listing in listings),
        sources={listing.src: listing.source for listing in listings},
        sheets=sheets,
        lacking=lacking,
    )
    return material, batches
