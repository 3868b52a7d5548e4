"""One recognised sheet as text columns: types are settled here, once, at the door."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from gzaudit.normalise.text import column
from gzaudit.read.sheet import DEFECT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gzaudit.read.headings import Headings
    from gzaudit.read.kinds import Kind


@dataclass(frozen=True, slots=True)
class Source:
    """One sheet of one file, recognised or left out.

    Attributes:
        path: workspace-relative, with `/`.
        sheet: name; empty for csv.
        sha256: of the file.
        kind: key of its kind, None where left out.
        title: text of the lines above the headings.
        columns: spreadsheet column letter by field.
        headings: what stands above that column, as read, by field.
        rows: lines below the headings that are not blank.
        excluded: of these, how many were left out at the door, by reason.
        stated: number of entries that a totals line states, None where none does.
    """

    path: str
    sheet: str
    sha256: str
    kind: str | None
    rows: int
    title: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    excluded: dict[str, int] = field(default_factory=dict)
    stated: int | None = None
    headings: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """File and sheet, as people are shown them."""
        return f"{self.path} › {self.sheet}" if self.sheet else self.path


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of one source.

    Attributes:
        kind: what list it is.
        source: where it came from; `src` is its index among the sources of the run.
        frame: `row` (spreadsheet row) and one text column per field ("" where blank), `code_numeric` where
            the code cell was stored as a number.
        totals: the same for the totals lines of a list with a line per district.
    """

    kind: Kind
    source: Source
    src: int
    frame: pd.DataFrame
    totals: pd.DataFrame


def letter(column_number: int) -> str:
    """Spreadsheet letters of a 1-based column number."""
    letters = ""
    while column_number:
        column_number, rest = divmod(column_number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_text(value: Any) -> str:
    """A cell as text, without loss of what it was.

    Whole numbers are written without a decimal point. A number of more than 15 digits is written in
    scientific form: its last digits are not known, and must not look as if they were.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if abs(value) >= 10**15:
            return f"{value:.14e}"
        return str(int(value)) if value == int(value) else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


# Columns that help to tell one list from another; what they hold decides nothing.
_TELLTALE: Final = frozenset({"serial", "statistical_name", "batch", "industry", "major"})


def _even(rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
    """The rows, all of one length."""
    widths = set(map(len, rows))
    if len(widths) < 2:
        return rows
    longest = max(widths)
    return [row if len(row) == longest else [*row, *[""] * (longest - len(row))] for row in rows]


def _values(rows: Sequence[Sequence[Any]], at: int) -> list[Any]:
    return list(map(itemgetter(at), rows)) if rows and at < len(rows[0]) else [""] * len(rows)


def _texts(rows: Sequence[Sequence[Any]], at: int) -> list[str]:
    values = _values(rows, at)
    if DEFECT in values:
        values = ["" if value == DEFECT else value for value in values]
    if set(map(type, values)) == {str}:
        texts = list(map(str.strip, values))
    else:
        texts = [value.strip() if type(value) is str else cell_text(value) for value in values]
    # Districts, types and dates repeat: one string for all equal cells keeps memory small.
    known = dict(zip(texts, texts, strict=True))
    return list(map(known.__getitem__, texts))


def text_columns(
    rows: Sequence[Sequence[Any]], numbers: Sequence[int], headings: Headings, kind: Kind
) -> pd.DataFrame:
    """The columns that a kind takes from a sheet.

    Args:
        rows: data rows (no headings, notes or totals).
        numbers: their spreadsheet row numbers.
        headings: where which field stands.
        kind: the kind; all other columns are dropped here, personal data with them.
    """
    rows = _even(rows)
    columns: dict[str, pd.Series] = {"row": pd.Series(numbers, dtype="int64")}
    for name in kind.fields:
        places = headings.columns.get(name, ())
        if not places or name in _TELLTALE:
            continue
        text = column(_texts(rows, places[0]))
        for place in places[1:] if name == "former" else ():
            more = column(_texts(rows, place))
            text = text.where(more == "", text + "；" + more)
        columns[name] = text
    if "code" in columns:
        values = _values(rows, headings.columns["code"][0])
        columns["code_numeric"] = pd.Series([type(value) in (int, float) for value in values], dtype=bool)
    return pd.DataFrame(columns)
