"""The cells of one sheet of an .xls: values with their own types, and those that only look blank."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Any, Final

from gzaudit.read import biff
from gzaudit.read.cells import cell_name
from gzaudit.read.grid import Grid
from gzaudit.read.sheet import CellDefect
from gzaudit.read.unusable import Unusable
from gzaudit.read.xlsformats import Look, as_date

MAX_COLUMNS: Final = 256
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_FORMULA_SHOWN: Final = "公式"
_PLACE: Final = struct.Struct("<HHH")
_DOUBLE: Final = struct.Struct("<d")
_LONG: Final = struct.Struct("<I")
_TEXT, _BOOL, _ERROR, _EMPTY = 0, 1, 2, 3


@dataclass(slots=True)
class Shared:
    """What the sheets of a workbook have in common.

    Attributes:
        texts: shared texts.
        looks: what the format of each cell style makes of a number.
        is_1904: whether days are counted from 1904.
    """

    texts: list[str]
    looks: list[Look]
    is_1904: bool


@dataclass(slots=True)
class SheetCells:
    """What one sheet holds.

    Attributes:
        rows: filled cells by row and column (0-based).
        defects: cells that look blank and are not.
        empty_results: formulas whose stored result is empty, by row and column (0-based): a result, or none.
        calculated: whether any formula has another result.
    """

    rows: dict[int, dict[int, Any]] = field(default_factory=dict)
    defects: list[CellDefect] = field(default_factory=list)
    empty_results: list[tuple[int, int]] = field(default_factory=list)
    calculated: bool = False

    def settle(self, *, calculated: bool) -> None:
        """Decide what the empty results are: blanks if the workbook was calculated, else defects."""
        for row, column in self.empty_results:
            if calculated:
                self.rows.setdefault(row, {})[column] = ""
            else:
                self.defects.append(CellDefect(row + 1, column + 1, "formula_uncalculated", _FORMULA_SHOWN))
        self.defects.sort()

    def grid(self) -> Grid:
        """As rows of equal length, from the first to the last filled cell."""
        filled = {row: cells for row, cells in self.rows.items() if cells}
        if not filled:
            return Grid([], 1, 1)
        top, bottom = min(filled), max(filled)
        left = min(min(cells) for cells in filled.values())
        right = max(max(cells) for cells in filled.values())
        rows: list[list[Any]] = []
        for at in range(top, bottom + 1):
            row = [""] * (right - left + 1)
            for column, value in filled.get(at, {}).items():
                row[column - left] = value
            rows.append(row)
        return Grid(rows, top + 1, left + 1)


def read_cells(stream: bytes, offset: int, shared: Shared) -> SheetCells:
    """Read one sheet.

    Args:
        stream: the workbook stream.
        offset: where the sheet's first record lies.
        shared: texts and formats.

    Raises:
        Unusable: records that do not hold together.
    """
    try:
        return _Reader(stream, shared).read(offset)
    except (struct.error, IndexError) as error:
        raise biff.damaged() from error


class _Reader:
    def __init__(self, stream: bytes, shared: Shared) -> None:
        self.stream, self.shared = stream, shared
        self.cells = SheetCells()
        self.pending: tuple[int, int] | None = None  # a formula whose text result comes in a later record
        self.depth = 0

    def read(self, offset: int) -> SheetCells:
        take = {
            biff.NUMBER: self._number,
            biff.RK: self._rk,
            biff.MUL_RK: self._rks,
            biff.LABEL_SST: self._shared_text,
            biff.LABEL: self._label,
            biff.RICH_LABEL: self._label,
            biff.BOOL_ERROR: self._bool_or_error,
            biff.FORMULA: self._formula,
            biff.STRING: self._result_text,
        }
        for number, start, end in biff.records(self.stream, offset):
            if number == biff.BOF:
                self.depth += 1
            elif number == biff.EOF:
                self.depth -= 1
                if not self.depth:
                    break
            elif self.depth == 1 and number in take:
                # Charts inside the sheet lie deeper; their records are not cells.
                take[number](start, end)
        else:
            raise biff.damaged()
        if self.pending:
            self._uncalculated(*self.pending)
        return self.cells

    def _put(self, row: int, column: int, value: Any) -> None:
        if column >= MAX_COLUMNS:
            raise Unusable("单元格超出 .xls 的最大列 IV", place=(cell_name(row + 1, column + 1),))
        cells = self.cells.rows.get(row)
        if cells is None:
            cells = self.cells.rows[row] = {}
        cells[column] = value

    def _put_number(self, row: int, column: int, style: int, value: float) -> None:
        look = self.shared.looks[style] if style < len(self.shared.looks) else "number"
        self._put(
            row, column, value if look == "number" else as_date(value, look, is_1904=self.shared.is_1904)
        )

    def _number(self, start: int, _: int) -> None:
        row, column, style = _PLACE.unpack_from(self.stream, start)
        self._put_number(row, column, style, _DOUBLE.unpack_from(self.stream, start + 6)[0])

    def _rk(self, start: int, _: int) -> None:
        row, column, style = _PLACE.unpack_from(self.stream, start)
        self._put_number(row, column, style, biff.rk(_LONG.unpack_from(self.stream, start + 6)[0]))

    def _rks(self, start: int, end: int) -> None:
        row, column = struct.unpack_from("<HH", self.stream, start)
        for at in range(start + 4, end - 2 - 5, 6):
            style, packed = struct.unpack_from("<HI", self.stream, at)
            self._put_number(row, column, style, biff.rk(packed))
            column += 1

    def _shared_text(self, start: int, _: int) -> None:
        row, column, _style = _PLACE.unpack_from(self.stream, start)
        index = _LONG.unpack_from(self.stream, start + 6)[0]
        if index >= len(self.shared.texts):
            raise Unusable("单元格所指的文字不在文字总表里", place=(cell_name(row + 1, column + 1),))
        self._put(row, column, self.shared.texts[index])

    def _label(self, start: int, end: int) -> None:
        row, column, _style = _PLACE.unpack_from(self.stream, start)
        self._put(row, column, biff.text(self.stream[start + 6 : end]))

    def _bool_or_error(self, start: int, _: int) -> None:
        row, column, _style = _PLACE.unpack_from(self.stream, start)
        self._bool_or_error_at(row, column, self.stream[start + 6], is_error=bool(self.stream[start + 7]))

    def _bool_or_error_at(self, row: int, column: int, value: int, *, is_error: bool) -> None:
        if is_error:
            self.cells.defects.append(
                CellDefect(row + 1, column + 1, "cell_error", _ERRORS.get(value, "错误值"))
            )
        else:
            self._put(row, column, bool(value))

    def _formula(self, start: int, _: int) -> None:
        if self.pending:
            self._uncalculated(*self.pending)
            self.pending = None
        row, column, style = _PLACE.unpack_from(self.stream, start)
        result = self.stream[start + 6 : start + 14]
        if result[6:] != b"\xff\xff":
            self._put_number(row, column, style, _DOUBLE.unpack(result)[0])
        elif result[0] == _TEXT:
            self.pending = (row, column)
        elif result[0] == _EMPTY:
            self.cells.empty_results.append((row, column))
            return
        elif result[0] in (_BOOL, _ERROR):
            self._bool_or_error_at(row, column, result[2], is_error=result[0] == _ERROR)
        else:
            raise biff.damaged()
        self.cells.calculated = True

    def _result_text(self, start: int, end: int) -> None:
        if self.pending:
            self._put(*self.pending, biff.text(self.stream[start:end]))
            self.pending = None

    def _uncalculated(self, row: int, column: int) -> None:
        self.cells.defects.append(CellDefect(row + 1, column + 1, "formula_uncalculated", _FORMULA_SHOWN))
