"""Workbooks are read back with two independent readers, openpyxl and calamine."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from gzaudit.errors import InvariantError, OutputError
from gzaudit.render import xlsx
from gzaudit.render.measures import NARROWEST, WIDEST, column_width, lines_needed, row_heights
from gzaudit.render.model import Book, Chart, Column, Formula, Table
from gzaudit.render.xlsx import write_book
from gzaudit.render.xlsx_text import (
    display_width,
)

DISTRICTS = ["越秀区", "天河区", "白云区"]
SUMMARY = Table(
    "汇总",
    "2025年度核算汇总",
    (
        Column("区"),
        Column("代码", "code"),
        Column("高企数（家）", "integer"),
        Column("完成率", "percent"),
        Column("金额（元）", "money"),
        Column("结论", "flag"),
    ),
    (
        [*DISTRICTS, "全市"],
        ["440104", "440106", "440111", None],
        [10, 812, 0, Formula("=SUM(C4:C6)", 822)],
        ["10.00%", "90.22%", "—", "—"],
        [5000, 406000, None, Formula("=SUM(E4:E6)", 411000)],
        ["通过", "不通过", None, None],
    ),
    notes=("单位：元。",),
    chart=Chart("各区高企数", 0, (2, 4), "柱形图：三个区的高企数与金额"),
    total_rows=1,
    landscape=True,
)


def book(*tables: Table) -> Book:
    return Book("核算工作簿", "2025年度", tables)


def simple(values: list, kind="text", name="表", heading="甲") -> Table:
    return Table(name, "标题", (Column(heading, kind),), (values,))


@pytest.fixture
def target(tmp_path) -> Path:
    return tmp_path / "核算.xlsx"


def calamine(path: Path, sheet: int = 0) -> list[list]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(sheet).to_python()


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


def test_both_readers_see_title_notes_headings_rows_and_totals(target):
    write_book(target, book(SUMMARY))
    assert calamine(target) == [
        ["2025年度核算汇总", "", "", "", "", ""],
        ["单位：元。", "", "", "", "", ""],
        ["区", "代码", "高企数（家）", "完成率", "金额（元）", "结论"],
        ["越秀区", "440104", 10.0, "10.00%", 5000.0, "通过"],
        ["天河区", "440106", 812.0, "90.22%", 406000.0, "不通过"],
        ["白云区", "440111", 0.0, "—", "", ""],
        ["全市", "", 822.0, "—", 411000.0, ""],
    ]
    rows = list(load_workbook(target, data_only=True)["汇总"].iter_rows(min_row=3, values_only=True))
    assert rows[0] == ("区", "代码", "高企数（家）", "完成率", "金额（元）", "结论")
    assert rows[2] == ("天河区", "440106", 812, "90.22%", 406000, "不通过")
    assert rows[4] == ("全市", None, 822, "—", 411000, None)


def test_formulas_are_live_and_keep_their_stored_values(target):
    write_book(target, book(SUMMARY, simple([Formula('="共"&1', "共1"), Formula("=1/0", 0)], name="式")))
    assert load_workbook(target)["汇总"]["C7"].value == "=SUM(C4:C6)"
    assert calamine(target, 1)[2:] == [["共1"], [0.0]]
    assert "<f>SUM(C4:C6)</f><v>822</v>" in part(target, "xl/worksheets/sheet1.xml")


def test_formats_by_kind(target):
    write_book(target, book(SUMMARY))
    row = load_workbook(target)["汇总"][5]
    assert [cell.number_format for cell in row] == ["@", "@", "0", "@", "#,##0", "@"]
    assert [cell.alignment.horizontal for cell in row] == [
        "left",
        "left",
        "right",
        "right",
        "right",
        "center",
    ]
    total = load_workbook(target)["汇总"][7]
    assert all(cell.font.b for cell in total)
    assert not any(cell.font.b for cell in row)


def test_the_excel_table_leaves_the_totals_out(target):
    write_book(target, book(SUMMARY, simple(["一", "二"], name="单")))
    sheets = load_workbook(target)
    table = sheets["汇总"].tables["list_1"]
    assert (table.ref, table.autoFilter.ref) == ("A3:F6", "A3:F6")
    assert table.tableStyleInfo.name == "TableStyleLight1"
    assert [column.name for column in table.tableColumns] == [column.heading for column in SUMMARY.columns]
    assert sheets["单"].tables["list_2"].ref == "A2:A4"


def test_panes_print_setup_and_first_sheet(target):
    write_book(target, book(SUMMARY, simple(["一"], name="单")))
    sheets = load_workbook(target)
    sheet = sheets["汇总"]
    assert sheets.active is sheet
    assert sheet.freeze_panes == "B4"
    assert sheets["单"].freeze_panes == "A3"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "landscape"
    assert sheets["单"].page_setup.orientation == "portrait"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheets["单"].page_setup.fitToHeight) == (None, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.oddFooter.center.text == "第 &P 页 / 共 &N 页"
    assert (sheet.oddHeader.left.text, sheet.oddHeader.right.text) == ("核算工作簿", "2025年度核算汇总")
    assert sheet.sheet_view.topLeftCell is None
    active = {selection.pane: selection.activeCell for selection in sheet.sheet_view.selection}
    assert active[sheet.sheet_view.pane.activePane] == "A1"


def test_an_ampersand_in_the_title_is_no_header_command(target):
    write_book(target, Book("研发&P", "", (simple(["一"]),)))
    assert "&amp;L研发&amp;&amp;P&amp;R标题" in part(target, "xl/worksheets/sheet1.xml")


def test_many_notes_are_not_frozen(target):
    table = Table("表", "标题", (Column("甲"),), (["一"],), notes=("说明",) * 20)
    write_book(target, book(table))
    assert load_workbook(target)["表"].freeze_panes is None


def test_the_chart_is_native_and_names_its_series_from_the_headings(target):
    write_book(target, book(SUMMARY))
    chart = part(target, "xl/charts/chart1.xml")
    assert "各区高企数" in chart
    assert "<c:f>汇总!$C$3</c:f>" in chart or "<c:f>'汇总'!$C$3</c:f>" in chart
    assert "$C$4:$C$6" in chart
    assert "<c:v>812</c:v>" in chart
    assert chart.count("<c:ser>") == 2
    assert "pattFill" in chart
    assert 'descr="柱形图：三个区的高企数与金额"' in part(target, "xl/drawings/drawing1.xml")


def test_a_chart_title_that_starts_like_a_formula_stays_a_title(target):
    table = Table(
        "表", "标题", (Column("区"), Column("数", "integer")), (["a"], [1]), chart=Chart("=A1", 0, (1,), "图")
    )
    write_book(target, book(table))
    assert "<a:t> =A1</a:t>" in part(target, "xl/charts/chart1.xml")


@pytest.mark.parametrize("total_rows", [0, 1])
def test_tables_without_rows_have_headings_and_say_so(target, total_rows):
    data = (["合计"] * total_rows, [0] * total_rows)
    table = Table(
        "空",
        "空表",
        (Column("甲"), Column("数", "integer")),
        data,
        total_rows=total_rows,
        chart=Chart("图", 0, (1,), ""),
    )
    write_book(target, book(table))
    rows = calamine(target)
    if total_rows:
        assert rows == [["空表", ""], ["甲", "数"], ["合计", 0.0]]
    else:
        assert rows == [["空表", ""], ["本表没有记录。", ""], ["甲", "数"]]
    assert not load_workbook(target)["空"].tables


def test_a_single_row(target):
    write_book(target, book(simple(["一"])))
    assert calamine(target) == [["标题"], ["甲"], ["一"]]
    assert load_workbook(target)["表"].tables["list_1"].ref == "A2:A3"


def test_no_columns_at_all(target):
    write_book(target, book(Table("说明", "说明", (), (), notes=("只有文字。",))))
    assert calamine(target) == [["说明"], ["只有文字。"]]


def test_no_tables_at_all(target):
    write_book(target, book())
    assert len(load_workbook(target).sheetnames) == 1


@pytest.mark.parametrize(
    "table",
    [
        Table("x", "x", (Column("a"), Column("b")), (["1"],)),
        Table("x", "x", (Column("a"), Column("b")), (["1"], [])),
        Table("x", "x", (Column("a"),), (["1"],), total_rows=2),
    ],
)
def test_columns_that_do_not_fit_together_are_refused(target, table):
    with pytest.raises(InvariantError):
        write_book(target, book(table))
    assert not target.exists()


def test_more_rows_than_a_sheet_holds_are_refused(target):
    with pytest.raises(OutputError) as caught:
        write_book(target, book(simple([None] * xlsx.ROW_LIMIT)))
    assert "1048576 行" in str(caught.value)
    assert not target.exists()


def test_widths_fit_chinese_and_are_bounded(target):
    assert display_width("广州ab1（元）") == 2 * 2 + 3 + 3 * 2
    assert display_width("一\nabcde") == 5
    assert column_width("区", ["天河区"], "text") == 9
    assert column_width("区", [], "text") == NARROWEST
    assert column_width("名称", ["长" * 100], "text") == WIDEST
    assert column_width("说明", ["长" * 100], "wrapped") == 43
    assert column_width("金额", [1_234_567], "money") == len("1,234,567") + 2 + 3
    assert column_width("金额", [Formula("=1", 1_234_567)], "money") == len("1,234,567") + 2 + 3
    assert column_width("上年规模以上高新技术企业数（家）", [1], "integer") == 16 + 5 + 3
    # The one longest of many is measured although the sample would miss it.
    assert column_width("名称", ["短"] * 7 + ["长" * 20] + ["短"] * 5000, "text") == 43
    write_book(target, book(Table("表", "题", (Column("甲", width=33),), (["一"],))))
    assert load_workbook(target)["表"].column_dimensions["A"].width == pytest.approx(33, abs=1)


def test_wrapped_rows_are_as_tall_as_their_text():
    assert lines_needed("甲" * 20, 40) == 1
    assert lines_needed("甲" * 21, 40) == 2
    assert lines_needed("甲\n\n乙", 40) == 3
    assert row_heights([["短", "甲" * 20, "甲" * 3000, None]], ["wrapped"], [23]) == [
        18.0,
        34.5,
        408.75,
        18.0,
    ]
    assert row_heights([["甲" * 500]], ["text"], [24]) == []


def test_properties_name_no_author_and_no_clock(target):
    write_book(target, book(SUMMARY))
    core = part(target, "docProps/core.xml")
    assert "<dc:title>核算工作簿</dc:title>" in core
    assert "<dc:subject>2025年度</dc:subject>" in core
    assert "<dc:creator></dc:creator>" in core or "<dc:creator/>" in core
    assert core.count("2000-01-01T00:00:00Z") == 2
