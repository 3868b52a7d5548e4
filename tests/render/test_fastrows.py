"""The fast row writer and XlsxWriter's own rows must give the same cells."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from xlsxwriter.worksheet import Worksheet

from gzaudit.render import fastrows, xlsx
from gzaudit.render.model import Book, Chart, Column, Formula, Table

DISTRICTS = ["越秀区", "海珠区", "荔湾区", "天河区", "白云区"]


def roster(rows: int, **changes) -> Table:
    columns = (
        Column("序号", "integer"),
        Column("统一社会信用代码", "code"),
        Column("企业名称"),
        Column("所在区"),
        Column("规上", "flag"),
        Column("金额（元）", "money"),
        Column("说明", "wrapped"),
    )
    data = (
        list(range(1, rows + 1)),
        [f"91440101MA{number:08d}" for number in range(rows)],
        [f"广州<某>&{number}有限公司" for number in range(rows)],
        [DISTRICTS[number % 5] for number in range(rows)],
        ["是" if number % 3 else None for number in range(rows)],
        [500 if number % 2 else "未定" for number in range(rows)],
        [
            "代码由名称查得，请核对营业执照上的统一社会信用代码是否与底册一致。" if number % 4 == 0 else None
            for number in range(rows)
        ],
    )
    return Table("明细", "高企明细", columns, data, **changes)


def seen(path: Path) -> dict[str, tuple]:
    """Everything that a reader can see: cells, row heights, widths, tables, panes and extent of each sheet."""
    return {
        sheet.title: (
            [
                (
                    cell.coordinate,
                    cell.data_type,
                    cell.value,
                    cell.number_format,
                    cell.alignment.horizontal,
                    cell.font.b,
                )
                for row in sheet.iter_rows()
                for cell in row
            ],
            {number: row.height for number, row in sheet.row_dimensions.items()},
            {letter: column.width for letter, column in sheet.column_dimensions.items()},
            {table.name: (table.ref, table.autoFilter.ref) for table in sheet.tables.values()},
            sheet.freeze_panes,
            sheet.dimensions,
        )
        for sheet in load_workbook(path)
    }


def shared_strings(path: Path) -> tuple[int, int, int]:
    """Stated references, stated unique texts, and references really found."""
    with zipfile.ZipFile(path) as package:
        head = package.read("xl/sharedStrings.xml")[:300].decode(errors="ignore")
        count, unique = re.search(r'count="(\d+)" uniqueCount="(\d+)"', head).groups()
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        found = sum(package.read(name).count(b't="s"') for name in sheets)
    return int(count), int(unique), found


def inline(path: Path) -> int:
    """Texts that stand in their cells."""
    with zipfile.ZipFile(path) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        return sum(package.read(name).count(b't="inlineStr"') for name in sheets)


def both(tmp_path: Path, book: Book) -> tuple[Path, Path]:
    fast, plain = tmp_path / "fast.xlsx", tmp_path / "plain.xlsx"
    fast.write_bytes(xlsx._pack(book, fast=True))
    plain.write_bytes(xlsx._pack(book, fast=False))
    return fast, plain


def count_fast(monkeypatch) -> list[int]:
    """Rows that went through the fast writer, one entry a sheet."""
    taken: list[int] = []
    take = fastrows.FastSheet.take

    def watch(self, first_row, columns, formats, heights):
        done = take(self, first_row, columns, formats, heights)
        if done:
            taken.append(len(columns[0]))
        return done

    monkeypatch.setattr(fastrows.FastSheet, "take", watch)
    return taken


@pytest.mark.parametrize("rows", [xlsx.FAST_FROM, fastrows.BLOCK, fastrows.BLOCK + 1, 2 * fastrows.BLOCK + 7])
def test_a_long_table_reads_the_same_on_both_paths(tmp_path, monkeypatch, rows):
    taken = count_fast(monkeypatch)
    fast, plain = both(tmp_path, Book("名册", "2025", (roster(rows, notes=("单位：元",)),)))
    assert taken == [rows]
    assert seen(fast) == seen(plain)
    # Codes hardly repeat and need no care: they stand in their cells, not in the book's table of strings.
    count, unique, found = shared_strings(fast)
    assert (count + rows, unique + rows, found + rows) == shared_strings(plain)
    assert inline(fast) == rows
    assert inline(plain) == 0


def test_the_stated_number_of_references_is_the_true_one(tmp_path):
    fast, _ = both(tmp_path, Book("名册", "", (roster(300), roster(250))))
    count, _, found = shared_strings(fast)
    assert count == found


def test_a_table_of_one_row_less_than_the_threshold_is_plain(monkeypatch):
    taken = count_fast(monkeypatch)
    xlsx._pack(Book("名册", "", (roster(xlsx.FAST_FROM - 1),)), fast=True)
    assert taken == []


def test_totals_below_fast_rows_are_plain_and_may_be_formulas(tmp_path, monkeypatch):
    taken = count_fast(monkeypatch)
    base = roster(300)
    total = ["合计", None, None, None, None, Formula("=SUM(F4:F303)", 75000), None]
    data = tuple([*values, last] for values, last in zip(base.data, total, strict=True))
    table = Table("明细", "高企明细", base.columns, data, notes=("单位：元",), total_rows=1)
    fast, plain = both(tmp_path, Book("名册", "", (table,)))
    assert taken == [300]
    assert seen(fast) == seen(plain)
    assert load_workbook(fast, data_only=True)["明细"]["F304"].value == 75000


@pytest.mark.parametrize("why", ["formula in the body", "chart"])
def test_what_the_fast_rows_cannot_hold_is_written_plainly(tmp_path, monkeypatch, why):
    taken = count_fast(monkeypatch)
    table = roster(200)
    if why == "chart":
        table = roster(200, chart=Chart("图", 2, (5,), "柱形图"))
    else:
        table.data[5][7] = Formula("=1+1", 2)
    fast, plain = both(tmp_path, Book("名册", "", (table,)))
    assert taken == []
    assert seen(fast) == seen(plain)


def without_a_private_part(monkeypatch):
    monkeypatch.delattr(Worksheet, "_write_sheet_data")


def hook_never_called(monkeypatch):
    monkeypatch.setattr(fastrows.FastSheet, "_write_sheet_data", Worksheet._write_sheet_data)


def other_signature(monkeypatch):
    def write_rows(self, first, last):
        raise AssertionError

    monkeypatch.setattr(fastrows.FastSheet, "_write_rows", write_rows, raising=False)


def strings_numbered_elsewhere(monkeypatch):
    def number_strings(self, column):
        return {}

    monkeypatch.setattr(fastrows.FastSheet, "_number_strings", number_strings)


def other_table_store(monkeypatch):
    add_table = Worksheet.add_table

    def keyed_otherwise(self, *arguments):
        answer = add_table(self, *arguments)
        if isinstance(self, fastrows.FastSheet):
            self.tables[-1]["ref"] = self.tables[-1].pop("range")
            self.tables[-1]["range"] = "$A$1"
        return answer

    monkeypatch.setattr(Worksheet, "add_table", keyed_otherwise)


@pytest.mark.parametrize(
    "change", [hook_never_called, other_signature, strings_numbered_elsewhere, other_table_store]
)
def test_a_changed_xlsxwriter_is_noticed_and_plain_rows_are_written(tmp_path, monkeypatch, change):
    book = Book("名册", "2025", (roster(150),))
    plain = tmp_path / "plain.xlsx"
    plain.write_bytes(xlsx._pack(book, fast=False))
    change(monkeypatch)
    assert xlsx._pack(book, fast=True) is None
    xlsx.write_book(tmp_path / "book.xlsx", book)
    assert (tmp_path / "book.xlsx").read_bytes() == plain.read_bytes()


def test_a_missing_private_part_is_noticed_before_anything_is_kept(tmp_path, monkeypatch):
    sheet = fastrows.FastSheet()
    without_a_private_part(monkeypatch)
    assert not sheet.take(1, [["广州"]], [None], [18.0])
    assert sheet.complete


NASTY = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="=+-@\t\r\n <>&\"'_x0041\x00\x08\x1f\u202e\u2066\ufffe\ud800广州", max_size=12),
    st.sampled_from(
        ["", "=1+1", "{=1}", "<r><t>x</t></r>", "_x000A_", "http://a.cn", " 前后 ", "00123", "1e5", "TRUE"]
    ),
)


def numbered(values: list) -> list:
    """The texts made distinct: those stand in their cells."""
    return [f"{at}{value}{at}" if type(value) is str else value for at, value in enumerate(values)]


VALUES = st.one_of(st.none(), NASTY, st.integers(-(10**15) + 1, 10**15 - 1), st.integers())


@settings(deadline=None, max_examples=40)
@given(
    columns=st.lists(
        st.tuples(
            st.sampled_from(["text", "code", "integer", "money", "percent", "flag", "wrapped"]),
            st.lists(VALUES, min_size=7, max_size=7),
            st.booleans(),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_values_read_the_same_on_both_paths(columns):
    table = Table(
        "表",
        "任意值",
        tuple(Column(f"列{number}", kind) for number, (kind, _, _) in enumerate(columns)),
        tuple(numbered(values * 20) if distinct else values * 20 for _, values, distinct in columns),
    )
    with TemporaryDirectory() as folder:
        fast, plain = both(Path(folder), Book("任意", "", (table,)))
        assert seen(fast) == seen(plain)
