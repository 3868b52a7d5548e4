"""The full parse of one sheet's XML: exact extent of filled cells, and cells that only look blank."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from gzaudit.read.quicklook import MAX_AREA, MAX_COLUMN, MAX_ROW, column_number
from gzaudit.read.sheet import CellDefect
from gzaudit.read.unusable import Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable

_REF: Final = re.compile(r"([A-Za-z]{1,7})0*([1-9]\d{0,9})")
_SHOWN: Final = 200
_NO_ERROR_VALUE: Final = "错误值"
READABLE_ERRORS: Final = frozenset(
    {"#N/A", "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", _NO_ERROR_VALUE}
)


@dataclass(slots=True)
class Extent:
    """The rectangle of filled cells, and the cells that made it as large as it is (1-based; 0 = none yet)."""

    top: int = 0
    left: int = 0
    bottom: int = 0
    right: int = 0
    lowest: str = ""
    rightmost: str = ""

    def add(self, row: int, column: int) -> None:
        """Widen to take in a filled cell."""
        if not self.top:
            self.top, self.left = row, column
        self.top, self.left = min(self.top, row), min(self.left, column)
        if row > self.bottom:
            self.bottom, self.lowest = row, cell_name(row, column)
        if column > self.right:
            self.right, self.rightmost = column, cell_name(row, column)

    def check(self) -> None:
        """Refuse a rectangle that no list fills and no reader should set memory aside for.

        Raises:
            Unusable: naming the cells at its far ends.
        """
        height, width = self.bottom - self.top + 1, self.right - self.left + 1
        if (
            self.bottom <= MAX_ROW
            and self.right <= MAX_COLUMN
            and (not self.top or height * width <= MAX_AREA)
        ):
            return
        cells = list(dict.fromkeys((self.lowest, self.rightmost)))
        raise Unusable(
            f"单元格 {'、'.join(cells)} 有内容，使数据区达到 {height:,} 行 × {width:,} 列",
            expected=f"数据区不超过 {MAX_AREA:,} 个单元格",
            action=f"删除 {'、'.join(cells)} 所在的多余的行和列（整行、整列删除），保存后重试",
            place=(cells[0],),
        )


@dataclass(slots=True)
class Parsed:
    """What the full parse found."""

    extent: Extent = field(default_factory=Extent)
    defects: list[CellDefect] = field(default_factory=list)


def cell_name(row: int, column: int) -> str:
    """Spreadsheet name of a cell.

    >>> cell_name(1048576, 16384)
    'XFD1048576'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def parse_cells(blocks: Iterable[bytes]) -> Parsed:
    """Parse one sheet.

    Args:
        blocks: its XML, already checked by `xmlblocks.blocks`.

    Returns:
        Extent and defects. Cells stand where readers place them: by their own name, else after the last.

    Raises:
        Unusable: no well-formed XML, or a cell name that is none.
    """
    sheet = _Sheet()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = sheet.start
    parser.EndElementHandler = sheet.end
    parser.CharacterDataHandler = sheet.text
    try:
        for block in blocks:
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise Unusable(f"工作表的 XML 不完整或有错（第 {parser.ErrorLineNumber} 行）") from error
    return sheet.parsed


class _Sheet:
    """Handlers of one parse."""

    def __init__(self) -> None:
        self.parsed = Parsed()
        self.local: dict[str, str] = {}
        self.inside = self.over = self.in_cell = False
        self.row = self.column = 1
        self.at = (1, 1)
        self.kind = ""
        self.formula: str | None = None
        self.value: str | None = None
        self.inline = False
        self.collected: list[str] | None = None

    def _name(self, tag: str) -> str:
        local = self.local.get(tag)
        if local is None:
            local = self.local[tag] = tag.rpartition(":")[2]
        return local

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._name(tag)
        if not self.inside:
            self.inside = name == "sheetData" and not self.over
        elif name == "c":
            self._open_cell(attributes)
        elif name == "row":
            if "r" in attributes:
                self.row = _whole(attributes["r"])
        elif self.in_cell:
            if name in ("v", "f"):
                self.collected = []
            elif name == "is":
                self.inline = True

    def _open_cell(self, attributes: dict[str, str]) -> None:
        ref = attributes.get("r")
        if ref is None:
            self.at = (self.row, self.column)
        else:
            match = _REF.fullmatch(ref)
            if match is None:
                raise Unusable(f"单元格地址“{ref[:20]}”无法识别")
            column = column_number(match[1].upper())
            self.at = (int(match[2]), column)
            self.column = column
        self.kind = attributes.get("t", "n")
        self.formula = self.value = self.collected = None
        self.inline, self.in_cell = False, True

    def text(self, data: str) -> None:
        if self.collected is not None:
            self.collected.append(data)

    def end(self, tag: str) -> None:
        if not self.inside:
            return
        name = self._name(tag)
        if name == "v" and self.collected is not None:
            self.value = "".join(self.collected)
            self.collected = None
        elif name == "f" and self.collected is not None:
            self.formula = "".join(self.collected)
            self.collected = None
        elif name == "c":
            self._close_cell()
        elif name == "row":
            self.row += 1
            self.column = 1
        elif name == "sheetData":
            # Readers stop here; a second sheetData would be read by none.
            self.inside, self.over = False, True

    def _close_cell(self) -> None:
        self.in_cell = False
        self.column += 1
        row, column = self.at
        value, formula = self.value, self.formula
        defect: CellDefect | None = None
        if self.kind == "e":
            defect = CellDefect(row, column, "cell_error", value or _NO_ERROR_VALUE)
        elif formula is not None and not value and (self.kind != "str" or value is None):
            shown = f"={formula[:_SHOWN]}" if formula else "公式（与相邻单元格共用）"
            defect = CellDefect(row, column, "formula_uncalculated", shown)
        if defect:
            self.parsed.defects.append(defect)
        if defect or value or self.inline or (self.kind == "str" and value is not None):
            self.parsed.extent.add(row, column)


def _whole(text: str) -> int:
    # One digit more than any spreadsheet has: what is longer is no row number.
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text)):
        raise Unusable(f"行号“{text[:20]}”无法识别")
    return int(text)
