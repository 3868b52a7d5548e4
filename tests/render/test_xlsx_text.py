"""What stands in cells, names and headings is only ever text, and legal."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from gzaudit.render import xlsx
from gzaudit.render.model import Book, Column, Table
from gzaudit.render.xlsx import write_book
from gzaudit.render.xlsx_text import (
    CELL_LIMIT,
    CUT_MARK,
    clean_column,
    clean_text,
    sheet_names,
    unique_headings,
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


DANGEROUS = [
    "=1+1",
    "{=1}",
    "+cmd|' /C calc'!A0",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "http://example.cn/a?b=1&c=2",
    "mailto:a@b.cn",
    "internal:Sheet1!A1",
    "00123",
    "1E5",
    "TRUE",
    "#N/A",
    "<b>&amp;</b>",
    " 空格 ",
    "第一行\n第二行",
]


@pytest.mark.parametrize("kind", ["text", "code", "flag", "percent", "wrapped", "money", "integer"])
def test_text_is_never_executed(target, kind):
    write_book(target, book(simple(DANGEROUS, kind), simple(DANGEROUS * 10, kind, name="长")))
    for sheet, times in (("表", 1), ("长", 10)):
        column = [row[0] for row in load_workbook(target)[sheet].iter_rows(min_row=3)]
        assert [cell.value for cell in column] == DANGEROUS * times
        assert {cell.data_type for cell in column} == {"s"}
        assert not any(cell.hyperlink for cell in column)
        # Editing such a cell in Excel must not make a formula of it either.
        protected = {cell.number_format == "@" or cell.quotePrefix for cell in column}
        assert protected == {kind not in ("money", "integer")}
    assert [row[0] for row in calamine(target)[2:]] == DANGEROUS
    assert "<f>" not in part(target, "xl/worksheets/sheet1.xml")


def test_text_everywhere_else_is_never_executed(target):
    table = Table("=1", "=1+1", (Column("=A1"), Column("=A1")), (["a"], ["b"]), notes=("=2", "http://b.cn"))
    write_book(target, Book("=1", "=1", (table,)))
    rows = calamine(target)
    assert [row[0] for row in rows] == ["=1+1", "=2", "http://b.cn", "=A1", "a"]
    assert "<f>" not in part(target, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x0b\x1f", "a□b□□"),
        ("a\x7f\x85", "a□□"),
        ("\r\na\rb\n", "\na\nb\n"),
        ("\u202eabc\u202c\u2066x\u2069\u200f", "□abc□□x□□"),
        ("\u2028", "□"),
        ("\ud800甲", "□甲"),
        ("\ufffe\uffff", "□□"),
        ("<r><t>甲</t></r>", "<r><t>甲</t></r> "),
        ("<r>", "<r>"),
        ("\t甲𠮷", "\t甲𠮷"),
    ],
)
def test_illegal_and_direction_characters_become_visible(text, expected):
    assert clean_text(text) == expected


def test_markup_like_text_cannot_break_the_shared_strings(target):
    write_book(target, book(simple(["<r></si></r>", "_x0041_"])))
    assert load_workbook(target)["表"]["A3"].value == "<r></si></r> "
    assert "_x005F_x0041_" in part(target, "xl/sharedStrings.xml")


@pytest.mark.parametrize(
    ("length", "cut"), [(CELL_LIMIT - 1, False), (CELL_LIMIT, False), (CELL_LIMIT + 1, True), (100_000, True)]
)
def test_over_long_text_is_cut_with_a_mark(target, length, cut):
    write_book(target, book(simple(["甲" * length], "wrapped")))
    value = load_workbook(target)["表"]["A3"].value
    assert len(value) == min(length, CELL_LIMIT)
    assert value.endswith(CUT_MARK) == cut


def test_the_limit_counts_utf16_units():
    text = clean_text("𠮷" * 20_000)
    assert len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert text.endswith("𠮷" + CUT_MARK)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = clean_text(text)
    assert clean_text(once) == once


@pytest.mark.parametrize(
    ("number", "as_number"),
    [(10**15 - 1, True), (10**15, False), (-(10**15) + 1, True), (-(10**15), False), (0, True)],
)
def test_whole_numbers_of_more_than_15_digits_are_text(target, number, as_number):
    write_book(target, book(simple([number], "integer"), simple([number] * 200, "integer", name="长")))
    for sheet in load_workbook(target):
        assert sheet["A3"].value == (number if as_number else str(number))


def test_a_number_in_a_code_column_becomes_text(target):
    write_book(target, book(simple([440106, "440111"], "code")))
    assert [row[0] for row in calamine(target)[2:]] == ["440106", "440111"]


def test_subclasses_of_the_plain_types_are_taken():
    assert clean_column([np.int64(5), np.str_("甲"), None], "text") == [5, "甲", None]


@pytest.mark.parametrize("value", [1.5, True, float("nan"), b"x", np.float64(2)])
def test_other_types_are_refused(target, value):
    with pytest.raises(TypeError):
        write_book(target, book(simple([value])))
    assert not target.exists()


def test_a_clean_column_is_not_copied():
    values = ["广州", None, 5, "a b"]
    assert clean_column(values, "text") is values


def test_empty_text_is_a_blank(target):
    write_book(target, book(simple(["", "a"])))
    assert load_workbook(target)["表"]["A3"].value is None


def test_sheet_names_are_made_safe_and_unique():
    names = ["汇总/明细", "'引'", "a" * 40, "A" * 40, "", "History", "x", "X", "ｘ", "𠮷" * 20, "a\x00b"]
    safe = sheet_names(names)
    assert safe == [
        "汇总／明细",
        "引",
        "a" * 31,
        "A" * 28 + "（2）",
        "表5",
        "History（2）",
        "x",
        "X（2）",
        "ｘ（3）",
        "𠮷" * 15,
        "a□b",
    ]


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_sheet_names_are_accepted(names):
    tables = tuple(simple(["一"], name=name) for name in names)
    assert xlsx._pack(book(*tables), fast=True)


@settings(deadline=None)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=8))
def test_any_headings_make_a_table(names):
    headings = unique_headings(names)
    assert len({heading.casefold() for heading in headings}) == len(names)
    assert all(heading and "\n" not in heading for heading in headings)
    table = Table("表", "标题", tuple(Column(name) for name in names), tuple(["一"] for _ in names))
    assert xlsx._pack(book(table), fast=True)
