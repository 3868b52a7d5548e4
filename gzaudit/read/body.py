"""Which lines below the headings are entries; which are notes, totals, headings or bare numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from gzaudit.normalise.codes import CHARSET, LENGTH
from gzaudit.normalise.single import dense_text
from gzaudit.read.listing import cell_text
from gzaudit.read.remarks import NUMBER, TOTAL, is_note, is_organisation, is_remark, stated_number
from gzaudit.read.sheet import DEFECT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.read.headings import Headings

# What looks like a code makes a line an entry, whatever else it says.
_CODE: Final = re.compile(rf"[{CHARSET}]{{{LENGTH}}}")
# The line of column numbers or units that statistical tables have below their headings.
_LEGEND: Final = re.compile(r"[甲乙丙丁戊己庚辛壬癸]|\(?\d{1,2}\)?|[a-zA-Z]")
_UNITS: Final = re.compile(r"\([^()]{1,8}\)|家|个|户|项|人|元|千元|万元|亿元|%|-|—|/")
# First characters of totals, notes and repeated headings.
_STARTS: Final = tuple(
    "合总小共本全汇以注备附说来数资制填编审复经联打单日截企序统专区计累上此如报提校签负分电传盖导生时※(（"
)
# Hardly a firm has a shorter name; 广州市, 天河区小计, 第一批合计 and units are.
_SHORT: Final = 7


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


def _compact(value: Any) -> str:
    return dense_text(cell_text(value))


def sort_lines(rows: Sequence[Sequence[Any]], headings: Headings, identifying: tuple[str, ...]) -> Body:
    """Sort the lines below the headings.

    Args:
        rows: all rows of the sheet.
        headings: where the headings stand.
        identifying: fields of which an entry must fill one (name, code, owner, district …).

    Returns:
        Every line that is not blank is in `keep` or counted in `excluded`. A line with neither name nor code
        but several other cells filled is kept: a later stage says that nobody can tell whose it is.
    """
    body = Body()
    judge = _Judge(rows, headings, identifying)
    for at in range(headings.body, len(rows)):
        row = rows[at]
        if body.keep and not judge.suspects(row):
            body.rows += 1
            body.keep.append(at)
            continue
        texts = {
            place: _compact(value) for place, value in enumerate(row) if value != "" and str(value).strip()
        }
        if not texts:
            continue
        body.rows += 1
        reason = judge.reason(row, texts, opening=not body.keep)
        if reason == "total":
            body.totals.append(at)
            stated = stated_number(list(texts.values()), judge.named(texts))
            body.stated = body.stated if stated is None else stated
        if reason:
            body.excluded[reason] += 1
        else:
            body.keep.append(at)
    return body


class _Judge:
    """Tells entries from other lines of one sheet."""

    def __init__(
        self, rows: Sequence[Sequence[Any]], headings: Headings, identifying: tuple[str, ...]
    ) -> None:
        self.places = [headings.columns[name][0] for name in identifying if name in headings.columns]
        self.code_at = headings.columns.get("code", (-1,))[0]
        self.serial_at = headings.columns.get("serial", (-1,))[0]
        self.known = {at for columns in headings.columns.values() for at in columns} - {self.serial_at}
        # A merged heading may be repeated line by line.
        lines = [
            *rows[headings.top : headings.body],
            [headings.labels.get(at, "") for at in range(max(headings.labels) + 1)],
        ]
        self.labels = {_compact(cell) for line in lines for cell in line} - {""}
        self.owners = "owner" in identifying
        self.columns = len(set(headings.labels) - {self.serial_at})

    def named(self, texts: dict[int, str]) -> str:
        """What a line says in the first identifying column."""
        return texts.get(self.places[0], "") if self.places else ""

    def suspects(self, row: Sequence[Any]) -> bool:
        """Whether a line is worth a closer look: few cells, no name, or a word that totals and notes have.

        This quick test is done on every line, the closer look on a handful.
        """
        if 0 <= self.code_at < len(row):
            code = row[self.code_at]
            if type(code) is str and _CODE.fullmatch(code):
                return False
        if len(row) - row.count("") <= 2:
            return True
        named = False
        for place in self.places:
            value = row[place] if place < len(row) else ""
            if type(value) is not str or not value:
                continue
            if len(value) < _SHORT or value.lstrip().startswith(_STARTS):
                return True
            named = True
        first = next(value for value in row if value != "")
        return not named or (type(first) is str and first.lstrip().startswith(_STARTS))

    def reason(self, row: Sequence[Any], texts: dict[int, str], *, opening: bool) -> str | None:
        """Why a line is no entry; None where it is one.

        Args:
            row: its cells.
            texts: those that are filled, dense, by column.
            opening: whether no entry stands above it.
        """
        filled = list(texts)
        first, names = texts[filled[0]], [texts[place] for place in self.places if place in texts]
        if filled == [self.serial_at] and (first.isdecimal() or row[self.serial_at] == DEFECT):
            return "serial_only"
        if self._is_repeated(texts):
            return "heading"
        reason = None
        if not _CODE.fullmatch(texts.get(self.code_at, "").upper()):
            if opening and self._is_legend(texts):
                reason = "heading"
            elif self._is_total(first, names):
                reason = "total"
            elif self._is_note(filled[0], first, names) or self._is_lone_remark(row, texts):
                reason = "note"
        return reason

    def _is_repeated(self, texts: dict[int, str]) -> bool:
        repeated = sum(text in self.labels for text in texts.values())
        return repeated == len(texts) or repeated >= max(2, len(texts) - 1)

    def _is_lone_remark(self, row: Sequence[Any], texts: dict[int, str]) -> bool:
        """A cell that stands alone (but for a serial number) and is no name."""
        filled = list(texts)
        if any(row[at] == DEFECT for at in filled if at in self.known):
            return False
        if len(filled) == 1 and filled[0] not in self.places:
            return True
        if not self.places or not {self.places[0]} <= set(filled) <= {self.serial_at, self.places[0]}:
            return False
        lone = self.columns > 1 and len(filled) == 1
        return is_remark(texts[self.places[0]], owners=self.owners, lone=lone)

    def _is_legend(self, texts: dict[int, str]) -> bool:
        numbers = all(_LEGEND.fullmatch(text) for text in texts.values()) and len(texts) > 1
        marked = any(place in texts for place in self.places)
        return (numbers and marked) or all(_UNITS.fullmatch(text) for text in texts.values())

    def _is_total(self, first: str, names: list[str]) -> bool:
        """A totals word in the first cell or as the name, and no name beside it."""
        if not (TOTAL.fullmatch(first) or any(TOTAL.fullmatch(name) for name in names[:1])):
            return False
        return all(TOTAL.fullmatch(name) or NUMBER.fullmatch(name) for name in names)

    def _is_note(self, at: int, first: str, names: list[str]) -> bool:
        if not is_note(first):
            return False
        if at in self.places or not names:
            return True
        # 制表单位：| 某公司 is a note where a serial number should be; elsewhere 说明 may be a value.
        return not is_organisation(names[0]) or (":" in first and at not in self.known)
