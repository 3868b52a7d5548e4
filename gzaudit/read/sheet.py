"""What reading a file yields: sheets with each cell's own type, and cells that look blank but are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

# Stands in the grid where a cell looks blank and is not, so that its row is seen; no list can hold this text.
DEFECT: Final = "\x00defect"


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file of the workspace.

    Attributes:
        path: relative to the workspace, with `/`; what people are shown.
        location: where it lies on this machine; never shown.
        sha256: hex digest of its bytes.
    """

    path: str
    location: Path
    sha256: str


class CellDefect(NamedTuple):
    """A cell that a spreadsheet reader would show as blank although it is not.

    `row` and `column` are 1-based, as in the spreadsheet.
    """

    row: int
    column: int
    kind: Literal["cell_error", "formula_uncalculated"]
    shown: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as stored.

    Attributes:
        name: sheet name; empty for csv.
        visible: False for hidden and very hidden sheets (their rows are not read).
        rows: cells by row; str, float, int, bool, date, datetime, time, timedelta, or "" where blank.
        first_row: spreadsheet row number of rows[0] (1-based).
        first_column: spreadsheet column number of rows[0][0] (1-based).
        defects: cells that look blank but are not.
    """

    name: str
    visible: bool
    rows: list[list[Any]]
    first_row: int
    first_column: int
    defects: tuple[CellDefect, ...] = ()
