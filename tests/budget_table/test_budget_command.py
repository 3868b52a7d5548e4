"""`gzaudit budget`: exit codes, what it prints and writes."""

from __future__ import annotations

import json
from fractions import Fraction

import openpyxl
import pytest
from cli.cli_support import inside, speaks, tiny
from published import ROOT, SAMPLE

FILE = ROOT / "sample_data" / "绩效目标表.txt"


def test_the_sample_on_the_screen(tmp_path):
    ended = inside("budget", FILE, "-w", tmp_path)
    assert ended.code == 0
    said = ended.out.decode()
    assert "重算 15 处合计，全部相符；精确到 0.01 万元。" in said
    assert "问题 12 处，提示 4 处。" in said
    assert "年度指标值：“30次个”" in said
    assert "工作区里没有运行结果，没有与结果对照。" in ended.err


def test_json(tmp_path):
    ended = inside("budget", FILE, "--json", "-w", tmp_path)
    told = json.loads(ended.out)
    assert (told["schema"], told["total"]["amount"]) == ("gzaudit.budget/1", 18605000)
    assert [unit["amount"] for unit in told["units"]] == [15000000, 3605000]
    first = told["units"][0]["lines"][0]["indicators"][0]
    assert first["annual_targets"] == [
        {
            "label": "高新技术企业申报数量",
            "word": "≥",
            "sign": "≥",
            "number": "6000",
            "upper": None,
            "unit": "家",
        },
        {
            "label": "高新技术企业认定数",
            "word": "≥",
            "sign": "≥",
            "number": "4000",
            "upper": None,
            "unit": "家",
        },
    ]
    assert len(told["defects"]) == 16
    assert all(check["ok"] for check in told["checks"])


def test_the_workbook_says_what_the_screen_says_and_has_every_indicator(tmp_path):
    out = tmp_path / "核对.xlsx"
    assert inside("budget", FILE, "--out", out, "-w", tmp_path).code == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["目录", "合计核对", "问题", "项目", "指标", "单价参考"]
    cells = [[cell for cell in row if cell is not None] for row in book["指标"].iter_rows(values_only=True)]
    assert sum(row[:1] != [] and str(row[0])[:2] in {f"{n}." for n in range(1, 7)} for row in cells) == 18
    first = out.read_bytes()
    again = tmp_path / "再核对.xlsx"
    inside("budget", FILE, "--out", again, "-w", tmp_path)
    assert again.read_bytes() == first


def test_a_sum_that_does_not_agree_is_exit_1(tmp_path):
    path = tmp_path / "表.txt"
    path.write_text(SAMPLE.replace("60.00 60.00", "61.00 60.00"), encoding="utf-8")
    ended = inside("budget", path, "-w", tmp_path)
    assert ended.code == 1
    assert "2 处不符" in ended.out.decode()


@pytest.mark.parametrize(
    ("name", "data", "code", "word"),
    [("没有.txt", None, 2, "没有这个文件"), ("表.pdf", b"%PDF", 2, "这种文件不能读"),
     ("表.txt", "没有表".encode(), 3, "没有认出绩效目标表"), ("表.xlsx", b"PK\x03\x04", 3, "无法读取")],
)  # fmt: skip
def test_refusals(tmp_path, name, data, code, word):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    ended = inside("budget", tmp_path / name, "-w", tmp_path)
    assert (ended.code, ended.out) == (code, b"")
    speaks(ended.err, word)


def test_a_workbook_is_never_written_over(tmp_path):
    out = tmp_path / "核对.xlsx"
    out.write_bytes(b"")
    ended = inside("budget", FILE, "--out", out, "-w", tmp_path)
    assert ended.code == 2
    speaks(ended.err, "已有这个文件")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    workspace = tiny(tmp_path_factory.mktemp("run"))
    assert inside("compute", "2025", "-w", workspace).code == 0
    return workspace


@pytest.mark.parametrize(
    ("asked", "verdict", "gap"), [(2, "reached", -1), (3, "reached", 0), (4, "missed", 1)]
)
def test_targets_beside_the_run(tmp_path, workspace, asked, verdict, gap):
    """The run has three 高企."""
    path = tmp_path / "表.txt"
    path.write_text(SAMPLE.replace("≥4000", f"≥{asked}"), encoding="utf-8")
    told = json.loads(inside("budget", path, "--json", "-w", workspace).out)
    applied, recognised = told["beside"]
    assert (recognised["line"], recognised["indicator"], recognised["name"]) == (1, 1, "高新技术企业认定数")
    assert (recognised["target"], recognised["value"], recognised["gap"]) == (asked, 3, gap)
    assert (recognised["verdict"], recognised["ratio"]) == (verdict, str(Fraction(3, asked)))
    assert (applied["target"], applied["value"], applied["verdict"]) == (6000, None, "none")
    assert applied["why"] == "名单是认定的企业，没有申报的企业"


def test_screen_workbook_and_page_say_the_same(tmp_path, workspace):
    out, page = tmp_path / "核对.xlsx", tmp_path / "核对.html"
    ended = inside("budget", FILE, "--year", "2025", "-w", workspace, "--out", out, "--page", page)
    assert ended.code == 0
    assert "名单能核对的指标（2025 年）" in ended.out.decode()
    rows = [row[:8] for row in openpyxl.load_workbook(out)["与结果对照"].iter_rows(values_only=True)]
    assert (
        "1.1",
        "样例企业培育计划-第2.5代样例装备项目（甲区）",
        "高新技术企业认定数",
        "≥ 4,000 家",
        3,
        "0.07%",
        3997,
        "未达到",
    ) in rows
    text = page.read_text(encoding="utf-8")
    for words in (
        "与结果对照",
        "未达到",
        "0.07%",
        "30次个",
        "样例市科学技术局项目支出绩效目标表（含转移支付项目）核对",
    ):
        assert words in text
    again = tmp_path / "再核对.html"
    inside("budget", FILE, "-w", workspace, "--page", again)
    assert again.read_bytes() == page.read_bytes()


def test_a_year_without_a_run(workspace):
    ended = inside("budget", FILE, "--year", "2024", "-w", workspace)
    assert (ended.code, ended.out) == (2, b"")
    speaks(ended.err, "这一年度还没有运行结果")
