"""Which lists come as CSV, and that each holds the very rows of its sheet in the workbook."""

from __future__ import annotations

import csv
import io

import builders
import openpyxl
import pytest

from gzaudit.read.files import hash_file
from gzaudit.read.sheet import InputFile
from gzaudit.read.workbook import read_file
from gzaudit.render.books import city_book, district_book
from gzaudit.render.csv_lists import city_lists, csv_bytes, district_lists
from gzaudit.render.xlsx import write_book

NASTY = (
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "@SUM(A1)",
    "+1-2",
    "广州\u202e甲\x07有限公司",
    '广州"乙",丙\n有限公司',
)


def firms(count, district):
    return [
        {"name": f"广州{district}{at}号有限公司", "code": builders.code(at), "district": district}
        for at in range(count)
    ]


@pytest.fixture(scope="module")
def audited():
    hnte = firms(5, "天河区") + [
        {"name": name, "code": builders.code(100 + at), "district": "黄埔区"} for at, name in enumerate(NASTY)
    ]
    hnte += [hnte[0], {"name": "广州无码有限公司", "code": "", "district": "天河区"}]
    scale = [{"name": each["name"], "code": each["code"], "district": "天河区"} for each in hnte[1:9]]
    services = [
        {"name": f"广州科服{at}有限公司", "code": builders.code(200 + at), "district": "海珠区"}
        for at in range(3)
    ]
    return builders.audit(
        builders.Table("hnte", hnte),
        builders.Table("above_scale", scale),
        builders.Table("above_scale_tech_services", services, title="2025年规上科技服务业企业名单"),
        builders.Table("patent_grants", [{"owner": hnte[2]["name"], "code": hnte[2]["code"]}]),
        builders.Table("targets", [{"district": "天河区", "hnte_target": "4"}]),
        policy=True,
    )  # fmt: skip


def lines(table):
    return list(csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig"), newline="")))


def sheet_lines(path, name, headings):
    """Rows of a sheet below its headings, as texts; what is not there is empty."""
    sheet = openpyxl.load_workbook(path, data_only=True)[name]
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    head = next(at for at, row in enumerate(rows) if row[: len(headings)] == headings)
    return [row[: len(headings)] for row in rows[head + 1 :]]


def notes(path, name):
    sheet = openpyxl.load_workbook(path)[name]
    return {str(row[0]) for row in sheet.iter_rows(max_row=9, values_only=True)}


def plain(text):
    return text.removeprefix("'").replace("\r\n", "\n")


def same_as_the_sheet(path, name, table):
    headings, *rows = lines(table)
    shown = sheet_lines(path, name, headings)[: len(rows)]
    found = [[plain(each) for each in row] for row in rows]
    if "名单" in headings and name in ("高企名单", "科小名单"):
        # The sheet numbers its source lists and explains the numbers in its notes; the file names them.
        at = headings.index("名单")
        for row, other in zip(found, shown, strict=True):
            assert f"名单 {other[at]}：{row[at]}" in notes(path, name)
            other[at] = row[at]
    assert found == shown


def test_the_lists_of_the_city(audited):
    assert list(city_lists(audited)) == ["高企名单", "规上科服名单", "剔除明细", "待复核", "行数平账"]


def test_the_lists_of_a_district(audited):
    (tianhe,) = [each for each in audited.result.districts if each.name == "天河区"]
    assert list(district_lists(audited, tianhe)) == ["高企名单", "待核对事项"]


def test_each_list_of_the_city_is_its_sheet(audited, tmp_path):
    write_book(tmp_path / "city.xlsx", city_book(audited))
    for name, table in city_lists(audited).items():
        same_as_the_sheet(tmp_path / "city.xlsx", name, table)
    assert len(lines(city_lists(audited)["高企名单"])) == 1 + 12
    flags = {row[1]: row for row in lines(city_lists(audited)["高企名单"])[1:]}
    assert len(flags) == 12
    assert sum("是" in row[5] for row in flags.values()) == 8


def test_each_list_of_a_district_is_its_sheet(audited, tmp_path):
    for district in audited.result.districts:
        write_book(tmp_path / "district.xlsx", district_book(audited, district))
        for name, table in district_lists(audited, district).items():
            same_as_the_sheet(tmp_path / "district.xlsx", name, table)


def test_a_district_gets_nothing_of_a_statistics_list_and_of_no_other_district(audited):
    cohort = audited.cohort
    for district in audited.result.districts:
        raw = b"".join(csv_bytes(table) for table in district_lists(audited, district).values()).decode()
        assert "科服" not in raw
        assert "四上" not in raw
        for name, code in zip(cohort["name"], cohort["district"], strict=True):
            assert code == district.code or name not in raw


def test_names_that_are_formulas_are_harmless_in_every_list(audited):
    for table in city_lists(audited).values():
        for row in lines(table):
            assert not any(each.lstrip()[:1] in set("=+@＝＋－＠") for each in row if each.strip()), row
    names = [row[1] for row in lines(city_lists(audited)["高企名单"])]
    assert "'=cmd|' /C calc'!A0" in names
    assert "广州□甲□有限公司" in names
    assert '广州"乙",丙\n有限公司' in names


def test_the_tool_itself_reads_a_list_back(audited, tmp_path):
    path = tmp_path / "高企名单.csv"
    path.write_bytes(csv_bytes(city_lists(audited)["高企名单"]))
    (sheet,) = read_file(InputFile(path.name, path, hash_file(path)))
    assert sheet.rows[0][:3] == ["区", "企业名称", "统一社会信用代码"]
    codes = {row[2] for row in sheet.rows[1:]}
    assert {builders.code(at) for at in range(5)} <= codes


def test_a_year_that_counts_smes_has_them_in_both():
    audited = builders.audit(
        builders.Table("hnte", firms(2, "天河区")),
        builders.Table("tech_smes", firms(3, "天河区"), title="2023年科技型中小企业入库名单"),
        policy=True,
        year=2023,
    )
    (tianhe,) = [each for each in audited.result.districts if each.name == "天河区"]
    assert "科小名单" in city_lists(audited)
    assert list(district_lists(audited, tianhe)) == ["高企名单", "科小名单", "待核对事项"]
