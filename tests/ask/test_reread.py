"""In random messy years, what trace shows of a firm is what stands in the original files."""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache

import openpyxl
import pytest
from ask_runs import asked, compute
from oracle import build_workspace
from python_calamine import CalamineWorkbook

from gzaudit.ask.counted import counts_of
from gzaudit.ask.firm import trace_firm
from gzaudit.ask.rows import firm_rows
from gzaudit.ask.who import KEY, Firm

SEEDS = range(8)


@pytest.fixture(scope="module", params=SEEDS)
def year(request, tmp_path_factory):
    workspace = tmp_path_factory.mktemp("year")
    build_workspace(workspace, request.param)
    compute(workspace)
    with asked(workspace) as (run, _):
        yield workspace, run


@cache
def sheet(path, name):
    """A sheet of an original file as rows of cells, read by other means than the tool's where there are any."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path, data_only=True)
        return [list(row) for row in book[name].iter_rows(values_only=True)]
    if path.suffix == ".xls":
        found = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name)
        top, left = found.start or (0, 0)
        return [[]] * top + [[""] * left + row for row in found.to_python(skip_empty_area=True)]
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return list(csv.reader(text.splitlines(keepends=True)))


def number_of(letters):
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1


def as_text(value):
    """A cell as a person reads it."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value == int(value) and abs(value) < 10**15:
        return str(int(value))
    if isinstance(value, int | float) and abs(value) >= 10**15:
        return f"{float(value):.14e}"
    return "" if value is None else str(value).strip()


def everybody(run):
    """Every firm of the run, as trace would be asked for it."""
    found = run.lines(
        f"SELECT DISTINCT code, CASE code WHEN '' THEN {KEY} ELSE '' END AS key FROM rows WHERE how != ''"
    )
    names = {(each["code"], each["key"] if not each["code"] else ""): each["name"] for each in run.lines(
        f"SELECT code, {KEY} AS key, name FROM rows ORDER BY n DESC")}  # fmt: skip
    return [Firm(each["code"], each["key"], names[each["code"], each["key"]]) for each in found]


def members(run):
    """Kind, place and name of every counted firm."""
    tables = [each["name"] for each in run.lines("SELECT name FROM tables WHERE name LIKE 'members_%'")]
    for table in tables:
        for each in run.lines(f"SELECT src, row, name, code FROM {table}"):
            yield table.removeprefix("members_"), each


def test_every_counted_firm_traces_to_a_row_that_reads_the_same_in_the_original_file(year):
    workspace, run = year
    number = 0
    for kind, member in members(run):
        trace = trace_firm(run, member["code"] or f"{member['name']}（没有可用的代码）")
        rows = [row for row in trace.rows if row.kind == kind and not row.fate]
        assert (member["src"], member["row"]) in {(row.src, row.row) for row in rows}, member
        for row in rows:
            cells = sheet(workspace / row.path, row.sheet)[row.row - 1]
            assert row.cells
            for cell in row.cells:
                there = as_text(cells[number_of(cell.column)])
                # Of several owners a line holds one; of several columns of former names all.
                same = cell.value in there or (cell.field == "former" and there in cell.value)
                assert same if row.owners > 1 or cell.field == "former" else cell.value == there, (row, cell)
                number += 1
    assert number


def test_headings_are_those_of_the_file(year):
    workspace, run = year
    for each in run.lines("SELECT s.path, s.sheet, c.* FROM source_columns c JOIN sources s USING (src)"):
        rows = sheet(workspace / each["path"], each["sheet"])[:60]
        at = number_of(each["column"])
        column = "".join("".join(as_text(row[at]).split()) for row in rows if len(row) > at)
        parts = "".join(each["heading"].split())
        assert parts in column, each


def test_what_is_told_of_each_firm_adds_up_to_the_figures(year):
    _, run = year
    found = {}
    for firm in everybody(run):
        for each in counts_of(run, firm_rows(run, firm)[0]):
            assert (each.counted is True) == (each.district != "") == (each.why == "")
            if each.counted:
                found[each.district, each.indicator] = found.get((each.district, each.indicator), 0) + 1
    figures = run.lines("SELECT district, part, value FROM figures WHERE figure = 'count'")
    for each in figures:
        if each["value"] is not None:
            assert found.pop((each["district"], each["part"]), 0) == int(each["value"]), each
    assert not found


def test_every_firm_can_be_asked_by_what_is_shown(year):
    _, run = year
    for firm in everybody(run)[::5]:
        asked_for = firm.code or f"{firm.name}（没有可用的代码）"
        trace = trace_firm(run, asked_for)
        assert (trace.firm.code, trace.firm.code or trace.firm.key) == (firm.code, firm.code or firm.key)
        assert trace.rows
