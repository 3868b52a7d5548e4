"""What stands around the figures is true of the year at hand: its lists, its money or none, why less is paid."""

from __future__ import annotations

import re
import zipfile
from functools import cache

import pytest
from pages.page_runs import Run, run_folder, sample_copy, sample_run
from tables.book_reading import SheetRead, read_book

SETTINGS = """
[budget.2025]
total = 3_000_000
method = "proportional"
[readings.2025]
A28 = { choice = "b", reason = "试算" }
"""


@cache
def run_of(which: str) -> Run:
    if which == "counts only":
        return run_folder(sample_copy(), 2023, counts_only=True)
    return sample_run(int(which))


@cache
def short_of_money() -> Run:
    """2025 under a budget; rejected base work cancels the rest."""
    workspace = sample_copy()
    (workspace / "gzaudit.toml").write_text(SETTINGS, encoding="utf-8")
    return run_folder(workspace)


def city_book(run: Run) -> dict[str, SheetRead]:
    ((_, path),) = run.outputs("city_workbook")
    return read_book(path)


def told(run: Run) -> dict[str, str]:
    return dict(city_book(run)["说明"].rows)


@pytest.mark.parametrize("which", ["2023", "counts only"])
def test_a_year_without_statistics_lists_and_patents_speaks_of_none(which):
    run, said = run_of(which), told(run_of(which))
    assert said["使用范围"].startswith("本工作簿限市局内部使用，不得外传。")
    assert not [text for text in said.values() if "统计名单" in text or "专利" in text or "四上" in text]
    for _, path in (*run.outputs("city_workbook"), *run.outputs("row_ledger")):
        for name, sheet in read_book(path).items():
            if "规上" not in name and "专利" not in name:
                words = [note for note in sheet.notes if "专利名单中" in note or "专利行" in note]
                assert not [*words, *(note for note in sheet.notes if "比对结果" in note)], name
                assert not [note for note in sheet.notes if "共有专利" in note], name


def test_a_year_with_them_says_what_they_mean():
    run, said = run_of("2025"), told(run_of("2025"))
    assert said["使用范围"].startswith("本工作簿含统计名单的比对结果，限市局内部使用")
    assert "四上定报库、专利名单" in said["所在区"]
    assert "不反映哪些企业在统计名单中" in said["各区文件"]
    assert "含统计名单比对结果" in city_book(run)["高企名单"].notes[0]
    ((_, path),) = run.outputs("row_ledger")
    shared = [name for name, sheet in read_book(path).items() if "共有专利" in "".join(sheet.notes)]
    assert shared == ["当年获得发明专利授权企业名单"]


def test_what_is_open_of_each_list_that_is_counted():
    assert told(run_of("2023"))["待定"] == (
        "高企：所在区待定 1 家，不计入任何区；代码查不到 1 家、同名多码 0 家，计入高企家数。"
        "科小：所在区待定 1 家，不计入任何区。待定的不猜测。"
    )
    assert told(run_of("2023"))["所在区"].startswith(
        "依次采用：高企名单所在区或科小名单所在区、企业底册、名单所载地址。"
    )
    assert "高企、科小" in told(run_of("2023"))["各区文件"]
    assert "科小" not in "".join(told(run_of("2025")).values())


def test_a_year_that_is_only_counted_speaks_of_no_money():
    run = run_of("counts only")
    book = city_book(run)
    assert "完成率" not in told(run)
    assert book["待复核"].notes == ["“须决定”的事项解决之前，有关家数还会变。"]
    # No list to look into is another reason than a firm without a code.
    assert "查不到代码或缺少该名单" in book["高企名单"].notes[0]


@pytest.mark.parametrize(("year", "said"), [(2023, ""), (2025, "含统计名单比对结果，")])
def test_the_terminal_says_who_may_see_the_bureaus_folder(year, said, capsys):
    run_folder(sample_copy(), year, counts_only=True)
    assert f"  全市/  市级工作簿和报告（{said}限市局内部使用）\n" in capsys.readouterr().err


@pytest.mark.parametrize("which", ["2023", "2025"])
def test_the_chart_is_described_as_what_it_shows(which):
    ((_, path),) = run_of(which).outputs("city_workbook")
    with zipfile.ZipFile(path) as packed:
        drawn = packed.read("xl/drawings/drawing1.xml").decode()
    assert re.findall(r'descr="(.*?)"', drawn) == ["各区各项家数的柱形图", "各区应付金额的柱形图，单位万元"]


def test_each_district_is_told_why_it_is_paid_less():
    run = short_of_money()
    sheet = city_book(run)["付款汇总"]
    why = dict(zip(sheet.column("区"), sheet.column("说明"), strict=True))
    assert why.pop("荔湾区") == "绩效考核不通过"
    assert why.pop("从化区") == "基础验收不通过"
    assert why.pop("全市") is None
    assert set(why.values()) == {"已按预算核减"}
    budgeted = "应付金额已按预算核减，核减办法由市局另行说明。"
    books = {code: read_book(path) for code, path in run.outputs("district_workbook")}
    assert {code for code, book in books.items() if budgeted not in book["核算结果"].notes} == {
        "440103",
        "440117",
    }


@pytest.mark.parametrize("which", ["2023", "2025"])
def test_a_districts_payment_sheet_tells_its_own_conclusion(which):
    for code, path in run_of(which).outputs("district_workbook"):
        book = read_book(path)
        assert book["付款单"].notes[2] == book["核算结果"].notes[1], code
