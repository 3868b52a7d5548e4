"""Which lines below the headings are entries, and which are notes, totals, repeated headings or bare numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final, TYPE_CHECKING

from gzaudit.normalise.codes import CHARSET, LENGTH
from gzaudit.normalise.text import dense_text
from gzaudit.read.listing import cell_text

if TYPE_CHECKING:
    from gzaudit.read.headings import Headings
    from collections.abc import Sequence

_TOTAL: Final = re.compile(
    r"(?:本页|本表|全市|全区)?(?:合计|总计|小计|共计|总数|全市|汇总)[:：]?[\d,.]*(?:家|户|件|条|个|项)?(?:企业)?[。.]?"
    r"|(?:以上|本表|合计|总计)?共(?:计|有)?[:：]?[\d,]+(?:家|户|件|条|个|项)?(?:企业|单位)?[。.]?"
)
_STATED: Final = re.compile(r"(\d[\d,]*)(?:家|户|个)")
_NOTE: Final = re.compile(
    r"(?:注|备注|附注|说明|填表说明|附|来源|数据来源|资料来源|制表|制表人|制表单位|填表人|填报人|填报单位|编制|编制人|"
    r"审核|审核人|复核|复核人|经办人|联系人|联系电话|打印日期|打印时间|制表日期|制表时间|填报日期|单位|日期|截至|截止)"
    r"(?:$|:.*)"
    r"|(?:注|备注|附注|说明|附)\(?[\d①-⑨一二三四五]+\)?[、.:,].*"
    r"|(?:截至|截止)\d.*"
)
# What looks like a code makes a line an entry, whatever else it says.
_CODE: Final = re.compile(rf"[{CHARSET}]{{{LENGTH}}}")
_SENTENCE: Final = re.compile(r"[,:!?]|。.")
# Several owners of a patent stand in one cell; anywhere else ; and 、 too are marks of a sentence.
_ANY_SENTENCE: Final = re.compile(r"[,:!?;、]|。.")
# First characters of totals, notes and repeated headings.
_STARTS: Final = tuple("合总小共本全汇以注备附说来数资制填编审复经联打单日截企序统专区")


@dataclass(slots=True)
class Body:
    """Lines below the headings, sorted out.

    Attributes:
        keep: indices (in the sheet's rows) of entries.
        rows: how many lines are not blank.
        excluded: how many of them are no entries, by reason.
        totals: indices of totals lines.
        stated: number of entries that a totals line states.
    """

    keep: list[int] = field(default_factory=list)
    rows: int = 0
    excluded: Counter[str] = field(default_factory=Counter)
    totals: list[int] = field(default_factory=list)
    stated: int | None = None


def _filled(row: Sequence[Any]) -> list[int]:
    return [at for at, value in enumerate(row) if value != "" and str(value).strip()]


def _compact(value: Any) -> str:
    return dense_text(cell_text(value))


def _has_code(row: Sequence[Any], code_at: int | None) -> bool:
    return (
        code_at is not None and code_at < len(row) and bool(_CODE.fullmatch(_compact(row[code_at]).upper()))
    )


def sort_lines(rows: Sequence[Sequence[Any]], headings: Headings, identifying: tuple[str, ...]) -> Body:
    """Sort the lines below the headings.

    Args:
        rows: all rows of the sheet.
        headings: where the headings stand.
        identifying: fields of which an entry must fill one (name, code, owner, district …).

    Returns:
        Every line that is not blank is in `keep` or counted in `excluded`. A line with neither name nor code but
        several other cells filled is kept: a later stage says that nobody can tell whose it is.
    """
    body = Body()
    judge = _Judge(headings, identifying)
    for at in range(headings.body, len(rows)):
        row = rows[at]
        if not judge.suspects(row):
            body.rows += 1
            body.keep.append(at)
            continue
        filled = _filled(row)
        if not filled:
            continue
        body.rows += 1
        reason = judge.reason(row, filled)
        if reason == "total":
            body.totals.append(at)
            stated = _STATED.search("".join(_compact(row[cell]) for cell in filled))
            body.stated = int(stated[1].replace(",", "")) if stated else body.stated
        if reason:
            body.excluded[reason] += 1
        else:
            body.keep.append(at)
    return body


class _Judge:
    """Tells entries from other lines of one sheet."""

    def __init__(self, headings: Headings, identifying: tuple[str, ...]) -> None:
        self.places = [headings.columns[name][0] for name in identifying if name in headings.columns]
        self.code_at = headings.columns.get("code", (None,))[0]
        self.serial_at = headings.columns.get("serial", (None,))[0]
        self.labels = {at: _compact(label) for at, label in headings.labels.items()}
        self.sentence = _SENTENCE if "owner" in identifying else _ANY_SENTENCE

    def suspects(self, row: Sequence[Any]) -> bool:
        """Whether a line is worth a closer look: few cells, no name, or a first word that notes and totals have.

        This quick test is done on every line, the closer look on a handful.
        """
        if len(row) - row.count("") <= 2:
            return True
        named = False
        for place in self.places:
            value = row[place] if place < len(row) else ""
            if value == "":
                continue
            if type(value) is not str or not value.strip() or value.lstrip().startswith(_STARTS):
                return True
            named = True
        first = next(value for value in row if value != "")
        return not named or (type(first) is str and first.lstrip().startswith(_STARTS))

    def reason(self, row: Sequence[Any], filled: list[int]) -> str | None:
        """Why a line is no entry; None where it is one."""
        if filled == [self.serial_at] and _compact(row[filled[0]]).isdigit():
            return "serial_only"
        repeated = sum(_compact(row[at]) == self.labels.get(at, "") for at in filled)
        if repeated >= max(2, len(filled) - 1):
            return "heading"
        if _has_code(row, self.code_at):
            return None
        texts = [_compact(row[at]) for at in filled[:3]]
        if any(_TOTAL.fullmatch(text) for text in texts):
            return "total"
        if _NOTE.fullmatch(texts[0]):
            return "note"
        if len(filled) == 1 and (filled[0] not in self.places or self.sentence.search(texts[0])):
            return "note"
        return None
