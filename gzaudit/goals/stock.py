"""高企 whose certificate is valid: those of three years, less the revoked and those that moved away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.normalise.districts import locate_address, locate_column
from gzaudit.resolve.levels import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.goals.world import World

VALID_YEARS: Final = 3
"""A certificate is valid for three years: that of its date and the two that follow."""
_PLACING: Final = ("hnte", "hnte_stock", "tech_smes", "registry")
_HNTE, _REVOKED = "hnte", "hnte_revoked"


@dataclass(frozen=True, slots=True)
class Stock:
    """The valid 高企 of a year.

    Attributes:
        year: at the end of which.
        firms: enterprises with the `last` year in which they were recognised; None where a year is missing.
        cohorts: enterprises recognised by year (those with a district), before anything is taken off.
        again: how many stand in more than one of these years.
        revoked: how many a later year's list of revoked 高企 takes off.
        moved: how many a later year's lists place outside the city.
        disputed: how many a later year's lists place both inside and outside the city; they stay.
        open: enterprises of which nobody knows the district, which are not in `firms`.
        missing: why there are none.
    """

    year: int
    firms: pd.Series | None
    cohorts: dict[int, int]
    again: int = 0
    revoked: int = 0
    moved: int = 0
    disputed: int = 0
    open: int = 0
    missing: str = ""


def years_of(year: int) -> range:
    """The years whose certificates are valid at the end of a year."""
    return range(year - VALID_YEARS + 1, year + 1)


def lacking(world: World, years: Iterable[int]) -> str:
    """Why the firms recognised in some years are not known; "" where they are."""
    unread = [each for each in years if not world.has(each, _HNTE)]
    without = [each for each in unread if each not in world.runs]
    told = [world.no_run(*without)] if without else []
    told += [f"{world.shown(each)} 没有高企公示名单" for each in unread if each in world.runs]
    return "；".join(told)


def stock_of(world: World, year: int) -> Stock:
    """The valid 高企 of a year; worked out once."""
    if year not in world.stocks:
        world.stocks[year] = _stock(world, year)
    return world.stocks[year]


def _stock(world: World, year: int) -> Stock:
    years = years_of(year)
    if missing := lacking(world, years):
        return Stock(year, None, {}, missing=missing)
    recognised = pd.concat([recognised_in(world, each).assign(year=each) for each in years])
    placed = recognised[recognised["district"] != ""]
    last = placed.groupby("firm")["year"].max()
    cohorts = {each: int((placed["year"] == each).sum()) for each in years}
    open_ = recognised.loc[~recognised["firm"].isin(last.index), "firm"].nunique()
    revoked = gone(world, last, year)
    placings = later_places(world, last[~last.index.isin(revoked)], year)
    moved = placings.index[placings == "outside"]
    return Stock(
        year,
        last[~last.index.isin([*revoked, *moved])],
        cohorts,
        len(placed) - len(last),
        len(revoked),
        len(moved),
        int((placings == "both").sum()),
        open_,
    )


def recognised_in(world: World, year: int) -> pd.DataFrame:
    """The year's 高企 as its run counted them: `firm` (across years) and `district` ("" where not known)."""
    audit = world.audit(year)
    if audit is None:
        return pd.DataFrame({"firm": [], "district": []}, dtype=object)
    rows = world.rows[(world.rows["year"] == year) & (world.rows["kind"] == _HNTE)]
    known = rows.set_index(["src", "row"])["firm"]
    members = audit.cohort
    firms = known.reindex(pd.MultiIndex.from_frame(members[["src", "row"]])).to_numpy()
    # Two firms of one run may turn out to be one by what other years know; it is then one.
    found = pd.DataFrame({"firm": firms, "district": members["district"].to_numpy()})
    return found.sort_values("district", ascending=False, kind="stable").drop_duplicates("firm")


def gone(world: World, last: pd.Series, year: int) -> pd.Index:
    """Firms that a list of revoked 高企 names in a year after their last recognition.

    The run of that year itself has already left out those that its own list names.
    """
    rows = world.rows[(world.rows["kind"] == _REVOKED) & (world.rows["year"] <= year)]
    since = last.reindex(rows["firm"]).to_numpy()
    named: pd.Index = pd.Index(rows.loc[rows["year"].to_numpy() > since, "firm"].unique())
    return named


def later_places(world: World, last: pd.Series, year: int) -> pd.Series:
    """Where the newest lists that place firms after their last recognition place them.

    Returns:
        By firm: `inside` or `outside` the city, or `both` where lists of that year disagree; a firm that no
        later list places is not there.
    """
    rows = world.rows[world.rows["kind"].isin(_PLACING) & (world.rows["year"] <= year)]
    rows = rows[rows["year"].to_numpy() > last.reindex(rows["firm"]).to_numpy()]
    place = locate_column(rows["district"])["district"]
    place = place.where(place != "", locate_address(rows["address"])["district"])
    said = rows[["firm", "year"]].assign(outside=place == OUTSIDE)[place != ""]
    newest = said[said["year"] == said.groupby("firm")["year"].transform("max")]
    outside = newest.groupby("firm")["outside"].agg(["all", "any"])
    told = pd.Series("inside", index=outside.index, dtype=object)
    return told.mask(outside["any"], "both").mask(outside["all"], "outside")
