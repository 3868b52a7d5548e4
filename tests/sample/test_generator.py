"""The sample year: regenerated to the same content, full-size, plainly invented, with every case in place."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from zipfile import ZipFile

import openpyxl
import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum
from sample_lists import DATA as YEARS
from sample_lists import MARKS, SAMPLE, section
from stdnum.cn import uscc

WORKSPACE = SAMPLE / "workspace"
DATA = YEARS / "2025"
FIRST = "火炬中心/2025年第一批高新技术企业认定备案公示名单.xlsx"
SECOND = "火炬中心/2025年第二批高新技术企业认定备案公示名单.csv"
REVOKED = "认定办/2025年取消高新技术企业资格名单.xlsx"
RENAMES = "认定办/2025年高新技术企业更名名单.xlsx"
ABOVE = "市统计局/“四上”企业定报库名单（2025年12月）.xlsx"
TECH = "市统计局/2025年规模以上科技服务业企业名单.xls"
PATENTS = "市市场监管局/2025年发明专利授权企业名单.xlsx"
REGISTRY = "市科技局/企业底册.csv"
TARGETS = "市科技局/2025年度目标与上年基数.xlsx"
ACCEPTANCE = "市科技局/2025年度验收及绩效考核结论.xlsx"
INSTITUTIONS = "市科技局/2025年度支撑机构名单.xlsx"
FILES = {
    FIRST, SECOND, REVOKED, RENAMES, ABOVE, TECH, PATENTS, REGISTRY, TARGETS, ACCEPTANCE, INSTITUTIONS,
}  # fmt: skip
INDICATORS = ("hnte", "above_scale_hnte", "above_scale_tech_services", "patent_hnte")
# 18 plain characters that are no valid code: the wrong check character, the letter O, the text Excel cut,
# eighteen zeros, and the shape of a resident's number.
SPOILT = {
    "91440101PDY950015U",
    "914401O1PDY9500070",
    "914401129999920000",
    "000000000000000000",
    "440100190001010006",
}


def rows_of(name, sheet=0):
    if name.endswith(".csv"):
        encoding = "gb18030" if name == SECOND else "utf-8-sig"
        with (DATA / name).open(encoding=encoding, newline="") as file:
            return list(csv.reader(file))
    return CalamineWorkbook.from_path(DATA / name).get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def column(name, at, top, sheet=0):
    """Cells of a column below the headings, of lines that have a serial number or (底册) a name."""
    return [row[at] for row in rows_of(name, sheet)[top:] if re.fullmatch(r"[\d.]+|.*公司.*", str(row[0]))]


# kind: (file, sheet, column of the name, column of the code, lines above the data, rows)
LISTS = {
    "first": (FIRST, 0, 1, 2, 4, 2356),
    "second": (SECOND, 0, 1, 2, 2, 1726),
    "revoked": (REVOKED, 0, 1, 2, 2, 12),
    "renames": (RENAMES, 0, 1, 3, 2, 26),
    "industry": (ABOVE, 0, 2, 1, 3, 2318),
    "other sectors": (ABOVE, 1, 2, 1, 3, 6700),
    "tech services": (TECH, 0, 1, 2, 2, 1199),
    "patents": (PATENTS, 0, 5, 6, 2, 5971),
    "registry": (REGISTRY, 0, 0, 1, 1, 5233),
    "institutions": (INSTITUTIONS, 0, 2, 3, 2, 14),
}


def stated():
    """Every list that the README speaks of, relative to the data folder."""
    parts = {
        "2025": section("2025 年名单"),
        "2025/广州科技GI": section("2025 年广州科技GI 导出清单"),
        "2023": section("2023 年名单"),
    }
    return {
        f"{folder}/{name}"
        for folder, text in parts.items()
        for name in re.findall(r"^\| (\S+\.(?:xlsx|xls|csv)) \|", text, re.MULTILINE)
    }


LATER = sorted(stated() - {f"2025/{name}" for name in FILES})


def test_no_file_lies_about_and_none_is_missing_from_the_readme():
    found = {path.relative_to(YEARS).as_posix() for path in YEARS.rglob("*") if path.is_file()}
    assert found == stated()
    assert found > {f"2025/{name}" for name in FILES}
    beside = {path.name for path in WORKSPACE.iterdir() if not path.name.startswith(".")} - {"runs"}
    assert beside == {"gzaudit.toml", "data"}
    assert {path.name for path in YEARS.iterdir()} == {"2023", "2025"}


def test_the_generator_writes_exactly_the_checked_in_files(fresh):
    folder = fresh / "workspace"
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert written == {"gzaudit.toml"} | {f"data/{name}" for name in stated()}


@pytest.mark.parametrize("name", sorted(name for name in FILES if name.endswith(".xlsx")))
def test_every_part_of_a_workbook_comes_out_the_same(fresh, name):
    with ZipFile(DATA / name) as old, ZipFile(fresh / "workspace" / "data" / "2025" / name) as new:
        assert old.namelist() == new.namelist()
        assert [part for part in old.namelist() if old.read(part) != new.read(part)] == []


@pytest.mark.parametrize("name", [SECOND, REGISTRY, TECH])
def test_every_other_list_comes_out_the_same(fresh, name):
    assert (fresh / "workspace" / "data" / "2025" / name).read_bytes() == (DATA / name).read_bytes()


@pytest.mark.parametrize("name", LATER)
def test_2023_and_the_exports_come_out_the_same(fresh, name):
    old, new = YEARS / name, fresh / "workspace" / "data" / name
    if not name.endswith(".xlsx"):
        assert old.read_bytes() == new.read_bytes()
        return
    with ZipFile(old) as left, ZipFile(new) as right:
        assert left.namelist() == right.namelist()
        assert [part for part in left.namelist() if left.read(part) != right.read(part)] == []


@pytest.mark.parametrize("name", ["workspace/gzaudit.toml", "expected.json", "expected_2023.json"])
def test_settings_and_expectations_come_out_the_same(fresh, name):
    assert (fresh / name).read_bytes() == (SAMPLE / name).read_bytes()


def test_the_generator_also_runs_as_a_folder(fresh, tmp_path):
    command = [sys.executable, str(SAMPLE / "generator"), str(tmp_path / "again")]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    one, two = fresh / "workspace" / "data" / "2025" / TECH, tmp_path / "again" / "data" / "2025" / TECH
    assert one.read_bytes() == two.read_bytes()


def test_the_sample_is_small_enough_to_check_in():
    assert sum(path.stat().st_size for path in YEARS.rglob("*") if path.is_file()) <= 4_000_000


@pytest.mark.parametrize("kind", LISTS)
def test_each_list_has_its_rows(kind):
    name, sheet, at, _, top, rows = LISTS[kind]
    assert len(column(name, at, top, sheet)) == rows


def organisation_check(body):
    """GB 11714, written here once more: letters count A = 10 … Z = 35."""
    values = [ord(c) - 48 if c.isdigit() else ord(c) - 55 for c in body]
    rest = 11 - sum(v * w for v, w in zip(values, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


@pytest.mark.parametrize("kind", LISTS)
def test_every_code_but_the_spoilt_ones_checks_in_both_tables(kind):
    name, sheet, _, at, top, _ = LISTS[kind]
    cells = [cell for cell in column(name, at, top, sheet) if isinstance(cell, str)]
    parts = [part for cell in cells for part in re.split(r"[;；、\n]", cell)]
    codes = {part for part in parts if re.fullmatch(r"[0-9A-Z]{18}", part)} - SPOILT
    assert len(codes) >= len(cells) * 0.25
    assert [code for code in codes if not uscc.is_valid(code)] == []
    assert [code for code in codes if organisation_check(code[8:16]) != code[16]] == []
    # Nobody can hold one: the range is left to users' own definitions.
    assert {code[8:11] for code in codes} - {"999"} == {"PDY"}
    assert {code[:2] for code in codes} <= {"91", "12", "52"}


@pytest.mark.parametrize("kind", [kind for kind in LISTS if kind != "patents"])
def test_every_name_says_that_it_is_invented(kind):
    name, sheet, at, _, top, _ = LISTS[kind]
    bare = [re.sub(r"[\s\u200b\ufeff]", "", str(cell)) for cell in column(name, at, top, sheet)]
    assert [cell for cell in bare if not any(mark in cell for mark in MARKS)] == []


def test_sheets_that_hold_no_list_are_there():
    sheets = CalamineWorkbook.from_path(DATA / FIRST).sheets_metadata
    visible = {sheet.name: sheet.visible == SheetVisibleEnum.Visible for sheet in sheets}
    assert visible == {"公示名单": True, "填报说明": True, "Sheet3": True, "（作废）初稿": False}
    assert rows_of(FIRST, 2) == []


def test_the_second_batch_is_neither_utf8_nor_gbk():
    content = (DATA / SECOND).read_bytes()
    for encoding in ("utf-8", "gbk"):
        with pytest.raises(UnicodeDecodeError):
            content.decode(encoding)
    assert "䶮" in content.decode("gb18030")


def test_rows_are_hidden_and_cells_left_uncalculated():
    book = openpyxl.load_workbook(DATA / FIRST)
    sheet = book["公示名单"]
    assert sum(dimension.hidden for dimension in sheet.row_dimensions.values()) == 5
    by_name = {row[1].value: row for row in sheet.iter_rows(min_row=5)}
    formula = by_name["广州虚构未算光电科技有限公司"][5]
    assert formula.data_type == "f"
    assert isinstance(by_name["广州样例丢码一号智能科技有限公司"][2].value, (int, float))
    values = openpyxl.load_workbook(DATA / FIRST, data_only=True)["公示名单"]
    assert values[formula.coordinate].value is None


def test_the_patent_list_has_an_error_cell_and_a_number_of_a_person():
    sheet = openpyxl.load_workbook(DATA / PATENTS, data_only=True)["授权明细"]
    by_owner = {row[5].value: row[6] for row in sheet.iter_rows(min_row=3)}
    assert (by_owner["广州演示查无软件有限公司"].data_type, by_owner["广州演示查无软件有限公司"].value) == (
        "e",
        "#N/A",
    )
    assert by_owner["赵样例"].value == "440100190001010006"


def test_exactly_one_printed_total_disagrees():
    *districts, total = rows_of(TARGETS)[3:]
    sums = [sum(row[at] for row in districts) for at in range(1, 6)]
    assert [printed - added for printed, added in zip(total[1:], sums, strict=True)] == [0, 0, 2, 0, 0]


def test_acceptance_fails_one_district_and_leaves_one_unassessed():
    rows = rows_of(ACCEPTANCE)[2:]
    base = {row[0]: row[2] for row in rows if row[1] == "基础验收"}
    assessment = {row[0]: row[2] for row in rows if row[1] == "绩效考核"}
    assert len(base) == 11
    assert [name for name, verdict in base.items() if verdict == "不通过"] == ["从化区"]
    assert set(base) - set(assessment) == {"南沙区"}
    assert [name for name, verdict in assessment.items() if verdict == "不通过"] == ["荔湾区"]


def test_the_readme_names_every_case_with_its_finding_and_count():
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    expected = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))
    for case in expected["cases"]:
        line = next(line for line in readme.splitlines() if line.startswith(f"| {case['name']} |"))
        assert f"`{case['finding']}`" in line
    errors = [case for case in expected["cases"] if case["severity"] == "error"]
    assert len(errors) == 12
    counted = section("2025 年应得家数").splitlines()
    table = [line.split(" | ") for line in counted if re.match(r"\| ..区 \| \d", line)]
    shown = [[int(cells[at].strip("| ")) for at in (1, 3, 4, 5)] for cells in table]
    assert shown == [[counts[key] for key in INDICATORS] for counts in expected["counts"].values()]
    for name, *_, rows in LISTS.values():
        if name != ABOVE:
            assert f"| {rows} |" in next(
                line for line in readme.splitlines() if line.startswith(f"| {name} ")
            )
    assert f"{ABOVE} | above_scale | {2318 + 6700} |" in readme


def test_every_tier_of_the_notice_occurs():
    expected = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))["counts"]
    targets = [[int(cell) for cell in row[1:]] for row in rows_of(TARGETS)[3:-1]]
    tiers = [set() for _ in INDICATORS]
    exact = set()
    for counts, (target, *last) in zip(expected.values(), targets, strict=True):
        counted = [counts[key] for key in INDICATORS]
        # Each in hundredths of the target: 70, 85, 100 and growth; 80 and 100 of 105 % or 130 % of last year.
        tiers[0].add(sum(100 * counted[0] >= limit * target for limit in (70, 85, 100, 105)))
        for at, (share, before) in enumerate(zip((105, 105, 130), last, strict=False), 1):
            reached = [10000 * counted[at] - limit * share * before for limit in (80, 100)]
            tiers[at].add(sum(rest >= 0 for rest in reached))
            exact.update(limit for limit, rest in zip((80, 100), reached, strict=True) if rest == 0)
    assert tiers == [{0, 1, 2, 3, 4}, {0, 1, 2}, {0, 1, 2}, {0, 1, 2}]
    assert exact == {80, 100}
