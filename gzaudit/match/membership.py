"""Who is in which list, and why each row counts or does not (C4, C5, C7): fates, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.findings import Batch
from gzaudit.match.fates import HNTE, PATENTS, REVOKED, SCALE, SERVICES, Fates
from gzaudit.match.years import certificate_years, patent_fates, place_of, recognition_years, wrong_periods
from gzaudit.resolve.district import (
    OUTSIDE,
    Districts,
    former_districts,
    is_local_unit,
    locate_firms,
    locate_units,
)

if TYPE_CHECKING:
    from gzaudit.read.listing import Source
    from gzaudit.resolve.identity import Identities


@dataclass(frozen=True, slots=True)
class Membership:
    """Lists with their members.

    Attributes:
        rows: identified rows with `fate`: "" where the row counts, else the reason it does not.
        cohort: the year's 高企, one line each, in list order: `firm`, `src`, `row`, `district` (code or
            "" where unresolved), `level`, and for `above_scale` and `patent_grants` whether the firm is
            there and where (`…_src`, `…_row`, -1 where not), `patents_public` (no statistics list was
            needed to know it).
        services: 规上科服 firms, one line each: `firm`, `src`, `row`, `district`.
        batches: findings of this stage.
    """

    rows: pd.DataFrame
    cohort: pd.DataFrame
    services: pd.DataFrame
    batches: tuple[Batch, ...]


def _told(firms: pd.Series, by_firm: pd.Series) -> pd.Series:
    """What is told of each firm, "" where nothing is (also where nothing is told of any)."""
    return firms.map(by_firm).astype(object).fillna("")


def _year_and_revoked(fates: Fates, sources: tuple[Source, ...], year: int) -> None:
    rows = fates.open_(HNTE)
    years, batches = recognition_years(rows, sources, year)
    other = rows[years != year]
    found = other[["src", "row"]].assign(
        field="recognised_year", subject=other["name"], found=years[other.index].astype(str) + " 年"
    )
    fates.exclude(other.index, "out_of_year", *batches, Batch("out_of_year", found))
    rows = fates.open_(HNTE)
    fates.batches.append(certificate_years(rows, year))
    revoked = fates.open_(REVOKED).drop_duplicates("firm").set_index("firm")
    gone = rows[rows["firm"].isin(revoked.index)]
    once = gone.drop_duplicates("firm")
    origin = revoked.reindex(once["firm"])
    detail = once[["src", "row"]].assign(
        field="name", subject=once["name"], ref_src=origin["src"].to_numpy(), ref_row=origin["row"].to_numpy()
    )
    fates.exclude(gone.index, "revoked", Batch("revoked", detail))


def _settle_city(fates: Fates, districts: Districts, scope: str) -> pd.Series:
    """Exclude 高企 that lie outside the city; the district of every row of the others."""
    rows = fates.open_(HNTE)
    district = _told(rows["firm"], districts.by_firm["district"])
    once = ~rows.duplicated("firm")
    outside = rows[(district == OUTSIDE) & once]
    fates.exclude(
        rows.index[district == OUTSIDE], "outside_city", Batch("outside_city", place_of(outside, "district"))
    )
    unknown = rows[(district == "") & once]
    if scope == "province":
        found = pd.DataFrame(
            {"src": unknown["src"].iloc[:1], "found": f"{len(unknown)} 家没有任何广州地址信息"}
        )
        fates.exclude(rows.index[district == ""], "outside_city", Batch("outside_city", found))
    else:
        hints = _told(unknown["firm"], districts.hints)
        fates.batches.append(Batch("district_unresolved", place_of(unknown, "district").assign(detail=hints)))
    return district.where(district != OUTSIDE, "")


def _services(fates: Fates) -> pd.DataFrame:
    """规上科服: each enterprise in its own district (C6, C7)."""
    rows = fates.open_(SERVICES)
    located, claims = locate_units(rows)
    district = _told(rows["firm"], located)
    once = ~rows.duplicated("firm")
    outside = district == OUTSIDE
    fates.exclude(
        rows.index[outside],
        "outside_city",
        former_districts(claims),
        Batch("outside_city", place_of(rows[outside & once], "district")),
        Batch("district_unresolved", place_of(rows[(district == "") & once], "district")),
    )
    fates.once(SERVICES, ["firm"])
    kept = fates.open_(SERVICES)
    return kept[["firm", "src", "row", "name", "raw_code"]].assign(district=district.reindex(kept.index))


def _patents(fates: Fates, year: int) -> pd.DataFrame:
    """Patent rows that count, by owner; one that brings no new enterprise is a duplicate, unreported."""
    rows = fates.open_(PATENTS)
    reasons, batches = patent_fates(rows, year)
    fates.batches += batches
    fates.fate[rows.index] = reasons
    eligible = fates.open_(PATENTS)
    first = ~eligible.duplicated("firm")
    brings = first.groupby([eligible["src"], eligible["row"]]).transform("any")
    fates.fate[eligible.index[~brings]] = "duplicate"
    return eligible


def _flag(cohort: pd.DataFrame, kind: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Whether each 高企 is in a list, and the first row that says so."""
    first = rows.drop_duplicates("firm").set_index("firm").reindex(cohort["firm"])
    there = first["src"].notna().to_numpy()
    return cohort.assign(
        **{
            kind: there,
            f"{kind}_src": first["src"].fillna(-1).astype("int64").to_numpy(),
            f"{kind}_row": first["row"].fillna(0).astype("int64").to_numpy(),
        }
    )


def match_lists(
    identities: Identities, sources: tuple[Source, ...], year: int, *, scope: str, use_code_fallback: bool
) -> Membership:
    """Work out who counts in which list.

    Args:
        identities: rows with their enterprise.
        sources: for years stated in titles.
        year: the audited year.
        scope: `[hnte] scope`.
        use_code_fallback: `[district] use_code_fallback`.
    """
    rows = identities.frame
    fates = Fates(rows, identities.fields)
    _year_and_revoked(fates, sources, year)
    cohort = fates.open_(HNTE)
    cohort = cohort.assign(firm_code=identities.firms["code"].reindex(cohort["firm"]).to_numpy())
    others = {kind: fates.list_(kind) for kind in ("registry", SCALE, PATENTS)}
    districts = locate_firms(cohort, others, use_code_fallback=use_code_fallback)
    fates.batches += [*districts.batches, wrong_periods(sources)]
    district = _settle_city(fates, districts, scope)
    fates.once(HNTE, ["firm"])

    for kind in (SCALE, SERVICES):
        units = fates.open_(kind)
        local = units[is_local_unit(units["unit_type"])]
        fates.exclude(
            local.index, "not_legal_entity", Batch("not_legal_entity", place_of(local, "unit_type"))
        )
    services = _services(fates)
    fates.once(SCALE, ["firm"])
    patents = _patents(fates, year)
    for kind in (REVOKED, "registry", "tech_smes", "hnte_stock"):
        fates.once(kind, ["firm"])
    fates.once("renames", ["firm", "key"])

    kept = fates.open_(HNTE)
    cohort = kept[["firm", "src", "row", "name", "raw_code", "how", "public", "known_by"]].assign(
        district=district.reindex(kept.index),
        level=_told(kept["firm"], districts.by_firm["level"]),
    )
    cohort = _flag(cohort, SCALE, fates.open_(SCALE))
    cohort = _flag(cohort, PATENTS, patents)
    seen = patents[patents["public"]]["firm"]
    cohort["patents_public"] = cohort["firm"].isin(seen)
    cohort["patents"] = cohort["firm"].map(patents["firm"].value_counts()).fillna(0).astype("int64")
    return Membership(
        rows.assign(fate=fates.fate),
        cohort.reset_index(drop=True),
        services.reset_index(drop=True),
        tuple(fates.batches),
    )
