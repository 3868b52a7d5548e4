"""Old .xls files: the same values as python-calamine finds, and what it does not show."""

from __future__ import annotations

import datetime as dt
import io
import struct

import pytest
import python_calamine
import xlwt
from books import read, refused, xls
from hypothesis import given, settings
from hypothesis import strategies as st

from gzaudit.read import biff
from gzaudit.read.cfb import CompoundFile
from gzaudit.read.sheet import CellDefect
from gzaudit.read.unusable import Unusable
from gzaudit.read.xlsformats import as_date, look_of


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


def test_formulas_that_a_library_wrote_without_calculating(tmp_path):
    def fill(book):
        sheet = book.add_sheet("名单")
        sheet.write(0, 0, "x")
        sheet.write(0, 1, xlwt.Formula("1+1"))
        sheet.write(1, 0, xlwt.Formula('"a"&"b"'))

    (sheet,) = read(tmp_path, "a.xls", xls(fill))
    assert sheet.defects == (
        CellDefect(1, 2, "formula_uncalculated", "公式"),
        CellDefect(2, 1, "formula_uncalculated", "公式"),
    )


def workbook_stream(data):
    return CompoundFile(data).stream("Workbook")


def with_result(result, *, tail=b"", recalc=False):
    """A workbook with one formula at B1 whose stored result is these eight bytes; `tail` follows its record."""

    def fill(book):
        sheet = book.add_sheet("s")
        sheet.write(0, 0, "x")
        sheet.write(0, 1, xlwt.Formula("1+1"))
        for column in range(2, 40):
            sheet.write(0, column, "y" if column % 2 else column + 1 / 3)

    data = xls(fill)
    place = struct.pack("<HHH", 0, 1, 0x11)
    at = data.index(struct.pack("<H", biff.FORMULA), data.index(place) - 4)
    assert data[at + 4 : at + 8] == place[:4]
    out = bytearray(data)
    out[at + 10 : at + 18] = result
    after = at + 4 + struct.unpack_from("<H", data, at + 2)[0]
    if tail:
        # Overwrite the numbers that follow, up to the border of one of their records.
        out[after : after + len(tail)] = tail
    if recalc:
        # Turn a record that nobody needs into the mark of a program that calculates.
        for number, start, _ in biff.records(workbook_stream(data), 0):
            if number == 0x0012:
                stream_at = data.index(workbook_stream(data)[:200])
                struct.pack_into("<H", out, stream_at + start - 4, biff.RECALC_ID)
                break
    return bytes(out)


def cell_b1(folder, data):
    (sheet,) = read(folder, "a.xls", data)
    cell = sheet.rows[0][1] if len(sheet.rows[0]) > 1 else ""
    return cell, sheet.defects


def test_calculated_results(tmp_path):
    assert cell_b1(tmp_path, with_result(struct.pack("<d", 2.5))) == (2.5, ())
    assert cell_b1(tmp_path, with_result(b"\x01\x00\x01\x00\x00\x00\xff\xff")) == (True, ())
    error = cell_b1(tmp_path, with_result(b"\x02\x00\x2a\x00\x00\x00\xff\xff"))
    assert error == ("", (CellDefect(1, 2, "cell_error", "#N/A"),))


def test_an_empty_result_counts_if_a_program_calculated(tmp_path):
    empty = b"\x03\x00\x00\x00\x00\x00\xff\xff"
    assert cell_b1(tmp_path, with_result(empty))[1] == (CellDefect(1, 2, "formula_uncalculated", "公式"),)
    assert cell_b1(tmp_path, with_result(empty, recalc=True)) == ("", ())


def test_an_empty_result_counts_beside_a_result_that_is_none(tmp_path):
    def fill(book):
        sheet = book.add_sheet("s")
        sheet.write(0, 0, xlwt.Formula("1+1"))
        sheet.write(0, 1, xlwt.Formula("2+2"))

    data = xls(fill)
    at = data.index(b"\x03\x00\x00\x00\x00\x00\xff\xff")
    data = data[:at] + struct.pack("<d", 2) + data[at + 8 :]
    (sheet,) = read(tmp_path, "a.xls", data)
    assert (sheet.rows, sheet.defects) == ([[2, ""]], ())


def test_text_results_come_in_a_record_of_their_own(tmp_path):
    text = "甲乙".encode("utf-16-le")
    tail = struct.pack("<HHHB", biff.STRING, 3 + len(text), 2, 1) + text
    filler = 18 + 14 - len(tail) - 4  # the number and the text that stood there
    tail += struct.pack("<HH", 0x00EF, filler) + bytes(filler)
    as_text = b"\x00" * 6 + b"\xff\xff"
    assert cell_b1(tmp_path, with_result(as_text, tail=tail)) == ("甲乙", ())
    assert cell_b1(tmp_path, with_result(as_text))[1] == (CellDefect(1, 2, "formula_uncalculated", "公式"),)


def test_not_finite_numbers(tmp_path):
    infinite = cell_b1(tmp_path, with_result(struct.pack("<d", float("inf"))))
    assert infinite == ("", (CellDefect(1, 2, "cell_error", "inf"),))


def test_a_password_is_seen_before_anything_else_is_believed(tmp_path):
    """Encrypted workbooks keep their records readable up to FILEPASS; what follows is noise."""
    data = xls(lambda book: book.add_sheet("名单").write(0, 0, "甲"))
    stream = workbook_stream(data)
    at = data.index(stream[:100])
    length = struct.unpack_from("<H", stream, 2)[0]
    out = bytearray(data)
    struct.pack_into(
        "<HH", out, at + 4 + length, biff.FILE_PASS, struct.unpack_from("<H", stream, 6 + length)[0]
    )
    error = refused(tmp_path, "a.xls", bytes(out))
    assert "密码" in error.found
    assert "去掉密码" in error.action


def test_excel_95_and_other_ole_files(tmp_path):
    data = xls(lambda book: book.add_sheet("名单").write(0, 0, "甲"))
    name = "Workbook".encode("utf-16-le")
    for other, length, what in (
        ("Book", 10, "Excel 95"),
        ("WordDocument", 26, "Word"),
        ("Xyz", 8, "没有工作簿"),
    ):
        at = data.index(name)
        out = bytearray(data)
        out[at : at + 64] = other.encode("utf-16-le").ljust(64, b"\x00")
        struct.pack_into("<H", out, at + 64, length)
        assert what in refused(tmp_path, "a.xls", bytes(out)).found


def test_older_biff_version(tmp_path):
    data = xls(lambda book: book.add_sheet("名单").write(0, 0, "甲"))
    at = data.index(struct.pack("<HHH", biff.BOF, 16, 0x0600))
    out = bytearray(data)
    struct.pack_into("<H", out, at + 4, 0x0500)
    assert "97" in refused(tmp_path, "a.xls", bytes(out)).found


@pytest.mark.parametrize("keep", [8, 100, 511, 512, 1024, 2048, -512, -2048])
def test_truncated(tmp_path, keep):
    data = xls(
        lambda book: (
            [book.add_sheet("名单").write(row, 0, f"广州{row}") for row in range(0)]
            or None
            or book.add_sheet("乙")
        )
    )
    error = refused(tmp_path, "a.xls", data[:keep])
    assert "重新" in error.action


def test_a_chain_that_runs_in_a_circle(tmp_path):
    data = bytearray(xls(lambda book: book.add_sheet("名单").write(0, 0, "甲")))
    table = 512 * (struct.unpack_from("<I", data, 76)[0] + 1)
    for sector in range(20):
        struct.pack_into("<I", data, table + 4 * sector, 0)
    assert "扇区" in refused(tmp_path, "a.xls", bytes(data)).found


def test_cell_right_of_the_last_column(tmp_path):
    data = xls(lambda book: book.add_sheet("名单").write(0, 0, "甲"))
    at = data.index(struct.pack("<HHHH", biff.LABEL_SST, 10, 0, 0))
    out = bytearray(data)
    struct.pack_into("<H", out, at + 6, 0xFFFF)
    error = refused(tmp_path, "a.xls", bytes(out))
    assert error.where == "data/2025/a.xls › 名单 › CRXP1"


def test_text_that_is_not_in_the_table(tmp_path):
    data = xls(lambda book: book.add_sheet("名单").write(0, 0, "甲"))
    at = data.index(struct.pack("<HHHH", biff.LABEL_SST, 10, 0, 0))
    out = bytearray(data)
    struct.pack_into("<I", out, at + 10, 7)
    assert refused(tmp_path, "a.xls", bytes(out)).where.endswith("› 名单 › A1")


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


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("yyyy-mm-dd", "date"),
        ('yyyy"年"m"月"d"日"', "date"),
        ("[$-804]yyyy\\-mm", "date"),
        ("h:mm AM/PM", "date"),
        ("mm:ss.0", "date"),
        ("[h]:mm:ss", "duration"),
        ("[mm]:ss", "duration"),
        ("0.00", "number"),
        ("#,##0;[Red]-#,##0", "number"),
        ("General", "number"),
        ("@", "number"),
        ('0"元/天 days"', "number"),
        ("[Red]0.00E+00", "number"),
        ("[DBNum1]0", "number"),
    ],
)
def test_number_formats(text, look):
    assert look_of(200, {200: text}) == look


@pytest.mark.parametrize("number", [14, 17, 22, 27, 31, 36, 45, 47, 50, 57, 58])
def test_built_in_dates(number):
    assert look_of(number, {}) == "date"


@pytest.mark.parametrize(
    ("number", "look"),
    [
        (0, "number"),
        (2, "number"),
        (13, "number"),
        (23, "number"),
        (46, "duration"),
        (49, "number"),
        (59, "number"),
    ],
)
def test_built_in_others(number, look):
    assert look_of(number, {}) == look


@pytest.mark.parametrize(
    ("value", "is_1904", "moment"),
    [
        (0, False, dt.time(0)),
        (0.5, False, dt.time(12)),
        (1, False, dt.date(1900, 1, 1)),
        (59, False, dt.date(1900, 2, 28)),
        (61, False, dt.date(1900, 3, 1)),
        (45720, False, dt.date(2025, 3, 4)),
        (45720.25, False, dt.datetime.fromisoformat("2025-03-04T06:00")),
        (44258, True, dt.date(2025, 3, 4)),
        (2958465, False, dt.date(9999, 12, 31)),
        (2958466, False, 2958466),
        (2958465 - 1462, True, dt.date(9999, 12, 31)),
        (2958465, True, 2958465),
        (-1, False, -1),
        (9.14e17, False, 9.14e17),
    ],
)
def test_dates(value, is_1904, moment):
    assert as_date(value, "date", is_1904=is_1904) == moment


def test_durations():
    assert as_date(1.5, "duration", is_1904=False) == dt.timedelta(days=1, hours=12)


@pytest.mark.parametrize(
    ("packed", "value"),
    [
        (0x3FF00000, 1.0),
        (0x3FF00001, 0.01),
        ((1 << 2) | 2, 1),
        ((-5 << 2) & 0xFFFFFFFF | 2, -5),
        ((-250 << 2) & 0xFFFFFFFF | 3, -2.5),
        (0x7FFFFFFE, 2**29 - 1),
    ],
)
def test_packed_numbers(packed, value):
    assert biff.rk(packed) == value
