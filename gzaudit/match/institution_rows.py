"""Rows of the list of institutions: which institution each names, and whether it leads (domain §4.3, A26)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from gzaudit.findings import Batch, one
from gzaudit.match.district_rows import BLANK, Line, LineAccount, district_lines
from gzaudit.normalise.codes import IDENTIFYING, check_character, judge_codes
from gzaudit.normalise.entries import describe_malformed
from gzaudit.normalise.names import name_keys
from gzaudit.normalise.text import column, dense_text

if TYPE_CHECKING:
    import pandas as pd

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
    place = row.line.place() | {"subject": row.name}
    found = found or f"{row.code}、{first.code}"
    return one(finding, **place, field="code", found=found, ref_src=first.line.src, ref_row=first.line.row)


def _rows_of(listing: Listing, account: LineAccount) -> list[InstitutionRow]:
    codes = _codes(listing.frame)
    rows = []
    for line in district_lines(listing, account):
        name = line.cells["institution"].strip()
        name = "" if dense_text(name) in BLANK else name
        code = _code(line, name, codes[line.row], account) if line.row in codes else ""
        if not name:
            account.batches.append(
                one("institution_unnamed", **line.place(), field="institution", found=code)
            )
        if not (name or code):
            account.fate(line.src, "no_identity")
            continue
        rows.append(InstitutionRow(line, name, code, "", _role(line.cells.get("lead", ""))))
    return rows


def _codes(frame: pd.DataFrame) -> dict[int, dict[str, Any]]:
    """Each row's code as judged (C1); empty where the list has no codes."""
    if "code" not in frame:
        return {}
    judged = judge_codes(frame["code"], frame["code_numeric"]).to_dict("records")
    return dict(zip(frame["row"].tolist(), judged, strict=True))


def _code(line: Line, name: str, judged: dict[str, Any], account: LineAccount) -> str:
    """The code if it identifies; what is wrong with it is reported as in the lists of enterprises."""
    code, state = judged["code"], judged["state"]
    place = line.place() | {"field": "code", "subject": name, "found": line.cells["code"]}
    if judged["id_number"]:
        account.batches.append(one("id_number", **(place | {"subject": "", "found": code})))
    elif state == "malformed":
        account.batches.append(one("malformed", **place, detail=describe_malformed(code)))
    elif state == "bad_check":
        detail = f"前 17 位对应的校验码是 {check_character(code)}，表中是 {code[-1]}"
        account.batches.append(one("bad_check", **place, detail=detail))
    elif state == "precision_lost":
        account.batches.append(one("precision_lost", **place))
    return code if state in IDENTIFYING else ""


def _role(text: str) -> Role:
    word = dense_text(text)
    return "unsaid" if word in BLANK else _ROLES.get(word, "unreadable")
