"""What may stand in a district's packet: its own firms, records, institution, and decisions on its firms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.match.fates import HNTE, SMES
from gzaudit.normalise.names import former_name_pairs
from gzaudit.normalise.single import name_key
from gzaudit.normalise.text import column
from gzaudit.packet.known import STATISTICS, bare_code, keys_of, record_sources
from gzaudit.packet.search import plain, shaped_codes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.audit import YearAudit

_LISTED: Final = (HNTE, SMES)


@dataclass(slots=True)
class Own:
    """One district's own.

    Attributes:
        names: in every spelling that public lists have, former names included; as `search.plain` has them.
        codes: letters and digits, capitals.
        listed: name and code of each firm that its files must list, as public lists give them.
    """

    names: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    listed: list[tuple[str, str]] = field(default_factory=list)


def own_of(audit: YearAudit) -> Mapping[str, Own]:
    """What is each district's own, by its code.

    A firm is a district's if the public view lists it there (`gzaudit.public`). Its names and codes are those
    of all rows of public lists that have its code, its name, or its name as a former one; but never what
    another district's listed firm is called, nor its code.
    """
    own = {each.code: Own() for each in audit.result.districts}
    members = _members(audit)
    for (code, kind), mine in members.groupby(["district", "kind"], sort=False):
        if _is_listed(audit, str(kind)):
            own[str(code)].listed += zip(mine["name"], mine["code"], strict=True)
    names, codes = _spelled(audit, members)
    for code, each in own.items():
        each.names = names.get(code, set()) - {""}
        each.codes = codes.get(code, set()) - {""}
    _add_decided(audit, own)
    _add_filed(audit, own)
    return own


def _members(audit: YearAudit) -> pd.DataFrame:
    parts = [audit.public.members[kind].assign(kind=kind) for kind in _LISTED]
    columns = ["kind", "src", "row", "name", "code", "district"]
    members = pd.concat([part[columns] for part in parts], ignore_index=True)
    # Plain objects, so that a year without any firm has columns of the same kind.
    return members.astype(object).assign(key=column(name_key(each) for each in members["name"]))


def _is_listed(audit: YearAudit, kind: str) -> bool:
    """Whether districts are given the list at all, this year and by `[privacy]`."""
    counted = kind == HNTE or any(each.count.list == kind for each in audit.indicators)
    return counted and kind in audit.privacy.district_lists


def _spelled(audit: YearAudit, members: pd.DataFrame) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Names and codes of each district's listed firms, as all public rows of these firms have them."""
    rows = audit.rows[~audit.rows["kind"].isin(STATISTICS)].astype(object).reset_index(drop=True)
    known = {raw: bare_code(raw) for raw in rows["raw_code"].unique()}
    rows = rows.assign(at=rows.index, key=keys_of(rows), found=column(map(known.get, rows["raw_code"])))
    former = former_name_pairs(audit.fields["former"]).rename(columns={"key": "old", "entry": "line"})
    former = former.astype(object)
    once = former.merge(rows[["at", "line"]], on="line")
    coded = members[members["code"] != ""]
    hits = pd.concat(
        [
            coded[["district", "code"]].merge(rows[["at", "found"]], left_on="code", right_on="found"),
            members[["district", "key"]].merge(rows[["at", "key"]], on="key"),
            members[["district", "key"]].merge(once[["at", "old"]], left_on="key", right_on="old"),
            members[["district", "src", "row"]].merge(rows[["at", "src", "row"]], on=["src", "row"]),
        ]
    )[["district", "at"]].drop_duplicates()
    mine = hits.merge(rows[["at", "key", "found"]], on="at")
    old = hits.merge(once[["at", "old"]], on="at")
    names = pd.concat(
        [members[["district", "key"]], mine[["district", "key"]], old.rename(columns={"old": "key"})]
    )
    codes = pd.concat(
        [members[["district", "code"]], mine[["district", "found"]].rename(columns={"found": "code"})]
    )
    names = names.assign(key=names["key"].map({key: plain(key) for key in names["key"].unique()}))
    listed = members.assign(key=members["key"].map(plain))
    return _by_district(names, "key", listed), _by_district(codes, "code", listed)


def _by_district(found: pd.DataFrame, what: str, listed: pd.DataFrame) -> dict[str, set[str]]:
    """What each district has, without what is listed in other districts and not in it."""
    own = {str(code): set(mine[what]) for code, mine in listed.groupby("district")}
    homes: dict[str, set[str]] = {}
    for code, values in own.items():
        for value in values:
            homes.setdefault(value, set()).add(code)
    return {
        str(code): {value for value in set(mine[what]) if str(code) in homes.get(value, {str(code)})}
        for code, mine in found.groupby("district")
    }


def _add_decided(audit: YearAudit, own: Mapping[str, Own]) -> None:
    """Whom decisions are about, for districts whose files they touch, and the institution that is paid.

    What a decision rests on is free text: a name in it is judged like any other.
    """
    for each in audit.decisions:
        for code in each.told if each.in_force else ():
            own[code].names.add(plain(name_key(each.name)))
            own[code].codes |= {bare_code(each.code), bare_code(each.choice)} - {""}
    for code, payee in (audit.institutions.leads if audit.institutions else {}).items():
        own[code].names |= {plain(name_key(payee.name))} - {""}
        own[code].codes |= {bare_code(payee.code)} - {""}


def _add_filed(audit: YearAudit, own: Mapping[str, Own]) -> None:
    """What stands in a district's own records, as its institution wrote them, and what is asked of them."""
    texts: list[tuple[str, str]] = []
    if audit.base_work:
        records = audit.base_work.records
        for what in ("title", "why", "evidence"):
            texts += zip(records["district"], records[what], strict=True)
    told = audit.findings.frame
    told = told[told["src"].isin(record_sources(audit))]
    for what in ("subject", "found", "detail"):
        texts += zip(told["district"], told[what], strict=True)
    for code, text in dict.fromkeys(texts):
        if code in own and text:
            own[code].names.add(plain(name_key(text)))
            own[code].codes |= shaped_codes(text)
