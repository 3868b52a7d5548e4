"""What people do with a sheet: follow links, fill cells in, sign; read back with openpyxl and calamine."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from gzaudit.errors import InvariantError
from gzaudit.render.measures import NARROW_TEXT, PAGE_WIDTH, fit_page
from gzaudit.render.model import Book, Chart, Column, Formula, Link, Table
from gzaudit.render.xlsx import write_book

HOSTILE = [
    "=1+1",
    "'x'!A1",
    "http://a.cn/#b",
    "a#b",
    "<r><t>x</t></r>",
    "\x00\u202e甲",
    "甲" * 40_000,
    "a'b",
    "100%",
]


def simple(name: str, values: list | None = None, **changes) -> Table:
    return Table(name, f"{name}的标题", (Column("甲"), Column("乙")), (values or ["一"], ["二"]), **changes)


def write(tmp_path: Path, *tables: Table, contents: str = "") -> Path:
    path = tmp_path / "book.xlsx"
    write_book(path, Book("工作簿", "2025", tables, contents=contents))
    return path


def links(sheet: Worksheet) -> dict[str, tuple[str, str]]:
    """Cell → where it leads and what it says."""
    return {
        cell.coordinate: (cell.hyperlink.location, cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    }


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


def test_a_link_leads_to_the_sheet_of_its_table_and_nowhere_else(tmp_path):
    path = write(tmp_path, simple("目录", [Link("去汇总", "汇总")]), simple("汇总"))
    sheet = load_workbook(path)["目录"]
    assert links(sheet) == {"A3": ("'汇总'!A1", "去汇总")}
    assert sheet["A3"].hyperlink.target is None
    assert sheet["A3"].font.u == "single"
    assert not [
        name for name in zipfile.ZipFile(path).namelist() if "sheets/_rels" in name and "1.xml" in name
    ] or ("hyperlink" not in part(path, "xl/worksheets/_rels/sheet1.xml.rels"))


def test_a_link_follows_its_table_where_the_sheet_had_to_be_named_otherwise(tmp_path):
    names = ["甲/乙", "it's", "长" * 40, "x", "X"]
    index = Table("目录", "目录", (Column("表"),), ([Link(name, name) for name in names],))
    book = load_workbook(write(tmp_path, index, *(simple(name) for name in names)))
    assert [where for where, _ in links(book["目录"]).values()] == [
        "'甲／乙'!A1", "'it''s'!A1", f"'{'长' * 31}'!A1", "'x'!A1", "'X（2）'!A1",
    ]  # fmt: skip
    for where, _ in links(book["目录"]).values():
        assert where.removesuffix("!A1")[1:-1].replace("''", "'") in book.sheetnames


def test_a_link_that_leads_nowhere_is_refused(tmp_path):
    with pytest.raises(InvariantError) as caught:
        write(tmp_path, simple("目录", [Link("去", "没有")]))
    assert "没有" in str(caught.value)
    assert not (tmp_path / "book.xlsx").exists()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_of_sheets_and_links_stay_text(tmp_path, text):
    path = write(tmp_path, simple("目录", [Link(text, text)]), simple(text), contents="目录")
    book = load_workbook(path)
    assert len(book.sheetnames) == 2
    ((where, shown),) = links(book["目录"]).values()
    assert where == f"'{book.sheetnames[1].replace(chr(39), chr(39) * 2)}'!A1"
    assert book["目录"]["A3"].data_type == "s"
    assert shown.strip()[:5] == text.replace("\x00", "□").replace("\u202e", "□").strip()[:5]
    assert "<f>" not in part(path, "xl/worksheets/sheet1.xml")
    assert "TargetMode" not in "".join(
        part(path, name) for name in zipfile.ZipFile(path).namelist() if name.endswith(".rels")
    )


def test_every_other_sheet_leads_back_to_the_contents_without_moving_its_rows(tmp_path):
    long = Table("名单", "名单", (Column("甲"),), (["一"] * 300,))
    tables = (simple("封面"), simple("目录"), simple("汇总", notes=("单位：元。",)), long)
    book = load_workbook(write(tmp_path, *tables, contents="目录"))
    assert links(book["目录"]) == {}
    for name, text in (("封面", "看目录"), ("汇总", "返回目录"), ("名单", "返回目录")):
        ((cell, found),) = links(book[name]).items()
        assert found == ("'目录'!A1", text)
        assert book[name][cell].row == 1
        assert cell != "A1"
        assert book[name]["A1"].value == f"{name}{'的标题' if name != '名单' else ''}"
    assert [cell.value for cell in book["汇总"]["A"]] == ["汇总的标题", "单位：元。", "甲", "一"]


@pytest.mark.parametrize(
    ("title", "widths", "expected"),
    [
        ("短", [10, 10, 10], "C1"),
        ("题" * 12, [10, 10, 10], "F1"),  # behind the title, which takes 41 units
        ("短", [10, 100, 30, 30, 30], "C1"),  # in sight without scrolling
        ("短", [14, 100], "B1"),
        ("题" * 9, [14, 100], "C1"),
        ("题" * 2000, [10, 20], "Q1"),
    ],
)
def test_the_way_back_covers_no_title(tmp_path, title, widths, expected):
    columns = tuple(Column(str(width), width=width) for width in widths)
    table = Table("表", title, columns, tuple(["x"] for _ in widths))
    book = load_workbook(write(tmp_path, simple("目录"), table, contents="目录"))
    assert list(links(book["表"])) == [expected]


SIGNED = ("编制", "复核", "批准")


def test_who_signs_stands_below_the_totals_with_a_line_and_a_date(tmp_path):
    columns = (
        Column("事项", width=10),
        Column("数", "integer", 9),
        Column("说明", width=9),
        Column("注", width=40),
    )
    table = Table(
        "表", "题", columns, (["a", "合计"], [1, 1], ["", ""], ["", ""]), total_rows=1, signed=SIGNED
    )
    sheet = load_workbook(write(tmp_path, table))["表"]
    assert [sheet.cell(row, 1).value for row in range(3, 9)] == ["a", "合计", None, *SIGNED]
    for row in (6, 7, 8):
        lined = [cell.coordinate for cell in sheet[row] if cell.border.bottom.style]
        assert lined == [f"B{row}", f"C{row}"]  # 18 units wide
        assert sheet.cell(row, 4).value == "日期：________年____月____日"
    assert sheet.tables["list_1"].ref == "A2:D3"


def test_a_date_that_is_asked_for_once_is_not_asked_for_beside_each_name(tmp_path):
    table = simple("表", signed=("填报人", "日期"))
    sheet = load_workbook(write(tmp_path, table))["表"]
    texts = [cell.value for row in sheet.iter_rows(min_row=4) for cell in row if cell.value]
    assert texts == ["填报人", "日期"]


def test_charts_stand_below_the_lines_to_sign_side_by_side(tmp_path):
    chart, beside = Chart("家数", 0, (1,), "图一"), Chart("金额（万元）", 0, (1,), "图二", ten_thousands=True)
    columns = (Column("区", width=30), Column("数", "integer", 120))
    table = Table(
        "表", "题", columns, (["a", "b"], [1_163_350, 2]), chart=chart, beside=beside, signed=SIGNED
    )
    path = write(tmp_path, table)
    drawing = part(path, "xl/drawings/drawing1.xml")
    rows = [int(text.split("<")[0]) for text in drawing.split("<xdr:from>")[1].split("<xdr:row>")[1:2]]
    assert rows == [9]
    assert drawing.count("<xdr:graphicFrame") == 2
    assert 'descr="图二"' in drawing
    assert 'formatCode="0\\.0,"' in part(path, "xl/charts/chart2.xml")


CHOICES = {1: ("确认", "有异议"), 2: ()}
FORM = Table(
    "回执",
    "回执",
    (Column("事项", "label"), Column("是否确认", "flag"), Column("内容", "wrapped"), Column("数", "money")),
    (["甲", "乙"], [None, None], [None, None], [Formula("=1+1", 2), 3]),
    filtered=False,
    signed=("填报人", "日期"),
    choices=CHOICES,
)


def test_cells_to_be_filled_in_are_unlocked_text_with_their_choices(tmp_path):
    path = write(tmp_path, FORM)
    sheet = load_workbook(path)["回执"]
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1, str(rule.sqref)) == ("list", '"确认,有异议"', "B3:B4")
    assert rule.showErrorMessage
    assert rule.error == "只能填：确认、有异议"
    for row in (3, 4):
        cells = sheet[row]
        assert [cell.protection.locked for cell in cells] == [True, False, False, True]
        assert [cell.number_format for cell in cells[1:3]] == ["@", "@"]
        assert cells[1].fill.fgColor.rgb == cells[2].fill.fgColor.rgb == "FFFFF8E1"
        assert row not in sheet.row_dimensions or sheet.row_dimensions[row].height is None
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert [cell.protection.locked for cell in sheet[6][:3]] == [False, False, False]
    assert sheet.tables["list_1"].autoFilter is None


def test_a_sheet_that_is_all_to_be_filled_in_is_not_protected(tmp_path):
    table = Table(
        "异议",
        "异议",
        (Column("名称"), Column("代码", "code")),
        ([None] * 30, [None] * 30),
        choices={0: (), 1: ()},
    )
    sheet = load_workbook(write(tmp_path, table))["异议"]
    assert not sheet.protection.sheet
    assert sheet.tables["list_1"].ref == "A2:B32"
    assert {cell.number_format for row in sheet["A3:B32"] for cell in row} == {"@"}


def test_long_forms_are_filled_in_like_short_ones(tmp_path):
    table = Table(
        "长", "长", (Column("甲"), Column("乙")), (["x"] * 300, [None] * 300), choices={1: ("是", "否")}
    )
    sheet = load_workbook(write(tmp_path, table))["长"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "B3:B302"
    assert not sheet["B302"].protection.locked


@pytest.mark.parametrize("choices", [("a,b",), tuple(f"选项{number}" for number in range(80))])
def test_choices_that_excel_does_not_take_are_refused(tmp_path, choices):
    with pytest.raises(InvariantError):
        write(tmp_path, simple("表", choices={0: choices}))


def test_the_document_says_its_language_and_nothing_of_who_wrote_it(tmp_path):
    for compact in (True, False):
        write_book(tmp_path / "b.xlsx", Book("簿", "2025", (simple("表"),), compact=compact))
        properties = load_workbook(tmp_path / "b.xlsx").properties
        assert properties.language == "zh-CN"
        assert (properties.title, properties.subject) == ("簿", "2025")
        assert not properties.creator
        assert not properties.lastModifiedBy
        core = part(tmp_path / "b.xlsx", "docProps/core.xml")
        assert core.count("<dc:language>") == 1
        assert {info.date_time[:3] for info in zipfile.ZipFile(tmp_path / "b.xlsx").infolist()} == {
            (1980, 1, 31)
        }


def test_wide_tables_print_across_and_long_text_gives_way(tmp_path):
    wide = Table("宽", "宽", (Column("a", width=60), Column("b", width=60)), (["x"], ["y"]))
    assert load_workbook(write(tmp_path, wide))["宽"].page_setup.orientation == "landscape"
    kinds = ["text", "wrapped", "wrapped"]
    assert fit_page([60, 60, 40], kinds) == [60, 60, 40]
    assert fit_page([100, 60, 60], kinds) == [100, 50, 50]
    assert fit_page([190, 60, 30], kinds) == [190, 36, NARROW_TEXT]
    assert fit_page([10, 12, 300], kinds) == [10, 12, 182]
    assert sum(fit_page([100, 60, 60], kinds)) == PAGE_WIDTH


def test_calamine_sees_what_was_filled_in_before(tmp_path):
    path = write(tmp_path, FORM)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("回执").to_python()
    assert rows[2][:1] + rows[2][3:4] == ["甲", 2.0]


def test_each_line_has_the_drop_down_that_was_suggested_for_it_and_takes_other_text(tmp_path):
    long = tuple(f"{at:030}" for at in range(20))
    offered = (("甲", "乙"), (), ("甲", "乙"), ("a,b", "丙"), long)
    table = Table(
        "表", "表", (Column("名"), Column("答")), (["x"] * 5, [None] * 5), choices={1: ()}, suggested={1: offered},
        locked=False,
    )  # fmt: skip
    sheet = load_workbook(write(tmp_path, table))["表"]
    found = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    assert {where: each.formula1 for where, each in found.items()} == {
        "B3 B5": '"甲,乙"',
        "B6": '"丙"',
        "B7": f'"{",".join(long[:8])}"',  # 247 characters; Excel takes 255
    }
    assert not any(each.showErrorMessage for each in found.values())
    assert not sheet.protection.sheet
