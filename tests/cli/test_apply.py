"""`gzaudit apply`: what is printed and written, always marked as a draft; wrong usage (interface §7)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest
from cli_support import inside, speaks, text, tree, xlsx

import gzaudit

MARK = "征求意见稿，不作拨付依据"
HEAD = ("单位名称", "事项", "年度", "金额（万元）", "级别", "所属机构")
ROWS = (
    ("甲公司", "K2", 2015, 6000, "", "丙大学"),
    ("乙公司", "引进成果", 2015, 6000, "", "丙大学"),
    ("丁公司", "K2", 2016, 10000.01, "", ""),
    ("检测中心", "K3", 2017, "", "国家级", ""),
    ("检测中心", "K3", 2017, "", "省级", ""),
    ("戊公司", "示范企业", 2015, 50.0001, "", ""),
)


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "名单.xlsx"
    path.write_bytes(xlsx([("申报名单",), HEAD, *ROWS]))
    return path


def ran(*args, code=0):
    ended = inside("apply", "2015-draft", *args)
    assert ended.code == code, ended.err
    return ended


def squeezed(printed):
    return re.sub(r"[\s│┃]", "", printed.decode())


def test_the_screen_says_what_it_is_and_what_it_comes_to(listed, monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")
    out = ran(listed).out
    lines = out.decode().splitlines()
    assert lines[1] == MARK
    assert lines[-1] == f"{MARK}。"
    told = squeezed(out)
    assert "K2引进科技成果转化补助6,000,0005,000,000011,000,000" in told
    assert "各项合计6,500,0005,000,0003,000,00014,500,000" in told
    assert "K22016丁公司55,000,005k2-cap〔四（一）2〕5,000,000" in told
    assert (
        "11,000,000b．照附件：同一机构（“所属机构”一列）的企业合用一个上限；没有填的，单位自己就是机构10,000,000-1,000,000付得不一样"
        in told
    )
    assert "K3=bK32017检测中心3,000,0002,000,000" in told
    assert "没有需要处理的事项" in told


def test_json_is_alone_on_stdout_and_exact(listed):
    ended = ran(listed, "--json")
    document = json.loads(ended.out)
    assert ended.err == ""
    assert (document["schema"], document["mark"], document["paid"]) == ("gzaudit.apply/1", MARK, 14_500_000)
    assert document["years"] == {"2015": 6_500_000, "2016": 5_000_000, "2017": 3_000_000}
    (line,) = [each for each in document["lines"] if each["name"] == "丁公司"]
    assert (line["base"], line["computed"], line["bound"], line["paid"]) == (
        "100000100",
        "5000005",
        [{"rule": "k2-cap", "clause": "四（一）2"}],
        5_000_000,
    )
    assert line["rows"] == [{"sheet": "名单", "row": 5}]
    assert [step["clause"] for step in line["steps"]] == ["四（一）2", "四（一）2"]
    k1, _, _, k4 = document["grants"]
    assert (k1["years"]["2015"]["ceiling"], k1["total"]["ceiling"]) == (10_000_000, 30_000_000)
    assert (k4["years"]["2015"]["ceiling"], k4["total"]["ceiling"]) == (25_000_000, 75_000_000)
    others = {each["reading"]: each for each in document["alternatives"]}
    assert {key: each["pays_differently"] for key, each in others.items()} == {
        "K2": True,
        "K3": True,
        "K4": False,
        "K6": False,
    }
    assert others["K2"]["grants"]["K2"] == 10_000_000
    (source,) = document["sources"]
    assert source["rows"] == source["counted"] + sum(source["excluded"].values()) == 6
    again = ran(listed, "--json", "--reading", "K2=b", "--reading", "K3=b")
    assert json.loads(again.out)["paid"] == 14_500_000 - 1_000_000 - 1_000_000


def test_workbook_and_page_say_on_every_sheet_that_this_is_a_draft(listed, tmp_path):
    ended = ran(listed, "--out", tmp_path / "测算.xlsx", "--page", tmp_path / "测算.html")
    assert "已写出工作簿" in ended.err
    made = openpyxl.load_workbook(tmp_path / "测算.xlsx")
    assert made.sheetnames == [
        "汇总",
        "逐家测算",
        "计算过程",
        "口径对照",
        "口径差异",
        "待处理事项",
        "逐行去向",
        "依据",
    ]
    for sheet in made:
        cells = [str(cell.value) for row in sheet.iter_rows(max_row=2) for cell in row if cell.value]
        assert MARK in cells[0], sheet.title
        header = sheet.oddHeader
        assert MARK in f"{header.left.text}{header.right.text}", sheet.title
    assert MARK in made.properties.title
    values = {cell.value for row in made["汇总"].iter_rows() for cell in row}
    assert {30_000_000, 75_000_000, 14_500_000, 11_000_000} <= values
    page = (tmp_path / "测算.html").read_text(encoding="utf-8")
    assert f"<title>申报测算（{MARK}）</title>" in page
    assert re.search(rf'@top-right {{ content: "申报测算（{MARK}）"', page)
    assert page.count(MARK) > 10
    assert "<script" not in page
    before = tree(tmp_path)
    for option, name in (("--out", "测算.xlsx"), ("--page", "测算.html")):
        speaks(ran(listed, option, tmp_path / name, code=2).err, "已有这个文件")
    assert tree(tmp_path) == before
    ran(listed, "--out", tmp_path / "二.xlsx", "--page", tmp_path / "二.html")
    assert (tmp_path / "二.xlsx").read_bytes() == (tmp_path / "测算.xlsx").read_bytes()
    assert (tmp_path / "二.html").read_bytes() == (tmp_path / "测算.html").read_bytes()


def test_one_unit_is_explained_step_by_step(listed, monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")
    told = squeezed(ran(listed, "--explain", "戊公司").out)
    assert "按上年度科技服务绩效核定的补助额500,001元行动计划四（四）9k4-claimed500,001" in told
    assert "500,001元>500,000元（不超过）→封顶，500,000元行动计划四（四）9k4-cap500,000" in told
    assert "整个期间不超过50家企业：有名额行动计划四（四）9k4-places" in told
    assert "甲公司" not in told
    speaks(ran(listed, "--explain", "没有", code=2).err, "名单里没有这个单位", "没有")


def test_a_reading_that_was_switched_is_printed(listed, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")
    told = squeezed(ran(listed, "--reading", "K3=b", "--out", tmp_path / "换.xlsx").out)
    assert "口径K3换成b：只给高的一级：200万元。" in told
    made = openpyxl.load_workbook(tmp_path / "换.xlsx")
    for name in ("汇总", "逐家测算", "计算过程"):
        assert "口径 K3 换成 b：只给高的一级：200 万元。" in {
            row[0].value for row in made[name].iter_rows(max_row=4)
        }
    assert "口径K3换成" not in squeezed(ran(listed).out)


def test_what_people_must_decide_ends_with_1(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")
    path = tmp_path / "名单.csv"
    path.write_bytes(text([HEAD, ("甲公司", "K2", 2015, "", "", ""), ("乙", "K4", 2019, 1, "", "")]))
    ended = ran(path, code=1)
    assert "需要的金额没有写或无法辨认" in squeezed(ended.out)
    assert "待定" in squeezed(ended.out)
    path.write_bytes(text([HEAD, ("乙", "K4", 2019, 1, "", "")]))
    assert "申报年度在文件的期间以外" in squeezed(ran(path).out)


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("--reading", "K2"), 2, ("口径写得不对", "K2")),
        (("--reading", "K9=b"), 2, ("没有这个口径问题", "--reading K9")),
        (("--reading", "K2=z"), 2, ("没有这种读法",)),
        (("--reading", "K1=b"), 2, ("本工具不计算这种读法",)),
        (("--reading", "K2=a", "--reading", "K2=b"), 2, ("同一口径写了两种读法",)),
        (("--out", "x.csv"), 2, (".xlsx",)),
        (("--page", "x.txt"), 2, (".html",)),
        (("-w", "nowhere"), 2, ("没有这个工作区文件夹",)),
        (("--page", "nowhere/x.html"), 74, ("没有这个文件或文件夹",)),
        (("--out", "nowhere/x.xlsx"), 74, ("没有这个文件或文件夹",)),
    ],
)
def test_wrong_usage(listed, monkeypatch, args, code, words):
    monkeypatch.chdir(listed.parent)
    before = tree(listed.parent)
    ended = ran(listed, *args, code=code)
    speaks(ended.err, *words)
    assert ended.out == b""
    assert tree(listed.parent) == before


def test_other_names_and_files(listed, tmp_path):
    speaks(inside("apply", "2025", listed).err, "没有叫“2025”的政策规则", "2015-draft")
    assert inside("apply", "2025", listed).code == 4
    speaks(ran(tmp_path / "没有.xlsx", code=2).err, "没有这个申报名单")
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    speaks(ran(tmp_path / "坏.xlsx", code=3).err, "坏.xlsx")


def test_a_bureau_may_write_such_rules_itself(listed, tmp_path):
    made = tmp_path / "policies" / "2016-own"
    made.mkdir(parents=True)
    source = Path(gzaudit.__file__).parent / "policies" / "2015-draft"
    for name in ("policy.toml", "clauses.toml", "readings.toml"):
        body = (source / name).read_text(encoding="utf-8")
        body = body.replace('name = "2015-draft" ', 'name = "2016-own" ').replace(
            "amount = 5000000", "amount = 4000000"
        )
        (made / name).write_text(body, encoding="utf-8", newline="\n")
    ended = inside("apply", "2016-own", listed, "--json", "-w", tmp_path)
    assert ended.code == 0, ended.err
    assert json.loads(ended.out)["years"]["2016"] == 4_000_000
    listed_names = inside("policy", "list", "-w", tmp_path).out.decode()
    assert "2016-own" in listed_names
    assert "工作区" in listed_names


def test_the_policy_commands_know_it():
    shown = squeezed(inside("policy", "show", "2015-draft").out)
    assert MARK in shown
    assert "--readingK2=b" in shown
    assert "35条" in squeezed(inside("policy", "lint", "2015-draft").out)
    ended = inside("policy", "test", "2015-draft")
    assert ended.code == 0
    assert "全部一致" in squeezed(ended.out)
    for name in ("25", "2015_draft", "draft"):
        refused = inside("policy", "show", name)
        assert refused.code == 2
        speaks(refused.err, "年度或名称写得不对", name)
    speaks(inside("policy", "show", "2015-none").err, "没有叫“2015-none”的政策规则")
