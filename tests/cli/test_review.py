"""`gzaudit review` end to end: the workbook is written, filled in, put into the folder, read and no longer asked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli_support import CODES, firm, gzaudit, inside, lists, only_run, outputs, quiet, speaks, tree
from openpyxl import load_workbook

from gzaudit.review.form import LINES

BOOK = "2025年复核表.xlsx"
LOST = firm(8)


@pytest.fixture(scope="module")
def computed(tmp_path_factory):
    """A year with one 高企 whose district nobody knows, and one without a code whose name is nearly another's."""
    content = lists()
    content.hnte.append((90, LOST, CODES[8], "GR202544000090", 2025, "", ""))
    content.hnte.append((91, "广州试例甲号科技有限责任公司", "", "GR202544000091", 2025, "天河区", ""))
    workspace = quiet(tmp_path_factory.mktemp("复核 区"), content)
    assert gzaudit("compute", 2025, "-w", workspace, "--fail-on", "never").code == 0
    return workspace


@pytest.fixture
def workspace(computed, tmp_path):
    return Path(shutil.copytree(computed, tmp_path / "工作区"))


def head(sheet):
    row = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "序号")
    return row, {sheet.cell(row, column).value: column for column in range(1, sheet.max_column + 1)}


def decide(source: Path, target: Path, **choices: str) -> None:
    """Fill in the lines of firms, by name, as two people would; save it elsewhere."""
    book = load_workbook(source)
    sheet = book[LINES]
    top, columns = head(sheet)
    for row in range(top + 1, sheet.max_row + 1):
        if choice := choices.get(sheet.cell(row, columns["企业名称"]).value):
            said = {
                "决定": choice,
                "依据": "穗核〔2026〕1 号",
                "决定人": "张三",
                "复核人": "李四",
                "日期": "2026-01-05",
            }
            for heading, text in said.items():
                sheet.cell(row, columns[heading]).value = text
    book.save(target)


def test_the_first_screen_says_how_much_is_open_and_what_comes_next(workspace):
    before = tree(workspace)
    done = gzaudit("review", 2025, "-w", workspace)
    assert (done.code, done.out) == (0, b"")
    for words in (
        "要由人决定的 2 项，其中付款前须决定的 2 项。",
        "尚未决定的企业事项涉及 270 元",
        BOOK,
        "gzaudit compute 2025",
    ):
        assert words in done.err, done.err
    after = tree(workspace)
    assert after.keys() - before.keys() == {BOOK}
    assert all(after[path] == before[path] for path in before)


def test_a_line_a_question_with_its_suggestions(workspace):
    assert inside("review", 2025, "-w", workspace).code == 0
    sheet = load_workbook(workspace / BOOK)[LINES]
    top, columns = head(sheet)
    lines = {
        sheet.cell(row, columns["企业名称"]).value: [
            sheet.cell(row, columns[each]).value for each in ("事项", "统一社会信用代码", "建议", "决定")
        ]
        for row in range(top + 1, top + 3)
    }
    assert lines[LOST] == [
        "district",
        CODES[8],
        "1. 天河区：代码第 3—8 位是 440106，只说明最初在哪里登记\n2. 黄埔区：代码第 3—8 位是 440106，只说明最初在哪里登记",
        None,
    ]
    matter, code, advice, decided = lines["广州试例甲号科技有限责任公司"]
    assert (matter, code, decided) == ("match", None, None)
    assert advice.startswith(f"1. {CODES[0]}：名称相近 92%：“{firm(0)}”")


def test_decided_read_counted_and_no_longer_asked(workspace):
    assert inside("review", 2025, "-w", workspace).code == 0
    decide(workspace / BOOK, workspace / "data/2025/复核.xlsx", **{LOST: "海珠区"})
    (workspace / BOOK).unlink()
    assert gzaudit("compute", 2025, "-w", workspace, "--fail-on", "never").code == 0
    runs = sorted((workspace / "runs/2025").iterdir(), key=lambda each: (each / "run.log").stat().st_mtime_ns)
    results = [json.loads((each / "result.json").read_bytes()) for each in runs]
    counts = [
        next(each for each in result["districts"] if each["name"] == "海珠区")["indicators"]["hnte"]["count"]
        for result in results
    ]
    assert counts[1] == counts[0] + 1
    mine = [each for each in results[1]["sources"] if each["path"].endswith("复核.xlsx")]
    assert [(each["kind"], each["rows"], each["counted"]) for each in mine] == [
        ("decisions", 13, 1), (None, 0, 0), (None, 0, 0),
    ]  # fmt: skip
    done = gzaudit("review", 2025, "-w", workspace)
    assert "要由人决定的 1 项，其中付款前须决定的 1 项。" in done.err
    assert LOST not in [row[6] for row in load_workbook(workspace / BOOK)[LINES].iter_rows(values_only=True)]


def test_an_unfilled_workbook_in_the_folder_changes_nothing(workspace):
    before = outputs(only_run(workspace))["result.json"]
    assert inside("review", 2025, "-w", workspace, "--out", workspace / "data/2025/空表.xlsx").code == 0
    assert inside("compute", 2025, "-w", workspace, "--out", workspace / "新", "--fail-on", "never").code == 0
    old, new = json.loads(before), json.loads((workspace / "新/result.json").read_bytes())
    assert new["districts"] == old["districts"]
    assert new["findings"] == old["findings"]
    (line,) = (each for each in new["sources"] if each["kind"] == "decisions")
    assert line["excluded"] == {"undecided": 13}


def test_the_same_run_gives_the_same_bytes(workspace):
    for name in ("甲.xlsx", "乙.xlsx"):
        assert inside("review", 2025, "-w", workspace, "--out", workspace / name).code == 0
    assert (workspace / "甲.xlsx").read_bytes() == (workspace / "乙.xlsx").read_bytes()


def test_what_stands_there_is_never_written_over(workspace):
    (workspace / BOOK).write_bytes(b"x")
    done = inside("review", 2025, "-w", workspace)
    assert done.code == 2
    speaks(done.err, "已有这个文件", "不覆盖", BOOK, "--out")
    assert (workspace / BOOK).read_bytes() == b"x"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("2024",), ("这一年度还没有运行结果", "gzaudit compute 2024")),
        (("2025", "--run", "没有"), ("没有这次运行", "没有")),
        (("25",), ("年度写得不对", "25")),
        (("2025", "--out", "表.csv"), ("文件名不能用", ".xlsx")),
    ],
)
def test_wrong_use(workspace, args, words, monkeypatch):
    monkeypatch.chdir(workspace)
    before = tree(workspace)
    done = inside("review", *args, "-w", workspace)
    assert done.code == 2
    speaks(done.err, *words)
    assert tree(workspace) == before


def test_a_folder_that_is_not_there(workspace):
    done = inside("review", 2025, "-w", workspace, "--out", workspace / "没有" / "表.xlsx")
    assert done.code == 74
    speaks(done.err, "写不下去", "没有", "换一个文件夹")


def test_a_run_is_never_written_into(workspace):
    run = only_run(workspace)
    done = inside("review", 2025, "-w", workspace, "--out", run / "表.xlsx")
    assert done.code == 2
    speaks(done.err, "在一次运行的结果里")
    assert not (run / "表.xlsx").exists()


def test_another_years_run_by_name(workspace):
    done = inside("review", 2024, "--run", only_run(workspace).name, "-w", workspace)
    assert done.code == 2
    speaks(done.err, "这次运行不是这一年度的")
