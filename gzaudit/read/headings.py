"""Where the heading row is and which column is which field. Headings may have up to three merged lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from gzaudit.normalise.single import dense_text
from gzaudit.read.kinds import HEADINGS, heading_aliases

if TYPE_CHECKING:
    from collections.abc import Sequence

# Titles, notes and blank lines above the headings of a real list never came near this.
SEARCH_ROWS: Final = 60
MOST_LINES: Final = 3
_MARKS = re.compile(r"[*★☆※▲△●○◆#√:：。;；]+")
_NUMBERED = re.compile(r"^\d{1,2}[.、)](?=\D)")
_BRACKETED = re.compile(r"\([^()]*\)")
_HOW_MANY = re.compile(r"(?:数量|家数|个数|总数|基数)$")
# 年度目标 below 规上高企 is not the target of all 高企.
_OTHER_INDICATOR = re.compile(r"规上|规模以上|科服|科技服务|专利|科小|科技型")
_OF_ALL_HNTE: Final = frozenset(("hnte_target", "prior_hnte", "count_hnte"))
# A list has a column that says whose line it is.
_WHOSE: Final = frozenset(("name", "owner", "code", "old_name", "district"))


@dataclass(frozen=True, slots=True)
class Headings:
    """A heading row found.

    Attributes:
        top: index in the sheet's rows of its first line.
        lines: how many lines it has.
        columns: for each field, the indices of its columns, best first.
        labels: heading text by column index, as read.
    """

    top: int
    lines: int
    columns: dict[str, tuple[int, ...]]
    labels: dict[int, str]

    @property
    def body(self) -> int:
        """Index of the first row below the headings."""
        return self.top + self.lines


@cache
def _years(year: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The year before and the year itself, in the ways that headings write them."""
    before = rf"(?:上一?年度?|前一年度?|去年|(?<!\d){year - 1}(?!\d)(?:年度|年)?)(?:基数(?=.)|实际|完成)?"
    now = rf"\((?:{year}(?:年度|年)?|当年|本年度?)\)|(?<!\d){year}(?!\d)(?:年度|年)?|当年|本年度?"
    return re.compile(rf"\(?{before}(?:\({before}\))?\)?"), re.compile(now)


@lru_cache(maxsize=1 << 14)
def _stem(text: str, year: int) -> str:
    heading = _NUMBERED.sub("", _MARKS.sub("", dense_text(text)).casefold())
    before, now = _years(year)
    prior = before.sub("", heading)
    if prior != heading:
        # 规上高企数(2024年), 规上高企2024年基数 and 2024年规上高企数 are one heading.
        return "上年" + now.sub("", prior)
    return now.sub("", heading)


def _settled(stem: str) -> str:
    if stem.endswith("基数") and stem != "基数" and not stem.startswith("上年"):
        stem = "上年" + stem
    return _HOW_MANY.sub("数", stem)


def normal_heading(text: str, year: int) -> str:
    """A heading as compared: no width, spaces, marks, numbers; the year before is 上年, the year itself gone.

    >>> normal_heading("规上高企 2024年基数", 2025), normal_heading("＊上年(2024年)规上高企数量", 2025)
    ('上年规上高企数', '上年规上高企数')
    """
    return _settled(_stem(text, year))


@cache
def _known(year: int, file: str) -> dict[str, tuple[tuple[str, int], ...]]:
    """Normalised heading → (field, rank of the alias) for every field that has it, each once."""
    known: dict[str, list[tuple[str, int]]] = {}
    for field, aliases in heading_aliases(file).items():
        for rank, alias in enumerate(aliases):
            fields = known.setdefault(normal_heading(alias, year), [])
            if all(field != other for other, _ in fields):
                fields.append((field, rank))
    return {heading: tuple(fields) for heading, fields in known.items()}


@lru_cache(maxsize=1 << 14)
def _fields_of(label: str, year: int, file: str) -> tuple[tuple[str, int], ...]:
    stem = _stem(label, year)
    known = _known(year, file)
    return known.get(_settled(stem)) or known.get(_settled(_BRACKETED.sub("", stem)), ())


def _spread(row: Sequence[Any]) -> list[str]:
    """The upper line of a merged heading: a merged cell holds its text in its first column only."""
    texts, last = [], ""
    for cell in row:
        last = str(cell).strip() or last
        texts.append(last)
    return texts


def _named_by(
    groups: list[str], written: list[str], year: int, file: str
) -> tuple[tuple[tuple[str, int], ...], bool]:
    """Fields of a column, and whether its whole heading says so.

    Args:
        groups: the lines above it, merged cells spread.
        written: its own cells that are filled.
        year: the audited year.
        file: data file of the headings.
    """
    lowest = written[-1]
    whole = "".join(dict.fromkeys([*groups, lowest]))
    # The lines above complete the lowest one: 上年 / 规上高企数 is not 规上高企数.
    for label in dict.fromkeys((whole, "".join(written) if len(written) > 1 else whole)):
        if fields := _fields_of(label, year, file):
            return fields, True
    prior = _stem(whole, year).startswith("上年")
    fields = _fields_of(
        f"上年{lowest}" if prior and not _stem(lowest, year).startswith("上年") else lowest, year, file
    )
    other = _OTHER_INDICATOR.search("".join(groups))
    return tuple(each for each in fields if not (other and each[0] in _OF_ALL_HNTE)), False


def _read_at(
    rows: Sequence[Sequence[Any]], top: int, lines: int, year: int, file: str
) -> tuple[int, Headings]:
    width = max(len(row) for row in rows[top : top + lines])
    block = [[str(cell) for cell in row] + [""] * (width - len(row)) for row in rows[top : top + lines]]
    upper = [_spread(line) for line in block[:-1]]
    ranked: dict[str, list[tuple[bool, int, int]]] = {}
    labels: dict[int, str] = {}
    for column in range(width):
        written = [text for line in block if (text := line[column].strip())]
        if not written:
            continue
        groups = [line[column] for line in upper if line[column]]
        fields, surely = _named_by(groups, written, year, file)
        for field, rank in fields:
            ranked.setdefault(field, []).append((not surely, rank, column))
        labels[column] = "".join(written)
    columns: dict[str, tuple[int, ...]] = {}
    for field, found in ranked.items():
        best = min(doubtful for doubtful, _, _ in found)
        columns[field] = tuple(column for doubtful, _, column in sorted(found) if doubtful == best)
    recognised = len({column for places in columns.values() for column in places})
    return recognised, Headings(top, lines, columns, labels)


def find_headings(rows: Sequence[Sequence[Any]], year: int, file: str = HEADINGS) -> Headings | None:
    """The heading row with the most recognised columns; the upper and the shorter one where several tie.

    Args:
        rows: cells of a sheet.
        year: the audited year, for 上年 and 当年 in headings.
        file: data file of the headings that are looked for.

    Returns:
        None where no line holds a known heading.
    """
    found: list[tuple[int, Headings]] = []
    for top in range(min(len(rows), SEARCH_ROWS)):
        if not any(isinstance(cell, str) and cell.strip() for cell in rows[top]):
            continue
        for lines in range(1, min(MOST_LINES, len(rows) - top, SEARCH_ROWS - top) + 1):
            score, headings = _read_at(rows, top, lines, year, file)
            if score:
                found.append((score, headings))
    if not found:
        return None
    return _upper_table(found, _best(found), rows)


def _best(found: list[tuple[int, Headings]]) -> tuple[int, Headings]:
    # More lines must bring more columns: a title above the headings is no part of them.
    return max(found, key=lambda each: (each[0], -each[1].lines))


def _upper_table(
    found: list[tuple[int, Headings]], best: tuple[int, Headings], rows: Sequence[Sequence[Any]]
) -> Headings:
    """The headings of a list above, where the best ones stand in the middle of a sheet.

    Two tables may stand one below the other, the lower with more columns: the upper rows are no title.
    """
    score, chosen = best
    above = [
        (other, headings)
        for other, headings in found
        if 2 <= other <= score
        and other * 2 > len(headings.labels)
        and _WHOSE & headings.columns.keys() & chosen.columns.keys()
        and any(sum(cell != "" for cell in row) >= 2 for row in rows[headings.body : chosen.top])
    ]
    return _upper_table(found, _best(above), rows) if above else chosen
