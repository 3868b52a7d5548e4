"""The sheets as spreadsheet programs see them: texts stay texts, choices, checks, notes, no marks of anybody."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pandas as pd
import pytest
from forms import YEARS, lists_of, made
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from gzaudit.init.sheet import FILL, GUIDE, HEAD_ROW, MARK, RULED_ROWS, workbook_bytes
from gzaudit.normalise.codes import judge_codes
from gzaudit.normalise.districts import DISTRICTS

LAST = 1_048_576


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return made(tmp_path_factory.mktemp("init"))


def book_of(workspace, kind):
    (path,) = [each.path for each in lists_of(2025) if each.kind.key == kind]
    return openpyxl.load_workbook(workspace / "data/2025" / path)


def checks(sheet):
    """By heading: the one rule of its column."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        (where,) = rule.sqref.ranges
        assert (where.min_row, where.max_row, where.min_col) == (HEAD_ROW + 2, LAST, where.max_col)
        found[sheet.cell(HEAD_ROW + 1, where.min_col).value.removeprefix(MARK)] = rule
    return found


def test_every_program_opens_every_template_and_sees_the_same(workspace):
    for path in sorted(workspace.rglob("*.xlsx")):
        (blank,) = [each for each in lists_of(2025) if path.as_posix().endswith(each.path)]
        heads = [MARK * column.needed + column.heading for column in blank.columns]
        book = openpyxl.load_workbook(path)
        assert book.sheetnames == [FILL, GUIDE]
        assert book.active.title == FILL
        assert [cell.value for cell in book[FILL][HEAD_ROW + 1]] == heads
        assert book[FILL]["A1"].value == blank.title
        calamine = CalamineWorkbook.from_path(path)
        assert calamine.get_sheet_by_name(FILL).to_python()[HEAD_ROW] == heads
        frames = [
            pd.read_excel(path, sheet_name=FILL, header=HEAD_ROW, engine=engine)
            for engine in ("openpyxl", "calamine")
        ]
        assert all(list(each.columns) == heads and each.empty for each in frames)
        assert not book.defined_names.keys() - {"_xlnm.Print_Area", "_xlnm.Print_Titles"}
        book.close()


def test_codes_and_long_numbers_stay_text_and_days_are_days(workspace):
    formats = {"code": "@", "number": "@", "text": "@", "date": "yyyy-mm-dd", "whole": "0", "year": "0"}
    for each in lists_of(2025):
        book = openpyxl.load_workbook(workspace / "data/2025" / each.path)
        sheet = book[FILL]
        for at, column in enumerate(each.columns, 1):
            if column.form in formats:
                below = sheet.cell(HEAD_ROW + 1 + RULED_ROWS, at)
                assert below.number_format == formats[column.form], (each.path, column.heading)
                # Below the ruled rows, too: the column as a whole has the format.
                (wide,) = [w for w in sheet.column_dimensions.values() if w.min <= at <= w.max]
                assert wide.number_format == formats[column.form]
        book.close()


def test_choices_are_offered(workspace):
    rules = checks(book_of(workspace, "acceptance")[FILL])
    assert {key: rule.formula1 for key, rule in rules.items() if rule.type == "list"} == {
        "区": '"' + ",".join(district.name for district in DISTRICTS) + '"',
        "结论": '"通过,不通过"',
        "事项": '"基础验收,绩效考核"',
    }
    assert checks(book_of(workspace, "institutions")[FILL])["牵头/合作"].formula1 == '"牵头,合作"'
    assert checks(book_of(workspace, "above_scale")[FILL])["单位类型"].formula1 == (
        '"法人单位,视同法人单位,产业活动单位"'
    )
    events = checks(book_of(workspace, "gi_events")[FILL])
    assert events["活动类型"].formula1 == '"政策宣讲,产业对接"'


def test_what_is_typed_is_checked(workspace):
    rule = checks(book_of(workspace, "hnte")[FILL])["统一社会信用代码"]
    assert (rule.type, rule.operator or "between", rule.formula1) == ("textLength", "equal", "18")
    # A wrong code may stand in the document itself: it can be taken down.
    assert rule.errorStyle == "warning"
    several = checks(book_of(workspace, "patent_grants")[FILL])["统一社会信用代码"]
    assert (several.type, several.formula1) == ("custom", "MOD(LEN(B4)+1,19)=0")
    whole = checks(book_of(workspace, "targets")[FILL])["高企认定年度目标数"]
    assert (whole.type, whole.operator, whole.formula1, whole.errorStyle) == (
        "whole", "greaterThanOrEqual", "0", None
    )  # fmt: skip
    day = checks(book_of(workspace, "hnte")[FILL])["发证日期"]
    assert (day.type, day.formula1, day.formula2) == ("date", "36526", "73050")
    assert (dt.date(1899, 12, 30) + dt.timedelta(days=73050)) == dt.date(2099, 12, 31)


@pytest.mark.parametrize("year", YEARS)
def test_each_column_is_explained_where_it_is_filled_in(tmp_path, year):
    workspace = made(tmp_path, year)
    for each in lists_of(year):
        book = openpyxl.load_workbook(workspace / f"data/{year}" / each.path)
        rules, guide = checks(book[FILL]), [[cell.value for cell in row] for row in book[GUIDE].rows]
        head = next(at for at, row in enumerate(guide) if row[0] == "列")
        assert guide[head] == ["列", "须否", "怎么填", "示例（不计入）"]
        lines = guide[head + 1 :]
        assert len(lines) == len(each.columns)
        for at, (column, line) in enumerate(zip(each.columns, lines, strict=True), 1):
            assert line[0] == f"{get_column_letter(at)} 列：{column.heading}"
            assert line[1] == ("必填" if column.needed else "有就填")
            assert line[2].startswith(column.says)
            assert line[3] == f"例：{column.example}"
            rule = rules[column.heading]
            assert rule.promptTitle == column.heading
            assert rule.prompt.startswith(f"{column.says}。例：")
            assert rule.showInputMessage
        assert any(str(row[0]).startswith(f"由{each.kind.owner}提供。") for row in guide)
        book.close()


def test_examples_are_what_they_are_examples_of():
    for year in YEARS:
        for each in lists_of(year):
            for column in each.columns:
                place = (each.path, column.heading)
                if column.choices:
                    assert column.example in column.choices, place
                elif column.form == "code":
                    (state,) = judge_codes(pd.Series([column.example], dtype=object), pd.Series([False]))[
                        "state"
                    ]
                    assert state == "valid", place
                elif column.form == "date":
                    assert dt.date.fromisoformat(column.example).year == year, place
                elif column.form in ("whole", "amount", "year"):
                    assert int(column.example) > 0, place
                assert "{" not in column.says + column.example


def test_statistics_lists_say_that_they_stay_in_the_bureau():
    for year in YEARS:
        for each in lists_of(year):
            assert ("不得外传" in "".join(each.notes)) == each.kind.statistics


def test_the_same_bytes_each_time_and_nobodys_name_in_them():
    for each in lists_of(2025):
        first = workbook_bytes(each)
        assert first == workbook_bytes(each)
    with zipfile.ZipFile(io.BytesIO(first)) as book:
        assert not [
            name for name in book.namelist() if re.search("external|vba|comment|custom", name, re.IGNORECASE)
        ]
        core = book.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in core
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert core.count("2000-01-01T00:00:00Z") == 2


def test_sheets_print_on_a4_with_headings_on_every_page(workspace):
    for path in sorted(workspace.rglob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        for sheet in book:
            assert int(sheet.page_setup.paperSize) == 9
            assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # one page wide
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert re.fullmatch(r"\$\d+:\$\d+", sheet.print_title_rows)
            assert sheet.oddFooter.center.text == "第 &P 页 / 共 &N 页"
        book.close()
