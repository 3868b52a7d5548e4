"""What districts object to, as questions: the answer that they want stands as a suggestion, nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from gzaudit.normalise.codes import clean_codes
from gzaudit.normalise.districts import district_name, locate_address, locate_column
from gzaudit.normalise.names import name_keys
from gzaudit.review.listed import records
from gzaudit.review.question import AMOUNT, DISTRICT, EXCLUDE, INCLUDE, MATCH, Question

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.review.listed import Listed

# What settles an objection, by its kind; of the others nothing but the lists themselves does.
_MATTER: Final = {"应列未列": INCLUDE, "不应列": EXCLUDE, "所在区不对": DISTRICT, "代码或名称不对": MATCH}
_HNTE: Final = "高企"


def objected(audit: YearAudit, listed: Listed) -> list[Question]:
    """A question for each line that a district objects to.

    Args:
        audit: with the districts' replies.
        listed: the rows of the run, to know whom an objection is about.
    """
    lines = audit.replies
    if lines.empty:
        return []
    placed = {each["code"] or each["name"]: each["district"] for each in records(audit.cohort)}
    lines = lines.assign(key=name_keys(lines["name"]), clean=clean_codes(lines["code"]))
    return [_question(row, listed, audit, placed) for row in records(lines)]


def _question(row: dict[str, Any], listed: Listed, audit: YearAudit, placed: dict[str, str]) -> Question:
    district = district_name(row["district"])
    matter = _MATTER.get(row["kind"], AMOUNT if row["unit"] == "元" else "")
    firm = _firm(row, listed, matter)
    said = "；".join(text for text in (row["item"], row["kind"], row["said"], row["basis"]) if text)
    # 所在区不对 may mean that a firm is theirs, or that one of theirs is not.
    theirs = firm is not None and placed.get(firm["code"] or firm["name"]) == row["district"]
    wanted = _wanted(row, matter, "" if theirs else district)
    place = (int(row["src"]), int(row["row"]))
    unknown = {
        "name": row["name"],
        "key": row["key"],
        "own_code": "",
        "code": row["clean"],
        "raw_code": row["clean"],
    }
    whom = firm or unknown
    return Question(
        matter,
        whom["name"],
        whom["key"],
        whom["own_code"] if matter == MATCH else whom["code"],
        whom["raw_code"],
        "" if row["name"] or row["code"] else district,
        (f"{district}有异议：{said}",),
        "warning",
        _worth(audit, matter, row["district"]),
        (place,),
        (wanted, f"{district}要求：{said}（{listed.place(*place)}）"),
    )


def _firm(row: dict[str, Any], listed: Listed, matter: str) -> dict[str, Any] | None:
    """The row that an objection is about: the one of that name, else of that code; 高企 lists first."""
    rows = listed.rows
    named, coded = rows[rows["key"] == row["key"]], rows[rows["code"] == row["clean"]]
    if not row["key"]:
        named = named.iloc[:0]
    if not row["clean"]:
        coded = coded.iloc[:0]
    # Where the code is what is wrong, the name says who is meant; else the code does.
    found = next(
        (each for each in ((named, coded) if matter == MATCH else (coded, named)) if len(each)), None
    )
    if found is None:
        return None
    first = found.assign(other=found["kind"] != "hnte").sort_values(["other", "src", "row"], kind="stable")
    return records(first.head(1))[0]


def _wanted(row: dict[str, Any], matter: str, elsewhere: str) -> str:
    """The answer that the district asks for; "" where it gives none that could be written down.

    Args:
        row: the objection.
        matter: what would settle it.
        elsewhere: where a firm is whose district is wrong, if the objection names no place.
    """
    own = "" if elsewhere else district_name(row["district"])
    if matter in (INCLUDE, EXCLUDE):
        return _HNTE
    if matter == MATCH:
        return str(row["clean"])
    if matter == DISTRICT:
        told = (_place_in(row["said"]), _place_in(row["basis"]))
        return next((each for each in told if each and each != own), elsewhere)
    return ""


def _place_in(text: str) -> str:
    """The district that a remark names, if it names one."""
    cell = pd.Series([text], dtype=object)
    for verdict in (locate_column(cell), locate_address(cell)):
        if (code := verdict["district"].iloc[0]) and code != "outside":
            return district_name(code)
    return ""


def _worth(audit: YearAudit, matter: str, district: str) -> int:
    """元 that a firm more or less is worth to the district that objects, at the rates now in force.

    Args:
        audit: the year.
        matter: what would settle the objection: whether the firm counts at all, or in which lists it stands.
        district: code.
    """
    (mine,) = (each for each in audit.result.districts if each.code == district)
    rules = [each for each in audit.indicators if each.count.list == "hnte"]
    if matter == MATCH:
        rules = [each for each in rules if each.count.both]
    elif matter not in (INCLUDE, EXCLUDE, DISTRICT):
        rules = []
    return sum(mine.indicators[each.key].rate or 0 for each in rules)
