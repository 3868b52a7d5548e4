"""Page, workbook and terminal show the numbers of result.json, each of them, on random years."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from pages.html_reading import read_page
from pages.page_runs import Run, random_run, sample_run
from tables.book_reading import read_book

SEEDS = [*range(12), None]
NAMES = {
    "hnte": "高企认定数",
    "above_scale_hnte": "规上高企数",
    "above_scale_tech_services": "规上科技服务业企业数",
    "patent_hnte": "获发明专利授权的高企数",
}
BASE = {"accepted": "通过", "rejected": "不通过", "not_assessed": "未验收"}


def run_of(seed: int | None) -> Run:
    return sample_run() if seed is None else random_run(seed)


def cell(value: int | None) -> Any:
    return "待定" if value is None else value


def text(value: int | None) -> str:
    return "待定" if value is None else f"{value:,}"


def percent(indicator: dict) -> str:
    """Two places, cut off: worked out here from count and target, not from the six rounded places."""
    if indicator["completion"] is None:
        return "待定"
    hundredths = int(Fraction(indicator["count"]) / Fraction(indicator["target"]) * 10000)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def total(parts: list[int | None]) -> int | None:
    return None if None in parts else sum(part for part in parts if part is not None)


def summary_of(result: dict) -> dict[str, list[int | None]]:
    districts, city = result["districts"], result["city"]
    found = {
        f"{name}（家）": [*(each["indicators"][key]["count"] for each in districts), city["counts"][key]]
        for key, name in NAMES.items()
    }
    found["绩效补助（元）"] = [
        *(each["performance_amount"] for each in districts),
        city["performance_amount"],
    ]
    found["基础补助（元）"] = [*(each["base"]["amount"] for each in districts), city["base_amount"]]
    found["合计（元）"] = [*(each["amount"] for each in districts), city["amount"]]
    found["应付（元）"] = [*(each["payable"] for each in districts), city["payable"]]
    return found


def indicator_of(result: dict, key: str) -> dict[str, list[int | None]]:
    each = [district["indicators"][key] for district in result["districts"]]
    columns = {
        "家数": "count",
        "按家数补助（元）": "per_enterprise_amount",
        "增量补助（元）": "increment_amount",
        "合计（元）": "amount",
    }
    found = {heading: [one[name] for one in each] for heading, name in columns.items()}
    return {heading: [*values, total(values)] for heading, values in found.items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_city_page_shows_result_json(seed: int | None) -> None:
    run = run_of(seed)
    ((_, path),) = run.outputs("city_report")
    page, result = read_page(path), run.result
    summary = page.table("各区核算结果")
    assert summary.totals == [False] * 11 + [True]
    assert summary.column("区") == [*(each["name"] for each in result["districts"]), "全市"]
    for heading, values in summary_of(result).items():
        assert summary.column(heading) == [text(value) for value in values], heading
    assert summary.column("基础验收")[:-1] == [BASE[each["base"]["status"]] for each in result["districts"]]
    for key, name in NAMES.items():
        table = page.table(f"{name}（")
        for heading, values in indicator_of(result, key).items():
            assert table.column(heading) == [text(value) for value in values], (name, heading)
        each = [district["indicators"][key] for district in result["districts"]]
        assert table.column("目标（家）")[:-1] == [one["target"] or "待定" for one in each]
        assert table.column("完成率")[:-1] == [percent(one) for one in each]
        assert table.column("标准（元/家）")[:-1] == [text(one["rate"]) for one in each]
        assert table.column("增量档数")[:-1] == [text(one["increment_steps"]) for one in each]
    accounts = page.table("行数平账")
    assert accounts.column("行数") == [f"{each['rows']:,}" for each in result["sources"]]
    assert accounts.column("计入") == [f"{each['counted']:,}" for each in result["sources"]]
    assert accounts.column("剔除") == [f"{sum(each['excluded'].values()):,}" for each in result["sources"]]
    if page.headings and "没有需要处理的事项" not in page.only_text():
        tally = page.table("待处理的事项")
        numbers = [int(number.replace(",", "")) for number in tally.column("条数")]
        assert sum(numbers) == sum(result["findings"][level] for level in ("error", "warning", "info"))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_city_workbook_shows_result_json_and_its_sums_are_live(seed: int | None) -> None:
    run = run_of(seed)
    ((_, path),) = run.outputs("city_workbook")
    book, result = read_book(path), run.result
    summary = book["汇总"]
    for heading, values in summary_of(result).items():
        assert summary.column(heading) == [cell(value) for value in values], heading
    known = [values for values in summary_of(result).values() if values[-1] is not None]
    assert summary.formulas == len(known)
    for key, name in NAMES.items():
        sheet = book[name]
        for heading, values in indicator_of(result, key).items():
            assert sheet.column(heading) == [cell(value) for value in values], (name, heading)
        assert sheet.formulas == sum(values[-1] is not None for values in indicator_of(result, key).values())
        each = [district["indicators"][key] for district in result["districts"]]
        assert sheet.column("目标（家）")[:-1] == [one["target"] or "待定" for one in each]
        assert sheet.column("完成率")[:-1] == [percent(one) for one in each]
        assert sheet.column("标准（元/家）")[:-1] == [cell(one["rate"]) for one in each]
        assert sheet.column("增量档数")[:-1] == [cell(one["increment_steps"]) for one in each]
    payment, numbers = book["应付金额"], summary_of(result)
    for heading in ("基础补助（元）", "绩效补助（元）", "合计（元）", "应付（元）"):
        assert payment.column(heading) == [cell(value) for value in numbers[heading]], heading


@pytest.mark.parametrize("seed", SEEDS)
def test_each_district_is_shown_its_own_part_of_result_json(seed: int | None) -> None:
    run = run_of(seed)
    reports, books = dict(run.outputs("district_report")), dict(run.outputs("district_workbook"))
    assert list(reports) == list(books) == [each["code"] for each in run.result["districts"]]
    for district in run.result["districts"]:
        each = [district["indicators"][key] for key in NAMES]
        amounts = [
            *(one["amount"] for one in each),
            district["base"]["amount"],
            district["amount"],
            district["payable"],
        ]
        page = read_page(reports[district["code"]]).table("核算结果")
        sheet = read_book(books[district["code"]])["核算结果"]
        names = [*NAMES.values(), f"基础补助（{BASE[district['base']['status']]}）", "合计", "应付"]
        assert page.column("事项") == sheet.column("事项") == names
        assert page.column("金额（元）") == [text(value) for value in amounts]
        assert sheet.column("金额（元）") == [cell(value) for value in amounts]
        assert sheet.formulas == (district["amount"] is not None)
        counts = [one["count"] for one in each]
        assert page.column("家数")[:4] == [text(value) for value in counts]
        assert sheet.column("家数")[:4] == [cell(value) for value in counts]
        for heading, values in {
            "目标（家）": [one["target"] or "待定" for one in each],
            "完成率": [percent(one) for one in each],
        }.items():
            assert page.column(heading)[:4] == sheet.column(heading)[:4] == values
        for heading, key in {"标准（元/家）": "rate", "增量补助（元）": "increment_amount"}.items():
            assert page.column(heading)[:4] == [text(one[key]) for one in each]
            assert sheet.column(heading)[:4] == [cell(one[key]) for one in each]


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
    assert [row[1] for row in shown] == [text(value) for value in numbers["高企认定数（家）"]]
    assert [row[-1] for row in shown] == [text(value) for value in numbers["应付（元）"]]
    if width == 200:
        every = [[text(value) for value in values] for values in numbers.values()]
        for at, row in enumerate(shown):
            assert [part for part in row[1:] if part not in ("", *BASE.values(), "未核定")] == [
                values[at] for values in every
            ]
