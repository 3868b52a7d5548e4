"""Base work of the sample year end to end: what lists show, what people concluded, what is paid (policy.md, Base work)."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from pages.page_runs import SAMPLE, Run, run_folder, sample_copy, sample_run
from tables.book_reading import read_book

GI = json.loads((SAMPLE.parent / "expected.json").read_text(encoding="utf-8"))["gi"]
TIANHE, BAIYUN, LIWAN, NANSHA = "440106", "440111", "440103", "440115"
TIER = {TIANHE: 350_000, BAIYUN: 300_000, LIWAN: 250_000, NANSHA: 300_000}
CONCLUSIONS = "data/2025/市科技局/2025年度验收及绩效考核结论.xlsx"


@cache
def without_conclusions() -> Run:
    """The sample without the list of conclusions: what the GI lists propose holds."""
    workspace = sample_copy()
    (workspace / CONCLUSIONS).unlink()
    return run_folder(workspace)


def bases(run: Run) -> dict[str, dict[str, Any]]:
    return {each["code"]: each["base"] for each in run.result["districts"]}


def open_rows(run: Run, code: str) -> list[dict[str, Any]]:
    """Findings of a code, as the bureau's workbook lists them."""
    ((_, path),) = run.outputs("city_workbook")
    sheet = read_book(path)["待复核"]
    found = [dict(zip(sheet.headings, row, strict=True)) for row in sheet.rows]
    return [row for row in found if row["代码"] == code]


def test_what_the_lists_show_is_what_was_put_in():
    assert sample_run().result["base_work"] == {code: each["found"] for code, each in sorted(GI.items())}
    assert set(GI) == set(TIER)


def test_people_are_contradicted_exactly_where_the_sample_says_so():
    disagreeing = {code for code, each in GI.items() if each["acceptance_disagrees"]}
    assert disagreeing == {LIWAN, NANSHA}
    rows = open_rows(sample_run(), "acceptance_disagrees")
    assert sorted((row["企业或区"], row["实际"]) for row in rows) == [
        ("南沙区", "验收结论为通过，清单核查建议为不通过"),
        ("荔湾区", "验收结论为通过，清单核查建议为不通过"),
    ]
    # What people concluded is paid all the same.
    for code in GI:
        assert bases(sample_run())[code] == {
            "tier": {350_000: 1, 300_000: 2, 250_000: 3}[TIER[code]], "status": "accepted", "amount": TIER[code],
        }  # fmt: skip


def test_without_conclusions_the_proposals_decide():
    run = without_conclusions()
    for code, base in bases(run).items():
        proposal = GI[code]["proposal"] if code in GI else "not_assessed"
        assert base["status"] == proposal, code
        assert base["amount"] == (TIER[code] if proposal == "accepted" else 0), code
    assert run.result["city"]["base_amount"] == 350_000 + 300_000
    (row,) = open_rows(run, "acceptance_missing")
    assert (row["企业或区"], row["实际"]) == ("全部各区", "没有验收结论；其中 4 个区暂按清单核查建议")
    assert {"acceptance_incomplete", "acceptance_disagrees"}.isdisjoint(run.result["findings"]["by_code"])
    # The figures of firms hang on none of it.
    whole = sample_run().result
    for one, other in zip(run.result["districts"], whole["districts"], strict=True):
        assert one["indicators"] == other["indicators"]
        assert one["amount"] - one["base"]["amount"] == other["amount"] - other["base"]["amount"]


@pytest.mark.parametrize("code", list(GI))
def test_each_district_is_shown_required_found_and_short(code):
    run = sample_run()
    path = dict(run.outputs("district_workbook"))[code]
    sheet = read_book(path)["基础工作"]
    found, asked = GI[code]["found"], GI[code]["asked"]
    assert sheet.column("实有") == list(found.values())
    assert sheet.column("差额") == [max(0, asked[key] - found[key]) for key in found]
    assert sheet.column("是否达到") == ["是" if found[key] >= asked[key] else "否" for key in found]
    assert ("否" in sheet.column("是否达到")) == (GI[code]["proposal"] == "rejected")


def test_a_district_of_which_no_list_speaks_is_unknown_and_not_zero():
    run = sample_run()
    path = dict(run.outputs("district_workbook"))["440104"]
    sheet = read_book(path)["基础工作"]
    assert set(sheet.column("实有")) == {"待定"}
    assert set(sheet.column("是否达到")) == {"待定"}


@pytest.mark.parametrize("code", list(GI))
def test_the_records_that_count_add_up_to_what_was_found(code):
    run = sample_run()
    sheet = read_book(dict(run.outputs("district_workbook"))[code])["基础工作明细"]
    counted: dict[str, int] = {}
    for measure, result in zip(sheet.column("项目"), sheet.column("结果"), strict=True):
        counted[measure] = counted.get(measure, 0) + (result == "计入")
    assert [number for number in counted.values() if number] == [
        number for number in GI[code]["found"].values() if number
    ]
    refused = [
        why
        for result, why in zip(sheet.column("结果"), sheet.column("理由"), strict=True)
        if result != "计入"
    ]
    assert all(refused), "each record that does not count says why"
