"""The reply of a district: each figure to be confirmed, live; firms to be objected to; read back once filled in."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache

import builders
import pytest
from openpyxl import load_workbook
from pages.page_runs import Run, random_run, sample_run
from tables.sheet_lines import lines, table_rows

from gzaudit.policy.exact import exact_decimal
from gzaudit.render.books import district_book
from gzaudit.render.model import Formula
from gzaudit.render.tables.district import district_table
from gzaudit.render.tables.receipt import OBJECTION_KINDS, objections_table, receipt_table
from gzaudit.render.xlsx import write_book

# Read back by the program: whoever changes one of these changes both ends.
RECEIPT = ["事项", "单位", "市局核算数", "是否确认", "异议内容", "依据材料", "涉及企业名称及代码"]
OBJECTIONS = ["企业名称", "统一社会信用代码", "异议类型", "说明", "依据"]


@cache
def run_of(which: str) -> Run:
    return sample_run(int(which)) if which.isdigit() else random_run(int(which[1:]))


@cache
def audited():
    hnte = builders.Table(
        "hnte",
        [{"name": f"广州甲{n}有限公司", "code": builders.code(n), "district": "天河区"} for n in range(3)],
    )
    return builders.audit(hnte, policy=True)


def district(name: str = "天河区"):
    return next(each for each in audited().result.districts if each.name == name)


@pytest.mark.parametrize("which", ["2025", "2023", "r2", "r5"])
def test_each_figure_is_asked_for_as_the_bureau_found_it(which):
    run = run_of(which)
    shown = {each["code"]: each for each in run.result["districts"]}
    for code, path in run.outputs("district_workbook"):
        head, *rows = lines(path, "确认回执", stored=True)
        assert head == RECEIPT
        asked = {(name, unit): value for name, unit, value, *_ in rows}
        assert all(blank is None for row in rows for blank in row[3:])
        counts = [value["count"] for value in shown[code]["indicators"].values() if "count" in value]
        targets = [value["target"] for value in shown[code]["indicators"].values() if "count" in value]
        found = [value for (name, unit), value in asked.items() if unit == "家"]
        assert found[::2] == ["待定" if value is None else value for value in counts]
        assert found[1::2] == ["待定" if value is None else value for value in targets]
        for name, key in (("合计", "amount"), ("应付", "payable")):
            value = shown[code][key]
            assert asked[name, "元"] == ("待定" if value is None else value)


@pytest.mark.parametrize("which", ["2025", "2023", "r2"])
def test_each_figure_is_a_live_reference_to_the_sheet_of_results(which):
    for _, path in run_of(which).outputs("district_workbook")[:3]:
        book, stored = load_workbook(path), load_workbook(path, data_only=True)
        rows = lines(path, "确认回执", stored=False)[1:]
        again = lines(path, "确认回执", stored=True)[1:]
        for row, value in zip(rows, again, strict=True):
            cell = re.fullmatch(r"='核算结果'!([A-Z]+)(\d+)(&\"\")?", row[2])
            there = stored["核算结果"][f"{cell[1]}{cell[2]}"].value
            assert (str(there) if cell[3] else there) == value[2] or str(there).rstrip("0").rstrip(
                "."
            ) == value[2]
            name = book["核算结果"][f"A{cell[2]}"].value
            assert row[0] in (name, f"{name}：目标")


def test_a_year_that_is_only_counted_asks_for_counts_alone():
    run = random_run(1, counts_only=True)
    for _, path in run.outputs("district_workbook"):
        rows = lines(path, "确认回执", stored=True)[1:]
        assert {row[1] for row in rows} == {"家"}
        assert len(rows) == len(run.result["districts"][0]["indicators"])


def test_answers_and_kinds_are_chosen_from_lists_and_codes_stay_text():
    ((_, path), *_) = run_of("2025").outputs("district_workbook")
    book = load_workbook(path)
    sheet = book["确认回执"]
    (answers,) = sheet.data_validations.dataValidation
    head, _ = table_rows(path, "确认回执")
    assert answers.formula1 == '"确认,有异议"'
    assert str(answers.sqref) == f"D{head + 1}:D{head + len(lines(path, '确认回执', stored=True)) - 1}"
    assert sheet.protection.sheet
    assert sheet[f"C{head + 1}"].protection.locked
    assert not sheet[f"D{head + 1}"].protection.locked
    firms = book["异议企业"]
    (kinds,) = firms.data_validations.dataValidation
    assert kinds.formula1 == f'"{",".join(OBJECTION_KINDS)}"'
    assert OBJECTION_KINDS == ("应列未列", "不应列", "所在区不对", "代码或名称不对", "专利情况不对", "其他")
    assert lines(path, "异议企业", stored=True) == [OBJECTIONS, *[[None] * 5] * 30]
    first, last = table_rows(path, "异议企业")
    cells = [cell for row in firms[f"A{first + 1}:E{last}"] for cell in row]
    assert {cell.number_format for cell in cells} == {"@"}
    assert not any(cell.protection.locked for cell in cells)
    assert not firms.protection.sheet


def test_what_a_district_fills_in_is_there_when_it_comes_back(tmp_path):
    ((_, path), *_) = run_of("2025").outputs("district_workbook")
    book = load_workbook(path)
    sheet, firms = book["确认回执"], book["异议企业"]
    at, row = table_rows(path, "确认回执")[0] + 1, table_rows(path, "异议企业")[0] + 1
    sheet[f"D{at}"], sheet[f"E{at}"] = "有异议", "少计 1 家"
    firms[f"A{row}"], firms[f"B{row}"], firms[f"C{row}"] = "广州甲有限公司", "914401010000000000", "应列未列"
    book.save(tmp_path / "回执.xlsx")
    assert lines(tmp_path / "回执.xlsx", "确认回执", stored=False)[1][3:5] == ["有异议", "少计 1 家"]
    assert lines(tmp_path / "回执.xlsx", "异议企业", stored=False)[1][:3] == [
        "广州甲有限公司", "914401010000000000", "应列未列",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2026, 3, 1), "请2026 年 3 月 1 日前盖章送回市局。"),
        (None, "请在市局通知的期限前盖章送回市局。"),
    ],
)
def test_the_last_day_to_reply_stands_on_both_sheets(day, said):
    audit = replace(audited(), reply_until=day)
    result = district_table(audit, district())
    for table in (receipt_table(audit, district(), result), objections_table(audit, district())):
        assert table.notes[0] == f"填报单位：天河区（440106）　年度：2025 年　{said}"


def test_the_lines_are_those_of_the_sheet_of_results():
    audit = audited()
    result = district_table(audit, district())
    table = receipt_table(audit, district(), result)
    names = [name for name in table.data[0] if not name.endswith("：目标")]
    assert names == result.data[0]
    assert all(type(value) is Formula for value in table.data[2])
    target = next(iter(district().indicators.values())).target
    assert table.data[2][1].value == ("待定" if target is None else exact_decimal(target))


def test_a_districts_book_is_the_same_twice(tmp_path):
    for name in "ab":
        write_book(tmp_path / name, district_book(audited(), district()))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
