"""Who is in which list, and why each row counts or does not (C4, C5, C7): fates, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.findings import Batch
from gzaudit.match.fates import HNTE, OUT, PATENTS, REVOKED, SCALE, SERVICES, SMES, STOCK, Fates
from gzaudit.match.members import BASIC, PLAIN, Ways, certified, cross, decided_by, locate_members, told
from gzaudit.match.touched import touched_districts
from gzaudit.match.years import certificate_years, patent_fates, place_of, recognition_years, wrong_periods
from gzaudit.resolve.district import former_districts, is_local_unit, is_quasi_unit, locate_units
from gzaudit.resolve.levels import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.decide.standing import Standing
    from gzaudit.read.listing import Source
    from gzaudit.resolve.identity import Identities


@dataclass(frozen=True, slots=True)
class Membership:
    """Lists with their members.

    Attributes:
        rows: identified rows with `fate`: "" where the row counts, else the reason it does not.
        members: by kind of list, one line an enterprise: `firm`, `src`, `row`, `name`, `raw_code` and
            `district` (code or "" where unresolved). 高企 (`hnte`, `hnte_stock`) also say where else they
            stand: for `above_scale` and `patent_grants` whether and where (`…_src`, `…_row`, -1 where not),
            `patent_grants_first` whether as first owner; the year's 高企 with `level`, the cell that
            gave the district (`level_src`, `level_row`, `level_field`), `how` and `patents`.
        batches: findings of this stage.
        touched: which districts each decision touches: `number`, `district` (see `match.touched`).
    """

    rows: pd.DataFrame
    members: Mapping[str, pd.DataFrame]
    batches: tuple[Batch, ...]
    touched: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def cohort(self) -> pd.DataFrame:
        """The year's 高企, in list order."""
        return self.members[HNTE]


def _year_and_revoked(fates: Fates, sources: tuple[Source, ...], year: int, *, count_revoked: bool) -> None:
    rows = fates.open_(HNTE)
    years, batches = recognition_years(rows, sources, year)
    other = rows[(years != year) & ~fates.kept(rows, HNTE)]
    found = other[["src", "row"]].assign(
        field="recognised_year", subject=other["name"], found=years[other.index].astype(str) + " 年"
    )
    fates.exclude(other.index, "out_of_year", *batches, Batch("out_of_year", found))
    rows = fates.open_(HNTE)
    fates.batches.append(certificate_years(rows, year))
    revoked = fates.open_(REVOKED).drop_duplicates("firm").set_index("firm")
    gone = rows[rows["firm"].isin(revoked.index) & ~fates.kept(rows, HNTE)]
    once = gone.drop_duplicates("firm")
    origin = revoked.reindex(once["firm"])
    detail = once[["src", "row"]].assign(
        field="name", subject=once["name"], ref_src=origin["src"].to_numpy(), ref_row=origin["row"].to_numpy()
    )
    if count_revoked:
        fates.batches.append(Batch("revoked_counted", detail))
    else:
        fates.exclude(gone.index, "revoked", Batch("revoked", detail))


def _settle_city(fates: Fates, rows: pd.DataFrame, hints: pd.Series, scope: str) -> None:
    """Exclude 高企 that lie outside the city, and report those that lie nobody knows where."""
    kept, once = fates.kept(rows, HNTE), ~rows.duplicated("firm")
    district = rows["place"]
    outside = rows[(district == OUTSIDE) & once]
    fates.exclude(
        rows.index[district == OUTSIDE], "outside_city", Batch("outside_city", place_of(outside, "district"))
    )
    unknown = rows[(district == "") & once]
    if scope == "province":
        away = unknown[~kept[unknown.index]]
        found = pd.DataFrame({"src": away["src"].iloc[:1], "found": f"{len(away)} 家没有任何广州地址信息"})
        nowhere = rows.index[(district == "") & ~kept]
        fates.exclude(nowhere, "outside_city", Batch("outside_city", found))
        unknown = unknown[kept[unknown.index]]
    detail = told(unknown["firm"], hints)
    fates.batches.append(Batch("district_unresolved", place_of(unknown, "district").assign(detail=detail)))


def _services(fates: Fates) -> pd.DataFrame:
    """规上科服: each enterprise in its own district (C6, C7); where the list tells none, as decided."""
    rows = fates.open_(SERVICES)
    located, claims = locate_units(rows)
    decided = fates.standing.places.set_index("firm")["district"]
    district = told(rows["firm"], located.combine_first(decided) if len(decided) else located)
    district = district.mask((district == OUTSIDE) & fates.kept(rows, SERVICES), "")
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
    return kept[BASIC].assign(district=district.reindex(kept.index))


def _patents(fates: Fates, year: int) -> pd.DataFrame:
    """Patent rows that count, by owner; one that brings no new enterprise is a duplicate, unreported."""
    rows = fates.list_(PATENTS)
    reasons, batches = patent_fates(rows, year)
    fates.batches += batches
    fates.fate[rows.index] = reasons.mask(fates.kept(rows, PATENTS), "")
    eligible = fates.open_(PATENTS)
    out = eligible["firm"].isin(fates.standing.firms_out(PATENTS))
    first = ~eligible.duplicated("firm") & ~out
    # A row has one fate, whoever else owns the patent: it counts, or none of its owners is left, or the
    # owners that are left stand elsewhere already.
    line = [eligible["src"], eligible["row"]]
    brings, nobody = first.groupby(line).transform("any"), out.groupby(line).transform("all")
    fates.fate[eligible.index[~brings]] = "duplicate"
    fates.fate[eligible.index[nobody]] = OUT
    return eligible[~out]


def _units(fates: Fates, ways: Ways) -> None:
    """Units of the statistics lists that are no enterprises (C7; 视同法人单位 by reading A13)."""
    left_out = [("not_legal_entity", "not_legal_entity", is_local_unit)]
    if ways.leave_out_quasi_units:
        left_out.append(("quasi_unit", "quasi_unit_left_out", is_quasi_unit))
    for kind in (SCALE, SERVICES):
        for fate, code, is_such in left_out:
            rows = fates.open_(kind)
            such = rows[is_such(rows["unit_type"]) & ~fates.kept(rows, kind)]
            fates.exclude(such.index, fate, Batch(code, place_of(such, "unit_type")))


def match_lists(
    identities: Identities,
    sources: tuple[Source, ...],
    year: int,
    ways: Ways = PLAIN,
    standing: Standing | None = None,
) -> Membership:
    """Work out who counts in which list.

    Args:
        identities: rows with their enterprise.
        sources: for years stated in titles.
        year: the audited year.
        ways: how lists are read where the notice leaves a choice.
        standing: what people decided of enterprises.
    """
    rows = identities.frame
    fates = Fates(rows, identities.fields, standing)
    for kind in (HNTE, STOCK, SMES, SCALE, SERVICES):
        fates.leave_out(kind)
    _year_and_revoked(fates, sources, year, count_revoked=ways.count_revoked)
    others = {kind: fates.list_(kind) for kind in ("registry", SCALE, PATENTS)}
    located, districts = locate_members(HNTE, fates, identities, others, ways)
    fates.batches += [*districts.batches, wrong_periods(sources)]
    _settle_city(fates, located, districts.hints, ways.scope)
    fates.once(HNTE, ["firm"])
    _units(fates, ways)
    services = _services(fates)
    fates.once(SCALE, ["firm"])
    patents = _patents(fates, year)
    for kind in (REVOKED, "registry"):
        fates.once(kind, ["firm"])
    fates.once("renames", ["firm", "key"])

    kept = fates.open_(HNTE)
    cohort = kept[[*BASIC, "how", "public"]].assign(
        district=located["place"].reindex(kept.index),
        **decided_by(kept["firm"], districts),
    )
    cohort = cross(cohort, fates, patents, ways, reported=HNTE in ways.counted)
    cohort["patents"] = cohort["firm"].map(patents["firm"].value_counts()).fillna(0).astype("int64")
    if not ways.count_revoked:
        _leave_out_revoked(fates)
    stock = certified(STOCK, fates, identities, others, ways)
    members = {
        HNTE: cohort,
        SERVICES: services,
        STOCK: cross(stock, fates, patents, ways, reported=STOCK in ways.counted),
        SMES: certified(SMES, fates, identities, others, ways),
    }
    return Membership(
        rows.assign(fate=fates.fate),
        {kind: table.reset_index(drop=True) for kind, table in members.items()},
        tuple(fates.batches),
        touched_districts(fates, identities, others, ways),
    )


def _leave_out_revoked(fates: Fates) -> None:
    """The stock of valid 高企 loses the revoked ones as the year's list does."""
    stock = fates.open_(STOCK)
    gone = stock["firm"].isin(fates.list_(REVOKED)["firm"]) & ~fates.kept(stock, STOCK)
    fates.exclude(stock.index[gone], "revoked")
