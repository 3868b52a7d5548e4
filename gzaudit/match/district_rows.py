"""Lists with lines per district: whose line each is, and what has become of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gzaudit.findings import Batch, one
from gzaudit.normalise.districts import district_name, locate_column

if TYPE_CHECKING:
    from gzaudit.read.listing import Listing

# What people write in a cell that says nothing.
BLANK: Final = ("", "/", "-", "—", "无")


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
        name = district_name(self.district)
        return {"src": self.src, "row": self.row, "subject": name, "district": self.district}


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
