"""Which enterprise each row of several years' runs is: by code, else by name, one across all of them (C3).

Only public lists are looked at. Each year is settled by its own lists first, then by those of others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.normalise.codes import IDENTIFYING
from gzaudit.normalise.entries import Entries, former_names
from gzaudit.normalise.names import name_keys
from gzaudit.read.kinds import kinds
from gzaudit.resolve.identity import identify, joined_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.audit import YearAudit
    from gzaudit.resolve.identity import Identities

PUBLIC: Final = tuple(
    key for key, kind in kinds().items() if kind.counted_as == "enterprises" and not kind.statistics
)
SAID: Final = ("district", "address", "patent_no", "granted")


def one_across_years(runs: Mapping[int, YearAudit]) -> pd.DataFrame:
    """The rows of all public lists of enterprises, with the enterprise that each is of.

    Args:
        runs: by year.

    Returns:
        `year`, `kind`, `src`, `row`, `part`, `fate`, what SAID names, and `firm`: a number that is the same
        for the same enterprise in every year.
    """
    years = [_own_year(year, audit) for year, audit in sorted(runs.items())]
    rows = pd.concat(years, ignore_index=True) if years else _own_rows(pd.DataFrame())
    if rows.empty:
        return rows.assign(firm=pd.Series([], dtype="int64"))
    settled = rows.loc[rows["known"] != "", "known"]
    identities = identify(_entries(rows), settled)
    return rows.loc[identities.frame.index].assign(firm=_renamed_once(identities))


def _own_rows(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.reindex(
        columns=["kind", "src", "row", "part", "name", "state", "code", "how", "fate", "line"]
    )


def _own_year(year: int, audit: YearAudit) -> pd.DataFrame:
    """A run's rows with `known`: the code that its public lists, or people, give where a row has none."""
    rows = audit.rows[audit.rows["kind"].isin(PUBLIC) & (audit.rows["fate"] != "no_identity")]
    fields = audit.fields.loc[rows["line"], [*SAID, "former"]].set_axis(rows.index)
    rows = pd.concat([_own_rows(rows), fields], axis=1).reset_index(drop=True)
    rows["key"] = name_keys(rows["name"])
    decided = rows["how"] == "decided"
    own = rows["state"].isin(IDENTIFYING) & ~decided
    # What the run made of a row may rest on a statistics list; its own code does not.
    given = rows["code"].where(decided, "")
    rows = rows.assign(
        code=rows["code"].where(own, ""), state=rows["state"].where(~decided, "missing"), year=year
    )
    identities = identify(_entries(rows), given[decided])
    found = identities.firms["code"].reindex(identities.frame["firm"]).set_axis(identities.frame.index)
    return rows.assign(known=found.reindex(rows.index).where(~own, "").fillna("")).drop(columns="how")


def _entries(rows: pd.DataFrame) -> Entries:
    return Entries(rows, rows[["former"]], former_names(rows), ())


def _renamed_once(identities: Identities) -> pd.Series:
    """The enterprise of each row; those that no list gives a code are joined by renames and former names."""
    firms, links = identities.firms, identities.links
    groups = joined_names(links[links["code"] == ""])
    coded = firms["code"] != ""
    name = firms["key"].map(lambda key: min(groups.get(key, {key})))
    label = ("C:" + firms["code"]).where(coded, "N:" + name)
    return (
        pd.Series(pd.factorize(label)[0], index=firms.index)
        .loc[identities.frame["firm"]]
        .set_axis(identities.frame.index)
    )
