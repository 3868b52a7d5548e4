"""Decisions on who an enterprise is, applied to the rows that they speak of (C3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gzaudit.normalise.codes import IDENTIFYING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gzaudit.decide.ruling import Docket, Ruling
    from gzaudit.findings import Batch

# A row that its own good code identifies is only touched by a decision that names this code.
_DOUBTFUL = "bad_check"
# What is said of a row's code, and is no question any more once a person said whose row it is.
_ABOUT_CODES = frozenset({"malformed", "bad_check", "precision_lost"})


def rows_meant(ruling: Ruling, frame: pd.DataFrame) -> pd.Index:
    """The entries that a match speaks of.

    With a code, those of the name that bear it; with a name alone, or with a code that no row of the name
    bears because it is the answer itself or none that identifies, those whose own code does not settle it.

    Args:
        ruling: a match.
        frame: entries of all lists, or of those that may be looked at.
    """
    rows = frame[frame["key"] == ruling.key] if ruling.key else frame
    if ruling.code:
        exact = rows.index[rows["code"] == ruling.code]
        if len(exact) or not ruling.key or (ruling.coded and ruling.code != ruling.answer):
            return exact
    return rows.index[~rows["state"].isin(IDENTIFYING) | (rows["state"] == _DOUBTFUL)]


def settle_matches(docket: Docket, frame: pd.DataFrame) -> pd.Series:
    """Work out which enterprise decided rows are, and what becomes of each match.

    Args:
        docket: takes the outcome of each.
        frame: entries of all lists.

    Returns:
        By entry, the code of its enterprise, "" for one of its own.
    """
    rulings = docket.about("match")
    likely = _likely(rulings, frame)
    meant = {each.number: rows_meant(each, likely) for each in rulings}
    said: dict[int, list[Ruling]] = {}
    for ruling in rulings:
        for entry in meant[ruling.number]:
            said.setdefault(int(entry), []).append(ruling)
    for ruling in rulings:
        if not len(meant[ruling.number]):
            docket.settle(ruling, "decision_unused", found=ruling.decision.choice)
            continue
        others = {each.number: each for entry in meant[ruling.number] for each in said[int(entry)]}
        docket.judge(ruling, others.values())
    return answers(docket.in_force("match"), likely)


def answers(rulings: Iterable[Ruling], frame: pd.DataFrame) -> pd.Series:
    """By entry, what the matches in force say."""
    found = {int(entry): each.answer for each in rulings for entry in rows_meant(each, frame)}
    return pd.Series(found, dtype=object, index=pd.Index(list(found), dtype="int64")).sort_index()


def public_answers(rulings: list[Ruling], frame: pd.DataFrame) -> pd.Series:
    """The same for public lists: a code that only a statistics list holds is not told to districts.

    Args:
        rulings: matches in force.
        frame: entries of the public lists.
    """
    likely = _likely(rulings, frame)
    known = set(frame.loc[frame["code"].isin({each.answer for each in rulings}), "code"])
    return answers([each for each in rulings if not each.answer or each.answer in known], likely)


def still_asked(batches: Iterable[Batch], frame: pd.DataFrame) -> list[Batch]:
    """Findings on codes without those of rows of which people said who they are.

    Args:
        batches: of the entries.
        frame: rows with how each was identified.
    """
    decided = frame[frame["how"] == "decided"]
    settled = {*zip(decided["src"], decided["row"], decided["name"], strict=True)}
    if not settled:
        return [*batches]
    return [
        batch._replace(frame=batch.frame[[each not in settled for each in _whose(batch.frame)]])
        if batch.code in _ABOUT_CODES
        else batch
        for batch in batches
    ]


def _whose(found: pd.DataFrame) -> Iterable[tuple[int, int, str]]:
    return zip(found["src"], found["row"], found["subject"], strict=True)


def _likely(rulings: list[Ruling], frame: pd.DataFrame) -> pd.DataFrame:
    """The few rows that any of the rulings could mean."""
    keys, codes = {each.key for each in rulings} - {""}, {each.code for each in rulings} - {""}
    return frame[frame["key"].isin(keys) | frame["code"].isin(codes)]
