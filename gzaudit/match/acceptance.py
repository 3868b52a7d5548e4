"""Conclusions that people came to: on the base work (基础验收) and on the year (绩效考核)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gzaudit.findings import Batch, one
from gzaudit.match.district_rows import district_lines
from gzaudit.normalise.districts import DISTRICTS, district_name
from gzaudit.normalise.text import dense_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.match.by_district import DistrictLists, Verdict
    from gzaudit.read.listing import Listing
    from gzaudit.result import Status

_VERDICTS: Final[dict[str, Verdict]] = {
    "通过": "passed", "合格": "passed", "验收通过": "passed", "考核通过": "passed",
    "不通过": "failed", "未通过": "failed", "不合格": "failed",
    "验收不通过": "failed", "考核不通过": "failed",
}  # fmt: skip
STATUS: Final[dict[Verdict | None, Status]] = {
    "passed": "accepted",
    "failed": "rejected",
    None: "not_assessed",
}
_WORDS: Final[dict[Status, str]] = {"accepted": "通过", "rejected": "不通过"}


def read_acceptance(listings: list[Listing], lists: DistrictLists) -> None:
    """Conclusions on 基础验收 (the default) and 绩效考核. Fills `base`, `assessment` and findings."""
    seen: dict[tuple[str, str], tuple[int, int, Verdict]] = {}
    for listing in listings:
        for line in district_lines(listing, lists):
            _, row, district, cells = line
            matter, text = dense_text(cells.get("matter", "")), dense_text(cells["conclusion"])
            place = line.place()
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
            lists.concluded.add((district, what))
            lists.fate(listing.src, "")
            table[district] = verdict


def base_status(lists: DistrictLists, proposed: Mapping[str, Status]) -> dict[str, Status]:
    """What holds of each district's base work: what people concluded, else what the lists propose.

    Args:
        lists: with conclusions.
        proposed: by district; one that no list speaks of is not there.
    """
    return {
        district.code: STATUS[lists.base.get(district.code)]
        if (district.code, "base") in lists.concluded
        else proposed.get(district.code, "not_assessed")
        for district in DISTRICTS
    }


def acceptance_findings(lists: DistrictLists, proposed: Mapping[str, Status], *, there: bool) -> list[Batch]:
    """Conclusions that are missing, and those that the lists of work done speak against.

    Args:
        lists: with conclusions.
        proposed: see `base_status`.
        there: whether there is any list of conclusions.
    """
    open_ = [each.code for each in DISTRICTS if (each.code, "base") not in lists.concluded]
    if not there:
        count = sum(proposed.get(code) in _WORDS for code in open_)
        found = "没有验收结论" + (f"；其中 {count} 个区暂按清单核查建议" if count else "")
        return [one("acceptance_missing", subject="全部各区", found=found)]
    words = [_WORDS.get(proposed.get(code, "not_assessed"), "") for code in open_]
    found_ = ["没有基础验收结论" + (f"，暂按清单核查建议：{word}" if word else "") for word in words]
    against = [
        (code, f"验收结论为{_WORDS[STATUS[verdict]]}，清单核查建议为{_WORDS[proposed[code]]}")
        for code, verdict in sorted(lists.base.items())
        if proposed.get(code) in _WORDS and proposed[code] != STATUS[verdict]
    ]
    return [
        _by_district("acceptance_incomplete", open_, found_),
        _by_district("acceptance_disagrees", [code for code, _ in against], [text for _, text in against]),
    ]


def _by_district(code: str, districts: list[str], found: list[str]) -> Batch:
    names = [district_name(each) for each in districts]
    return Batch(code, pd.DataFrame({"subject": names, "district": districts, "found": found}))
