"""The files behind a run with their digests, as far as whoever reads them may know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.normalise.districts import DISTRICTS
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from gzaudit.audit import YearAudit
    from gzaudit.result import DistrictResult

_SECRET: Final = frozenset(key for key, kind in kinds().items() if kind.statistics)
# What people decided is told matter by matter; the list itself holds what a district may not know of.
_DECISIONS: Final = "decisions"
# Counts of all districts, and a digest that changes with each of them.
_COUNTS: Final = "counts"
_WORK: Final = frozenset(key for key, kind in kinds().items() if kind.counted_as == "records")


def city_inputs(audit: YearAudit) -> list[tuple[str, str]]:
    """Path and SHA-256 of every file, in the order of the row account."""
    return list({account.source.path: account.source.sha256 for account in audit.accounts}.items())


def district_inputs(audit: YearAudit, district: DistrictResult) -> list[tuple[str, str]]:
    """Path and SHA-256 of the public lists and of the district's own records of work.

    A file that also holds a statistics list is left out whole: its digest would change with that list. So is
    one that is named after another district, or that holds only others' records.
    """
    mine = _records_of(audit, district)
    secret = {account.source.path for account in audit.accounts if account.source.kind in _SECRET}
    others = [each.name[:2] for each in DISTRICTS if each.code != district.code]
    found = {}
    for at, account in enumerate(audit.accounts):
        source = account.source
        if (
            source.kind in (None, _DECISIONS, _COUNTS)
            or source.path in secret
            or any(name in source.path for name in others)
        ):
            continue
        if source.kind not in _WORK or at in mine:
            found[source.path] = source.sha256
    return list(found.items())


def _records_of(audit: YearAudit, district: DistrictResult) -> set[int]:
    """Sources that hold records of the district's work."""
    if audit.base_work is None:
        return set()
    records = audit.base_work.records
    return set(records.loc[records["district"] == district.code, "src"].tolist())
