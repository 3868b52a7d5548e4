"""`gzaudit goals` from the command line: screen, JSON, workbook, page; wrong use; nothing is touched."""

from __future__ import annotations

import json
import re
import shutil

import openpyxl
import pytest
from builders import code
from cli.cli_support import inside, speaks, tree
from goal_years import firm, goal, goals, name, year_of

from gzaudit.render.page_check import require_alone

PLAN = """id = "small"
name = "2024-small"
title = "小目标"
validity = {{ from = 2024-01-01, to = 2027-12-31 }}
words = ["左右"]
[document]
short = "小目标"
title = "小目标方案"
number = "没有"
[[goals]]
id = "small-stock"
group = "小"
name = "小总量"
at = {at}
word = "左右"
unit = "家"
due = "by_end"
year = 2026
clause = "一"
figure = {{ id = "small-figure", measure = "hnte_stock", clause = "一" }}
"""
CLAUSES = 'document = "小目标"\n[[clauses]]\nid = "一"\nnumber = "一"\nmeaning = "总量。"\n'
READINGS = """[[readings]]
id = "S1"
clause = "一"
question = "怎样数"
reason = "试"
arithmetic = false
[[readings.choices]]
id = "a"
meaning = "合并"
"""


@pytest.fixture(scope="module")
def computed(tmp_path_factory):
    """2024: firms 1 to 4; 2025: 4 to 6, firm 1 revoked; 2026: 7 to 9, firm 2 moved away: 1 and 2 gone, 7 left."""
    workspace = tmp_path_factory.mktemp("目标") / "工作 区"
    year_of(workspace, 2024, [firm(n) for n in range(1, 5)])
    year_of(workspace, 2025, [firm(n) for n in range(4, 7)], revoked=[(name(1), "")])
    year_of(
        workspace, 2026, [firm(n) for n in range(7, 10)], registry=[firm(2, "深圳市南山区")],
        patents=[(name(7), code(7), "ZL202610000001.1", "发明", "2026-02-03")],
    )  # fmt: skip
    return workspace


def with_plan(workspace, at):
    folder = workspace / "policies" / "2024-small"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "policy.toml").write_text(PLAN.format(at=at), encoding="utf-8")
    (folder / "clauses.toml").write_text(CLAUSES, encoding="utf-8")
    (folder / "readings.toml").write_text(READINGS, encoding="utf-8")


@pytest.fixture
def workspace(computed, tmp_path):
    return shutil.copytree(computed, tmp_path / "工作 区")


def test_the_newest_year_with_a_run_is_taken(computed):
    told = goals(computed)
    assert (told["schema"], told["year"], told["tolerance"]) == ("gzaudit.goals/1", 2026, None)
    assert list(told["runs"]) == ["2024", "2025", "2026"]
    assert [each["name"] for each in told["policies"]] == ["2022-2026-goals"]
    stock = goal(told, "stock-2026")
    assert (stock["figure"]["value"], stock["gap"], stock["ratio"]) == (7, 14_993, "7/15000")
    assert (stock["percent"], stock["pace"], stock["verdict"]) == ("0.04%", None, "none")
    assert [each["stock"]["value"] for each in told["trend"]] == [None, None, 7]
    assert [each["cohort"]["value"] for each in told["trend"]] == [4, 3, 3]
    assert told["trend"][2]["patents"]["value"] == 1


def test_every_target_of_the_plan_has_its_line(computed):
    told = goals(computed, 2025)
    numbers = [(each["target"], each["unit"], each["word"]) for each in told["goals"]]
    assert numbers == [
        (100, "人", "以上"), (30, "个", "以上"), (100, "场", "不少于"), (10_000, "人次", "不少于"),
        (5_000, "家", "左右"), (15, "家", "左右"), (180, "家", "左右"), (8_000, "件", "左右"),
        (35_000, "件", "左右"), (600, "亿元", "左右"), (800, "亿元", "左右"), (15_000, "家", "左右"),
        (5_000, "家", "≥"), (3_500, "家", "≥"), (3_000, "家", "≥"), (17_000, "家", "不少于"), (6, "场", "≥"),
        (2, "次", None), (20, "家", "不少于"),
    ]  # fmt: skip
    recognised = goal(told, "recognised-2025")
    assert (recognised["figure"]["value"], recognised["gap"], recognised["verdict"]) == (3, 3_497, "missed")
    for each in told["goals"]:
        # A figure, or why there is none; and never a silent zero.
        assert each["unknown"] or each["figure"]["missing"] or each["figure"]["value"] is not None
        assert each["clause"]
        assert each["steps"]


def test_the_targets_among_themselves(computed):
    steady, each = goals(computed, 2025)["notes"]
    assert steady == (
        "绩效目标表项目7（3）每年 3,500 家，有效期三年，稳定下来有 3,500 × 3 = 10,500 家，少于高企六条二的 15,000 家；"
        "要有 15,000 家，每年须认定 5,000 家。"
    )
    assert each == (
        "高企六条二“2026 年高企拥有发明专利”35,000 件 ÷ “2026 年全市高企总量”15,000 家 = "
        "平均每家 2.33 件（截到两位）。"
    )


def test_years_that_are_missing_are_told(workspace):
    shutil.rmtree(workspace / "runs" / "2025")
    stock = goal(goals(workspace, 2026), "stock-2026")
    assert stock["figure"]["value"] is None
    assert stock["figure"]["missing"].startswith("没有 2025 年的运行；")
    assert (stock["ratio"], stock["gap"], stock["verdict"]) == (None, None, "none")


@pytest.mark.parametrize(
    ("at", "tolerance", "verdict"),
    [
        # Seven firms; 70 % of 10 is 7, of 11 is 7.7.
        (10, "30%", "reached"), (10, "29.9%", "missed"), (11, "30%", "missed"), (9, "30%", "reached"),
        (7, "0%", "reached"), (8, "0%", "missed"), (7, None, "none"), (8, None, "none"),
    ],
)  # fmt: skip
def test_about_at_its_boundary(workspace, at, tolerance, verdict):
    with_plan(workspace, at)
    chosen = ("--tolerance", tolerance) if tolerance else ()
    assert goal(goals(workspace, *chosen), "small-stock")["verdict"] == verdict
    if tolerance:  # the same from the settings, and the option goes before them
        (workspace / "gzaudit.toml").write_text(f'[goals]\ntolerance = "{tolerance}"\n', encoding="utf-8")
        told = goals(workspace)
        assert goal(told, "small-stock")["verdict"] == verdict
        other = goal(goals(workspace, "--tolerance", "99%"), "small-stock")
        assert other["verdict"] == "reached"


def test_a_tolerance_makes_no_other_run(workspace):
    before = sorted(each.name for each in (workspace / "runs" / "2026").iterdir())
    (workspace / "gzaudit.toml").write_text('[goals]\ntolerance = "5%"\n', encoding="utf-8")
    assert inside("compute", 2026, "--counts-only", "--fail-on", "never", "-w", workspace).code == 0
    assert sorted(each.name for each in (workspace / "runs" / "2026").iterdir()) == before


def test_other_readings_stand_beside(computed):
    told = goals(computed, 2026)
    found = {
        (each["reading"], each["choice"]): (each["figure"]["year"], each["figure"]["value"])
        for each in told["other_readings"]
    }
    assert found == {("G1", "b"): (2026, 1), ("G2", "b"): (2022, None), ("G3", "b"): (2022, None)}
    switched = goal(goals(computed, 2026, "--reading", "G1=b"), "patents-granted-2022")
    assert (switched["due"], switched["figure"]["value"]) == ("each_year", 1)


def test_files_are_the_same_bytes_and_name_nobody(computed, tmp_path):
    before = tree(computed)
    for at in (1, 2):
        ended = inside(
            "goals", 2026, "--out", tmp_path / f"{at}.xlsx", "--page", tmp_path / f"{at}.html", "-w", computed
        )
        assert ended.code == 0, ended.err
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "2.html").read_bytes()
    assert tree(computed) == before
    page = (tmp_path / "1.html").read_text(encoding="utf-8")
    require_alone(page)
    book = openpyxl.load_workbook(tmp_path / "1.xlsx")
    assert book.sheetnames == ["目标对照", "目录", "趋势", "目标之间", "计算过程", "口径", "条款"]
    cells = "\n".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    )
    for text in (page, cells, ended.out.decode()):
        assert "广州目标例" not in text
        assert not any(code(n) in text for n in range(1, 10))
    for text in (cells, ended.out.decode()):
        assert "不知道有哪些有效期内的高企" in re.sub(r"\s", "", text)
    assert "<svg" in page
    assert "目标 15,000" in page


def test_page_workbook_and_json_say_the_same(computed, tmp_path):
    ended = inside("goals", 2026, "--json", "--out", tmp_path / "a.xlsx", "-w", computed)
    told = json.loads(ended.out)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["目标对照"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] and str(row[0]).startswith("G")]
    assert [row[1] for row in rows] == [each["name"] for each in told["goals"]]
    for row, each in zip(rows, told["goals"], strict=True):
        value = each["figure"]["value"] if each["figure"] else None
        assert row[6] == ("不知道" if value is None else value)


@pytest.mark.parametrize(
    ("args", "exit_code", "words"),
    [
        (("2021",), 4, ("2021", "高企六条 2022—2026 年")),
        (("2027",), 4, ("2027",)),
        (("26",), 2, ("四位年度",)),
        (("2026", "--tolerance", "5"), 2, ("--tolerance", "5%")),
        (("2026", "--tolerance", "100%"), 2, ("--tolerance",)),
        (("2026", "--tolerance", "-1%"), 2, ("--tolerance",)),
        (("2026", "--reading", "G9=b"), 2, ("G9",)),
        (("2026", "--reading", "G4=b"), 2, ("tolerance",)),
        (("2026", "--out", "a.csv"), 2, (".xlsx",)),
        (("2026", "--page", "a.pdf"), 2, (".html",)),
        (("2026", "--out", "data/a.xlsx"), 2, ("data",)),
        (("2026", "--page", "data/2026/a.html"), 2, ("data",)),
    ],
)
def test_wrong_use_is_told_and_writes_nothing(workspace, monkeypatch, args, exit_code, words):
    monkeypatch.chdir(workspace)
    before = tree(workspace)
    ended = inside("goals", *args)
    assert (ended.code, ended.out) == (exit_code, b"")
    speaks(ended.err, *words)
    assert tree(workspace) == before


@pytest.mark.parametrize("value", ['"5"', "5", '"-5%"', '"100%"', "true", '"5.1234567%"'])
def test_a_setting_that_is_no_percentage(workspace, value):
    (workspace / "gzaudit.toml").write_text(f"[goals]\ntolerance = {value}\n", encoding="utf-8")
    ended = inside("goals", 2026, "-w", workspace)
    assert ended.code == 2
    speaks(ended.err, "[goals] tolerance", '"5%"')


def test_an_unknown_setting_beside_it(workspace):
    (workspace / "gzaudit.toml").write_text('[goals]\ntolerence = "5%"\n', encoding="utf-8")
    assert inside("goals", 2026, "-w", workspace).code == 2


def test_without_any_run(tmp_path):
    ended = inside("goals", "-w", tmp_path)
    assert (ended.code, ended.out) == (2, b"")
    speaks(ended.err, "还没有运行结果")


def test_a_run_that_was_changed_is_not_used(workspace):
    (run,) = (workspace / "runs" / "2025").iterdir()
    with (run / "run.db").open("ab") as file:
        file.write(b"x")
    ended = inside("goals", 2026, "-w", workspace)
    assert (ended.code, ended.out) == (2, b"")
    speaks(ended.err, "run.db")


def test_a_file_that_is_there_is_never_written_over(workspace, tmp_path):
    for option, file in (("--out", tmp_path / "a.xlsx"), ("--page", tmp_path / "a.html")):
        file.write_text("别人的", encoding="utf-8")
        ended = inside("goals", 2026, option, file, "-w", workspace)
        assert ended.code == 2
        speaks(ended.err, "已有这个文件")
        assert file.read_text(encoding="utf-8") == "别人的"
