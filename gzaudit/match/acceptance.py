"""Conclusions that people came to: on the base work (基础验收) and on the year (绩效考核)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from gzaudit.findings import Batch, one
from gzaudit.match.district_rows import district_findings, district_lines
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.normalise.single import BLANKS, dense_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gzaudit.match.by_district import DistrictLists, Verdict
    from gzaudit.match.district_rows import Line
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
    """Conclusions on 基础验收 (the default) and 绩效考核. Fills `base`, `assessment` and findings.

    A conclusion that is written and cannot be read is one still: people have spoken, and what lists propose
    does not take its place, unless another line can be read.
    """
    seen: dict[tuple[str, str], tuple[Line, Verdict]] = {}
    for listing in listings:
        for line in district_lines(listing, lists):
            matter, text = dense_text(line.cells.get("matter", "")), dense_text(line.cells["conclusion"])
            what = _matter(matter)
            verdict = _VERDICTS.get(text) if what else None
            if not what or verdict is None:
                place = line.place() | {"field": "conclusion" if what else "matter"}
                undecided = what == "base" and text not in BLANKS
                if undecided:
                    lists.concluded.setdefault((line.district, "base"), line)
                detail = "没有别的基础验收结论时，按未验收处理" if undecided else ""
                lists.fate(line.src, "acceptance_invalid")
                lists.batches.append(
                    one("acceptance_invalid", **place, found=f"{matter} {text}".strip(), detail=detail)
                )
                continue
            table = lists.assessment if what == "assessment" else lists.base
            if (line.district, what) in seen:
                first, before = seen[line.district, what]
                lists.fate(line.src, "duplicate")
                code = "duplicate" if before == verdict else "acceptance_conflict"
                place = line.place() | {"field": "conclusion"} | first.other_place()
                lists.batches.append(one(code, **place, found=text))
                if before != verdict:
                    table.pop(line.district, None)
                continue
            seen[line.district, what] = line, verdict
            lists.concluded[line.district, what] = line
            lists.fate(line.src, "")
            table[line.district] = verdict


def _matter(text: str) -> Literal["base", "assessment", ""]:
    """What a conclusion is on; "" where nobody can tell."""
    if "绩效" in text or "考核" in text:
        return "assessment"
    return "base" if not text or "基础" in text or "验收" in text else ""


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


def acceptance_findings(
    lists: DistrictLists, proposed: Mapping[str, Status], listings: list[Listing]
) -> list[Batch]:
    """Conclusions that are missing, and those that the lists of work done speak against.

    Args:
        lists: with conclusions.
        proposed: see `base_status`.
        listings: of kind `acceptance`, where conclusions were looked for.
    """
    open_ = [each.code for each in DISTRICTS if (each.code, "base") not in lists.concluded]
    if not listings:
        count = sum(proposed.get(code) in _WORDS for code in open_)
        found = "没有验收结论" + (f"；其中 {count} 个区暂按清单核查建议" if count else "")
        return [one("acceptance_missing", subject="全部各区", found=found)]
    words = {code: _WORDS.get(proposed.get(code, "not_assessed"), "") for code in open_}
    silent = {
        code: "没有基础验收结论" + (f"，暂按清单核查建议：{word}" if word else "")
        for code, word in words.items()
    }
    against = {
        code: f"验收结论为{_WORDS[STATUS[verdict]]}，清单核查建议为{_WORDS[proposed[code]]}"
        for code, verdict in sorted(lists.base.items())
        if proposed.get(code) in _WORDS and proposed[code] != STATUS[verdict]
    }
    lines = {code: lists.concluded[code, "base"] for code in against}
    return [
        district_findings("acceptance_incomplete", silent, listings=listings),
        district_findings("acceptance_disagrees", against, field="conclusion", lines=lines),
    ]
