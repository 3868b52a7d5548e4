"""Lists with lines per district: whose line each is, and what has become of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from gzaudit.findings import Batch, one
from gzaudit.normalise.districts import district_name, locate_column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.read.listing import Listing


class Line(NamedTuple):
    """A line of one of today's districts.

    Attributes:
        src: index of its source.
        row: spreadsheet row.
        district: code.
        cells: text by field.
    """

    src: int
    row: int
    district: str
    cells: dict[str, str]

    def place(self) -> dict[str, Any]:
        """Where a finding in this line lies and whom it concerns."""
        return {"src": self.src, "row": self.row, **whose(self.district)}

    def other_place(self) -> dict[str, Any]:
        """The line as the other place that a finding has to do with."""
        return {"ref_src": self.src, "ref_row": self.row}


def whose(district: str) -> dict[str, Any]:
    """Whom a finding on a district concerns."""
    return {"subject": district_name(district), "district": district}


@dataclass(slots=True)
class LineAccount:
    """What became of lines.

    Attributes:
        fates: number of lines by fate ("" = counted), by source.
        batches: findings.
    """

    fates: dict[int, Counter[str]] = field(default_factory=dict)
    batches: list[Batch] = field(default_factory=list)

    def fate(self, src: int, reason: str) -> None:
        """Account for one line."""
        self.fates.setdefault(src, Counter())[reason] += 1


def only_sheet(listings: list[Listing]) -> int:
    """The sheet in which something is missing; -1 where there are several, for any of them may be meant."""
    return listings[0].src if len(listings) == 1 else -1


def district_findings(
    code: str,
    found: Mapping[str, str],
    *,
    field: str = "",
    lines: Mapping[str, Line] | None = None,
    listings: list[Listing] | None = None,
) -> Batch:
    """A finding for each of some districts, in the district's line or in the sheet that has none.

    Args:
        code: of the findings.
        found: what is told, by district.
        field: the column.
        lines: by district, for those that have one.
        listings: where the others' lines were looked for.
    """
    lines, sheet = lines or {}, only_sheet(listings or [])
    places = [(lines[each].src, lines[each].row) if each in lines else (sheet, 0) for each in found]
    return Batch(
        code,
        pd.DataFrame(
            {
                "src": [src for src, _ in places],
                "row": [row for _, row in places],
                "field": field,
                "subject": [district_name(each) for each in found],
                "district": list(found),
                "found": list(found.values()),
            }
        ),
    )


def district_lines(listing: Listing, account: LineAccount) -> list[Line]:
    """Lines with a district of today; the others are reported and accounted for."""
    frame = listing.frame
    places = locate_column(frame["district"])
    known = places["how"].isin(["exact", "former"]).tolist()
    lines = []
    for right, district, row in zip(
        known, places["district"].tolist(), frame.to_dict("records"), strict=True
    ):
        if right:
            cells = {str(key): str(value) for key, value in row.items()}
            lines.append(Line(listing.src, int(row["row"]), district, cells))
        else:
            account.fate(listing.src, "district_unknown")
            account.batches.append(
                one(
                    "district_unknown",
                    src=listing.src,
                    row=int(row["row"]),
                    field="district",
                    found=row["district"],
                )
            )
    return lines
