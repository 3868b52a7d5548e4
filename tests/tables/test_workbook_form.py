"""The form of every sheet of every workbook: one table, links that lead somewhere, print set-up, nothing personal."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pages.page_runs import Run, random_run, sample_run
from python_calamine import CalamineWorkbook
from tables.sheet_lines import column, opened, table_rows

from gzaudit.render.xlsx_text import display_width

WHICH = ["2025", "2023", "random", "counted"]
by_run = pytest.mark.parametrize("which", WHICH, scope="module")
# Read from top to bottom: nobody filters these.
FORMS = {"封面", "目录", "确认回执", "异议企业"}


@cache
def run_of(which: str) -> Run:
    if which.isdigit():
        return sample_run(int(which))
    return random_run(1, counts_only=which == "counted")


def paths_of(which: str) -> list[Path]:
    """The city's books and those of two districts."""
    run = run_of(which)
    districts = [path for _, path in run.outputs("district_workbook")]
    return [run.outputs("city_workbook")[0][1], run.outputs("row_ledger")[0][1], districts[0], districts[-1]]


def sheets_of(which: str) -> list[Worksheet]:
    return [sheet for path in paths_of(which) for sheet in opened(path)]


def links(sheet: Worksheet) -> dict[str, tuple[str, str]]:
    return {
        cell.coordinate: (cell.hyperlink.location, cell.value)
        for row in sheet.iter_rows(max_row=min(200, sheet.max_row))
        for cell in row
        if cell.hyperlink
    }


@by_run
def test_every_sheet_prints_on_a4_one_page_wide_with_headings_and_page_numbers(which):
    for sheet in sheets_of(which):
        setup = sheet.page_setup
        assert setup.paperSize == 9, sheet.title
        assert setup.orientation in ("landscape", "portrait")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert setup.fitToWidth in (None, 1)
        assert sheet.oddFooter.center.text == "第 &P 页 / 共 &N 页"
        assert sheet.oddHeader.left.text
        assert sheet.print_title_rows, sheet.title
        assert not sheet.print_area


@by_run
def test_every_sheet_holds_one_table_with_its_headings_in_sight(which):
    for sheet in sheets_of(which):
        assert len(sheet.tables) <= 1, sheet.title
        for table in sheet.tables.values():
            first, last = table.ref.split(":")
            head = int(re.sub(r"\D", "", first))
            assert first.startswith("A")
            assert sheet.print_title_rows == f"${head}:${head}"
            assert (table.autoFilter is None) == (sheet.title in FORMS), sheet.title
            assert int(re.sub(r"\D", "", last)) <= sheet.max_row
            if sheet.freeze_panes:
                assert int(re.sub(r"\D", "", sheet.freeze_panes)) == head + 1
            else:
                # So much stands above it that little room were left: only where the whole is short anyway.
                assert int(re.sub(r"\D", "", last)) - head < 15, sheet.title
        active = {view.pane: view.activeCell for view in sheet.sheet_view.selection}
        assert "A1" in active.values() or not active
        assert sheet.sheet_view.topLeftCell in (None, "A1")


@by_run
def test_every_link_leads_to_a_sheet_and_every_sheet_back_to_the_contents(which):
    for path in paths_of(which):
        book = opened(path)
        for sheet in book:
            found = links(sheet)
            for where, _ in found.values():
                name, cell = re.fullmatch(r"'(.+)'!(A1)", where).groups()
                assert name.replace("''", "'") in book.sheetnames, where
                assert cell == "A1"
            back = [where for cell, (where, _) in found.items() if re.fullmatch(r"[A-Z]+1", cell)]
            assert back == ([] if sheet.title == "目录" else ["'目录'!A1"]), sheet.title


@by_run
def test_the_contents_name_every_sheet_with_its_rows(which):
    for path in paths_of(which):
        book = opened(path)
        names = [name for name in book.sheetnames if name not in ("封面", "目录")]
        assert column(path, "目录", "工作表") == names
        assert [where for where, _ in links(book["目录"]).values()] == [f"'{name}'!A1" for name in names]
        assert column(path, "目录", "内容") == [book[name]["A1"].value for name in names]
        for name, rows in zip(names, column(path, "目录", "行数"), strict=True):
            if name == "异议企业":
                assert rows == "供填写"
                continue
            first, last = table_rows(path, name) if book[name].tables else (0, 0)
            assert rows == last - first, name
        assert book.sheetnames[:2] == ["封面", "目录"] or path.name.endswith("逐行去向.xlsx")
        assert book.active.title == book.sheetnames[0]


@by_run
def test_nothing_outside_nothing_running_and_nobody_named(which):
    for path in paths_of(which):
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            rels = "".join(packed.read(name).decode() for name in names if name.endswith(".rels"))
            application = packed.read("docProps/app.xml").decode()
        assert not [
            name for name in names if re.search("external|vba|comment|custom|activeX|embed|media", name)
        ]
        assert 'TargetMode="External"' not in rels
        assert re.findall(r"<Company>(.*?)</Company>", application) in ([], [""])
        assert "<Manager>" not in application
        properties = opened(path).properties
        assert properties.language == "zh-CN"
        assert properties.title
        assert not properties.creator
        assert not properties.lastModifiedBy
        assert not opened(path).defined_names
        for sheet in opened(path):
            assert set(sheet.defined_names) <= {"Print_Titles", "_xlnm.Print_Titles"}


@by_run
def test_calamine_and_pandas_open_every_sheet(which):
    for path in paths_of(which):
        book = CalamineWorkbook.from_path(str(path))
        assert book.sheet_names == opened(path).sheetnames
        for engine in ("openpyxl", "calamine"):
            frames = pd.read_excel(path, sheet_name=None, header=None, engine=engine, nrows=50)
            assert list(frames) == book.sheet_names
            assert [frame.iloc[0, 0] for frame in frames.values()] == [
                sheet["A1"].value for sheet in opened(path)
            ]


@by_run
def test_what_is_signed_has_lines_to_sign_below_the_table(which):
    run = run_of(which)
    signed = {"核算结果": ("编制", "复核", "批准"), "付款单": ("编制", "复核", "批准")}
    signed |= {"汇总": signed["核算结果"], "付款汇总": signed["核算结果"]}
    signed["确认回执"] = ("填报人", "审核人", "单位盖章", "日期")
    seen = set()
    for path in paths_of(which):
        for sheet in opened(path):
            labels = [cell.value for cell in sheet["A"][-len(signed.get(sheet.title, ())) :]]
            if sheet.title in signed:
                assert tuple(labels) == signed[sheet.title], sheet.title
                seen.add(sheet.title)
    payments = {"付款单", "付款汇总"} if run.result["policy"] else set()
    assert seen == {"核算结果", "汇总", "确认回执"} | payments


def widths_of(sheet: Worksheet) -> dict[int, float]:
    """Width of each column; neighbours of one width are stored as one."""
    found = {}
    for each in sheet.column_dimensions.values():
        found |= dict.fromkeys(range(each.min, each.max + 1), each.width)
    return found


@by_run
def test_no_text_is_cut_off_and_no_number_shown_as_hashes(which):
    for sheet in sheets_of(which):
        table = next(iter(sheet.tables.values()), None)
        if table is None or sheet.max_row > 400:  # longer lists are measured by a sample
            continue
        widths = widths_of(sheet)
        first = int(re.findall(r"\d+", table.ref)[0]) + 1
        for cell in (
            cell for row in sheet.iter_rows(min_row=first) for cell in row if cell.border.left.style
        ):
            if cell.data_type == "f" or cell.value is None or cell.alignment.wrap_text:
                continue
            shown = f"{cell.value:,}" if isinstance(cell.value, int) else str(cell.value)
            need = min(display_width(shown) + 1, 60)
            assert need <= widths[cell.column], (sheet.title, cell.coordinate, cell.value)
