"""Rows of the list of institutions: which institution each names, and whether it leads (domain §4.3, A26)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import pandas as pd

from gzaudit.findings import Batch, one
from gzaudit.match.district_rows import Line, LineAccount, district_lines
from gzaudit.normalise.codes import IDENTIFYING, judge_codes
from gzaudit.normalise.entries import code_findings
from gzaudit.normalise.names import name_keys
from gzaudit.normalise.single import BLANKS, dense_text
from gzaudit.normalise.text import column

if TYPE_CHECKING:
    from gzaudit.read.listing import Listing

Role = Literal["lead", "partner", "unsaid", "unreadable"]
_ROLES: Final[dict[str, Role]] = {
    "牵头": "lead", "牵头单位": "lead", "牵头机构": "lead", "牵头方": "lead", "是": "lead",
    "合作": "partner", "合作单位": "partner", "合作机构": "partner", "合作方": "partner", "否": "partner",
    "参与": "partner", "参与单位": "partner", "参与机构": "partner", "非牵头": "partner",
}  # fmt: skip


class InstitutionRow(NamedTuple):
    """A row that names an institution.

    Attributes:
        line: the row.
        name: as written; "" where only a code is.
        code: identifying code, "" where there is none.
        key: what tells the institution from others: its code, else its name (C1, C2).
        role: whether it leads.
    """

    line: Line
    name: str
    code: str
    key: str
    role: Role


def institution_rows(listings: list[Listing], account: LineAccount) -> list[InstitutionRow]:
    """Rows of all lists of institutions that name one.

    A row whose code does not identify gets the code that other rows give its name, if they give but one.

    Args:
        listings: of kind `institutions`.
        account: gets findings on codes and names, and the fates of rows that name no institution.
    """
    rows = [row for listing in listings for row in _rows_of(listing, account)]
    keys = dict(zip((row.name for row in rows), name_keys(column(row.name for row in rows)), strict=True))
    first_of_code: dict[str, InstitutionRow] = {}
    codes: dict[str, dict[str, InstitutionRow]] = {}
    for row in rows:
        if not (row.code and row.name):
            continue
        first = first_of_code.setdefault(row.code, row)
        if keys[first.name] != keys[row.name]:
            account.batches.append(_beside("code_with_two_names", row, first, found=row.code))
        others = codes.setdefault(keys[row.name], {})
        if others and row.code not in others:
            account.batches.append(_beside("name_with_two_codes", row, next(iter(others.values()))))
        others.setdefault(row.code, row)
    settled = []
    for row in rows:
        known = list(codes.get(keys[row.name], ())) if row.name else []
        code = row.code or (known[0] if len(known) == 1 else "")
        settled.append(row._replace(code=code, key=code or keys[row.name]))
    return settled


def _beside(finding: str, row: InstitutionRow, first: InstitutionRow, found: str = "") -> Batch:
    place = row.line.place() | {"subject": row.name, "field": "code"} | first.line.other_place()
    return one(finding, **place, found=found or f"{row.code}、{first.code}")


def _rows_of(listing: Listing, account: LineAccount) -> list[InstitutionRow]:
    lines = district_lines(listing, account)
    names = [line.cells["institution"].strip() for line in lines]
    names = ["" if dense_text(name) in BLANKS else name for name in names]
    rows = []
    for line, name, code in zip(lines, names, _codes(listing.frame, lines, names, account), strict=True):
        if not name:
            account.batches.append(
                one("institution_unnamed", **line.place(), field="institution", found=code)
            )
        if not (name or code):
            account.fate(line.src, "no_identity")
            continue
        rows.append(InstitutionRow(line, name, code, "", _role(line.cells.get("lead", ""))))
    return rows


def _codes(frame: pd.DataFrame, lines: list[Line], names: list[str], account: LineAccount) -> list[str]:
    """Each line's code if it identifies (C1), else ""; what is wrong with it is reported."""
    if "code" not in frame or not lines:
        return [""] * len(lines)
    rows = frame.set_index("row").loc[[line.row for line in lines]].reset_index()
    judged = judge_codes(rows["code"], rows["code_numeric"])
    place = pd.DataFrame([line.place() for line in lines])
    place = place.assign(field="code", subject=names, found=rows["code"])
    account.batches += code_findings(place, judged)
    return judged["code"].where(judged["state"].isin(IDENTIFYING), "").tolist()


def _role(text: str) -> Role:
    word = dense_text(text)
    return "unsaid" if word in BLANKS else _ROLES.get(word, "unreadable")
