"""What a district's files may say of single firms: its part of the public view, as `[privacy]` allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    import pandas as pd

    from gzaudit.audit import YearAudit
    from gzaudit.match.account import SheetAccount
    from gzaudit.result import DistrictResult


def public_members(audit: YearAudit, kind: str, district: DistrictResult) -> pd.DataFrame:
    """A district's firms of a public list, in list order (`public.view.PublicView`); none if kept back."""
    members = audit.public.members[kind]
    given = kind in audit.privacy.district_lists
    return members[(members["district"] == district.code) & given]


def public_findings(audit: YearAudit, district: DistrictResult) -> pd.DataFrame:
    """What a district is told of its own rows; none if kept back."""
    rows = audit.public.findings.frame
    return rows[(rows["district"] == district.code) & (audit.privacy.district_findings != "none")]


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
