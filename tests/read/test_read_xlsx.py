"""Values, places and types of .xlsx sheets."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from books import HEADINGS, SHEET_PART, bend, part, put, raw, read, sheet_xml, xlsx

from gzaudit.read.sheet import CellDefect
from gzaudit.read.workbook import read_file

HALF_PAST_NOON = dt.datetime.fromisoformat("2025-03-04T12:30")


def test_plain_sheet(tmp_path):
    (sheet,) = read(tmp_path, "高 企 名单.xlsx", xlsx())
    assert (sheet.name, sheet.visible, sheet.first_row, sheet.first_column) == ("名单", True, 1, 1)
    assert sheet.rows == [
        list(HEADINGS),
        [1.0, "广州第1科技有限公司", "9144011661842063XT"],
        [2.0, "广州第2科技有限公司", "9144011661842063XT"],
    ]
    assert sheet.defects == ()


def test_upper_case_ending(tmp_path):
    assert len(read(tmp_path, "名单.XLSX", xlsx())[0].rows) == 3


def test_sheets_in_workbook_order_hidden_ones_without_rows(tmp_path):
    def fill(book):
        for name in ("丙", "甲", "乙", "丁"):
            book.add_worksheet(name).write_string(0, 0, name)
        book.get_worksheet_by_name("甲").hide()
        book.get_worksheet_by_name("乙").very_hidden()
        book.get_worksheet_by_name("丁").activate()

    sheets = read(tmp_path, "a.xlsx", xlsx(fill))
    assert [(sheet.name, sheet.visible, sheet.rows) for sheet in sheets] == [
        ("丙", True, [["丙"]]),
        ("甲", False, []),
        ("乙", False, []),
        ("丁", True, [["丁"]]),
    ]


def test_true_row_and_column_numbers_below_blank_rows(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("名单")
        sheet.write_string(4, 2, "企业名称")
        sheet.write_string(7, 2, "甲")
        sheet.write_string(7, 3, "x")
        sheet.write_string(9, 2, " ")

    (sheet,) = read(tmp_path, "a.xlsx", xlsx(fill))
    assert (sheet.first_row, sheet.first_column) == (5, 3)
    assert sheet.rows == [["企业名称", ""], ["", ""], ["", ""], ["甲", "x"]]


def test_empty_sheet(tmp_path):
    assert read(tmp_path, "a.xlsx", xlsx(lambda book: book.add_worksheet("空")))[0].rows == []


def test_numeric_code_stays_a_number(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("名单")
        sheet.write_number(0, 0, 914401011234567890)
        sheet.write_number(0, 1, 914401011234567890, book.add_format({"num_format": "@"}))
        sheet.write_string(0, 2, "914401011234567890")

    (row,) = read(tmp_path, "a.xlsx", xlsx(fill))[0].rows
    assert [type(cell) for cell in row] == [float, float, str]
    assert row[0] == row[1] == pytest.approx(914401011234567890, rel=1e-14)
    assert row[2] == "914401011234567890"


def test_dates_times_and_booleans_keep_their_types(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("名单")
        day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        sheet.write_datetime(0, 0, dt.date(2025, 3, 4), day)
        sheet.write_datetime(0, 1, HALF_PAST_NOON, day)
        sheet.write_boolean(0, 2, True)
        sheet.write_number(0, 3, 0.5, book.add_format({"num_format": "hh:mm"}))
        sheet.write_number(0, 4, 99999999, day)

    (row,) = read(tmp_path, "a.xlsx", xlsx(fill))[0].rows
    assert row == [dt.date(2025, 3, 4), HALF_PAST_NOON, True, dt.time(12), 99999999]


def test_merged_cells_hold_their_value_at_the_top_left(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("名单")
        sheet.merge_range("A1:C2", "合并")
        sheet.write_string("A3", "x")

    assert read(tmp_path, "a.xlsx", xlsx(fill))[0].rows == [["合并"], [""], ["x"]]


def test_hidden_and_filtered_rows_count(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("名单")
        for row in range(4):
            sheet.write_number(row, 0, row)
        sheet.set_row(1, None, None, {"hidden": True})

    assert read(tmp_path, "a.xlsx", xlsx(fill))[0].rows == [[0], [1], [2], [3]]


def test_stale_dimension_loses_nothing(tmp_path):
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 501))
    for stale in ("A1:B2", "A1:A1", "A1:XFD1048576"):
        (sheet,) = read(tmp_path, "a.xlsx", raw(rows, head=f'<dimension ref="{stale}"/>'))
        assert sheet.rows == [[n] for n in range(1, 501)]


def test_rows_in_another_order_stand_where_they_say(tmp_path):
    rows = '<row r="5"><c r="B5"><v>5</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    (sheet,) = read(tmp_path, "a.xlsx", raw(rows))
    assert (sheet.first_row, sheet.first_column) == (2, 1)
    assert sheet.rows == [[2, ""], ["", ""], ["", ""], ["", 5]]


def test_rich_text_phonetics_line_breaks_and_inline_strings(tmp_path):
    cells = (
        '<c r="A1" t="inlineStr"><is><r><t>广州</t></r><r><t xml:space="preserve"> 市</t></r></is></c>'
        '<c r="B1" t="inlineStr"><is><t>上&#10;下 &amp; &lt;甲&gt;</t></is></c>'
    )
    assert read(tmp_path, "a.xlsx", raw(f'<row r="1">{cells}</row>'))[0].rows == [
        ["广州 市", "上\n下 & <甲>"]
    ]


def test_prefixed_elements(tmp_path):
    xml = sheet_xml("").decode()
    cells = '<x:row r="3"><x:c r="B3" t="e"><x:v>#N/A</x:v></x:c><x:c r="C3"><x:v>7</x:v></x:c></x:row>'
    xml = xml.replace("<sheetData>", f"<x:sheetData>{cells}").replace("</sheetData>", "</x:sheetData>")
    xml = xml.replace("worksheet xmlns", "x:worksheet xmlns:x").replace("</worksheet>", "</x:worksheet>")
    (sheet,) = read(tmp_path, "a.xlsx", bend(xlsx(), {SHEET_PART: xml.encode()}))
    assert sheet.defects == (CellDefect(3, 2, "cell_error", "#N/A"),)
    assert (sheet.rows, sheet.first_row, sheet.first_column) == ([["", 7]], 3, 2)


def test_cells_without_places_stand_side_by_side(tmp_path):
    rows = (
        '<row><c><v>1</v></c><c t="e"><v>#REF!</v></c></row>'
        '<row r="4"><c><v>2</v></c><c r="D4"><f>X</f></c><c><f>Y</f></c></row><row><c t="e"><v>#N/A</v></c></row>'
    )
    (sheet,) = read(tmp_path, "a.xlsx", raw(rows))
    assert sheet.rows[0][0] == 1
    assert sheet.rows[3][0] == 2
    assert sheet.defects == (
        CellDefect(1, 2, "cell_error", "#REF!"),
        CellDefect(4, 4, "formula_uncalculated", "=X"),
        CellDefect(4, 5, "formula_uncalculated", "=Y"),
        CellDefect(5, 1, "cell_error", "#N/A"),
    )


def test_calculated_formulas_are_values(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("名单")
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(0, 1, '="甲"&"乙"', None, "甲乙")
        sheet.write_formula(0, 2, "=1/4", None, 0.25)
        sheet.write_formula(0, 3, "=TRUE", None, True)
        sheet.write_string(1, 0, "x")

    (sheet,) = read(tmp_path, "a.xlsx", xlsx(fill))
    assert sheet.rows[0] == [2, "甲乙", 0.25, True]
    assert sheet.defects == ()


def test_uncalculated_formulas_written_by_a_library(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["名称", "数量"])
    sheet.append(["甲", "=SUM(1,2)"])
    sheet.append(["=A2", "=B2"])
    out = io.BytesIO()
    book.save(out)
    (read_sheet,) = read(tmp_path, "a.xlsx", out.getvalue())
    assert read_sheet.rows[:2] == [["名称", "数量"], ["甲", ""]]
    assert len(read_sheet.rows) == 3  # the row of nothing but formulas is there
    assert read_sheet.defects == (
        CellDefect(2, 2, "formula_uncalculated", "=SUM(1,2)"),
        CellDefect(3, 1, "formula_uncalculated", "=A2"),
        CellDefect(3, 2, "formula_uncalculated", "=B2"),
    )


def test_shared_formulas_inline_strings_and_empty_results(tmp_path):
    cells = (
        '<c r="A1"><f t="shared" ref="A1:B1" si="0">C1+1</f></c><c r="B1"><f t="shared" si="0"/></c>'
        '<c r="C1" t="str"><f>D1</f><v></v></c><c r="D1" t="str"><f>D1</f></c><c r="E1"><f>1</f><v/></c>'
        '<c r="F1" t="inlineStr"><is><t>甲</t></is></c><c r="G1"><v>1</v></c><c r="H1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    (sheet,) = read(tmp_path, "a.xlsx", raw(f'<row r="1">{cells}</row>'))
    assert sheet.defects == (
        CellDefect(1, 1, "formula_uncalculated", "=C1+1"),
        CellDefect(1, 2, "formula_uncalculated", "公式（与相邻单元格共用）"),
        CellDefect(1, 4, "formula_uncalculated", "=D1"),
        CellDefect(1, 5, "formula_uncalculated", "=1"),
        CellDefect(1, 8, "cell_error", "#DIV/0!"),
    )
    assert (sheet.first_row, sheet.first_column) == (1, 1)
    assert sheet.rows[0][5:7] == ["甲", 1]


@pytest.mark.parametrize("error", ["#N/A", "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!"])
@pytest.mark.parametrize("form", ['t="e"', "t='e'", 't = "e"', 's="0" t="e"', 't="e" s="0"', 'cm="1" t="e"'])
def test_error_values_however_they_are_written(tmp_path, error, form):
    cells = f'<c r="A1"><v>1</v></c><c r="B1" {form}><v>{error}</v></c>'
    (sheet,) = read(tmp_path, "a.xlsx", raw(f'<row r="1">{cells}</row>'))
    assert sheet.defects == (CellDefect(1, 2, "cell_error", error),)
    assert [cell for cell in sheet.rows[0] if cell != ""] == [1]


def test_a_sheet_of_nothing_but_defects(tmp_path):
    (sheet,) = read(tmp_path, "a.xlsx", raw('<row r="7"><c r="C7"><f>A1</f></c></row>'))
    assert (sheet.first_row, sheet.first_column, len(sheet.rows)) == (7, 3, 1)


def test_rows_reach_over_defects_on_every_side(tmp_path):
    rows = (
        '<row r="2"><c r="D2"><f>A1</f></c></row><row r="4"><c r="D4"><v>4</v></c></row>'
        '<row r="5"><c r="B5"><f>A1</f></c></row><row r="8"><c r="D8"><f>A1</f></c></row>'
    )
    (sheet,) = read(tmp_path, "a.xlsx", raw(rows))
    assert (sheet.first_row, sheet.first_column, len(sheet.rows)) == (2, 2, 7)
    assert sheet.rows[2] == ["", "", 4]


def test_numbers_that_are_none_are_defects(tmp_path):
    (sheet,) = read(
        tmp_path, "a.xlsx", raw('<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>NaN</v></c></row>')
    )
    assert sheet.defects == (CellDefect(1, 1, "cell_error", "inf"), CellDefect(1, 2, "cell_error", "nan"))
    assert sheet.rows == [["", ""]]


def test_defects_of_hidden_sheets_do_not_matter(tmp_path):
    def fill(book):
        book.add_worksheet("名单").write_string(0, 0, "x")
        book.add_worksheet("隐").write_string(0, 0, "x")
        book.get_worksheet_by_name("隐").hide()

    bent = sheet_xml('<row r="1"><c r="XFD1048576"><v>1</v></c><c r="A1" t="e"><v>#N/A</v></c></row>')
    data = bend(xlsx(fill), {"xl/worksheets/sheet2.xml": bent})
    assert [(sheet.name, sheet.rows, sheet.defects) for sheet in read(tmp_path, "a.xlsx", data)] == [
        ("名单", [["x"]], ()),
        ("隐", [], ()),
    ]


def test_chart_sheets_are_passed_over(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("名单")
        sheet.write_number(0, 0, 1)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=名单!$A$1:$A$1"})
        book.add_chartsheet("图").set_chart(chart)
        book.add_worksheet("后").write_number(0, 0, 2)

    sheets = read(tmp_path, "a.xlsx", xlsx(fill))
    assert [(sheet.name, sheet.rows) for sheet in sheets] == [("名单", [[1]]), ("后", [[2]])]


@pytest.mark.parametrize("target", ["/xl/worksheets/sheet1.xml", "worksheets/sheet1.xml"])
def test_relation_targets_in_all_spellings(tmp_path, target):
    name = "xl/_rels/workbook.xml.rels"
    relations = part(xlsx(), name).replace(b"worksheets/sheet1.xml", target.encode())
    assert len(read(tmp_path, "a.xlsx", bend(xlsx(), {name: relations}))[0].rows) == 3


def test_one_part_shown_twice_once_hidden(tmp_path):
    """The hidden entry must not excuse the shown one."""
    workbook = part(xlsx(), "xl/workbook.xml")
    twice = workbook.replace(
        b"</sheets>", '<sheet name="二" sheetId="9" state="hidden" r:id="rId1"/></sheets>'.encode()
    )
    data = bend(
        raw('<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c></row>'),
        {"xl/workbook.xml": twice},
    )
    first, second = read(tmp_path, "a.xlsx", data)
    assert first.defects == (CellDefect(1, 2, "cell_error", "#N/A"),)
    assert (second.visible, second.rows) == (False, [])


def test_read_only_file_is_closed_after_reading(tmp_path):
    file = put(tmp_path, "只读.xlsx", xlsx())
    file.location.chmod(0o444)
    assert len(read_file(file)[0].rows) == 3
    open_now = [link.resolve() for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    assert file.location.resolve() not in open_now
