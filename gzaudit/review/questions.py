"""From findings to open questions: one line for each decision that would settle something."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from gzaudit.decide.stake import stakes
from gzaudit.findings import SEVERITIES
from gzaudit.normalise.names import name_keys
from gzaudit.normalise.single import BLANKS
from gzaudit.review.listed import records
from gzaudit.review.objections import objected
from gzaudit.review.question import AMOUNT, MATCH, MATTERS, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gzaudit.audit import YearAudit
    from gzaudit.review.listed import Listed


class Asked(NamedTuple):
    """How a finding is asked: what kind of decision settles it, and the question."""

    matter: str
    ask: str
    ruled: bool = False


@cache
def asked() -> Mapping[str, Asked]:
    """Every code that a decision can settle."""
    text = (resources.files("gzaudit") / "review" / "asked.toml").read_text(encoding="utf-8")
    return {code: Asked(**entry) for code, entry in tomllib.loads(text).items()}


def open_questions(audit: YearAudit, listed: Listed) -> list[Question]:
    """All that people can decide and have not: what is open, then what is ruled; most money first.

    Findings that one decision settles are one question. What was decided in this run is not asked again.

    Args:
        audit: the year.
        listed: its rows.
    """
    found = _found(audit, listed)
    single = [_question(row) for row in records(found)]
    grouped: dict[tuple[str, ...], list[Question]] = {}
    for question in [*single, *objected(audit, listed)]:
        grouped.setdefault(_identity(question), []).append(question)
    settled = _settled(audit)
    joined = [_joined(each) for each in grouped.values()]
    return sorted((each for each in joined if not _is_settled(each, settled)), key=_order)


def optional_amounts(audit: YearAudit) -> list[Question]:
    """A line for each district whose sum can be set; nothing is open if it stays blank."""
    if audit.policy is None:
        return []
    return [
        Question(
            AMOUNT, "", "", "", "", each.name, ("核定金额（元）；不填就按测算数",), "info", each.payable, (),
            ("" if each.payable is None else str(each.payable), "本次测算的应付金额"), optional=True,
        )
        for each in audit.result.districts
    ]  # fmt: skip


def _found(audit: YearAudit, listed: Listed) -> pd.DataFrame:
    """Findings that a decision settles, each with the row that it lies in."""
    frame = audit.findings.frame
    frame = frame.assign(stake=stakes(audit)["stake"].astype(object))
    frame = frame[frame["code"].isin(asked()) & (frame["src"] >= 0) & (frame["row"] > 0)]
    # What is only told (patentees that no list knows, most of them universities and persons) is not asked.
    frame = frame[frame["severity"] != "info"]
    rows = listed.rows[["src", "row", "name", "key", "own_code", "raw_code", "code", "state"]]
    rows = rows.rename(columns={"code": "firm_code"})
    wanted = pd.MultiIndex.from_frame(frame[["src", "row"]].drop_duplicates())
    rows = rows[pd.MultiIndex.from_frame(rows[["src", "row"]]).isin(wanted)]
    merged = frame.reset_index(drop=True).reset_index(names="at").merge(rows, on=["src", "row"])
    # A patent row has a line for each owner; the finding's subject says which it is.
    named = name_keys(merged["subject"]) == merged["key"]
    merged = merged.assign(named=named).sort_values(["at", "named"], ascending=[True, False], kind="stable")
    return _about_the_doubtful_code(merged.drop_duplicates("at"), listed)


def _about_the_doubtful_code(found: pd.DataFrame, listed: Listed) -> pd.DataFrame:
    """Of two codes under one name the one that cannot be right is asked about, wherever the finding lies."""
    rows = listed.rows[listed.rows["state"] == "bad_check"].drop_duplicates("key").set_index("key")
    moved = (found["code"] == "possible_same_firm") & (found["state"] == "valid")
    other = rows.reindex(found.loc[moved, "key"])
    found.loc[moved, ["own_code", "raw_code"]] = other[["own_code", "raw_code"]].to_numpy()
    return found


def _question(row: dict[str, Any]) -> Question:
    matter, ask, ruled = asked()[row["code"]]
    code = row["own_code"] if matter == MATCH else row["firm_code"]
    said = "；".join(text for text in (row["found"], row["detail"]) if text not in (*BLANKS, code))
    stake = row["stake"]
    return Question(
        matter,
        row["name"],
        row["key"],
        code,
        row["raw_code"],
        "",
        (f"{ask}（{said}）" if said else ask,),
        row["severity"],
        None if pd.isna(stake) else int(stake),
        ((int(row["src"]), int(row["row"])),),
        optional=ruled,
    )


def _identity(question: Question) -> tuple[str, ...]:
    """What makes two questions one: `match` decides on a name under a code, all others on a firm."""
    if question.matter == MATCH or not question.code:
        return (question.matter, question.code, question.key, question.district)
    return (question.matter, question.code)


def _joined(same: list[Question]) -> Question:
    """Findings of one question as one line."""
    first = min(same, key=lambda each: SEVERITIES.index(each.severity))
    known = [each.stake for each in same if each.stake is not None]
    return Question(
        first.matter,
        first.name,
        first.key,
        first.code,
        first.raw_code,
        first.district,
        tuple(dict.fromkeys(text for each in same for text in each.asked)),
        first.severity,
        max(known) if known else None,
        tuple(dict.fromkeys(place for each in same for place in each.places)),
        _wanted(same),
        all(each.optional for each in same),
    )


def _wanted(same: Iterable[Question]) -> tuple[str, str]:
    """What somebody asks for: an answer that could be written down comes before none."""
    said = [each.wanted for each in same if each.wanted[1]]
    return max(said, key=lambda wanted: wanted[0] != "", default=("", ""))


def _order(question: Question) -> tuple[Any, ...]:
    stake = -1 if question.stake is None else question.stake
    matter = MATTERS.index(question.matter) if question.matter in MATTERS else len(MATTERS)
    return (
        question.optional,
        -stake,
        SEVERITIES.index(question.severity),
        matter,
        question.code,
        question.key,
        question.district,
    )


def _settled(audit: YearAudit) -> set[tuple[str, str]]:
    """What decisions that hold in this run are about: matter, and code or name as compared."""
    decisions = [each for each in audit.decisions if each.in_force]
    names = name_keys(pd.Series([each.name for each in decisions], dtype=object))
    pairs = {(each.matter, each.code) for each in decisions if each.code}
    named = zip(decisions, names, strict=True)
    return pairs | {(each.matter, key) for each, key in named if key and not each.code}


def _is_settled(question: Question, settled: set[tuple[str, str]]) -> bool:
    return any((question.matter, who) in settled for who in (question.code, question.key) if who)
