"""Which findings a district is told: those in its own rows and records, on public lists or filed by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from gzaudit.findings import Findings, catalogue, gather
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gzaudit.findings import Batch
    from gzaudit.read.listing import Source

# Lists beside those of a district's firms: told of only where they disagree with a listed firm's row.
_BESIDE: Final = frozenset({"registry", "patent_grants"})


class Listed(NamedTuple):
    """The firms of a list that districts are given, and every row of that list.

    Attributes:
        firm: those listed.
        district: of each.
        rows: `src`, `row`, `firm` of the list's rows, listed or not.
    """

    firm: pd.Series
    district: pd.Series
    rows: pd.DataFrame


def told_to_districts(
    batches: Sequence[Batch],
    sources: tuple[Source, ...],
    listed: Mapping[str, Listed],
    records: pd.DataFrame | None,
) -> Findings:
    """Findings that districts may be told, each with the district that it is for.

    A finding in, or about, a row of a list of firms is told to the district in which that firm is listed; one
    about a record of work done, to the district whose record it is. Nobody is told of another's rows.

    Args:
        batches: findings on public lists, and on what districts filed.
        sources: of the run.
        listed: firms that districts are given, by kind of list.
        records: see `basework.assess.BaseWork.records`; None in a year without.
    """
    statistics = {
        src for src, source in enumerate(sources) if source.kind and kinds()[source.kind].statistics
    }
    wanted = [batch for batch in batches if catalogue()[batch.code].to_district != "none"]
    rows = gather(wanted, statistics).frame
    rows = rows[~rows["confidential"].astype(bool)]
    kind = {src: source.kind or "" for src, source in enumerate(sources)} | {-1: ""}
    own, other = rows["src"].map(kind), rows["ref_src"].map(kind)

    firms, lists = _homes(listed.values()), frozenset(listed)
    home, other_home = _at(firms, rows["src"], rows["row"]), _at(firms, rows["ref_src"], rows["ref_row"])
    rows = rows.assign(district=home.where(own.isin(lists), rows["district"]))
    mine = rows["district"] != ""
    mine &= ~other.isin(lists) | (other_home == rows["district"])
    mine &= ~own.isin(_BESIDE) | other.isin(lists)

    work = frozenset(key for key, each in kinds().items() if each.counted_as == "records")
    filed = _at(_filed(records), rows["ref_src"], rows["ref_row"])
    mine &= ~other.isin(work) | (filed == rows["district"])

    stated = {key for key, each in kinds().items() if each.counted_as == "districts"}
    known = {"", *lists, *_BESIDE, *work, *stated}
    mine &= own.isin(known) & other.isin(known)
    return Findings(rows[mine].reset_index(drop=True))


def _homes(listed: Iterable[Listed]) -> pd.Series:
    """By sheet and row, the district that lists the firm of that row; "" where none does."""
    parts = []
    for firm, district, rows in listed:
        by_firm = pd.Series(district.to_numpy(), index=firm.to_numpy(), dtype=object)
        home = rows["firm"].map(by_firm).astype(object).fillna("")
        parts.append(rows[["src", "row"]].assign(home=home))
    homes = pd.concat(parts).drop_duplicates(["src", "row"])
    return homes.set_index(["src", "row"])["home"]


def _filed(records: pd.DataFrame | None) -> pd.Series:
    """By sheet and row, the district whose record of work stands there."""
    if records is None:
        records = pd.DataFrame({"src": [], "row": [], "district": []})
    return records.drop_duplicates(["src", "row"]).set_index(["src", "row"])["district"]


def _at(homes: pd.Series, src: pd.Series, row: pd.Series) -> pd.Series:
    """What stands at each place; "" where nothing does."""
    places = pd.MultiIndex.from_arrays([src, row])
    return pd.Series(homes.reindex(places).astype(object).fillna("").to_numpy(), index=src.index)
