"""Formulas in old .xls files: stored results of every sort, and those that nobody calculated."""

from __future__ import annotations

import struct

import xlwt
from books import read, workbook_stream, xls

from gzaudit.read import biff
from gzaudit.read.sheet import CellDefect


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
