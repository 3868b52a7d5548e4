"""Cells far from the list: named and refused in under a second, or harmless."""

from __future__ import annotations

import pytest
from books import CELL, SHEET_PART, raw, read, refused, timed

from gzaudit.read.engine import Workbook
from gzaudit.read.parts import Package
from gzaudit.read.quicklook import MAX_AREA, look
from gzaudit.read.unusable import Unusable
from gzaudit.read.xmlblocks import blocks


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD99", "ZZ900000"])
def test_stray_filled_cell_is_named_in_under_a_second(tmp_path, cell):
    column, row = cell.rstrip("0123456789"), cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    extra = '<row r="1000000"><c r="A1000000"><v>1</v></c></row>' if row == "99" else ""
    data = raw(f'{CELL}{extra}<row r="{row}"><c r="{cell}"><v>1</v></c></row>')
    assert len(data) < 10_000
    error, seconds = timed(lambda: refused(tmp_path, "a.xlsx", data))
    assert seconds < 1
    assert "› 名单 ›" in error.where
    assert cell in error.found
    assert f"删除 {'A1000000、' if extra else ''}{cell}" in error.action
    assert column in error.action


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576" t="str"><f>A1</f><v></v></c>',
        '<c r="XFD1048576"><f>A1</f></c>',
        '<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>',
        "<c r='XFD1048576'><v>1</v></c>",
        '<c  r="XFD1048576" s="1"><v>1</v></c>',
        '<c s="1" r="XFD1048576"><v>1</v></c>',
        '<c r="xfd1048576"><v>1</v></c>',
        '<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="XFD1048576"><x:v>1</x:v></x:c>',
        '<c\nr="XFD1048576"><v>1</v></c>',
        '<c r="XFD01048576"><v>1</v></c>',
        '<c r="ZZZZZ99999999"><v>1</v></c>',
        '<c r="A4294967295"><v>1</v></c>',
        '<c r="XFE1"><v>1</v></c>',
        '<c r="A1048577"><v>1</v></c>',
    ],
)
def test_stray_cells_in_every_spelling(tmp_path, cell):
    error = refused(tmp_path, "a.xlsx", raw(f'{CELL}<row r="2">{cell}</row>'))
    assert "有内容" in error.found


@pytest.mark.parametrize("row", ["1048576", "4294967295"])
def test_stray_cells_without_a_place(tmp_path, row):
    refused(
        tmp_path,
        "a.xlsx",
        raw(f'<row r="1"><c r="ZZ1"><v>1</v></c></row><row r="{row}"><c><v>1</v></c></row>'),
    )


@pytest.mark.parametrize("cell", ["A0", "1A", "A", "1", "$A$1", "A1:B2", "A-1", "&#65;&#65;"])
def test_impossible_places(tmp_path, cell):
    refused(tmp_path, "a.xlsx", raw(f'{CELL}<row r="2"><c r="{cell}"><v>1</v></c></row>'))


@pytest.mark.parametrize(
    "form", ['<c r="XFD1048576" s="0"/>', '<c r="XFD1048576" s="0"></c>', '<c r="XFD1048576"><v></v></c>']
)
def test_stray_formatted_cell_does_no_harm(tmp_path, form):
    (sheet,) = read(tmp_path, "a.xlsx", raw(f'{CELL}<row r="1048576">{form}</row>'))
    assert sheet.rows == [[1]]


def test_last_row_alone_is_read(tmp_path):
    (sheet,) = read(tmp_path, "a.xlsx", raw('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    assert (sheet.rows, sheet.first_row, sheet.first_column) == ([[1]], 1048576, 16384)


@pytest.mark.parametrize(("column", "allowed"), [("ALK", True), ("ALL", True), ("ALM", False)])
def test_the_bound_of_the_area_is_exact(tmp_path, column, allowed):
    """ALL is column 1,000."""
    rows = MAX_AREA // 1000
    data = raw(f'{CELL}<row r="{rows}"><c r="{column}{rows}"><v>1</v></c></row>')
    if allowed:
        assert len(read(tmp_path, "a.xlsx", data)[0].rows) == rows
    else:
        assert f"{column}{rows}" in refused(tmp_path, "a.xlsx", data).found


def test_the_look_at_a_city_list_is_fast(tmp_path):
    cells = "".join(f'<c r="{letter}%d" s="2" t="s"><v>12345</v></c>' for letter in "ABCDEFGHIJKL")
    data = raw("".join(f'<row r="{n}" spans="1:12">{cells % ((n,) * 12)}</row>' for n in range(1, 60_001)))
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)

    def once():
        with Package(path) as package:
            return look(blocks(package.pieces(SHEET_PART)))

    runs = [timed(once) for _ in range(3)]
    assert runs[0][0].closer is False
    # 0.2 s on an idle machine, against 0.8 s for the reading; twice the aim leaves room for a busy one.
    assert min(seconds for _, seconds in runs) < 0.7


def test_a_panic_of_the_reader_becomes_a_verdict(tmp_path):
    """The guard never lets such a sheet through; should another panic exist, it must not end the run."""
    path = tmp_path / "a.xlsx"
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="ZZZZZZ4294967295"><v>1</v></c></row>'
    path.write_bytes(raw(cells))
    with Workbook(path) as book, pytest.raises(Unusable) as caught:
        book.grid(0)
    assert type(caught.value.__cause__).__name__ == "PanicException"
