"""Work done per district, as the list of amounts of work states it (2023, part three)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gzaudit.findings import one
from gzaudit.match.district_cells import DistrictCells
from gzaudit.match.district_rows import LineAccount, district_findings, district_lines
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from gzaudit.policy.model import Policy
    from gzaudit.read.listing import Listing

KIND: Final = "rd_services"
UNITS: Final = ("家", "场", "人次", "人", "篇", "份", "次")


@dataclass(slots=True)
class Quantities(LineAccount):
    """Quantities by district and measure key; one that is missing or unusable is not there."""

    found: dict[str, dict[str, int]] = field(default_factory=dict)


def asked_of_list(policy: Policy) -> dict[str, str]:
    """The measures that the policy takes from the list: key to Chinese name."""
    return {key: measure.name for key, measure in policy.measures.items() if measure.list == KIND}


def read_quantities(listings: list[Listing], policy: Policy) -> Quantities:
    """Amounts of work per district (see `DistrictCells`).

    Args:
        listings: of kind `rd_services`.
        policy: says which measures are asked for.
    """
    quantities, asked = Quantities(), asked_of_list(policy)
    if not asked:
        return quantities
    if not listings:
        names = "、".join(work.name for work in policy.works if work.decided_by == "list")
        text = f"没有“{kinds()[KIND].title}”（{kinds()[KIND].owner}）"
        quantities.batches.append(one("source_missing", subject=names, found=text))
        return quantities
    cells = DistrictCells("quantity_invalid", UNITS, quantities.found)
    for listing in listings:
        for line in district_lines(listing, quantities):
            cells.take(line, tuple(asked), quantities)
    lost = {
        district.code: "、".join(name for key, name in asked.items() if key not in known)
        for district in DISTRICTS
        for known in (quantities.found.get(district.code, {}),)
        if any(key not in known for key in asked)
    }
    found = {code: f"没有可用的数：{names}" for code, names in lost.items()}
    quantities.batches.append(
        district_findings("quantity_missing", found, lines=cells.lines, listings=listings)
    )
    return quantities
