"""One .csv as a sheet of text cells, its records numbered as a spreadsheet program numbers them."""

from __future__ import annotations

import csv
import io
import re
import statistics
from typing import TYPE_CHECKING, Final

from gzaudit.read.csvtext import decode
from gzaudit.read.sheet import Sheet
from gzaudit.read.unusable import Unusable

if TYPE_CHECKING:
    from pathlib import Path

# A city's lists are some tens of megabytes; the text is held whole.
MAX_BYTES: Final = 512 << 20
# A cell of Excel holds 32,767 characters; a quotation mark left open swallows the rest of the file.
MAX_CELL: Final = 1 << 20
# Addresses and co-owners break into a few lines; more is two records run into one.
MAX_LINES_IN_CELL: Final = 200

_SAMPLE_LINES: Final = 30
_SEPARATOR_LINE: Final = re.compile(r"sep=(.)\r?(?:\n|\r|$)", re.IGNORECASE)
# How programs keep a code as text in csv; a spreadsheet program shows what stands inside the quotes.
_AS_TEXT: Final = re.compile(r'="([^"]*)"')
_QUOTED: Final = re.compile(r'"[^"]*"')
_QUOTE_ACTION: Final = "用文本编辑器打开，补上或删去该行多余的双引号；或请数据提供单位改发 .xlsx"


def read_csv(path: Path) -> tuple[Sheet, ...]:
    """The file's one sheet, named "".

    Every value stays text: what a spreadsheet program once wrote as 9.14E+17 is seen as just that.

    Raises:
        Unusable: wrong or damaged encoding, or quotation marks that do not close, with the line.
    """
    with path.open("rb") as handle:
        data = handle.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unusable("文件过大", expected=f"不超过 {MAX_BYTES >> 20} MiB", action="拆成几个文件")
    text = decode(data)
    separator = _SEPARATOR_LINE.match(text)
    if separator:
        # Excel takes this line as an instruction and does not count it.
        text = text[separator.end() :]
    rows = _records(
        text, separator.group(1) if separator else _delimiter(text), skipped=1 if separator else 0
    )
    if '="' in text:
        rows = [
            [_AS_TEXT.sub(r"\1", cell) if _AS_TEXT.fullmatch(cell) else cell for cell in row] for row in rows
        ]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return (Sheet("", visible=True, rows=list(rows), first_row=1, first_column=1),)


def _records(text: str, delimiter: str, *, skipped: int) -> list[list[str]]:
    if csv.field_size_limit() < MAX_CELL:
        csv.field_size_limit(MAX_CELL)  # process-wide, and only ever raised
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    done = 0
    try:
        for row in reader:
            if reader.line_num - done > MAX_LINES_IN_CELL and _runs_on(row):
                raise _open_quote(done + 1 + skipped)
            done = reader.line_num
            rows.append(row)
    except csv.Error as error:
        raise _open_quote(done + 1 + skipped) from error
    return rows


def _runs_on(row: list[str]) -> bool:
    return any(cell.count("\n") > MAX_LINES_IN_CELL for cell in row)


def _open_quote(line: int) -> Unusable:
    return Unusable(
        "双引号没有成对，或单元格过长，会把几条记录并成一条",
        expected="每个以双引号开头的单元格都有结尾的双引号",
        action=_QUOTE_ACTION,
        place=(f"第 {line} 行",),
    )


def _delimiter(text: str) -> str:
    """The comma, unless the first lines plainly use a tab or a semicolon.

    Plainly: the first line has it, or the first line that has it has it twice; from there on two thirds of
    the lines have it, about as often; and it occurs more often than the comma. Co-owners separated by
    semicolons inside a list of one column, or one separated by commas, do not meet that.
    """
    lines = [_QUOTED.sub("", line) for line in io.StringIO(text[: 1 << 16], newline=None)][:_SAMPLE_LINES]
    lines = [line for line in lines if line.strip()]
    commas = sum(line.count(",") for line in lines)
    for candidate in "\t;":
        counts = [line.count(candidate) for line in lines]
        first = next((at for at, count in enumerate(counts) if count), None)
        if first is None or sum(counts) <= commas or (first and counts[first] < 2):
            continue
        below = counts[first:]
        with_it = sum(map(bool, below))
        # A heading line has it as often as the lines below; a cell that holds it by chance does not.
        if (
            with_it * 3 >= len(below) * 2
            and abs(counts[first] - statistics.median_low(below)) <= counts[first] // 2
        ):
            return candidate
    return ","
