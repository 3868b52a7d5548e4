"""The workbook that leaves the office: a sheet of counts, a sheet that vouches for it, and no firm's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gzaudit.normalise.districts import DISTRICTS
from gzaudit.read.kinds import count_field, heading_aliases
from gzaudit.render.model import Book, Column, Table
from gzaudit.tally.attestation import COLUMNS, COUNTS, SHEET, lines_of

if TYPE_CHECKING:
    from gzaudit.tally.make import Made

_NAMELESS: Final = "本文件只有各区家数，不含任何企业的名称、代码或其他情况。"
_SEALED: Final = "打印本表，核对后签字盖章，与文件一并送出；收到的一方据此核对文件。"
_SIGNED: Final = ("制表人", "审核人", "盖章", "日期")
_WIDTHS: Final = (16, 44, 40, 12, 14, 10, 10, 74)
_WHOLE: Final = "合计"


def tally_book(made: Made) -> Book:
    """The workbook."""
    title = f"{made.year} 年汇总数"
    return Book(title, "各区家数及汇总证明", (counts_table(made), _attestation(made)))


def counts_table(made: Made) -> Table:
    """Districts in code order, a column an indicator, headed as the reader knows it; the sum below."""
    headings = [heading_aliases()[count_field(each.key)][0] for each in made.indicators]
    rows: list[list[str | int | None]] = [
        [district.name, *(made.counts[district.code][each.key] for each in made.indicators)]
        for district in DISTRICTS
    ]
    sums = [sum(made.counts[code][each.key] or 0 for code in made.counts) for each in made.indicators]
    return Table.of_rows(
        COUNTS,
        f"{made.year} 年各区家数汇总数",
        (Column("区", "label", 12), *(Column(heading, "integer", 18) for heading in headings)),
        [*rows, [_WHOLE, *sums]],
        notes=(_NAMELESS,),
        total_rows=1,
        filtered=False,
    )


def _attestation(made: Made) -> Table:
    columns = [
        Column(heading, "integer" if 3 <= at <= 6 else "text", width)  # the columns of numbers
        for at, (heading, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True))
    ]
    return Table.of_rows(
        SHEET,
        f"{made.year} 年汇总证明",
        columns,
        lines_of(made.attestation),
        notes=(_NAMELESS, _SEALED),
        landscape=True,
        filtered=False,
        signed=_SIGNED,
    )
