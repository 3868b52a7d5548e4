"""The members of each list, one line an enterprise, with where else they stand: what counts are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gzaudit.findings import Batch
from gzaudit.match.fates import PATENTS, SCALE, Fates
from gzaudit.match.years import place_of
from gzaudit.resolve.district import locate_firms, locate_patentees, locate_units
from gzaudit.resolve.levels import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gzaudit.policy.model import Policy
    from gzaudit.resolve.district import Districts
    from gzaudit.resolve.identity import Identities

BASIC = ["firm", "src", "row", "name", "raw_code"]


@dataclass(frozen=True, slots=True)
class Ways:
    """How lists are read where the notice leaves a choice (C6; readings A9, A11, A13).

    Attributes:
        scope: `[hnte] scope`: whether a 高企 without any district may lie outside the city.
        use_code_fallback: `[district] use_code_fallback`.
        count_revoked: whether revoked 高企 still count.
        leave_out_quasi_units: whether 视同法人单位 do not count.
        placed_by: lists by whose district some count places enterprises of another list.
        counted: lists whose enterprises some count is made of.
    """

    scope: str = "city"
    use_code_fallback: bool = False
    count_revoked: bool = False
    leave_out_quasi_units: bool = False
    placed_by: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()


PLAIN: Final = Ways()


def ways_of(policy: Policy | None, *, scope: str, use_code_fallback: bool) -> Ways:
    """The ways that settings and policy ask for."""
    if policy is None:
        return Ways(scope, use_code_fallback)
    counts = [each.count for each in policy.indicators]
    return Ways(
        scope,
        use_code_fallback,
        policy.enterprises.revoked == "counted",
        policy.enterprises.quasi_units == "left_out",
        frozenset(count.district for count in counts if count.district != count.list),
        frozenset(count.list for count in counts),
    )


def told(firms: pd.Series, by_firm: pd.Series) -> pd.Series:
    """What is told of each firm, "" where nothing is (also where nothing is told of any)."""
    return firms.map(by_firm).astype(object).fillna("")


def decided_by(firms: pd.Series, located: Districts) -> dict[str, pd.Series]:
    """Where the district of each firm comes from: which list, and the cell that says so."""
    said = located.by_firm.reindex(firms).set_axis(firms.index)
    return {
        "level": said["level"].astype(object).fillna(""),
        "level_src": said["src"].fillna(-1).astype("int64"),
        "level_row": said["row"].fillna(0).astype("int64"),
        "level_field": said["field"].astype(object).fillna(""),
    }


def flag(members: pd.DataFrame, kind: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Whether each member is in another list, and the first row that says so."""
    first = rows.drop_duplicates("firm").set_index("firm").reindex(members["firm"])
    there = first["src"].notna().to_numpy()
    return members.assign(
        **{
            kind: there,
            f"{kind}_src": first["src"].fillna(-1).astype("int64").to_numpy(),
            f"{kind}_row": first["row"].fillna(0).astype("int64").to_numpy(),
        }
    )


def cross(
    members: pd.DataFrame, fates: Fates, patents: pd.DataFrame, ways: Ways, *, reported: bool
) -> pd.DataFrame:
    """Where else members stand: 四上, patents (by any owner, by the first), and districts that those give.

    Where those districts decide what counts, members that they place nowhere are told (if `reported`).
    """
    scale = fates.open_(SCALE)
    members = flag(members, SCALE, fates.with_stated(scale, SCALE))
    members = flag(members, PATENTS, fates.with_stated(patents, PATENTS))
    first = [*patents.loc[patents["part"] == 0, "firm"], *fates.standing.put_into(PATENTS)["firm"]]
    members[f"{PATENTS}_first"] = members["firm"].isin(first)
    places = {SCALE: locate_units(scale)[0]} if SCALE in ways.placed_by else {}
    places |= {PATENTS: locate_patentees(patents)} if PATENTS in ways.placed_by else {}
    for kind, by_firm in places.items():
        district = told(members["firm"], by_firm)
        members[f"district_{kind}"] = district.where(district != OUTSIDE, "")
        if reported:
            fates.batches += _not_placed(members, kind, district)
    return members


def _not_placed(members: pd.DataFrame, kind: str, district: pd.Series) -> list[Batch]:
    """Members of another list that it places in no district of the city, and that count for none there."""
    columns = {f"{kind}_src": "src", f"{kind}_row": "row", "name": "subject"}
    return [
        Batch(code, out[list(columns)].rename(columns=columns).assign(field="district"))
        for code, place in (("district_unresolved", ""), ("outside_city", OUTSIDE))
        for out in (members[members[kind] & (district == place)],)
    ]


def certificates_of(rows: pd.DataFrame, identities: Identities) -> pd.DataFrame:
    """Rows of a list of certificates with the code of each enterprise."""
    return rows.assign(firm_code=identities.firms["code"].reindex(rows["firm"]).to_numpy())


def placed(
    kind: str, rows: pd.DataFrame, others: Mapping[str, pd.DataFrame], fates: Fates, ways: Ways
) -> Districts:
    """Where the enterprises of a list of certificates lie (see `certificates_of`)."""
    return locate_firms(
        rows, others, fates.standing.places, use_code_fallback=ways.use_code_fallback, own=kind
    )


def locate_members(
    kind: str, fates: Fates, identities: Identities, others: Mapping[str, pd.DataFrame], ways: Ways
) -> tuple[pd.DataFrame, Districts]:
    """The open rows of a list of certificates with the district of each."""
    rows = certificates_of(fates.open_(kind), identities)
    located = placed(kind, rows, others, fates, ways)
    place = told(rows["firm"], located.by_firm["district"])
    # One that was said to count is in the city; where, somebody has to say.
    return rows.assign(place=place.mask((place == OUTSIDE) & fates.kept(rows, kind), "")), located


def certified(
    kind: str,
    fates: Fates,
    identities: Identities,
    others: Mapping[str, pd.DataFrame],
    ways: Ways,
) -> pd.DataFrame:
    """Members of a list of certificates other than the year's 高企: `tech_smes`, `hnte_stock`.

    Args:
        kind: which list.
        fates: those outside the city and those that stand there again are excluded.
        identities: for codes.
        others: lists that may tell where an enterprise lies.
        ways: how lists are read. A list that no count is made of decides nothing, so that its open districts
            are not told.
    """
    rows = fates.open_(kind)
    if rows.empty:
        return rows[[*BASIC, "how", "public"]].assign(
            district="", level="", level_src=-1, level_row=0, level_field=""
        )
    rows, located = locate_members(kind, fates, identities, others, ways)
    once = ~rows.duplicated("firm")
    away = rows["place"] == OUTSIDE
    told_of = [
        Batch("outside_city", place_of(rows[away & once], "district")),
        Batch(
            "district_unresolved",
            place_of(rows[(rows["place"] == "") & once], "district").assign(
                detail=told(rows.loc[(rows["place"] == "") & once, "firm"], located.hints)
            ),
        ),
        *located.batches,
    ]
    fates.exclude(rows.index[away], "outside_city", *(told_of if kind in ways.counted else ()))
    fates.once(kind, ["firm"])
    kept = fates.open_(kind)
    return kept[[*BASIC, "how", "public"]].assign(
        district=rows["place"].reindex(kept.index), **decided_by(kept["firm"], located)
    )
