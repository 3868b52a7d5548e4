"""Old .xls files: the same values as python-calamine finds, and what it does not show."""

from __future__ import annotations

import datetime as dt
import io
import struct

import pytest
import python_calamine
import xlwt
from books import read, xls
from hypothesis import given, settings
from hypothesis import strategies as st

from gzaudit.read import biff
from gzaudit.read.sheet import CellDefect
from gzaudit.read.unusable import Unusable


def calamine(data):
    book = python_calamine.load_workbook(io.BytesIO(data))
    sheets = [book.get_sheet_by_index(at) for at in range(len(book.sheet_names))]
    return [(sheet.name, sheet.start, sheet.to_python()) for sheet in sheets]


def same_as_calamine(folder, data):
    """Names, places, values and types agree sheet by sheet."""
    ours = read(folder, "a.xls", data)
    theirs = calamine(data)
    assert [sheet.name for sheet in ours] == [name for name, _, _ in theirs]
    for sheet, (_, start, rows) in zip(ours, theirs, strict=True):
        while rows and not any(str(cell).strip() for cell in rows[-1]):
            rows.pop()
        assert sheet.rows == rows
        assert [[type(c) for c in r] for r in sheet.rows] == [[type(c) for c in r] for r in rows]
        if rows:
            assert (sheet.first_row - 1, sheet.first_column - 1) == start


def test_values_places_and_types(tmp_path):
    def fill(book):
        sheet = book.add_sheet("名 单")
        day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
        for row in range(3, 9):
            sheet.write(row, 1, f"广州第{row}科技有限公司")
            sheet.write(row, 2, 914401011234567890)
            sheet.write(row, 3, "9144011661842063XT")
            sheet.write(row, 4, row * 1.25)
            sheet.write(row, 5, -row)
            sheet.write(row, 6, dt.date(2025, 3, row), day)
            sheet.write(row, 7, row % 2 == 0)
        sheet.write(20, 3, "", xlwt.easyxf("font: bold on"))
        book.add_sheet("空")
        book.add_sheet("latin").write(0, 0, "abc")

    data = xls(fill)
    same_as_calamine(tmp_path, data)
    sheet = read(tmp_path, "a.xls", data)[0]
    assert (sheet.first_row, sheet.first_column, len(sheet.rows)) == (4, 2, 6)
    assert sheet.rows[0][1:3] == [9.14401011234567890e17, "9144011661842063XT"]
    assert isinstance(sheet.rows[0][1], float)
    assert sheet.rows[0][5] == dt.date(2025, 3, 3)


def test_hidden_sheets_are_listed_without_rows(tmp_path):
    def fill(book):
        for name, visibility in (("甲", 0), ("乙", 1), ("丙", 2)):
            sheet = book.add_sheet(name)
            sheet.write(0, 0, name)
            sheet.visibility = visibility

    sheets = read(tmp_path, "a.xls", xls(fill))
    assert [(s.name, s.visible, s.rows) for s in sheets] == [
        ("甲", True, [["甲"]]),
        ("乙", False, []),
        ("丙", False, []),
    ]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (0x00, "#NULL!"),
        (0x07, "#DIV/0!"),
        (0x0F, "#VALUE!"),
        (0x17, "#REF!"),
        (0x1D, "#NAME?"),
        (0x24, "#NUM!"),
        (0x2A, "#N/A"),
    ],
)
def test_error_values(tmp_path, code, shown):
    def fill(book):
        sheet = book.add_sheet("名单")
        sheet.write(1, 1, "x")
        sheet.row(2).set_cell_error(2, code)

    (sheet,) = read(tmp_path, "a.xls", xls(fill))
    assert sheet.defects == (CellDefect(3, 3, "cell_error", shown),)
    assert (len(sheet.rows), sheet.first_row, sheet.first_column) == (2, 2, 2)


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60)

VALUES = st.one_of(
    TEXTS,
    st.integers(-(2**31), 2**31),
    st.integers(0, 10**18),
    st.floats(allow_nan=False, allow_infinity=False, width=64),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(VALUES, min_size=1, max_size=6), min_size=1, max_size=12))
def test_any_values_agree_with_calamine(tmp_path_factory, table):
    def fill(book):
        sheet = book.add_sheet("名单")
        for row, values in enumerate(table):
            for column, value in enumerate(values):
                sheet.write(row, column, value)

    same_as_calamine(tmp_path_factory.mktemp("x"), xls(fill))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from("甲aé"), min_size=1, max_size=9), st.integers(8150, 8300))
def test_texts_cut_between_records(tmp_path_factory, characters, length):
    """Long texts run over the end of their record, where characters may change from one byte to two."""
    texts = ["".join(characters) * (length // len(characters)), "x" * length, "广州" * 5000, "末"]

    def fill(book):
        sheet = book.add_sheet("名单")
        for row, text in enumerate(texts):
            sheet.write(row, 0, text[:32767])

    (sheet,) = read(tmp_path_factory.mktemp("x"), "a.xls", xls(fill))
    assert [row[0] for row in sheet.rows] == [text[:32767] for text in texts]


def test_a_text_whose_rest_is_stored_in_another_width():
    """As Excel writes it: characters of one byte first, two bytes after the cut, rich runs and phonetics behind."""
    first = struct.pack("<II", 2, 2) + struct.pack("<HBHI", 5, 0x0C, 1, 3) + b"ab"
    second = b"\x01" + "广州甲".encode("utf-16-le") + bytes(4)
    third = bytes(3) + struct.pack("<HB", 1, 0) + b"z"
    assert biff.shared_texts([first, second, third]) == ["ab广州甲", "z"]
    with pytest.raises(Unusable):
        biff.shared_texts([first, second[:4]])
