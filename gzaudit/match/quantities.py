"""Work done per district, as the list of amounts of work states it (2023, part three)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.findings import Batch, one
from gzaudit.match.district_rows import BLANK, Line, LineAccount, district_lines
from gzaudit.normalise.districts import DISTRICTS, district_name
from gzaudit.normalise.text import dense_text
from gzaudit.read.kinds import kinds

if TYPE_CHECKING:
    from gzaudit.policy.model import Policy
    from gzaudit.read.listing import Listing

KIND: Final = "rd_services"
_NUMBER: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:家|场|人次|人|篇|份|次)?")


@dataclass(slots=True)
class Quantities(LineAccount):
    """Quantities by district and measure key; one that is missing or unusable is not there."""

    found: dict[str, dict[str, int]] = field(default_factory=dict)


def asked_of_list(policy: Policy) -> dict[str, str]:
    """The measures that the policy takes from the list: key to Chinese name."""
    return {key: measure.name for key, measure in policy.measures.items() if measure.list == KIND}


def read_quantities(listings: list[Listing], policy: Policy) -> Quantities:
    """Amounts of work per district.

    Columns may come in several files, so each cell is on its own: a cell that says the same again is a
    duplicate, one that says another number makes that quantity of the district unusable.

    Args:
        listings: of kind `rd_services`.
        policy: says which measures are asked for.
    """
    quantities, asked = Quantities(), asked_of_list(policy)
    if not asked:
        return quantities
    if not listings:
        names = "、".join(work.name for work in policy.works if work.decided_by == "list")
        found = f"没有“{kinds()[KIND].title}”（{kinds()[KIND].owner}）"
        quantities.batches.append(one("source_missing", subject=names, found=found))
        return quantities
    first: dict[str, Line] = {}
    seen: dict[tuple[str, str], Line] = {}
    for listing in listings:
        for line in district_lines(listing, quantities):
            there = [key for key in asked if dense_text(line.cells.get(key, "")) not in BLANK]
            fresh = [key for key in there if (line.district, key) not in seen]
            before = first.setdefault(line.district, line)
            brings = bool(fresh) or before is line
            quantities.fate(line.src, "" if brings else "duplicate")
            again = [(key, seen[line.district, key]) for key in there if key not in fresh]
            differing = [(key, other) for key, other in again if not _same(key, line, other)]
            if not brings and not differing:
                place = line.place() | {"ref_src": before.src, "ref_row": before.row}
                quantities.batches.append(one("duplicate", **place))
            for key, other in differing:
                _unusable(line, key, other, quantities)
            seen |= {(line.district, key): line for key in fresh}
            _take(line, fresh, quantities)
    quantities.batches.append(_missing(asked, quantities))
    return quantities


def _same(key: str, line: Line, other: Line) -> bool:
    texts = dense_text(line.cells[key]), dense_text(other.cells[key])
    numbers = whole_quantity(texts[0]), whole_quantity(texts[1])
    return texts[0] == texts[1] or (numbers[0] is not None and numbers[0] == numbers[1])


def whole_quantity(text: str) -> int | None:
    """A whole number as written, with or without a unit; None where it is none."""
    match = _NUMBER.fullmatch(dense_text(text))
    return int(match[1].replace(",", "")) if match else None


def _take(line: Line, fresh: list[str], quantities: Quantities) -> None:
    values = quantities.found.setdefault(line.district, {})
    for key in fresh:
        number = whole_quantity(line.cells[key])
        if number is not None:
            values[key] = number
        else:
            found = line.cells[key]
            quantities.batches.append(one("quantity_invalid", **line.place(), field=key, found=found))


def _unusable(line: Line, key: str, other: Line, quantities: Quantities) -> None:
    quantities.found[line.district].pop(key, None)
    what = f"同一个区有两个不同的数：{other.cells[key]}、{line.cells[key]}"
    place = line.place() | {"ref_src": other.src, "ref_row": other.row}
    quantities.batches.append(one("quantity_invalid", **place, field=key, found=what))


def _missing(asked: dict[str, str], quantities: Quantities) -> Batch:
    """Districts of which a quantity is not known."""
    lost = [
        (district.code, "、".join(name for key, name in asked.items() if key not in known))
        for district in DISTRICTS
        for known in (quantities.found.get(district.code, {}),)
        if any(key not in known for key in asked)
    ]
    return Batch(
        "quantity_missing",
        pd.DataFrame(
            {
                "subject": [district_name(code) for code, _ in lost],
                "district": [code for code, _ in lost],
                "found": [f"没有可用的数：{names}" for _, names in lost],
            }
        ),
    )
