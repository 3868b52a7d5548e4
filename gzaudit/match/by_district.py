"""Lists with a line per district: targets and baselines, and acceptance conclusions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

import pandas as pd

from gzaudit.findings import Batch, one
from gzaudit.normalise.districts import DISTRICTS, district_name, locate_column
from gzaudit.normalise.text import dense_text
from gzaudit.read.kinds import heading_aliases

if TYPE_CHECKING:
    from gzaudit.read.listing import Listing

_NUMBER: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)家?")
_BLANK: Final = ("", "/", "-", "—", "无")
Verdict = Literal["passed", "failed"]
_VERDICTS: Final[dict[str, Verdict]] = {
    "通过": "passed", "合格": "passed", "验收通过": "passed", "考核通过": "passed",
    "不通过": "failed", "未通过": "failed", "不合格": "failed",
    "验收不通过": "failed", "考核不通过": "failed",
}  # fmt: skip


@dataclass(slots=True)
class DistrictLists:
    """What lists with a line per district say.

    Attributes:
        targets: district → column → whole number; a column that is missing or unusable is not there.
        zero_or_bad: (district, column) whose value is there but cannot be used, already reported.
        base: district → conclusion on 基础验收.
        assessment: district → conclusion on 绩效考核.
        fates: number of rows by fate, by source.
        batches: findings.
    """

    targets: dict[str, dict[str, int]] = field(default_factory=dict)
    unusable: set[tuple[str, str]] = field(default_factory=set)
    base: dict[str, Verdict] = field(default_factory=dict)
    assessment: dict[str, Verdict] = field(default_factory=dict)
    fates: dict[int, Counter[str]] = field(default_factory=dict)
    batches: list[Batch] = field(default_factory=list)

    def fate(self, src: int, reason: str) -> None:
        """Account for one row."""
        self.fates.setdefault(src, Counter())[reason] += 1


def whole_number(text: str) -> int | None:
    """A non-negative whole number as written (1,200 and 1200家 included); None where it is none."""
    match = _NUMBER.fullmatch(dense_text(text))
    return int(match[1].replace(",", "")) if match else None


def _located(listing: Listing, lists: DistrictLists) -> list[tuple[int, str, dict[str, str]]]:
    """Rows with a district of today; the others are reported and accounted for."""
    frame = listing.frame
    places = locate_column(frame["district"])
    known = places["how"].isin(["exact", "former"]).tolist()
    rows = []
    for right, district, row in zip(
        known, places["district"].tolist(), frame.to_dict("records"), strict=True
    ):
        if right:
            rows.append((int(row["row"]), district, {str(key): str(value) for key, value in row.items()}))
        else:
            lists.fate(listing.src, "district_unknown")
            lists.batches.append(
                one(
                    "district_unknown",
                    src=listing.src,
                    row=int(row["row"]),
                    field="district",
                    found=row["district"],
                )
            )
    return rows


def read_targets(listings: list[Listing], columns: tuple[str, ...], lists: DistrictLists) -> None:
    """Targets and last year's counts. Fills `targets`, `unusable`, findings and the account.

    Args:
        listings: of kind `targets`.
        columns: the fields that the year's policy needs.
        lists: filled in place.
    """
    # Columns may come in several files, so each cell is on its own: first come, then equal or in conflict.
    seen: dict[tuple[str, str], tuple[int, int, str]] = {}
    rows: dict[str, tuple[int, int]] = {}
    for listing in listings:
        located = _located(listing, lists)
        for row, district, cells in located:
            there = {name: cells[name] for name in columns if dense_text(cells.get(name, "")) not in _BLANK}
            fresh = {name: text for name, text in there.items() if (district, name) not in seen}
            brings = bool(fresh) or district not in rows
            first = rows.setdefault(district, (listing.src, row))
            place: dict[str, Any] = {
                "src": listing.src, "row": row, "subject": district_name(district), "district": district,
            }  # fmt: skip
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
            _take_targets(listing, row, district, fresh, lists)
        _check_totals(listing, located, columns, lists)


def _same_number(one_text: str, other: str) -> bool:
    number = whole_number(one_text)
    return dense_text(one_text) == dense_text(other) or (number is not None and number == whole_number(other))


def _take_targets(
    listing: Listing, row: int, district: str, cells: dict[str, str], lists: DistrictLists
) -> None:
    values = lists.targets.setdefault(district, {})
    for name, text in cells.items():
        number = whole_number(text)
        place: dict[str, Any] = {
            "src": listing.src, "row": row, "field": name,
            "subject": district_name(district), "district": district,
        }  # fmt: skip
        if number is None:
            lists.unusable.add((district, name))
            lists.batches.append(one("target_invalid", **place, found=text))
        elif number == 0:
            lists.unusable.add((district, name))
            values[name] = 0
            lists.batches.append(one("target_zero", **place, found=text))
        else:
            values[name] = number


def _check_totals(
    listing: Listing,
    located: list[tuple[int, str, dict[str, str]]],
    columns: tuple[str, ...],
    lists: DistrictLists,
) -> None:
    """A 合计 line is compared with the sum and never counted."""
    first: dict[str, dict[str, str]] = {}
    for _, district, cells in located:
        first.setdefault(district, cells)
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


def read_acceptance(listings: list[Listing], lists: DistrictLists) -> None:
    """Conclusions on 基础验收 (the default) and 绩效考核. Fills `base`, `assessment` and findings."""
    seen: dict[tuple[str, str], tuple[int, int, Verdict]] = {}
    for listing in listings:
        for row, district, cells in _located(listing, lists):
            matter, text = dense_text(cells.get("matter", "")), dense_text(cells["conclusion"])
            place: dict[str, Any] = {
                "src": listing.src,
                "row": row,
                "subject": district_name(district),
                "district": district,
            }
            what = "assessment" if "绩效" in matter or "考核" in matter else "base"
            verdict = _VERDICTS.get(text)
            if verdict is None or (
                what == "base" and matter and "基础" not in matter and "验收" not in matter
            ):
                lists.fate(listing.src, "acceptance_invalid")
                lists.batches.append(
                    one("acceptance_invalid", **place, field="conclusion", found=f"{matter} {text}")
                )
                continue
            table = lists.assessment if what == "assessment" else lists.base
            if (district, what) in seen:
                src, first, before = seen[district, what]
                lists.fate(listing.src, "duplicate")
                code = "duplicate" if before == verdict else "acceptance_conflict"
                lists.batches.append(one(code, **place, found=text, ref_src=src, ref_row=first))
                if before != verdict:
                    table.pop(district, None)
                continue
            seen[district, what] = (listing.src, row, verdict)
            lists.fate(listing.src, "")
            table[district] = verdict
    absent = [district.code for district in DISTRICTS if (district.code, "base") not in seen]
    if not listings:
        lists.batches.append(one("acceptance_missing", subject="全部各区", found="没有验收结论"))
        return
    lists.batches.append(
        Batch(
            "acceptance_incomplete",
            pd.DataFrame(
                {
                    "subject": [district_name(code) for code in absent],
                    "district": absent,
                    "found": "没有基础验收结论",
                }
            ),
        )
    )
