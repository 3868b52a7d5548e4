"""What stands wrong in a cell is found with file, sheet, row and column, and the run goes on (interface §2, §5)."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
import xlsxwriter
from cli_support import (
    CODES,
    DISTRICTS,
    HNTE,
    HNTE_HEADINGS,
    files,
    firm,
    inside,
    lists,
    only_run,
    quiet,
    write,
    xlsx,
)

PLACE = f"data/2025/{HNTE} › 名单"


def findings(run, sheet="待复核") -> list[dict[str, str]]:
    """The findings in the city workbook, as people read them."""
    listed = json.loads((run / "result.json").read_bytes())["outputs"]
    (path,) = [each["path"] for each in listed if each["kind"] == "city_workbook"]
    rows = list(
        openpyxl.load_workbook(io.BytesIO((run / path).read_bytes()))[sheet].iter_rows(values_only=True)
    )
    at = next(at for at, row in enumerate(rows) if "程度" in row and "代码" in row)
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :] if row[0]]


def compute(workspace, hnte: bytes | None = None, code: int = 1):
    if hnte is not None:
        write(workspace, {**files(lists()), HNTE: hnte})
    ended = inside("compute", "2025", "-w", workspace)
    assert ended.code == code, ended.err
    run = only_run(workspace)
    return json.loads((run / "result.json").read_bytes()), findings(run)


def book(cells) -> bytes:
    """The 高企 list, with cells written as the test says."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        page = made.add_worksheet("名单")
        page.write_row(0, 0, ["2025年高新技术企业认定公示名单"])
        page.write_row(1, 0, HNTE_HEADINGS)
        for at in range(3):
            page.write_row(at + 2, 0, [at + 1, firm(at), CODES[at], f"GR20254400000{at}", 2025, "天河区"])
        cells(page)
    return out.getvalue()


@pytest.mark.parametrize(
    ("cells", "code", "row", "column"),
    [
        (
            lambda page: page.write_formula("C4", "=VLOOKUP(B4,X!A:B,2,0)", None, ""),
            "formula_uncalculated",
            4,
            "C",
        ),
        (lambda page: page.write_formula("C5", "=1/0", None, "#DIV/0!"), "cell_error", 5, "C"),
        (lambda page: page.write_formula("F4", "=A1", None, ""), "formula_uncalculated", 4, "F"),
        (lambda page: page.write_number("C3", 914401011234567890), "precision_lost", 3, "C"),
        (lambda page: page.write_string("C3", "914401011234567000"), "precision_lost", 3, "C"),
        (lambda page: page.write_string("C4", "440106198001010017"), "id_number", 4, "C"),
        (lambda page: page.write_string("C4", "91440106O23456789X"), "malformed", 4, "C"),
    ],
)
def test_a_cell(tmp_path, cells, code, row, column):
    result, rows = compute(tmp_path, book(cells))
    assert result["findings"]["by_code"][code] == 1
    (finding,) = [each for each in rows if each["代码"] == code]
    assert finding["文件、工作表、行"] == f"{PLACE} 第 {row} 行"
    assert f"（{column} 列）" in finding["列"]
    assert finding["由谁处理"]
    assert finding["处理"]
    assert result["city"]["counts"]["hnte"] == (2 if column == "F" else 3)


def test_a_sheet_of_nothing_but_formulas(tmp_path):
    def uncalculated(page):
        for at in range(3):
            for cell in "BC":
                page.write_formula(f"{cell}{at + 3}", f"=来源!{cell}{at + 3}", None, "")

    result, rows = compute(tmp_path, book(uncalculated))
    assert result["findings"]["by_code"]["formula_uncalculated"] == 6
    places = {
        (each["文件、工作表、行"], each["列"][-4:]) for each in rows if each["代码"] == "formula_uncalculated"
    }
    assert places == {(f"{PLACE} 第 {row} 行", f"{c} 列）") for row in (3, 4, 5) for c in "BC"}
    (source,) = [each for each in result["sources"] if each["kind"] == "hnte"]
    assert source["rows"] == 3
    assert source["rows"] == source["counted"] + sum(source["excluded"].values())


def test_every_code_a_number(tmp_path):
    content = lists()
    content.hnte = [(at + 1, firm(at), 914401011234567000 + at, "", 2025, "天河区", "") for at in range(3)]
    result, rows = compute(write(tmp_path, files(content)))
    lost = [each["文件、工作表、行"] for each in rows if each["代码"] == "precision_lost"]
    assert lost == [f"{PLACE} 第 {row} 行" for row in (3, 4, 5)]
    assert result["findings"]["by_code"]["precision_lost"] == 3
    assert result["city"]["counts"]["hnte"] == 3


@pytest.mark.parametrize("headings", [False, True])
def test_a_wrong_sheet_is_left_out_and_named(tmp_path, headings):
    rows = [("姓名", "身高"), ("甲", 180)] if headings else [(firm(0), CODES[0]), (firm(1), CODES[1])]
    write(quiet(tmp_path), {"杂项.xlsx": xlsx(rows, "其他")})
    ended = inside("compute", "2025", "-w", tmp_path, "--fail-on", "warning")
    assert ended.code == 1
    result, found = (
        json.loads((only_run(tmp_path) / "result.json").read_bytes()),
        findings(only_run(tmp_path)),
    )
    (finding,) = found
    assert finding["代码"] == "sheet_unrecognised"
    assert finding["文件、工作表、行"] == "data/2025/杂项.xlsx › 其他"
    (source,) = [each for each in result["sources"] if each["kind"] is None]
    assert (source["path"], source["sheet"], source["counted"]) == ("data/2025/杂项.xlsx", "其他", 0)
    assert source["rows"] == sum(source["excluded"].values())


def test_a_list_without_headings_among_others_makes_nulls_not_zeros(tmp_path):
    result, found = compute(tmp_path, xlsx([(firm(0), CODES[0]), (firm(1), CODES[1])]))
    assert {each["代码"] for each in found} >= {"sheet_unrecognised", "source_missing"}
    assert result["city"]["counts"]["hnte"] is None
    assert result["city"]["amount"] is None
    for district in result["districts"]:
        assert district["indicators"]["hnte"]["count"] is None
        assert district["indicators"]["hnte"]["amount"] is None
        assert district["payable"] is None


def test_a_year_without_any_finding(tmp_path):
    content = lists()
    content.services.pop()
    quiet(tmp_path, content)
    ended = inside("compute", "2025", "-w", tmp_path, "--fail-on", "info", "--json")
    assert ended.code == 0, ended.err
    result = json.loads(ended.out)
    assert result["findings"] == {"error": 0, "warning": 0, "info": 0, "by_code": {}}
    assert [each["name"] for each in result["districts"]] == list(DISTRICTS)
    assert "没有需要人工处理的事项" in ended.err
