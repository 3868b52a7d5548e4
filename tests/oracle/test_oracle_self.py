"""The builder: what it writes can be read back cell by cell, and every cell means what it is said to mean."""

from __future__ import annotations

import csv
import datetime as dt
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from . import findings
from .build import Workspace, build_workspace
from .codes import read_code
from .files import ENCODINGS
from .model import Book, Formula, Sheet
from .names import name_key

SEEDS = range(12)


@pytest.fixture(scope="module", params=SEEDS)
def space(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return build_workspace(tmp_path_factory.mktemp("space"), request.param)


def plain(value: Any) -> Any:
    """A cell as any reader may give it: no empty strings, whole numbers as int, a day as a day."""
    if isinstance(value, Formula):
        value = value.value
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None if value == "" else value


def tidy(rows: list[list[Any]]) -> list[list[Any]]:
    """Without the empty cells on the right and the empty rows below."""
    out = []
    for row in rows:
        cells = [plain(v) for v in row]
        while cells and cells[-1] is None:
            cells.pop()
        out.append(cells)
    while out and not out[-1]:
        out.pop()
    return out


def read_calamine(path: Path, sheet: Sheet) -> list[list[Any]]:
    page = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet.name)
    top, left = page.start or (0, 0)
    return [[]] * top + [[None] * left + row for row in page.to_python(skip_empty_area=True)]


def written(space: Workspace, engine_in: list[str]) -> list[tuple[Book, Sheet]]:
    return [(b, s) for b in space.books if b.engine in engine_in for s in b.sheets]


def test_workbooks_read_back_cell_by_cell(space: Workspace) -> None:
    for book, sheet in written(space, ["openpyxl", "xlsxwriter", "xlwt"]):
        assert tidy(read_calamine(space.directory / book.path, sheet)) == tidy(sheet.grid.cells), sheet.key


def test_openpyxl_sees_the_same_cells_hidden_rows_merges_and_visibility(space: Workspace) -> None:
    for book, sheet in written(space, ["openpyxl", "xlsxwriter"]):
        page = openpyxl.load_workbook(space.directory / book.path, data_only=True)[sheet.name]
        rows = [list(row) for row in page.iter_rows(values_only=True)]
        assert tidy(rows) == tidy(sheet.grid.cells), sheet.key
        hidden = {r - 1 for r, dimension in page.row_dimensions.items() if dimension.hidden}
        assert hidden == sheet.grid.hidden_rows
        assert len(page.merged_cells.ranges) == len(sheet.grid.merges)
        assert (page.sheet_state == "hidden") is sheet.hidden


def test_csv_files_read_back_in_their_encoding(space: Workspace) -> None:
    for book, sheet in written(space, ENCODINGS):
        with (space.directory / book.path).open(encoding=book.engine, newline="") as handle:
            assert tidy(list(csv.reader(handle))) == tidy(sheet.grid.cells), sheet.key


def test_row_numbers_point_at_the_row(space: Workspace) -> None:
    for sheet in space.sheets:
        for line in sheet.lines:
            row = [plain(v) for v in sheet.grid.cells[line.number - 1]]
            raws = [v.raw for v in line.cells.values() if isinstance(v.raw, str) and v.raw]
            assert set(raws) <= set(row)


def test_every_code_cell_is_in_the_state_it_is_said_to_be_in(space: Workspace) -> None:
    for sheet in space.sheets:
        for line in sheet.lines if sheet.kind not in (None, "patent_grants") else []:
            cell = line.cells.get("统一社会信用代码")
            if cell is not None and line.role == "data":
                assert read_code(cell.raw) == cell.means, (sheet.key, line.number)


def test_every_name_is_spelled_so_that_c2_finds_it(space: Workspace) -> None:
    for sheet in space.sheets:
        for line in sheet.lines if sheet.kind else []:
            for heading in ("企业名称", "单位详细名称", "原名称", "现名称", "曾用名"):
                cell = line.cells.get(heading)
                if cell is not None and cell.means:
                    assert name_key(cell.raw) == cell.means


def test_patent_owners_split_into_what_they_are_said_to_be(space: Workspace) -> None:
    for sheet in space.sheets:
        for line in sheet.lines if sheet.kind == "patent_grants" else []:
            if line.role != "data":
                continue
            owners = _split(line.cells["专利权人"].raw)
            assert tuple(map(name_key, owners)) == line.means("专利权人")
            cell = line.cells.get("统一社会信用代码")
            if cell is not None and cell.means and len(owners) > 1:
                assert tuple(map(read_code, _split(cell.raw))) == cell.means
            elif cell is not None and cell.means:
                assert (read_code(cell.raw),) == cell.means


def _split(raw: str) -> list[str]:
    for sign in "；、\n":
        raw = raw.replace(sign, ";")
    return raw.split(";")


def test_the_row_account_adds_up(space: Workspace) -> None:
    excluded = space.expected_excluded()
    for sheet in space.sheets:
        if sheet.key in excluded:
            rows, counted = space.expected()["sources"][sheet.key]
            assert rows == counted + sum(excluded[sheet.key].values())
            assert all(line.fate for line in sheet.lines)


def test_counts_hang_together(space: Workspace) -> None:
    result = space.expected()
    assert [d["code"] for d in result["districts"]] == sorted(d["code"] for d in result["districts"])
    for one in result["districts"]:
        counts = {which: part["count"] for which, part in one["indicators"].items()}
        for which in ("above_scale_hnte", "patent_hnte"):
            if counts["hnte"] is not None and counts[which] is not None:
                assert 0 <= counts[which] <= counts["hnte"]
    in_a_district = sum(1 for where in space.tally.hnte.values() if where)
    assert result["city"]["counts"]["hnte"] in (in_a_district, None)


def test_the_description_names_every_list(space: Workspace) -> None:
    text = space.describe()
    assert f"seed {space.seed}" in text
    assert all(s.path in text for s in space.sheets)


def test_the_same_seed_tells_the_same_story(tmp_path: Path) -> None:
    first, second = (build_workspace(tmp_path / name, 7, 20) for name in "ab")
    assert first.describe() == second.describe()
    assert first.expected() == second.expected()


@pytest.mark.parametrize("size", [1, 8, 120])
def test_other_sizes(tmp_path: Path, size: int) -> None:
    assert build_workspace(tmp_path, 5, size).expected()["districts"]


def test_all_kinds_of_trouble_occur_within_few_seeds(tmp_path: Path) -> None:
    seen: set[str] = set()
    engines: set[str] = set()
    for seed in range(60):
        space = build_workspace(tmp_path / str(seed), seed, 40)
        seen |= space.expected_presence()
        engines |= {book.engine for book in space.books}
    wanted = {
        *("duplicate", "out_of_year", "revoked", "outside_city", "district_unresolved", "precision_lost"),
        *("source_missing", "target_missing", "target_zero", "target_invalid", "acceptance_missing"),
        *("sheet_hidden", "sheet_unrecognised", "malformed", "bad_check", "resolved_by_name", "unresolved"),
        *(
            "name_ambiguous",
            "possible_same_firm",
            "name_with_two_codes",
            "matched_by_name_only",
            "names_differ",
        ),
        *(
            "code_with_two_names",
            "not_legal_entity",
            "not_invention",
            "grant_out_of_year",
            "district_conflict",
        ),
        *("wrong_period", "total_disagrees", "certificate_year", "former_district"),
    }
    assert wanted <= seen
    assert engines == {"openpyxl", "xlsxwriter", "xlwt", *ENCODINGS}


def test_building_is_quick(tmp_path: Path) -> None:
    start = time.process_time()
    for seed in range(5):
        build_workspace(tmp_path / str(seed), seed)
    assert (time.process_time() - start) / 5 < 0.3


def test_exact_findings_never_contradict_the_rows(space: Workspace) -> None:
    exact = space.expected_findings()
    present = findings.at_least_one(space.sheets, space.tally)
    assert all(exact.get(code, 1) > 0 for code in present)
