"""A district's reply as it was filled in: sheets 确认回执 and 异议企业 of its workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gzaudit.read.listing import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gzaudit.read.sheet import Sheet

# As `render.tables.receipt` writes them; a test holds the two together.
RECEIPT: Final = "确认回执"
OBJECTIONS: Final = "异议企业"
HEADINGS: Final = {
    RECEIPT: ("事项", "单位", "市局核算数", "是否确认", "异议内容", "依据材料", "涉及企业名称及代码"),
    OBJECTIONS: ("企业名称", "统一社会信用代码", "异议类型", "说明", "依据"),
}
CONFIRMED, OBJECTED = "确认", "有异议"
_WHOSE: Final = re.compile(r"填报单位[:：]\s*(\S+?)\s*[（(](\d{6})[)）].*?年度[:：]\s*(\d{4})\s*年")
_SEARCHED: Final = 20  # rows in which the headings are looked for


class Line(NamedTuple):
    """A line of a reply with its spreadsheet row and its cells, by heading."""

    sheet: str
    row: int
    cells: dict[str, str]

    @property
    def filled(self) -> bool:
        """Whether the district wrote anything: of a receipt's line, behind what the bureau wrote."""
        own = HEADINGS[self.sheet][3:] if self.sheet == RECEIPT else HEADINGS[self.sheet]
        return any(self.cells[heading] for heading in own)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back.

    Attributes:
        path: the file.
        name: of the district, as its sheets say; "" where they do not.
        district: its code, as they say.
        year: of the figures that it answers; 0 where it is not said.
        same: whether both sheets name the same district and year.
        lines: all lines of both sheets, filled in or not.
        src: of each sheet, its number among the sources.
        lacking: sheets or headings that are not there any more.
    """

    path: str
    name: str
    district: str
    year: int
    same: bool
    lines: tuple[Line, ...]
    src: dict[str, int]
    lacking: tuple[str, ...] = ()

    @property
    def filled(self) -> tuple[Line, ...]:
        """The lines that the district wrote into."""
        return tuple(line for line in self.lines if line.filled)


def read_reply(path: str, sheets: Iterable[Sheet], src: dict[str, int]) -> Reply | None:
    """The reply that a workbook of a district holds; None where it holds none or nothing is filled in.

    Args:
        path: the file, as people are shown it.
        sheets: of the workbook.
        src: number of each sheet among the sources, by name.
    """
    there = {sheet.name: sheet for sheet in sheets if sheet.name in HEADINGS and sheet.visible}
    if not there:
        return None
    lines: list[Line] = []
    lacking = [name for name in HEADINGS if name not in there]
    said = []
    for name, sheet in there.items():
        found = _headings(sheet, name)
        said.append(_whose(sheet))
        if found is None:
            lacking.append(f"{name}的表头")
        else:
            lines += _lines(sheet, name, *found)
    if not any(line.filled for line in lines) and not any("表头" in each for each in lacking):
        return None
    name, district, year = said[0]
    return Reply(
        path, name, district, year, len(set(said)) == 1, tuple(lines), {each: src[each] for each in there},
        tuple(lacking),
    )  # fmt: skip


def _whose(sheet: Sheet) -> tuple[str, str, int]:
    """District and year in the sheet's note."""
    for row in sheet.rows[:_SEARCHED]:
        for cell in row:
            if found := _WHOSE.search(str(cell)):
                return found[1], found[2], int(found[3])
    return "", "", 0


def _headings(sheet: Sheet, name: str) -> tuple[int, dict[str, int]] | None:
    """Index of the heading row and the place of each heading."""
    for at, row in enumerate(sheet.rows[:_SEARCHED]):
        places = {str(cell).strip(): place for place, cell in reversed(list(enumerate(row)))}
        if all(heading in places for heading in HEADINGS[name]):
            return at, {heading: places[heading] for heading in HEADINGS[name]}
    return None


def _lines(sheet: Sheet, name: str, top: int, places: dict[str, int]) -> Iterator[Line]:
    """Lines below the headings; a receipt ends where its items do, for people sign below."""
    for at, row in enumerate(sheet.rows[top + 1 :], top + 1):
        cells = {heading: _text(row, place) for heading, place in places.items()}
        if name == RECEIPT and not cells["事项"]:
            return
        if any(cells.values()):
            yield Line(name, at + sheet.first_row, cells)


def _text(row: list[Any], place: int) -> str:
    return cell_text(row[place]).strip() if place < len(row) else ""
