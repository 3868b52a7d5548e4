"""Page, workbook and terminal show the numbers of result.json, each of them, on random years and the samples."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from pages.html_reading import Grid, Page, read_page
from pages.page_runs import Run, random_run, sample_run
from tables.stored_values import Stored, as_page, stored_values

SEEDS = [*range(12), "sample 2025", "sample 2023"]
NAMES = {
    "hnte": "高企认定数",
    "above_scale_hnte": "规上高企数",
    "above_scale_tech_services": "规上科技服务业企业数",
    "patent_hnte": "获发明专利授权的高企数",
    "tech_sme": "科技型中小企业入库数",
}
WORKS = {"base": "基础补助", "rd_services": "研发归集和科服服务补助"}
BASE = {"accepted": "通过", "rejected": "不通过", "not_assessed": "未验收"}
# Sheets of the workbook, and the heading above the same table on the page.
CITY = {
    "汇总": "各区核算结果",
    "应付金额": "与应付金额",
    "付款汇总": "付款汇总",
    "口径敏感性": "口径敏感性",
    "口径": "口径",
    "临界提示": "临界提示",
    "基础工作": "基础工作核查",
    "政策依据": "政策依据",
    "事项汇总": "待处理的事项",
}
DISTRICT = {
    "核算结果": "核算结果",
    "付款单": "付款单",
    "高企名单": "高新技术企业名单",
    "科小名单": "科技型中小企业名单",
    "待核对事项": "请核对的事项",
    "基础工作": "基础工作核查",
    "口径": "口径",
    "政策依据": "政策依据",
    "确认回执": "回执",
}


def run_of(which: int | str) -> Run:
    return random_run(which) if isinstance(which, int) else sample_run(int(which.split()[1]))


def text(value: int | str | None) -> str:
    return "待定" if value is None else str(value)


def percent(indicator: dict) -> str:
    """Two places, cut off: worked out here from count and target, not from the six rounded places."""
    if indicator["completion"] is None:
        return "待定"
    hundredths = int(Fraction(indicator["count"]) / Fraction(indicator["target"]) * 10000)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def total(parts: list[int | None]) -> int | None:
    return None if None in parts else sum(part for part in parts if part is not None)


def keys_of(result: dict) -> list[str]:
    """The indicators that are counted, in order."""
    return [key for key in result["districts"][0]["indicators"] if key in NAMES]


def works_of(district: dict) -> dict[str, dict]:
    """The parts paid for work done: `base`, or what stands among the indicators."""
    found = {"base": district["base"]} if "base" in district else {}
    return found | {key: each for key, each in district["indicators"].items() if key in WORKS}


def summary_of(result: dict) -> dict[str, list[str]]:
    districts, city = result["districts"], result["city"]
    found = {
        f"{NAMES[key]}（家）": [
            *(each["indicators"][key]["count"] for each in districts),
            city["counts"][key],
        ]
        for key in keys_of(result)
    }
    earned = [total([each["indicators"][key]["amount"] for key in keys_of(result)]) for each in districts]
    found["绩效补助（元）"] = [*earned, total(earned)]
    for key in works_of(districts[0]):
        sums = [works_of(each)[key]["amount"] for each in districts]
        found[f"{WORKS[key]}（元）"] = [*sums, total(sums)]
    found["合计（元）"] = [*(each["amount"] for each in districts), city["amount"]]
    found["应付（元）"] = [*(each["payable"] for each in districts), city["payable"]]
    return {heading: [text(value) for value in values] for heading, values in found.items()}


def indicator_of(result: dict, key: str) -> dict[str, list[str]]:
    """What must stand in an indicator's table, districts and city; no column may be missing that is not nil."""
    each = [district["indicators"][key] for district in result["districts"]]
    summed = {
        "家数": "count",
        "定额补助（元）": "base_amount",
        "按家数补助（元）": "per_enterprise_amount",
        "增量补助（元）": "increment_amount",
        "合计（元）": "amount",
    }
    found = {}
    for heading, name in summed.items():
        values = [one.get(name) for one in each]
        if name in ("base_amount", "increment_amount") and not any(values):
            continue
        found[heading] = [text(value) for value in (*values, total(values))]
    found["目标（家）"] = [*(text(one["target"]) for one in each), ""]
    found["完成率"] = [*(percent(one) for one in each), ""]
    found["标准（元/家）"] = [*(text(one["rate"]) for one in each), ""]
    if any(one["increment_steps"] for one in each):
        found["增量档数"] = [*(text(one["increment_steps"]) for one in each), ""]
    return found


def plain(values: list[Any]) -> list[str]:
    return [as_page(value) for value in values]


def check_alike(grid: Grid, sheet: Stored, where: str) -> None:
    """Every column of the page stands in the sheet, and every cell of it says the same."""
    assert len(grid.rows) == len(sheet.rows), where
    for heading in grid.headings:
        cells = ["" if cell.startswith("□") else cell for cell in grid.column(heading)]  # boxes to tick
        assert plain(cells) == plain(sheet.column(heading)), (where, heading)
    if any(grid.below):
        assert plain(grid.below) == plain(sheet.column("计算过程与依据")), where


def check_pairs(page: Page, sheets: dict[str, Stored], pairs: dict[str, str]) -> int:
    """Each table that page and workbook both have; a sheet with rows may be missing on no page."""
    seen = 0
    for name, above in pairs.items():
        grids = [grid for grid in page.tables if re.search(f"{above}(（\\d+ 年）)?$", grid.above)]
        if not grids:
            assert name not in sheets or not sheets[name].rows, name
            continue
        check_alike(grids[0], sheets[name], name)
        seen += 1
    return seen


@pytest.mark.parametrize("which", SEEDS)
def test_the_citys_page_and_workbook_show_result_json(which: int | str) -> None:
    run = run_of(which)
    ((_, path),), ((_, book),) = run.outputs("city_report"), run.outputs("city_workbook")
    page, sheets, result = read_page(path), stored_values(book), run.result
    summary = page.table("各区核算结果")
    assert summary.totals == [False] * 11 + [True]
    for table in (summary, sheets["汇总"]):
        assert table.column("区") == [*(each["name"] for each in result["districts"]), "全市"]
        for heading, values in summary_of(result).items():
            assert plain(table.column(heading)) == values, heading
    for key in keys_of(result):
        grid, sheet = page.table(f"{NAMES[key]}（"), sheets[NAMES[key]]
        for table in (grid, sheet):
            for heading, values in indicator_of(result, key).items():
                assert plain(table.column(heading)) == values, (key, heading)
        check_alike(grid, sheet, key)
    if "base" in result["districts"][0]:
        status = [BASE[each["base"]["status"]] for each in result["districts"]]
        assert summary.column("基础验收")[:-1] == sheets["汇总"].column("基础验收")[:-1] == status
    payment, numbers = sheets["应付金额"], summary_of(result)
    for heading in [each for each in numbers if each.endswith("（元）")]:
        assert plain(payment.column(heading)) == numbers[heading], heading
    assert check_pairs(page, sheets, CITY) >= 7
    check_accounts(page, sheets["行数平账"], result)


def check_accounts(page: Page, sheet: Stored, result: dict) -> None:
    """The row account, and the findings by number."""
    accounts = page.table("行数平账")
    for heading, values in {
        "行数": [each["rows"] for each in result["sources"]],
        "计入": [each["counted"] for each in result["sources"]],
    }.items():
        assert plain(accounts.column(heading)) == plain(sheet.column(heading)) == plain(values)
    excluded = [sum(each["excluded"].values()) for each in result["sources"]]
    assert plain(accounts.column("剔除")) == plain(excluded)
    assert accounts.column("SHA-256") == [each["sha256"] for each in result["sources"]]
    tally = [grid for grid in page.tables if "待处理的事项" in grid.above]
    numbers = [int(number) for grid in tally for number in plain(grid.column("条数"))]
    levels = ("error", "warning", "info")
    assert sum(numbers) == sum(result["findings"][level] for level in levels)
    said = re.search(r"须决定 ([\d,]+) 条，请核对 ([\d,]+) 条，提示 ([\d,]+) 条", page.only_text())
    assert said
    assert plain(list(said.groups())) == plain([result["findings"][level] for level in levels])


@pytest.mark.parametrize("which", SEEDS)
def test_the_first_sentence_of_the_citys_page_says_the_sums(which: int | str) -> None:
    run = run_of(which)
    ((_, path),) = run.outputs("city_report")
    words = read_page(path).only_text().replace(",", "").replace(" ", "")
    for heading, values in summary_of(run.result).items():
        name, unit = heading.rstrip("）").split("（")
        assert f"{name}{values[-1]}{'' if values[-1] == '待定' else unit}" in words, heading


@pytest.mark.parametrize("which", SEEDS)
def test_each_district_is_shown_its_own_part_of_result_json(which: int | str) -> None:
    run = run_of(which)
    reports, books = dict(run.outputs("district_report")), dict(run.outputs("district_workbook"))
    assert list(reports) == list(books) == [each["code"] for each in run.result["districts"]]
    for district in run.result["districts"]:
        page, sheets = read_page(reports[district["code"]]), stored_values(books[district["code"]])
        check_district(page, sheets["核算结果"], district, keys_of(run.result))
        assert check_pairs(page, sheets, DISTRICT) >= 4


def check_district(page: Page, sheet: Stored, district: dict, keys: list[str]) -> None:
    each = [district["indicators"][key] for key in keys]
    works = works_of(district)
    names = [NAMES[key] for key in keys] + [WORKS[key] for key in works] + ["合计", "应付"]
    amounts = [one["amount"] for one in (*each, *works.values())] + [district["amount"], district["payable"]]
    shown = {
        "家数": [text(one["count"]) for one in each],
        "目标（家）": [text(one["target"]) for one in each],
        "完成率": [percent(one) for one in each],
        "标准（元/家）": [text(one["rate"]) for one in each],
        "按家数补助（元）": [text(one["per_enterprise_amount"]) for one in each],
    }
    grid = page.table("核算结果")
    for table in (grid, sheet):
        assert table.column("事项") == names
        assert plain(table.column("金额（元）")) == [text(value) for value in amounts]
        for heading, values in shown.items():
            assert plain(table.column(heading))[: len(keys)] == values, heading
    steps = page.only_text().replace(",", "")
    for one in each:
        if one["increment_amount"]:
            # What the page's table leaves out, its working says.
            assert f"{one['increment_steps']} 档 × " in steps
            assert f"= {one['increment_amount']} 元" in steps


@pytest.mark.parametrize("width", [200, 80])
def test_the_terminal_shows_result_json(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    random_run.cache_clear()
    run = random_run(3)
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("│")]
    shown = [[part.strip() for part in line.strip("│").split("│")] for line in lines]
    assert [row[0] for row in shown] == [*(each["name"] for each in run.result["districts"]), "全市"]
    numbers = summary_of(run.result)
    assert plain([row[1] for row in shown]) == numbers["高企认定数（家）"]
    assert plain([row[-1] for row in shown]) == numbers["应付（元）"]
    if width == 200:
        for at, row in enumerate(shown):
            assert plain([part for part in row[1:] if part not in ("", *BASE.values(), "未核定")]) == [
                values[at] for values in numbers.values()
            ]
