"""Which enterprise each row is (C3): by code, else by a name that leads to one code, else by name alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gzaudit.normalise.codes import IDENTIFYING
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from gzaudit.normalise.entries import Entries


@dataclass(frozen=True, slots=True)
class Identities:
    """Rows with their enterprise.

    Attributes:
        frame: the entries that can be identified, with `firm` (number), `how` (code, name, ambiguous,
            unresolved; decided: a person said who it is), `known_by` (index of an entry that gave the code,
            -1 where none) and `public` (no statistics list was needed to know who it is).
        fields: as in `Entries`, by the rows' `line`.
        nameless: index of entries that have neither an identifying code nor a name.
        firms: by firm number: `code` ("" where none), `key`, `name` as first written (高企 list first).
        candidates: for ambiguous rows: `entry`, `code`.
        links: pairs of names that renames or 曾用名 explain: `code` ("" = any), `a`, `b`.
    """

    frame: pd.DataFrame
    fields: pd.DataFrame
    nameless: pd.Index
    firms: pd.DataFrame
    candidates: pd.DataFrame
    links: pd.DataFrame


def joined_names(links: pd.DataFrame) -> dict[str, set[str]]:
    """Names joined by renames without a code, each with all names that it leads to."""
    groups: dict[str, set[str]] = {}
    for a, b in zip(links["a"], links["b"], strict=True):
        joined = groups.get(a, {a}) | groups.get(b, {b})
        for name in joined:
            groups[name] = joined
    return groups


def _name_links(frame: pd.DataFrame, former: pd.DataFrame) -> pd.DataFrame:
    entry = former["entry"].to_numpy()
    links = pd.DataFrame(
        {
            "code": frame["code"].where(frame["identified"], "").reindex(entry).to_numpy(),
            "a": frame["key"].reindex(entry).to_numpy(),
            "b": former["key"].to_numpy(),
            "renames": (frame["kind"] == "renames").reindex(entry).to_numpy(),
        }
    )
    return links[(links["a"] != "") & (links["a"] != links["b"])].drop_duplicates(ignore_index=True)


def _name_index(frame: pd.DataFrame, former: pd.DataFrame, asked: pd.Series) -> pd.DataFrame:
    """Rows with an identifying code that bear one of the names asked for, at present or formerly.

    Returns:
        `key`, `code`, `entry`, `public`; one line per name and code.
    """
    wanted = frame["identified"] & frame["key"].isin(asked)
    coded = frame.loc[wanted, ["key", "code"]]
    present = pd.DataFrame({"key": coded["key"], "code": coded["code"], "entry": coded.index})
    past = former[former["key"].isin(asked)]
    past = past[frame["identified"].reindex(past["entry"]).to_numpy()]
    past = past.assign(code=frame["code"].reindex(past["entry"]).to_numpy())
    index = pd.concat([present, past[["key", "code", "entry"]]], ignore_index=True)
    index = index[index["key"] != ""]
    micro = [key for key, kind in kinds().items() if kind.statistics]
    index["public"] = ~frame["kind"].isin(micro).reindex(index["entry"]).to_numpy()
    # Public evidence first, then the earliest row: that row is named as the source of the code.
    index = index.sort_values(["public", "entry"], ascending=[False, True], kind="stable")
    return index.drop_duplicates(["key", "code"], ignore_index=True)


def _look_up(frame: pd.DataFrame, former: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Codes that the names of rows without a code lead to: `entry`, `code`, `known_by`, `public`."""
    uncoded = frame[~frame["identified"]]
    asked = pd.concat(
        [
            pd.DataFrame({"entry": uncoded.index, "key": uncoded["key"].to_numpy()}),
            former[former["entry"].isin(uncoded.index)][["entry", "key"]],
        ],
        ignore_index=True,
    )
    asked = asked[asked["key"] != ""]
    groups = joined_names(links[links["renames"] & (links["code"] == "")])
    if groups:
        wider = asked[asked["key"].isin(groups)]
        more = wider.assign(key=wider["key"].map(lambda key: sorted(groups[key]))).explode("key")
        asked = pd.concat([asked, more], ignore_index=True).drop_duplicates(ignore_index=True)
    index = _name_index(frame, former, asked["key"]).rename(columns={"entry": "known_by"})
    found = asked.merge(index, on="key", how="inner")
    found = found.sort_values(["entry", "public", "known_by"], ascending=[True, False, True], kind="stable")
    return found.drop_duplicates(["entry", "code"], ignore_index=True)[
        ["entry", "code", "known_by", "public"]
    ]


def _with_decided(frame: pd.DataFrame, settled: pd.Series) -> pd.DataFrame:
    """The entries with the codes that people gave, and without those that people took from them.

    An entry that was said to be an enterprise of its own keeps its code where no other name bears it too.
    """
    codes = settled.reindex(frame.index)
    given, own = codes.fillna("").ne(""), codes.eq("")
    shared = frame[frame["identified"] & ~given & frame["code"].isin(frame.loc[own, "code"])]
    names = shared.groupby("code")["key"].nunique()
    several = frame["code"].isin(names.index[names > 1])
    return frame.assign(
        code=codes.where(given, frame["code"]), identified=given | (frame["identified"] & ~(own & several))
    )


def _only_secret(frame: pd.DataFrame) -> pd.Series:
    """Whether an entry's code stands in no public list but by decision."""
    micro = [key for key, kind in kinds().items() if kind.statistics]
    told = frame.loc[(frame["how"] == "code") & ~frame["kind"].isin(micro), "code"]
    return frame["identified"] & ~frame["code"].isin(told)


def identify(entries: Entries, settled: pd.Series | None = None) -> Identities:
    """Give every row its enterprise (C3).

    Codes in state valid or bad_check identify by exact equality. A row without one is looked up by its
    present and former names among the names of all rows that have one, across every list of the run;
    renames without a code join names. Equal names of rows that both lead nowhere are one enterprise.

    Args:
        entries: rows of all lists.
        settled: what people decided, by entry: the code of its enterprise, "" for one of its own. A person's
            word goes before what the row says and what its name leads to.
    """
    frame = entries.frame.assign(identified=entries.frame["state"].isin(IDENTIFYING))
    decided = frame.index[:0] if settled is None else frame.index.intersection(settled.index)
    if settled is not None and len(decided):
        frame = _with_decided(frame, settled)
    lost = frame.index[~frame["identified"] & (frame["key"] == "")]
    if len(lost):
        frame = frame.drop(index=lost)
    former = entries.former[entries.former["entry"].isin(frame.index)] if len(lost) else entries.former
    links = _name_links(frame, former)
    found = _look_up(frame, former, links)
    if len(decided):
        found = found[~found["entry"].isin(decided)]
    codes = found.groupby("entry")["code"].size()
    only = found[found["entry"].map(codes) == 1].set_index("entry")

    label = ("C:" + frame["code"]).where(frame["identified"], "N:" + frame["key"])
    label = label.where(~frame.index.isin(only.index), "C:" + only["code"].reindex(frame.index).fillna(""))
    how = np.full(len(frame), "unresolved", dtype=object)  # one object for all rows: there are many
    how[frame["identified"]] = "code"
    how[frame.index.isin(only.index)] = "name"
    how[frame.index.isin(codes.index[codes > 1])] = "ambiguous"
    how[frame.index.isin(decided)] = "decided"
    firm, labels = pd.factorize(label)
    frame["firm"], frame["how"] = firm, how
    frame["known_by"] = only["known_by"].reindex(frame.index).fillna(-1).astype("int64")
    frame["public"] = only["public"].reindex(frame.index).fillna(value=True).astype(bool)
    if len(decided):
        frame["public"] &= ~frame.index.isin(decided) | ~_only_secret(frame)

    codes_of = (
        frame.loc[frame["identified"], ["firm", "code"]].drop_duplicates("firm").set_index("firm")["code"]
    )
    rank = frame["kind"].map({kind: at for at, kind in enumerate(kinds())}).to_numpy()
    first = frame[["firm", "key", "name"]].iloc[np.argsort(rank, kind="stable")].drop_duplicates("firm")
    first = first.set_index("firm").sort_index()
    firms = pd.DataFrame(
        {
            "code": codes_of.reindex(range(len(labels)), fill_value="").to_numpy(),
            "key": first["key"].to_numpy(),
            "name": first["name"].to_numpy(),
        }
    )
    return Identities(
        frame.drop(columns="identified"),
        entries.fields,
        lost,
        firms,
        found[found["entry"].map(codes) > 1][["entry", "code"]],
        links,
    )
