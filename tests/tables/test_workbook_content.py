"""What a workbook must hold beside the numbers: workings, accounts that add up, every finding, codes as text."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

import pytest
from pages.page_runs import Run, random_run, sample_run
from tables.book_reading import SheetRead, read_book
from tables.test_same_numbers import NAMES as ALL_NAMES

from gzaudit.read.kinds import kinds
from gzaudit.render.tables.words import REASONS

# Indicators of 2025.
NAMES = {key: name for key, name in ALL_NAMES.items() if key != "tech_sme"}
SEEDS = [*range(12), None]
# All tests of one seed after one another: whichever process runs them, its year is computed there once.
by_seed = pytest.mark.parametrize("seed", SEEDS, scope="module")
CODE = re.compile(r"\d{2}\d{6}[0-9A-Z]{10}")
# Left out at the door, no rows of enterprises.
AT_THE_DOOR = {
    "note", "total", "heading", "serial_only", "sheet_hidden", "sheet_unrecognised", "not_pinned", "not_used",
    "file_unsupported", "district_unknown", "acceptance_invalid",
}  # fmt: skip
PLACE = re.compile(r"表 (\d+) 第 (\d+) 行")


def run_of(seed: int | None) -> Run:
    return sample_run() if seed is None else random_run(seed)


def city_book(run: Run) -> dict[str, SheetRead]:
    ((_, path),) = run.outputs("city_workbook")
    return read_book(path)


def test_sheets_stand_in_the_order_in_which_they_are_read() -> None:
    run = sample_run()
    assert list(city_book(run)) == [
        "封面", "目录", "汇总", "完成情况", "说明", *NAMES.values(), "应付金额", "付款汇总", "事项汇总", "待复核", "临界提示",
        "高企名单", "规上科服名单", "剔除明细", "基础工作", "基础工作明细", "口径敏感性", "口径敏感性明细",
        "口径涉及企业", "口径", "行数平账", "提示", "数据来源", "政策依据",
    ]  # fmt: skip
    for _, path in run.outputs("district_workbook"):
        assert list(read_book(path)) == [
            "封面", "目录", "核算结果", "付款单", "高企名单", "待核对事项", "基础工作", "基础工作明细", "确认回执",
            "异议企业", "口径", "政策依据",
        ]  # fmt: skip


def test_files_are_named_after_what_they_are() -> None:
    result = sample_run().result
    paths = [each["path"] for each in result["outputs"]]
    names = [f"{each['code']}{each['name']}" for each in result["districts"]]
    assert sorted(paths) == sorted(
        [
            "全市/广州市2025年核算结果.xlsx",
            "全市/广州市2025年逐行去向.xlsx",
            "全市/report.html",
            "run.db",
            *(
                f"全市/名单/{name}.csv"
                for name in ("剔除明细", "待复核", "行数平账", "规上科服名单", "高企名单")
            ),
            *(f"各区/{name}/名单/{each}.csv" for name in names for each in ("高企名单", "待核对事项")),
            *(f"各区/{name}/report.html" for name in names),
            *(f"各区/{name}/{name[6:]}2025年核算结果.xlsx" for name in names),
        ]
    )


@by_seed
def test_every_amount_has_its_clause_and_working_beside_it(seed: int | None) -> None:
    run = run_of(seed)
    book = city_book(run)
    for name in [*NAMES.values(), "应付金额"]:
        sheet = book[name]
        workings = sheet.column("计算过程与依据")
        for amount, working in zip(sheet.column("合计（元）")[:-1], workings[:-1], strict=True):
            lines = working.split("\n")
            assert all(re.search(r"〔征集通知[一二三四五六七八九十].*〕$", line) for line in lines), working
            if amount == "待定":
                assert "不能计算" in working or "待人工认定" in working or name == "应付金额"
    for key, name in NAMES.items():
        for district, working in zip(
            run.result["districts"], book[name].column("计算过程与依据"), strict=False
        ):
            amount = district["indicators"][key]["per_enterprise_amount"]
            assert amount is None or f"= {amount:,} 元" in working or (amount == 0 and "未达此档" in working)
    for code, path in run.outputs("district_workbook"):
        district = next(each for each in run.result["districts"] if each["code"] == code)
        sheet = read_book(path)["核算结果"]
        rows = zip(sheet.column("事项"), sheet.column("计算过程与依据"), strict=True)
        assert all(working and "〔征集通知" in working for name, working in rows if name != "合计")
        if district["payable"] is not None:
            assert f"{district['payable']:,} 元" in sheet.column("计算过程与依据")[-1]


@by_seed
def test_the_progress_of_the_districts_is_that_of_result_json(seed: int | None) -> None:
    run = run_of(seed)
    sheet, districts = city_book(run)["完成情况"], run.result["districts"]
    assert sheet.column("区") == [each["name"] for each in districts for _ in NAMES] + ["全市"]
    assert sheet.column("事项")[:-1] == [name for _ in districts for name in NAMES.values()]
    expected = [each["indicators"][key] for each in districts for key in NAMES]

    def told(key: str) -> list:
        return ["待定" if each[key] is None else each[key] for each in expected]

    assert sheet.column("家数")[:-1] == told("count")
    assert sheet.column("补助（元）")[:-1] == told("amount")
    assert [each if each == "待定" else Fraction(str(each)) for each in sheet.column("目标（家）")[:-1]] == [
        each if each == "待定" else Fraction(each) for each in told("target")
    ]
    amounts = [each["amount"] for each in expected]
    assert sheet.column("补助（元）")[-1] == ("待定" if None in amounts else sum(amounts))


def test_a_year_that_is_only_counted_has_no_money_and_no_clauses() -> None:
    run = random_run(1, counts_only=True)
    book = city_book(run)
    money = {"应付金额", "付款汇总", "口径敏感性", "口径敏感性明细", "临界提示", "口径", "政策依据"}
    assert (money | {"完成情况"}).isdisjoint(book)
    for name in ("汇总", *NAMES.values()):
        sheet = book[name]
        assert sheet.notes[0] == "单位：家。"
        assert not [heading for heading in sheet.headings if "元" in heading]
        assert not [note for note in sheet.notes if "依据" in note]
    for code, path in run.outputs("district_workbook"):
        sheet = read_book(path)["核算结果"]
        district = next(each for each in run.result["districts"] if each["code"] == code)
        assert sheet.headings == ["事项", "家数", "名单"]
        assert sheet.column("家数") == [district["indicators"][key]["count"] for key in NAMES]


@by_seed
def test_the_row_account_adds_up_and_equals_result_json(seed: int | None) -> None:
    run = run_of(seed)
    sheet, sources = city_book(run)["行数平账"], run.result["sources"]
    assert sheet.column("编号") == list(range(1, len(sources) + 1))
    assert sheet.column("文件") == [source["path"] for source in sources]
    assert [text or "" for text in sheet.column("工作表")] == [source["sheet"] for source in sources]
    assert sheet.column("行数") == [source["rows"] for source in sources]
    assert sheet.column("计入") == [source["counted"] for source in sources]
    assert set(sheet.column("差额")) == {0}
    assert sheet.formulas == len(sources)
    reasons = {reason for source in sources for reason in source["excluded"]}
    assert reasons <= set(REASONS)
    assert sheet.column("剔除") == [sum(source["excluded"].values()) for source in sources]
    for told, source in zip(sheet.column("剔除原因（行）"), sources, strict=True):
        parts = [line.rsplit(" ", 1) for line in (told or "").split("\n") if line]
        assert {reason: int(number.replace(",", "")) for reason, number in parts} == {
            REASONS[reason]: number for reason, number in source["excluded"].items() if number
        }


@by_seed
def test_every_row_that_is_excluded_is_listed_but_for_further_patents(seed: int | None) -> None:
    run = run_of(seed)
    sheet = city_book(run)["剔除明细"]
    seen = Counter()
    for reason, place in set(zip(sheet.column("原因"), sheet.column("位置"), strict=True)):
        number, _ = PLACE.fullmatch(place).groups()
        seen[int(number), reason] += 1
    expected = Counter()
    for number, source in enumerate(run.result["sources"], 1):
        for reason, rows in source["excluded"].items():
            further = source["kind"] == "patent_grants" and reason == "duplicate"
            # Lines by district and records of work have sheets of their own.
            firms = source["kind"] and kinds()[source["kind"]].counted_as == "enterprises"
            if reason not in AT_THE_DOOR and not further and firms and rows:
                expected[number, REASONS[reason]] += rows
    assert seen == expected


@by_seed
def test_the_findings_sheets_hold_every_finding(seed: int | None) -> None:
    run = run_of(seed)
    book, found = city_book(run), run.result["findings"]
    open_ = Counter(book["待复核"].column("程度"))
    assert open_ == Counter({"须决定": found["error"], "请核对": found["warning"]}) - Counter()
    assert len(book["提示"].rows) == found["info"]
    codes = Counter(book["待复核"].column("代码")) + Counter(book["提示"].column("代码"))
    assert codes == Counter(found["by_code"])
    tally = book["事项汇总"]
    assert sum(tally.column("条数")) == found["error"] + found["warning"] + found["info"]


@by_seed
def test_codes_are_text_and_never_numbers(seed: int | None) -> None:
    run = run_of(seed)
    paths = [path for kind in ("city_workbook", "district_workbook") for _, path in run.outputs(kind)]
    for path in paths:
        for sheet in read_book(path).values():
            for row in sheet.cells.iter_rows(min_row=sheet.first_row):
                for cell in row:
                    assert not (isinstance(cell.value, int) and abs(cell.value) >= 10**10), cell
                    if isinstance(cell.value, str) and CODE.fullmatch(cell.value):
                        # Text format, or in long text the mark that keeps it text when someone edits the cell.
                        assert cell.data_type == "s"
                        assert cell.number_format == "@" or cell.quotePrefix


@by_seed
def test_the_lists_lead_back_to_the_rows_they_came_from(seed: int | None) -> None:
    run = run_of(seed)
    book, sources = city_book(run), run.result["sources"]
    for name, heading, kind in (
        ("高企名单", "高企名单位置", "hnte"),
        ("高企名单", "四上位置", "above_scale"),
        ("高企名单", "专利位置", "patent_grants"),
        ("规上科服名单", "名单位置", "above_scale_tech_services"),
    ):
        places = [place for place in book[name].column(heading) if place]
        numbers = [int(PLACE.fullmatch(place)[1]) for place in places]
        assert {sources[number - 1]["kind"] for number in numbers} <= {kind}
    assert (
        Counter(book["高企名单"].column("区"))
        == Counter(
            {
                **{
                    each["name"]: each["indicators"]["hnte"]["count"] or 0 for each in run.result["districts"]
                },
                "待定": run.result["undecided"]["district_unresolved"],
            }
        )
        - Counter()
    )
