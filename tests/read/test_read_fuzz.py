"""Whatever bytes a file holds: sheets, or one InputError in Chinese. Never another error, never the end of the process."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
import xlwt
from books import HEADINGS, bend, put, xls, xlsx
from hypothesis import given, settings
from hypothesis import strategies as st

from gzaudit.errors import InputError
from gzaudit.read.sheet import Sheet
from gzaudit.read.workbook import read_file


def rich_xlsx(*, formulas):
    def fill(book):
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("名单")
        for row in range(6):
            for column, heading in enumerate(HEADINGS):
                sheet.write_string(row, column, f"{heading}{row}")
            sheet.write_number(row, 3, 45000 + row, day)
            sheet.write_formula(row, 4, "=1+1", None, 2) if formulas else sheet.write_number(row, 4, 2.5)
        sheet.merge_range("H1:I2", "合并")
        book.add_worksheet("隐").hide()

    return xlsx(fill)


def rich_xls():
    def fill(book):
        sheet = book.add_sheet("名单")
        for row in range(6):
            sheet.write(row, 0, f"广州第{row}公司")
            sheet.write(row, 1, 914401011234567890 + row)
            sheet.write(row, 2, row)
            sheet.write(row, 3, 45000 + row, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
            sheet.write(row, 4, xlwt.Formula("1+1"))
        sheet.row(7).set_cell_error(0, 0x2A)
        book.add_sheet("隐").visibility = 1

    return xls(fill)


WHOLE = {
    "a.xlsx": rich_xlsx(formulas=True),
    "b.xlsx": rich_xlsx(formulas=False),  # passes by the fast look alone
    "a.xls": rich_xls(),
    "a.csv": '名称,代码\n"广州,""甲""\n公司",914401011234567890\n乙,9.14E+17\n'.encode() * 9,
}
PARTS = {}
for whole in ("a.xlsx", "b.xlsx"):
    with zipfile.ZipFile(io.BytesIO(WHOLE[whole])) as package:
        PARTS[whole] = {name: package.read(name) for name in package.namelist()}

# Numbers that make a reader set memory aside, and marks that change what follows them.
TELLING = [
    b"\x00",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"99999999",
    b"4294967295",
    b"-1",
    b"XFD1048576",
    b"<",
    b">",
    b'"',
    b"]]>",
    b"<!--",
    b"&",
    b"\n",
    b",",
]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "insert", "number"]),
        st.floats(0, 1, exclude_max=True),
        st.one_of(st.binary(min_size=1, max_size=8), st.sampled_from(TELLING)),
    ),
    min_size=1,
    max_size=6,
)


def changed(data, changes):
    out = bytearray(data)
    for kind, where, content in changes:
        at = int(where * len(out))
        if kind == "flip":
            out[at : at + len(content)] = content
        elif kind == "cut":
            del out[at : at + 1 + len(content) * 3]
        elif kind == "insert":
            out[at:at] = content
        elif numbers := list(re.finditer(rb"\d+", out)):
            number = numbers[int(where * len(numbers))]
            out[number.start() : number.end()] = content
    return bytes(out)


def outcome(folder, name, data):
    file = put(folder, name, data)
    error = None
    try:
        sheets = read_file(file)
    except InputError as caught:
        error = caught
    if error is not None:
        assert error.where.startswith(file.path)
        assert (error.found + error.where).isprintable()
        assert all(
            re.search(r"[\u4e00-\u9fff]", text) for text in (error.found, error.expected, error.action)
        )
        return
    assert all(
        isinstance(sheet, Sheet) and sheet.first_row >= 1 and sheet.first_column >= 1 for sheet in sheets
    )
    for sheet in sheets:
        for defect in sheet.defects:
            assert 0 <= defect.row - sheet.first_row < len(sheet.rows)
            assert defect.column >= sheet.first_column


@pytest.mark.parametrize("name", WHOLE)
def test_the_whole_files_are_read(tmp_path, name):
    assert read_file(put(tmp_path, name, WHOLE[name]))[0].rows


@pytest.mark.parametrize("name", WHOLE)
def test_changed_bytes(tmp_path_factory, name):
    folder = tmp_path_factory.mktemp("x")

    @settings(max_examples=400, deadline=5000)
    @given(CHANGES)
    def run(changes):
        outcome(folder, name, changed(WHOLE[name], changes))

    run()


@pytest.mark.parametrize(
    "name",
    [
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        "_rels/.rels",
    ],
)
@pytest.mark.parametrize("whole", ["a.xlsx", "b.xlsx"])
def test_changed_parts_in_a_sound_package(tmp_path_factory, whole, name):
    folder = tmp_path_factory.mktemp("x")

    @settings(max_examples=200, deadline=5000)
    @given(CHANGES)
    def run(changes):
        outcome(folder, whole, bend(WHOLE[whole], {name: changed(PARTS[whole][name], changes)}, stored=True))

    run()


@settings(max_examples=200, deadline=5000)
@given(st.sampled_from(sorted(WHOLE)), st.binary(max_size=3000))
def test_any_bytes(tmp_path_factory, name, data):
    outcome(tmp_path_factory.mktemp("x"), name, data)


@pytest.mark.parametrize("name", WHOLE)
def test_every_cut(tmp_path, name):
    data = WHOLE[name]
    for keep in range(0, len(data), max(1, len(data) // 150)):
        outcome(tmp_path, name, data[:keep])
