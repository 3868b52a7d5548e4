"""Whether both programs wrote the same rows: sheet by sheet, read back from the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from python_calamine import CalamineWorkbook

from benchmarks.baseline import CITY_BOOK

if TYPE_CHECKING:
    from pathlib import Path


def _sheets(*paths: Path) -> dict[str, tuple[int, int]]:
    """Rows and columns in use, by sheet name; of two of one name, those of the first workbook."""
    books = [CalamineWorkbook.from_path(str(path)) for path in reversed(paths)]
    sheets = {name: book.get_sheet_by_name(name) for book in books for name in book.sheet_names}
    ends = {name: sheet.end or (-1, -1) for name, sheet in sheets.items()}
    return {name: (row + 1, column + 1) for name, (row, column) in ends.items()}


def _tool_books(out: Path) -> dict[str, list[Path]]:
    """The tool's workbooks: "" the city's (its ledger is a file of its own), the others by district name."""
    districts = {path.parent.name[6:]: [path] for path in sorted(out.glob("各区/*/*.xlsx"))}
    return {"": sorted(out.glob("全市/*.xlsx")), **districts}


def check_same_rows(books: dict[str, list[dict[str, Any]]], tool: Path, script: Path) -> dict[str, int]:
    """Compare both sets of workbooks with the sizes that the tool's tables have.

    Args:
        books: from `benchmarks.stages`.
        tool: a run folder of the tool.
        script: a folder of the baseline.

    Returns:
        Rows by sheet name, summed over the 12 workbooks.

    Raises:
        AssertionError: a sheet is missing, or holds other rows or columns.
    """
    written = _tool_books(tool)
    assert set(written) == set(books), "not the same workbooks"
    rows: dict[str, int] = {}
    for name, sheets in books.items():
        ours = _sheets(*written[name])
        theirs = _sheets(script / (f"{name}核算结果.xlsx" if name else CITY_BOOK))
        for sheet in sheets:
            title, height, width = sheet["name"], sheet["rows"], len(sheet["headings"])
            last = height + sheet["lines_above"]
            # Below a table that is signed there are lines to sign on.
            whole = ours[title][0] > last if sheet["signed"] else ours[title][0] == last
            assert whole, (name, title, ours[title])
            assert ours[title][1] >= width, (name, title, ours[title])
            assert theirs[title] == (height + 1, width), (name, title, theirs[title])
            rows[title] = rows.get(title, 0) + height
    return rows
