"""Who is in which list, and why each row counts or does not (C4, C5, C7): fates, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TYPE_CHECKING

import pandas as pd

from gzaudit.findings import Batch
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
    from gzaudit.resolve.identity import Identities
    from gzaudit.read.listing import Source

COUNTED: Final = ""
HNTE, REVOKED, SCALE = "hnte", "hnte_revoked", "above_scale"
SERVICES, PATENTS = "above_scale_tech_services", "patent_grants"


@dataclass(frozen=True, slots=True)
class Membership:
    """Lists with their members.

    Attributes:
        rows: identified rows with `fate`: "" where the row counts, else the reason it does not.
        cohort: the year's 高企, one line each, in list order: `firm`, `src`, `row`, `district` (code or "" where
            unresolved), `level`, and for `above_scale` and `patent_grants` whether the firm is there and where
            (`…_src`, `…_row`, -1 where not), `patents_public` (no statistics list was needed to know it).
        services: 规上科服 firms, one line each: `firm`, `src`, `row`, `district`.
        batches: findings of this stage.
    """

    rows: pd.DataFrame
    cohort: pd.DataFrame
    services: pd.DataFrame
    batches: tuple[Batch, ...]


def _later(rows: pd.DataFrame, by: list[str]) -> tuple[pd.Series, Batch]:
    """Rows after the first of each enterprise, and the findings for them."""
    repeated = rows.duplicated(by)
    first = rows[~repeated].set_index(by)[["src", "row"]]
    again = rows[repeated]
    origin = first.reindex(pd.MultiIndex.from_frame(again[by]) if len(by) > 1 else pd.Index(again[by[0]]))
    batch = Batch(
        "duplicate",
        again[["src", "row"]].assign(
            field="name",
            subject=again["name"],
            found=again["raw_code"],
            ref_src=origin["src"].to_numpy(),
            ref_row=origin["row"].to_numpy(),
        ),
    )
    return repeated, batch


class _Fates:
    """Collects fates and findings over the stages of one list after another."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.rows = rows
        self.fate = pd.Series(COUNTED, index=rows.index, dtype=object)
        self.batches: list[Batch] = []

    def open_(self, kind: str) -> pd.DataFrame:
        """Rows of a kind that still count."""
        return self.rows[(self.rows["kind"] == kind) & (self.fate == COUNTED)]

    def exclude(self, index: pd.Index, reason: str, *batches: Batch) -> None:
        self.fate[index] = reason
        self.batches += batches

    def once(self, kind: str, by: list[str]) -> None:
        """An enterprise counts once per list (C4)."""
        rows = self.open_(kind)
        repeated, batch = _later(rows, by)
        self.exclude(rows.index[repeated], "duplicate", batch)


def _year_and_revoked(fates: _Fates, sources: tuple[Source, ...], year: int) -> None:
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


def _settle_city(fates: _Fates, districts: Districts, scope: str) -> pd.Series:
    """Exclude 高企 that lie outside the city; the district of every row of the others."""
    rows = fates.open_(HNTE)
    district = rows["firm"].map(districts.by_firm["district"]).fillna("")
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
        hints = unknown["firm"].map(districts.hints).fillna("")
        fates.batches.append(Batch("district_unresolved", place_of(unknown, "district").assign(detail=hints)))
    return district.where(district != OUTSIDE, "")


def _services(fates: _Fates) -> pd.DataFrame:
    """规上科服: each enterprise in its own district (C6, C7)."""
    rows = fates.open_(SERVICES)
    located, claims = locate_units(rows)
    district = rows["firm"].map(located).fillna("")
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


def _patents(fates: _Fates, year: int) -> pd.DataFrame:
    """Patent rows that count, by owner; a row that brings no new enterprise is a duplicate without a finding."""
    rows = fates.rows[fates.rows["kind"] == PATENTS]
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
    rows = identities.frame.assign(
        firm_code=identities.firms["code"].reindex(identities.frame["firm"]).to_numpy()
    )
    fates = _Fates(rows)
    _year_and_revoked(fates, sources, year)
    districts = locate_firms(rows, fates.open_(HNTE), use_code_fallback=use_code_fallback)
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
        level=kept["firm"].map(districts.by_firm["level"]).fillna(""),
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
