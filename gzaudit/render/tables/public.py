"""What of an audit a district may see: its own rows, and nothing that would differ without a statistics list.

The counts and sums of a district rest on statistics lists and are its own; everything else in its files must
come out the same whichever of its enterprises those lists hold (domain: confidentiality). Hence a 高企 is
listed only if the 高企 list itself or the registry places it: these two are asked before the statistics list
and cannot be overruled by it. Patents and addresses are asked after it; whoever saw a firm placed by them
would know that the statistics list is silent on it, and whoever missed it would know the opposite.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gzaudit.findings import catalogue
from gzaudit.match.fates import HNTE, SMES
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    import pandas as pd

    from gzaudit.audit import YearAudit
    from gzaudit.match.account import SheetAccount
    from gzaudit.result import DistrictResult

# Lists whose rows a finding for a district may lie in. Patent rows are left out: the firm of a row without a
# code may have been found through a statistics list.
_FIRMS: Final = frozenset({HNTE, SMES})
_WORK: Final = frozenset(key for key, kind in kinds().items() if kind.counted_as == "records")
_BY_DISTRICT: Final = frozenset(key for key, kind in kinds().items() if kind.counted_as == "districts")
_SHOWN: Final = frozenset({"", "registry", *_FIRMS, *_WORK, *_BY_DISTRICT})

Place = tuple[int, int]


def public_members(audit: YearAudit, kind: str, district: DistrictResult) -> pd.DataFrame:
    """A district's members of a public list as far as it or the registry places them, in list order."""
    members = audit.members[kind]
    mine = members[members["district"] == district.code]
    # Through a name that only a statistics list knows, a row may have reached the registry: no public way.
    named = mine["how"].eq("code") | (mine["how"].eq("name") & mine["public"])
    placed = mine["level"].eq(kind) | (mine["level"].eq("registry") & named)
    return mine[placed].sort_values(["src", "row"], kind="stable")


def public_findings(audit: YearAudit, district: DistrictResult) -> pd.DataFrame:
    """Findings in a district's own rows that rest on no statistics list; `level`: how much is told."""
    rows = audit.findings.frame
    told = rows["code"].map({code: catalogue()[code].to_district for code in rows["code"].unique()})
    rows = rows.assign(level=told)
    rows = rows[(rows["district"] == district.code) & ~rows["confidential"].astype(bool) & (told != "none")]
    kinds_of = {at: account.source.kind or "" for at, account in enumerate(audit.accounts)} | {-1: ""}
    kind, other = rows["src"].map(kinds_of), rows["ref_src"].map(kinds_of)
    listed = {
        (src, row): (name, code)
        for members in (public_members(audit, each, district) for each in _FIRMS)
        for src, row, name, code in zip(
            members["src"], members["row"], members["name"], members["raw_code"], strict=True
        )
    }
    recorded = _recorded(audit, district)
    keep = [
        # The record of work that a finding refers to may be another district's.
        (ref_kind not in _WORK or (ref_src, ref_row) in recorded)
        and _may_tell(code, (kind, (src, row)), (ref_kind, (ref_src, ref_row)), (subject, found), listed)
        for code, kind, src, row, ref_kind, ref_src, ref_row, subject, found in zip(
            rows["code"], kind, rows["src"], rows["row"], other, rows["ref_src"], rows["ref_row"],
            rows["subject"], rows["found"], strict=True,
        )
    ]  # fmt: skip
    return rows[np.array(keep, dtype=bool)]


def _recorded(audit: YearAudit, district: DistrictResult) -> set[Place]:
    """Places of a district's records of work done."""
    if audit.base_work is None:
        return set()
    records = audit.base_work.records
    mine = records[records["district"] == district.code]
    return set(zip(mine["src"], mine["row"], strict=True))


def _may_tell(
    code: str,
    own: tuple[str, Place],
    other: tuple[str, Place],
    written: tuple[str, str],
    listed: dict[Place, tuple[str, str]],
) -> bool:
    """Whether a finding lies in, and refers to, rows of this district only, and would be there anyway.

    Args:
        code: of the finding.
        own: kind and place of the row it lies in.
        other: kind and place that it refers to.
        written: name and code as they stand in the row.
        listed: name and code of the firms that are listed, by place.
    """
    if own[0] not in _SHOWN or other[0] not in _SHOWN:
        return False
    if code == "duplicate":
        # Shown only where the two rows say themselves that they are one: same name, or same code.
        first = listed.get(other[1])
        return first is not None and (written[0] == first[0] or "" != written[1] == first[1])
    if own[0] == "registry":
        # A registry row names no district's firm by itself: only beside a listed one.
        return code == "district_conflict" and other[1] in listed
    return all(place in listed for kind, place in (own, other) if kind in _FIRMS)


def public_labels(accounts: tuple[SheetAccount, ...]) -> tuple[str, ...]:
    """Each source as a district may read it: a file that also holds a statistics list is not named."""
    private = {
        account.source.path
        for account in accounts
        if account.source.kind and kinds()[account.source.kind].statistics
    }
    return tuple(
        account.source.place
        if account.source.path not in private
        else "（市局所存文件）" + (f" › {account.source.sheet}" if account.source.sheet else "")
        for account in accounts
    )
