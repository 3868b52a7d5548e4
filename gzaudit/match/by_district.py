"""What lists with a line per district say; the list of targets and last year's counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

from gzaudit.findings import Batch, one
from gzaudit.match.district_rows import BLANK, Line, LineAccount, district_lines
from gzaudit.normalise.districts import DISTRICTS, district_name
from gzaudit.normalise.text import dense_text
from gzaudit.read.kinds import heading_aliases

if TYPE_CHECKING:
    from gzaudit.read.listing import Listing

_NUMBER: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)家?")
Verdict = Literal["passed", "failed"]


@dataclass(slots=True)
class DistrictLists(LineAccount):
    """What lists with a line per district say, with the account of their lines.

    Attributes:
        targets: district → column → whole number; a column that is missing or unusable is not there.
        unusable: (district, column) whose value is there but cannot be used, already reported.
        places: source and row of the first cell of each (district, column) that a list fills.
        base: district → conclusion on 基础验收.
        assessment: district → conclusion on 绩效考核.
        concluded: (district, `base` or `assessment`) with any conclusion, even two that differ.
    """

    targets: dict[str, dict[str, int]] = field(default_factory=dict)
    unusable: set[tuple[str, str]] = field(default_factory=set)
    places: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    base: dict[str, Verdict] = field(default_factory=dict)
    assessment: dict[str, Verdict] = field(default_factory=dict)
    concluded: set[tuple[str, str]] = field(default_factory=set)


def whole_number(text: str) -> int | None:
    """A non-negative whole number as written (1,200 and 1200家 included); None where it is none."""
    match = _NUMBER.fullmatch(dense_text(text))
    return int(match[1].replace(",", "")) if match else None


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
    # Columns may come in several files, so each cell is on its own: first come, then equal or in conflict.
    seen: dict[tuple[str, str], tuple[int, int, str]] = {}
    rows: dict[str, tuple[int, int]] = {}
    needed, columns = columns, (*columns, *optional)
    for listing in listings:
        lines = district_lines(listing, lists)
        for line in lines:
            _, row, district, cells = line
            there = {name: cells[name] for name in columns if dense_text(cells.get(name, "")) not in BLANK}
            fresh = {name: text for name, text in there.items() if (district, name) not in seen}
            brings = bool(fresh) or district not in rows
            first = rows.setdefault(district, (listing.src, row))
            place = line.place()
            lists.fate(listing.src, "" if brings else "duplicate")
            conflicts = False
            for name in [each for each in there if each not in fresh]:
                src, at, text = seen[district, name]
                if _same_number(text, there[name]):
                    continue
                conflicts = True
                lists.targets[district].pop(name, None)
                lists.unusable.add((district, name))
                what = f"同一个区有两个不同的数：{text}、{there[name]}"
                lists.batches.append(
                    one("target_invalid", **place, field=name, found=what, ref_src=src, ref_row=at)
                )
            if not brings and not conflicts:
                lists.batches.append(one("duplicate", **place, ref_src=first[0], ref_row=first[1]))
            seen |= {(district, name): (listing.src, row, text) for name, text in fresh.items()}
            lists.places |= {(district, name): (listing.src, row) for name in fresh}
            _take_targets(line, fresh, lists, needed)
        _check_totals(listing, lines, columns, lists)


def _same_number(one_text: str, other: str) -> bool:
    number = whole_number(one_text)
    return dense_text(one_text) == dense_text(other) or (number is not None and number == whole_number(other))


def _take_targets(line: Line, cells: dict[str, str], lists: DistrictLists, needed: tuple[str, ...]) -> None:
    values = lists.targets.setdefault(line.district, {})
    for name, text in cells.items():
        number = whole_number(text)
        if number is None:
            lists.unusable.add((line.district, name))
            lists.batches.append(one("target_invalid", **line.place(), field=name, found=text))
        elif number == 0 and name in needed:
            lists.unusable.add((line.district, name))
            values[name] = 0
            lists.batches.append(one("target_zero", **line.place(), field=name, found=text))
        else:
            values[name] = number


def _check_totals(
    listing: Listing, lines: list[Line], columns: tuple[str, ...], lists: DistrictLists
) -> None:
    """A 合计 line is compared with the sum and never counted."""
    first: dict[str, dict[str, str]] = {}
    for line in lines:
        first.setdefault(line.district, line.cells)
    for record in listing.totals.to_dict("records"):
        for name in columns:
            stated = whole_number(str(record.get(name, "")))
            numbers = [whole_number(cells.get(name, "")) for cells in first.values()]
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


def missing_targets(lists: DistrictLists, columns: tuple[str, ...]) -> list[Batch]:
    """Targets that no list gives: one finding per column that is not there at all, else one per district."""
    batches = []
    for name in columns:
        heading = heading_aliases()[name][0]
        absent = [
            district.code
            for district in DISTRICTS
            if name not in lists.targets.get(district.code, {})
            and (district.code, name) not in lists.unusable
        ]
        if len(absent) == len(DISTRICTS):
            batches.append(one("target_missing", field=name, subject="全部各区", found=f"没有“{heading}”"))
        else:
            batches.append(
                Batch(
                    "target_missing",
                    pd.DataFrame(
                        {
                            "field": name,
                            "subject": [district_name(code) for code in absent],
                            "district": absent,
                            "found": f"没有“{heading}”",
                        }
                    ),
                )
            )
    return batches
