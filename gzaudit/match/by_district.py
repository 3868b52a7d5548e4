"""What lists with a line per district say; the list of targets and last year's counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from gzaudit.findings import Batch, one
from gzaudit.match.district_cells import DistrictCells
from gzaudit.match.district_rows import Line, LineAccount, district_findings, district_lines, only_sheet
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.normalise.numbers import whole_number
from gzaudit.read.kinds import heading_aliases

if TYPE_CHECKING:
    from gzaudit.read.listing import Listing

UNITS: Final = ("家",)
Verdict = Literal["passed", "failed"]


@dataclass(slots=True)
class DistrictLists(LineAccount):
    """What lists with a line per district say, with the account of their lines.

    Attributes:
        targets: district → column → whole number; a column that is missing or unusable is not there.
        unusable: (district, column) whose value is there but cannot be used, already reported.
        lines: each district's first line in a list of targets.
        places: source and row of the first cell of each (district, column) that a list fills.
        base: district → conclusion on 基础验收.
        assessment: district → conclusion on 绩效考核.
        concluded: the line of each (district, `base` or `assessment`) with any conclusion, even one that
            nobody can read or two that differ.
    """

    targets: dict[str, dict[str, int]] = field(default_factory=dict)
    unusable: set[tuple[str, str]] = field(default_factory=set)
    lines: dict[str, Line] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    base: dict[str, Verdict] = field(default_factory=dict)
    assessment: dict[str, Verdict] = field(default_factory=dict)
    concluded: dict[tuple[str, str], Line] = field(default_factory=dict)

    def place(self, district: str, column: str) -> dict[str, Any]:
        """Where a finding on a district's number in a column lies; no row where no list fills the cell."""
        src, row = self.places.get((district, column), (-1, 0))
        return {"src": src, "row": row, "field": column}

    def said_at(self) -> dict[str, dict[str, tuple[int, int]]]:
        """Source and row of every number and conclusion: district → column, `base` or `assessment`."""
        found: dict[str, dict[str, tuple[int, int]]] = {}
        for (district, column), at in self.places.items():
            found.setdefault(district, {})[column] = at
        for (district, what), line in self.concluded.items():
            found.setdefault(district, {})[what] = (line.src, line.row)
        return {district: found[district] for district in sorted(found)}


def read_targets(
    listings: list[Listing],
    columns: tuple[str, ...],
    lists: DistrictLists,
    optional: tuple[str, ...] = (),
) -> None:
    """Targets and last year's counts. Fills `targets`, `unusable`, findings and the account.

    Args:
        listings: of kind `targets`.
        columns: the fields that the year's policy needs.
        optional: fields that only some readings need; a 0 there is a number like any other.
        lists: filled in place.
    """
    cells = DistrictCells("target_invalid", UNITS, lists.targets, lists.unusable, lists.lines)
    for listing in listings:
        lines = district_lines(listing, lists)
        for line in lines:
            for name, number in cells.take(line, (*columns, *optional), lists).items():
                if number == 0 and name in columns:
                    lists.unusable.add((line.district, name))
                    lists.batches.append(
                        one("target_zero", **line.place(), field=name, found=line.cells[name])
                    )
        check_totals(listing, lines, (*columns, *optional), lists)
    lists.places |= {key: (line.src, line.row) for key, line in cells.filled.items()}


def check_totals(listing: Listing, lines: list[Line], columns: tuple[str, ...], lists: LineAccount) -> None:
    """A 合计 line is compared with the sum and never counted."""
    first: dict[str, dict[str, str]] = {}
    for line in lines:
        first.setdefault(line.district, line.cells)
    for record in listing.totals.to_dict("records"):
        for name in columns:
            stated = whole_number(str(record.get(name, "")), UNITS)
            numbers = [whole_number(cells.get(name, ""), UNITS) for cells in first.values()]
            total = sum(number for number in numbers if number is not None)
            if stated is not None and stated != total:
                lists.batches.append(
                    one(
                        "total_disagrees",
                        src=listing.src,
                        row=int(record["row"]),
                        field=name,
                        found=f"表中合计 {stated}，各区相加 {total}",
                    )
                )


def missing_targets(lists: DistrictLists, columns: tuple[str, ...], listings: list[Listing]) -> list[Batch]:
    """Targets that no list gives: one finding per column that is not there at all, else one per district.

    Args:
        lists: what was read.
        columns: the fields that must be there.
        listings: of kind `targets`, where they were looked for.
    """
    batches = []
    for name in columns:
        found = f"没有“{heading_aliases()[name][0]}”"
        absent = {
            district.code: found
            for district in DISTRICTS
            if name not in lists.targets.get(district.code, {})
            and (district.code, name) not in lists.unusable
        }
        if len(absent) == len(DISTRICTS):
            sheet = only_sheet(listings)
            batches.append(one("target_missing", src=sheet, field=name, subject="全部各区", found=found))
        else:
            batches.append(
                district_findings("target_missing", absent, field=name, lines=lists.lines, listings=listings)
            )
    return batches
