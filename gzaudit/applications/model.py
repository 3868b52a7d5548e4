"""An application list as values: its lines as read, what became of each, and what is to be told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from gzaudit.findings import Batch
    from gzaudit.read.listing import Source
    from gzaudit.result_grants import Application

Reason = Literal[
    "counted", "no_identity", "item_unknown", "year_unreadable", "out_of_period", "not_selected", "duplicate",
    "same_line",
]  # fmt: skip

REASONS: Final[Mapping[Reason, str]] = {
    "counted": "计入",
    "no_identity": "不计：没有单位名称，也没有可用的代码",
    "item_unknown": "不计：事项认不出来",
    "year_unreadable": "不计：年度没有写或无法辨认",
    "out_of_period": "不计：年度在文件的期间以外",
    "not_selected": "不计：名单写明没有入选",
    "duplicate": "不计：同一单位同一年度同一事项只计一次",
    "same_line": "不计：与另一行完全相同",
}
"""What people are told of a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line below the headings that is neither note nor total.

    Attributes:
        src: index of its sheet among the sources.
        row: spreadsheet row.
        cells: text by field; a field without a column is not there.
        numeric_code: whether the code's cell was stored as a number.
    """

    src: int
    row: int
    cells: Mapping[str, str]
    numeric_code: bool = False

    def text(self, field: str) -> str:
        """A cell, "" where it is blank or its column is not there."""
        return self.cells.get(field, "")


@dataclass(frozen=True, slots=True)
class ApplicationList:
    """What a file holds.

    Attributes:
        name: of the file.
        sha256: of its bytes.
        sources: its sheets.
        lines: of all sheets.
        units: what a bare number is worth in 元, by sheet and field; None where nothing says so.
        batches: findings of reading.
    """

    name: str
    sha256: str
    sources: tuple[Source, ...]
    lines: tuple[Line, ...]
    units: Mapping[tuple[int, str], Fraction | None]
    batches: tuple[Batch, ...]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a line: why it does not count, or what it was counted as, as far as that is known."""

    line: Line
    reason: Reason
    who: str
    name: str
    grant: str
    year: int | None
    amount: Fraction | None
    application: Application | None


@dataclass(frozen=True, slots=True)
class Sorted:
    """A list sorted out.

    Attributes:
        fates: of every line, in the order of the list.
        names: what people read, by identity.
        codes: 统一社会信用代码 by identity, where there is one.
        batches: findings.
    """

    fates: tuple[Fate, ...]
    names: Mapping[str, str]
    codes: Mapping[str, str]
    batches: tuple[Batch, ...]

    @property
    def applications(self) -> tuple[Application, ...]:
        """The lines that count."""
        return tuple(each.application for each in self.fates if each.application)
