"""Whom each district's sum is paid to, from the list of institutions (domain §4.3, A26)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from gzaudit.findings import Batch, one
from gzaudit.match.district_rows import LineAccount, district_findings
from gzaudit.match.exclusions import read_flag
from gzaudit.match.institution_rows import InstitutionRow, institution_rows
from gzaudit.normalise.districts import DISTRICTS, district_name

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from gzaudit.match.district_rows import Line
    from gzaudit.read.listing import Listing


class Payee(NamedTuple):
    """A district's lead institution.

    `code` is "" where the list gives none that identifies; `name` is "" where it gives a code only.
    """

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Institutions:
    """What the lists of institutions say.

    Attributes:
        leads: lead institution by district; a district without a certain one is not there.
        flags: district → flag → whether it applies; None where nothing or nothing certain is said.
        lines: each district's first line.
        unclear: (district, flag) whose answer is unreadable or contradicts another, already reported.
        fates: number of rows by fate ("" = counted), by source.
        batches: findings.
    """

    leads: Mapping[str, Payee]
    flags: Mapping[str, Mapping[str, bool | None]]
    lines: Mapping[str, Line]
    unclear: frozenset[tuple[str, str]]
    fates: Mapping[int, Counter[str]]
    batches: tuple[Batch, ...]


def read_institutions(listings: list[Listing], flags: tuple[str, ...]) -> Institutions:
    """Who leads in each district, and each district's flags.

    An institution leads if 牵头/合作 says so, or if nothing is said and the district has no other. One that
    stands in a district twice counts once.

    Args:
        listings: of kind `institutions`; none is no finding, as the list is optional.
        flags: the fields to read as flags (see `exclusions`).
    """
    account = LineAccount()
    rows = institution_rows(listings, account)
    named: dict[str, dict[str, list[InstitutionRow]]] = {district.code: {} for district in DISTRICTS}
    for row in rows:
        same = named[row.line.district].setdefault(row.key, [])
        account.fate(row.line.src, "duplicate" if same else "")
        if same:
            account.batches.append(_finding("duplicate", row, row.code, beside=same[0]))
        same.append(row)
    found = {code: _lead(code, there, listings, account) for code, there in named.items() if listings}
    leads = {code: row for code, row in found.items() if row}
    _led_twice(leads, account)
    unclear: set[tuple[str, str]] = set()
    answers: dict[str, dict[str, bool | None]] = {}
    lines = {code: [row.line for row in rows if row.line.district == code] for code in named}
    for code, own in lines.items():
        answers[code] = {flag: read_flag(flag, own, unclear, account) for flag in flags}
    return Institutions(
        {code: Payee(row.name, row.code) for code, row in leads.items()},
        answers,
        {code: own[0] for code, own in lines.items() if own},
        frozenset(unclear),
        account.fates,
        tuple(account.batches),
    )


def _finding(
    code: str,
    row: InstitutionRow,
    found: str,
    *,
    field: str = "institution",
    beside: InstitutionRow | None = None,
) -> Batch:
    other = beside.line.other_place() if beside else {}
    subject = row.name or district_name(row.line.district)
    return one(code, **(row.line.place() | other | {"subject": subject}), field=field, found=found)


def _lead(
    district: str,
    there: dict[str, list[InstitutionRow]],
    listings: list[Listing],
    account: LineAccount,
) -> InstitutionRow | None:
    """The row that names the district's lead institution; None, with a finding, where that is not certain."""
    leading: list[InstitutionRow] = []
    for rows in there.values():
        said = {row.role: row for row in reversed(rows)}
        for row in rows:
            if row.role == "unreadable":
                text = row.line.cells["lead"].strip()
                account.batches.append(_finding("institution_role", row, text, field="lead"))
        if "lead" in said and "partner" in said:
            first, second = sorted((said["lead"], said["partner"]), key=rows.index)
            found = "同一机构既写牵头又写合作"
            account.batches.append(_finding("institution_role", second, found, field="lead", beside=first))
        elif "unreadable" not in said and ("lead" in said or (len(there) == 1 and "partner" not in said)):
            leading.append(said.get("lead", rows[0]))
    if len(leading) == 1:
        return leading[0]
    if leading:
        found = "、".join(row.name or row.code for row in leading)
        batch = _finding("institution_two_leads", leading[1], found, field="lead", beside=leading[0])
        account.batches.append(batch)
        return None
    named = [rows[0] for rows in there.values()]
    names = "、".join(row.name or row.code for row in named)
    told = {district: f"只列有{names}，不能确定由谁牵头" if names else "名单中没有该区"}
    lines = {row.line.district: row.line for row in named[:1]}
    field = "lead" if lines else "district"
    account.batches.append(
        district_findings("institution_missing", told, field=field, lines=lines, listings=listings)
    )
    return None


def _led_twice(leads: dict[str, InstitutionRow], account: LineAccount) -> None:
    """One institution that leads in several districts: one finding for all of them."""
    led: dict[str, list[InstitutionRow]] = {}
    for row in leads.values():
        led.setdefault(row.key, []).append(row)
    for rows in led.values():
        if len(rows) > 1:
            found = "、".join(district_name(row.line.district) for row in rows)
            account.batches.append(_finding("institution_two_districts", rows[1], found, beside=rows[0]))
