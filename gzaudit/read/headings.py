"""Where the heading row is and which column is which field. Headings may stand in up to three merged lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TYPE_CHECKING

from gzaudit.normalise.text import dense_text
from gzaudit.read.kinds import heading_aliases

if TYPE_CHECKING:
    from collections.abc import Sequence

# Titles, notes and blank lines above the headings of a real list never came near this.
SEARCH_ROWS: Final = 60
MOST_LINES: Final = 3
_MARKS = re.compile(r"[*★☆※:：。;；]+")
_BRACKETED = re.compile(r"\([^()]*\)")


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


def normal_heading(text: str, year: int) -> str:
    """A heading as compared: width, spaces and marks gone, the year before = 上年, the year itself dropped."""
    heading = _MARKS.sub("", dense_text(text)).casefold()
    before = rf"(?:上年度|上一年度|上一年|{year - 1}年度|{year - 1}年|上年)"
    heading = re.sub(rf"{before}(?:\({before}\))?", "上年", heading)
    return re.sub(rf"(?:{year}年度|{year}年|当年|本年度|本年)", "", heading)


@cache
def _known(year: int) -> dict[str, tuple[tuple[str, int], ...]]:
    """Normalised heading → (field, rank of the alias) for every field that has it."""
    known: dict[str, list[tuple[str, int]]] = {}
    for field, aliases in heading_aliases().items():
        for rank, alias in enumerate(aliases):
            known.setdefault(normal_heading(alias, year), []).append((field, rank))
    return {heading: tuple(fields) for heading, fields in known.items()}


def _fields_of(label: str, year: int) -> tuple[tuple[str, int], ...]:
    heading = normal_heading(label, year)
    known = _known(year)
    return known.get(heading) or known.get(_BRACKETED.sub("", heading), ())


def _spread(row: Sequence[Any]) -> list[str]:
    """The upper line of a merged heading: a merged cell holds its text in its first column only."""
    texts, last = [], ""
    for cell in row:
        last = str(cell).strip() or last
        texts.append(last)
    return texts


def _read_at(rows: Sequence[Sequence[Any]], top: int, lines: int, year: int) -> tuple[int, Headings]:
    width = max(len(row) for row in rows[top : top + lines])
    block = [[str(cell) for cell in row] + [""] * (width - len(row)) for row in rows[top : top + lines]]
    upper = [_spread(line) for line in block[:-1]]
    ranked: dict[str, list[tuple[int, int]]] = {}
    labels: dict[int, str] = {}
    for column in range(width):
        own = [line[column].strip() for line in block]
        written = [text for text in own if text]
        if not written:
            continue
        groups = [line[column] for line in upper if line[column]]
        # The lowest line names the column; the lines above it may complete it (上年 / 规上高企数).
        candidates = [written[-1], "".join(dict.fromkeys([*groups, *written[-1:]])), "".join(written)]
        for label in candidates:
            fields = _fields_of(label, year)
            if fields:
                for field, rank in fields:
                    ranked.setdefault(field, []).append((rank, column))
                break
        labels[column] = "".join(written) if len(written) > 1 else written[0]
    columns = {field: tuple(column for _, column in sorted(found)) for field, found in ranked.items()}
    recognised = len({column for found in columns.values() for column in found})
    return recognised, Headings(top, lines, columns, labels)


def find_headings(rows: Sequence[Sequence[Any]], year: int) -> Headings | None:
    """The heading row with the most recognised columns; the upper and the shorter one where several tie.

    Args:
        rows: cells of a sheet.
        year: the audited year, for 上年 and 当年 in headings.

    Returns:
        None where no line holds a known heading.
    """
    best: tuple[int, Headings] | None = None
    for top in range(min(len(rows), SEARCH_ROWS)):
        if not any(isinstance(cell, str) and cell.strip() for cell in rows[top]):
            continue
        for lines in range(1, min(MOST_LINES, len(rows) - top) + 1):
            score, headings = _read_at(rows, top, lines, year)
            # More lines must bring more columns: a title above the headings is no part of them.
            if score and (best is None or (score, -lines) > (best[0], -best[1].lines)):
                best = (score, headings)
    return best[1] if best else None
