"""`gzaudit compute 2023` end to end: the sample year, the contract's shape, and what is missing (policy.md, 2023)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_2023 import ASSESSMENT, INSTITUTIONS, SMES, WORK, assessment, institutions, small, work
from cli_support import gzaudit, inside
from pages.page_runs import SAMPLE, sample_run
from tables.book_reading import read_book

EXPECTED = json.loads((SAMPLE.parent / "expected_2023.json").read_text(encoding="utf-8"))
TIANHE, BAIYUN, LIWAN = "440106", "440111", "440103"
HUADU = "440114"  # its institution takes the other subsidy in the sample year
COUNTED = [
    "count", "target", "completion", "rate", "base_amount", "per_enterprise_amount", "increment_steps",
    "increment_amount", "amount",
]  # fmt: skip


def districts(result: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["code"]: each for each in result["districts"]}


def computed(workspace: Path, *, code: int = 0) -> dict[str, Any]:
    ended = inside("compute", "2023", "-w", workspace, "--json")
    assert ended.code == code, ended.err
    return json.loads(ended.out)


# The sample year


def test_the_sample_year_is_counted_and_paid_as_expected():
    result = sample_run(2023).result
    assert (result["year"], result["policy"]["id"]) == (2023, "gz-2023")
    for code, district in districts(result).items():
        counts = {key: district["indicators"][key]["count"] for key in ("hnte", "tech_sme")}
        assert counts == EXPECTED["counts"][code]
        due = EXPECTED["due"][code]
        for key in ("hnte", "tech_sme"):
            found = {part: district["indicators"][key][part] for part in due[key]}
            assert found == due[key], (code, key)
            prior = EXPECTED["baselines"][code][key]
            tenths = prior * (11 if key == "hnte" else 12)
            exact = f"{tenths // 10}.{tenths % 10}".removesuffix(".0")
            assert district["indicators"][key]["target"] == exact
        assert district["indicators"]["rd_services"] == due["rd_services"]
        assert (district["amount"], district["payable"]) == (due["amount"], due["payable"])
        assert district["performance_amount"] == district["amount"]
    city = result["city"]
    assert city["counts"] == EXPECTED["city"]["counts"]
    assert (city["amount"], city["payable"]) == (EXPECTED["city"]["amount"], EXPECTED["city"]["payable"])
    assert (city["performance_amount"], city["base_amount"]) == (EXPECTED["city"]["amount"], 0)


def test_what_does_not_count_in_the_sample_year_is_accounted_for():
    result = sample_run(2023).result
    for kind, reasons in EXPECTED["not_counted"].items():
        excluded: dict[str, int] = {}
        for source in result["sources"]:
            assert source["rows"] == source["counted"] + sum(source["excluded"].values())
            for reason, rows in source["excluded"].items() if source["kind"] == kind else ():
                excluded[reason] = excluded.get(reason, 0) + rows
        assert {reason: excluded.get(reason, 0) for reason in reasons if reason != "district_unresolved"} == {
            reason: rows for reason, rows in reasons.items() if reason != "district_unresolved"
        }
    assert (
        result["undecided"]["district_unresolved"] == EXPECTED["not_counted"]["hnte"]["district_unresolved"]
    )
    assert {each["kind"] for each in result["sources"]} == {
        "hnte", "tech_smes", "registry", "targets", "institutions", "acceptance", "rd_services",
    }  # fmt: skip


def test_the_cases_of_the_sample_year_are_found():
    run = sample_run(2023)
    ((_, path),) = run.outputs("city_workbook")
    sheet = read_book(path)["待复核"]
    found = set(zip(sheet.column("代码"), sheet.column("企业或区"), strict=True))
    for case in EXPECTED["cases"]:
        assert any(code == case["finding"] and case["name"] in (name or "") for code, name in found), case


def test_the_result_has_the_contracts_shape():
    result = sample_run(2023).result
    asked = ["schema", "year", "policy", "districts", "city", "undecided", "findings", "sources", "outputs"]
    assert [key for key in result if key in asked] == asked
    for district in result["districts"]:
        assert list(district) == ["code", "name", "indicators", "performance_amount", "amount", "payable"]
        assert list(district["indicators"]) == ["hnte", "tech_sme", "rd_services"]
        for key in ("hnte", "tech_sme"):
            assert list(district["indicators"][key]) == COUNTED
            assert isinstance(district["indicators"][key]["target"], str)
        assert list(district["indicators"]["rd_services"]) == ["status", "amount"]
    assert list(result["city"]) == ["counts", "performance_amount", "base_amount", "amount", "payable"]
    assert list(result["city"]["counts"]) == ["hnte", "tech_sme"]


def test_the_workbooks_of_2023_have_their_sheets():
    run = sample_run(2023)
    ((_, path),) = run.outputs("city_workbook")
    book = read_book(path)
    assert list(book) == [
        "封面", "目录", "汇总", "完成情况", "说明", "高企认定数", "科技型中小企业入库数", "应付金额", "付款汇总", "事项汇总",
        "待复核", "临界提示", "高企名单", "科小名单", "剔除明细", "口径敏感性", "口径敏感性明细", "口径", "行数平账",
        "提示", "数据来源", "政策依据",
    ]  # fmt: skip
    assert book["科小名单"].column("区").count("天河区") == EXPECTED["counts"][TIANHE]["tech_sme"]
    assert book["高企认定数"].column("定额补助（元）")[:-1] == [
        EXPECTED["due"][code]["hnte"]["base_amount"] for code in EXPECTED["due"]
    ]
    assert book["应付金额"].column("研发归集和科服服务补助（元）") == [
        *(EXPECTED["due"][code]["rd_services"]["amount"] for code in EXPECTED["due"]),
        EXPECTED["city"]["amounts"]["rd_services"],
    ]
    for code, each in run.outputs("district_workbook"):
        assert list(read_book(each)) == [
            "封面", "目录", "核算结果", "付款单", "高企名单", "科小名单", "待核对事项", "确认回执", "异议企业", "口径",
            "政策依据",
        ]  # fmt: skip
        result = read_book(each)["核算结果"]
        assert result.column("事项")[:2] == ["高企认定数", "科技型中小企业入库数"]
        assert result.column("金额（元）")[-2:] == [
            EXPECTED["due"][code]["amount"],
            EXPECTED["due"][code]["payable"],
        ]


# A small year


def test_a_small_year_by_hand(tmp_path):
    result = computed(small(tmp_path))
    each = districts(result)
    # 12 against 11: 300,000 + 600 × 12, and two steps of half a firm.
    assert each[TIANHE]["indicators"]["hnte"] == {
        "count": 12, "target": "11", "completion": "1.090909", "rate": 600, "base_amount": 300_000,
        "per_enterprise_amount": 7_200, "increment_steps": 2, "increment_amount": 100_000, "amount": 407_200,
    }  # fmt: skip
    # 3 against 2.4: 90,000 + 150 × 3, and six steps of a tenth of a firm.
    assert each[BAIYUN]["indicators"]["tech_sme"] == {
        "count": 3, "target": "2.4", "completion": "1.250000", "rate": 150, "base_amount": 90_000,
        "per_enterprise_amount": 450, "increment_steps": 6, "increment_amount": 300_000, "amount": 390_450,
    }  # fmt: skip
    assert each[TIANHE]["indicators"]["rd_services"] == {"status": "accepted", "amount": 450_000}
    assert each[TIANHE]["payable"] == 407_200 + 450_000
    assert each[BAIYUN]["payable"] == 390_450 + 350_000
    assert result["city"]["payable"] == 407_200 + 390_450 + 3_500_000
    assert result["findings"]["error"] == 0


def test_work_below_its_row_pays_nothing_and_leaves_the_rest(tmp_path):
    result = computed(small(tmp_path, WORK=work(天河区=(99, 5, 2000, 4, 1), 荔湾区=(50, 3, 500, 4, 0))))
    each = districts(result)
    for code in (TIANHE, LIWAN):
        assert each[code]["indicators"]["rd_services"] == {"status": "rejected", "amount": 0}
    assert (each[TIANHE]["amount"], each[LIWAN]["amount"]) == (407_200, 0)


def test_without_the_list_of_work_all_sums_are_unknown(tmp_path):
    result = computed(small(tmp_path, WORK=None), code=1)
    for district in result["districts"]:
        assert district["indicators"]["rd_services"] == {"status": "not_assessed", "amount": None}
        assert (district["performance_amount"], district["amount"], district["payable"]) == (None, None, None)
    assert districts(result)[TIANHE]["indicators"]["hnte"]["amount"] == 407_200
    assert (result["city"]["amount"], result["city"]["payable"]) == (None, None)
    assert result["findings"]["by_code"]["source_missing"] == 1


def test_a_district_without_a_line_of_work_is_unknown_alone(tmp_path):
    result = computed(small(tmp_path, WORK=work(天河区=None)), code=1)
    each = districts(result)
    assert each[TIANHE]["indicators"]["rd_services"] == {"status": "not_assessed", "amount": None}
    assert (each[TIANHE]["amount"], result["city"]["amount"]) == (None, None)
    assert all(district["amount"] is not None for code, district in each.items() if code != TIANHE)
    assert result["findings"]["by_code"]["quantity_missing"] == 1


def test_without_the_list_of_small_firms_they_are_unknown(tmp_path):
    result = computed(small(tmp_path, SMES=None), code=1)
    assert result["city"]["counts"] == {"hnte": 12, "tech_sme": None}
    for district in result["districts"]:
        assert list(district["indicators"]["tech_sme"]) == COUNTED
        assert district["indicators"]["tech_sme"]["amount"] is None
    assert result["findings"]["by_code"]["source_missing"] == 1


@pytest.mark.parametrize(("word", "amount"), [("是", 0), ("享受", 0), ("否", 407_200), ("", 407_200)])
def test_an_institution_with_the_other_subsidy_gets_nothing_for_hnte(tmp_path, word, amount):
    workspace = small(tmp_path, INSTITUTIONS=institutions(天河区=word))
    result = computed(workspace)
    hnte = districts(result)[TIANHE]["indicators"]["hnte"]
    assert (hnte["count"], hnte["amount"]) == (12, amount)
    parts = hnte["base_amount"] + hnte["per_enterprise_amount"] + hnte["increment_amount"]
    assert parts == amount
    assert districts(result)[TIANHE]["amount"] == amount + 450_000
    assert result["findings"]["by_code"].get("exclusion_unstated", 0) == (not word)


def test_the_assessment_decides_what_is_paid(tmp_path):
    result = computed(small(tmp_path, ASSESSMENT=assessment(天河区="不通过")))
    assert (districts(result)[TIANHE]["amount"], districts(result)[TIANHE]["payable"]) == (857_200, 0)
    assert districts(result)[BAIYUN]["payable"] == 740_450
    open_ = inside("compute", "2023", "-w", small(tmp_path / "open", ASSESSMENT=None), "--json")
    assert json.loads(open_.out)["city"]["payable"] == 407_200 + 390_450 + 3_500_000
    assert "测算（未核定）" in open_.err
    assert {"acceptance_missing", "acceptance_incomplete"}.isdisjoint(
        json.loads(open_.out)["findings"]["by_code"]
    )


def test_the_program_itself_computes_2023(tmp_path):
    small(tmp_path)
    done = gzaudit("compute", "2023", "--out", "out", cwd=tmp_path)
    assert (done.code, done.out) == (0, b""), done.err
    names = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.xlsx")}
    assert "全市/广州市2023年核算结果.xlsx" in names
    assert "各区/440106天河区/天河区2023年核算结果.xlsx" in names
    assert len(names) == 13
    assert {ASSESSMENT, INSTITUTIONS, SMES, WORK} <= {
        each["path"].removeprefix("data/2023/")
        for each in json.loads((tmp_path / "out/result.json").read_bytes())["sources"]
    }
