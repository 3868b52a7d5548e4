"""Files of counts (kind `counts`): which may be used, and what number each gives for a district.

Counts that carry an attestation must have been made for this very run: same year, rules and 高企 roster, and
not a number changed since. One that was not is reported and gives nothing. Counts that were made by hand are
used as they are, with a warning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gzaudit.findings import one
from gzaudit.match.by_district import UNITS, check_totals
from gzaudit.match.district_cells import DistrictCells
from gzaudit.match.district_rows import LineAccount, district_lines
from gzaudit.normalise.numbers import whole_number
from gzaudit.read.kinds import count_field
from gzaudit.tally.basis import differing_lists, refusals
from gzaudit.tally.digest import table_digest
from gzaudit.tally.model import Attestation, CountsSheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gzaudit.match.district_rows import Line
    from gzaudit.read.listing import Listing
    from gzaudit.tally.basis import Basis

KIND: Final = "counts"
REFUSED: Final = "counts_refused"
_PREFIX: Final = count_field("")


@dataclass(slots=True)
class CountsRead(LineAccount):
    """What files of counts say.

    Attributes:
        sheets: every sheet of counts.
        columns: by field, the sheets that have the column and may be used, in order.
        cells: the numbers, by district and field.
    """

    sheets: list[CountsSheet] = field(default_factory=list)
    columns: dict[str, list[int]] = field(default_factory=dict)
    cells: DistrictCells = field(
        default_factory=lambda: DistrictCells(
            "counts_invalid", UNITS, disputed="counts_disagree", confidential=True
        )
    )


def read_counts(
    listings: Iterable[Listing], attested: Mapping[int, Attestation | str], basis: Basis
) -> CountsRead:
    """Read every sheet of counts, and say which may not be used.

    Args:
        listings: of the run.
        attested: what was read beside them, by source (see `YearLists.attested`).
        basis: what this run counts by.
    """
    read = CountsRead()
    wanted = tuple(count_field(each.key) for each in basis.indicators)
    for listing in listings:
        if listing.kind.key != KIND:
            continue
        lines = district_lines(listing, read)
        there = tuple(name for name in wanted if name in listing.frame)
        told = attested.get(listing.src)
        adopted = _may_be_used(listing, lines, told, basis, read)
        read.sheets.append(CountsSheet(listing.src, told if isinstance(told, Attestation) else None, adopted))
        if not adopted:
            for line in lines:
                read.fate(line.src, REFUSED)
            continue
        for line in lines:
            read.cells.take(line, there, read)
        check_totals(listing, lines, there, read)
        for name in there:
            read.columns.setdefault(name, []).append(listing.src)
    return read


def _may_be_used(
    listing: Listing, lines: list[Line], told: Attestation | str | None, basis: Basis, read: CountsRead
) -> bool:
    """Whether a sheet's numbers may be used; what speaks against it is reported."""

    def say(code: str, found: str) -> None:
        read.batches.append(one(code, src=listing.src, found=found, confidential=True))

    if told is None:
        say("counts_unattested", "只有汇总数，没有汇总证明")
        return True
    if isinstance(told, str):
        say("counts_altered", told)
        return False
    fields = [str(name) for name in listing.frame if str(name).startswith(_PREFIX)]
    cells = [
        (line.district, name.removeprefix(_PREFIX), whole_number(line.cells[name], UNITS))
        for line in lines
        for name in fields
    ]
    if told.table != (now := table_digest(told.year, cells)):
        say("counts_altered", f"汇总数校验码：证明所写 {told.table[:12]}…，现有的数 {now[:12]}…")
        return False
    keys = [name.removeprefix(_PREFIX) for name in fields]
    if why := refusals(told, basis, keys):
        say("counts_basis", "；".join(why))
        return False
    if differing := differing_lists(told, basis, keys):
        say("counts_lists_differ", "、".join(differing))
    return True
