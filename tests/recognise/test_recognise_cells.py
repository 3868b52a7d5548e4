"""Cells keep what they were; what only looks blank is reported; every row has the number people see in the file."""

from __future__ import annotations

import datetime as dt

import pytest
import xlsxwriter
from lists_on_disk import CODE, ENDINGS, findings, lay, listing, read, source, table, write

from gzaudit.pipeline import Job, compute
from gzaudit.settings import Settings

HNTE = "data/2025/2025年高企认定公示名单.xlsx"
HEADINGS = ["序号", "企业名称", "统一社会信用代码", "所在区", "内部备注", "曾用名", "曾用名2"]


def broken(folder, path, rows, bad):
    """A workbook with broken cells: {(row, column): "#N/A" or a formula never calculated}, all 0-based."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(target))
    sheet = book.add_worksheet("名单")
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            write(book, sheet, row, column, value)
    for (row, column), value in bad.items():
        if value.startswith("="):
            sheet.write_formula(row, column, value, None, "")
        else:
            sheet.write_formula(row, column, "=NA()", None, value)
    book.close()


def firms(*lines):
    return [["名单"], [], HEADINGS, *lines]


def firm(number, name="广州甲科技有限公司"):
    return [number, name, CODE, "天河区", "", "", ""]


def test_types_become_text_without_loss(tmp_path):
    values = [
        1.0,
        12.5,
        0.1,
        -3,
        20250301.0,
        123456789012345.0,
        True,
        False,
        dt.date(2025, 3, 1),
        "00123",
        " 甲 ",
    ]
    rows = [["企业名称", "证书编号"], *([f"甲{at}公司", value] for at, value in enumerate(values))]
    lay(tmp_path, HNTE, ("名单", rows))
    assert listing(read(tmp_path), "hnte").frame["certificate"].tolist() == [
        "1", "12.5", "0.1", "-3", "20250301", "123456789012345", "TRUE", "FALSE", "2025-03-01", "00123", "甲",
    ]  # fmt: skip


def test_dates_with_a_time_and_times(tmp_path):
    rows = [
        ["企业名称", "发证日期"],
        ["甲公司", dt.datetime.fromisoformat("2025-12-01T08:30")],
        ["乙公司", dt.datetime.fromisoformat("2025-12-01")],
    ]
    lay(tmp_path, HNTE, ("名单", rows))
    issued = listing(read(tmp_path), "hnte").frame["issued"].tolist()
    assert issued[0].startswith("2025-12-01")
    assert issued[1] == "2025-12-01"


@pytest.mark.parametrize(
    ("value", "numeric", "text"),
    [
        (914401010000000000.0, True, "9.14401010000000e+17"),
        (123456789012345.0, True, "123456789012345"),
        (0, True, "0"),
        (CODE, False, CODE),
        ("914401010000000000", False, "914401010000000000"),
        (True, False, "TRUE"),
        (False, False, "FALSE"),
        ("", False, ""),
    ],
)
def test_numeric_codes_are_flagged(tmp_path, value, numeric, text):
    lay(tmp_path, HNTE, ("名单", [["企业名称", "统一社会信用代码"], ["甲公司", value], ["乙公司", CODE]]))
    frame = listing(read(tmp_path), "hnte").frame
    assert frame["code_numeric"].tolist() == [numeric, False]
    assert frame["code"].tolist() == [text, CODE]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [("#N/A", "cell_error", "#N/A"), ("=VLOOKUP(A1,B:C,2,0)", "formula_uncalculated", "VLOOKUP")],
)
@pytest.mark.parametrize(
    ("column", "field", "where"),
    [(1, "name", "B 列“企业名称”"), (2, "code", "C 列“统一社会信用代码”"), (3, "district", "D 列“所在区”"), (5, "former", "F 列“曾用名”"), (6, "former", "G 列“曾用名2”")],
)  # fmt: skip
def test_broken_cells_of_used_columns(tmp_path, value, code, shown, column, field, where):  # noqa: PLR0917
    broken(tmp_path, HNTE, firms(firm(1), firm(2), firm(3)), {(4, column): value})
    lists = read(tmp_path)
    found = findings(lists, code).to_dict("records")
    assert [(each["src"], each["row"], each["field"], each["detail"]) for each in found] == [
        (0, 5, field, where)
    ]
    assert shown in found[0]["found"]
    assert listing(lists, "hnte").frame[field].tolist()[1] == ""
    assert lists.sources[0].rows == 3


@pytest.mark.parametrize("value", ["#REF!", "=ROW()-3"])
@pytest.mark.parametrize("column", [0, 4])
def test_broken_cells_of_other_columns_are_nobodys_business(tmp_path, value, column):
    broken(tmp_path, HNTE, firms(firm(1), firm(2)), {(3, column): value, (4, column): value})
    lists = read(tmp_path)
    assert findings(lists, "cell_error").empty
    assert findings(lists, "formula_uncalculated").empty
    assert lists.sources[0].rows == 2


def test_a_row_of_nothing_but_broken_cells_is_a_row(tmp_path):
    rows = firms(firm(1), [], firm(3), [], ["", "", "", "", "", "", ""])
    broken(tmp_path, HNTE, rows, {(4, 1): "#N/A", (4, 2): "#N/A", (6, 1): "=B1", (7, 3): "#VALUE!"})
    lists = read(tmp_path)
    frame = listing(lists, "hnte").frame
    assert frame["row"].tolist() == [4, 5, 6, 7, 8]
    assert frame["name"].tolist() == ["广州甲科技有限公司", "", "广州甲科技有限公司", "", ""]
    assert lists.sources[0].rows == 5
    assert findings(lists, "cell_error")["row"].tolist() == [5, 5, 8]
    assert findings(lists, "formula_uncalculated")["row"].tolist() == [7]


def test_serial_numbers_filled_down_below_the_list_are_no_rows(tmp_path):
    broken(tmp_path, HNTE, firms(firm(1)), {(at, 0): "=ROW()-3" for at in range(4, 9)})
    lists = read(tmp_path)
    assert (lists.sources[0].rows, lists.sources[0].excluded) == (6, {"serial_only": 5})
    assert findings(lists, "formula_uncalculated").empty


def test_a_broken_cell_of_a_sheet_left_out_is_told_once(tmp_path):
    lay(tmp_path, "data/2025/企业底册.csv", ("", table("registry")))
    broken(tmp_path, "data/2025/往来.xlsx", [["甲", "乙"], ["1", "2"]], {(1, 0): "#N/A", (1, 1): "#N/A"})
    lists = read(tmp_path)
    assert findings(lists, "cell_error")["row"].tolist() == [2]


def test_defects_left_of_and_above_the_list(tmp_path):
    broken(
        tmp_path,
        HNTE,
        [[], [], *([["", "", *row] for row in (HEADINGS, firm(1))])],
        {(0, 0): "#N/A", (3, 3): "#N/A"},
    )
    lists = read(tmp_path)
    found = findings(lists, "cell_error").to_dict("records")
    assert [(each["row"], each["detail"]) for each in found] == [(4, "D 列“企业名称”")]
    assert lists.sources[0].columns["name"] == "D"
    assert "\x00" not in lists.sources[0].title


LINES = [["", "", "名单"], [], ["", "", "序号", "企业名称", "地址"], ["", "", "1", "甲公司", "一路\n二号"], [], ["", "", "2", "乙公司", "三路"],
         ["", "", "", "合计", "2家"], ["", "", "3", "丙公司", ""], ["", "", "注：无"]]  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
def test_row_numbers_are_those_of_the_file(tmp_path, ending):
    path = f"data/2025/2025年高企认定公示{ending}"
    lay(tmp_path, path, ("名单", LINES))
    lists = read(tmp_path)
    frame = listing(lists, "hnte").frame
    assert dict(zip(frame["row"], frame["name"], strict=True)) == {4: "甲公司", 6: "乙公司", 8: "丙公司"}
    assert lists.sources[0].columns == {"name": "D", "serial": "C", "address": "E"}
    assert (lists.sources[0].rows, lists.sources[0].excluded) == (5, {"total": 1, "note": 1})
    assert findings(lists, "total_disagrees")[["row", "found"]].to_dict("records") == [
        {"row": 7, "found": "表中写明 2 家，实有 3 行"}
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_quoted_line_breaks_do_not_shift_rows(tmp_path, encoding):
    rows = [
        ["名\n单\r\n（一）"],
        ["企业\n名称", "统一社会信用代码"],
        ["甲\n公司", CODE],
        ["", ""],
        ["乙公司", "9144"],
        [],
    ]
    lay(tmp_path, "data/2025/高企公示.csv", ("", rows), encoding=encoding)
    assert listing(read(tmp_path), "hnte").frame["row"].tolist() == [3, 5]


@pytest.mark.parametrize("ending", ENDINGS)
def test_findings_of_a_run_point_at_the_rows_of_the_file(tmp_path, ending):
    rows = [*LINES[:2], ["", "", "企业名称", "统一社会信用代码", "所在区"], ["", "", "广州甲公司", CODE, "天河区"], [],
            ["", "", "广州乙公司", "91440101MA59UGFL91", "天河区"], ["", "", "广州丙公司", "9144", "天河区"], ["", "", "广州甲公司", CODE, "天河区"]]  # fmt: skip
    lay(tmp_path, f"data/2025/2025年高企认定公示{ending}", ("名单", rows))
    _, audit = compute(Job(tmp_path, 2025, Settings(), None, ()), lambda _: None)
    frame = audit.findings.frame
    rows_of = {code: group["row"].tolist() for code, group in frame.groupby("code")}
    assert rows_of["bad_check"] == [6]
    assert rows_of["malformed"] == [7]
    assert rows_of["unresolved"] == [7]
    assert rows_of["duplicate"] == [8]


def test_a_list_of_names_alone(tmp_path):
    lay(tmp_path, HNTE, ("Sheet1", [["企业名称"], ["甲公司"], [], ["乙公司"], ["企业名称"], ["共2家"]]))
    lists = read(tmp_path)
    frame = listing(lists, "hnte").frame
    assert frame.to_dict("list") == {"row": [2, 4], "name": ["甲公司", "乙公司"]}
    assert source(lists, HNTE, "Sheet1").excluded == {"heading": 1, "total": 1}
    assert findings(lists, "total_disagrees").empty


def test_former_names_of_all_columns(tmp_path):
    rows = [
        ["企业名称", "曾用名2", "曾用名"],
        ["甲公司", "丙公司", "乙公司"],
        ["丁公司", "", "戊公司"],
        ["己公司", "庚公司", ""],
        ["辛公司", "", ""],
    ]
    lay(tmp_path, HNTE, ("Sheet1", rows))
    assert listing(read(tmp_path), "hnte").frame["former"].tolist()[0] == "乙公司；丙公司"
    assert [set(text.split("；")) - {""} for text in listing(read(tmp_path), "hnte").frame["former"]] == [
        {"乙公司", "丙公司"}, {"戊公司"}, {"庚公司"}, set(),
    ]  # fmt: skip
