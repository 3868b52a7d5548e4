"""Exit codes 0, 1, 2 and 4, and what is said with them (interface §7)."""

from __future__ import annotations

import json
import os
import re

import pytest
from cli_support import (
    CODES,
    DISTRICTS,
    files,
    firm,
    gzaudit,
    inside,
    lists,
    only_run,
    outputs,
    quiet,
    refused,
    speaks,
    tiny,
    tree,
    write,
)

WARNED = lists()
WARNED.hnte[1] = (2, firm(1), CODES[1], "GR202444000001", 2025, "天河区", "")  # a certificate of another year
WRONG = lists()
WRONG.hnte[1] = (2, firm(1), "", "GR202544000001", 2025, "天河区", "")  # nobody knows its code


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (None, {"error": 0, "warning": 0, "info": 1, "never": 0}),
        (WARNED, {"error": 0, "warning": 1, "info": 1, "never": 0}),
        (WRONG, {"error": 1, "warning": 1, "info": 1, "never": 0}),
    ],
)
def test_fail_on(tmp_path, content, codes):
    if content is None:
        quiet(tmp_path)
    else:
        write(tmp_path, files(content))
    assert {
        each: inside("compute", "2025", "-w", tmp_path, "--fail-on", each).code for each in codes
    } == codes
    assert inside("compute", "2025", "-w", tmp_path).code == codes["error"]
    only_run(tmp_path)


def test_the_program_itself_ends_with_the_code(tmp_path):
    tiny(tmp_path)
    done = gzaudit("compute", "2025", cwd=tmp_path)
    assert (done.code, done.out) == (0, b""), done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "runs"]
    assert f"runs/2025/{only_run(tmp_path).name}" in done.err
    again = gzaudit("compute", "2025", "--fail-on", "info", cwd=tmp_path)
    assert (again.code, again.out) == (1, b"")
    refused_year = gzaudit("compute", "abc", cwd=tmp_path)
    assert refused_year.code == 2
    speaks(refused_year.err, "abc")


@pytest.mark.parametrize(
    "year", ["25", "20255", "abc", "２０２５", "", "2025.0", "0x7e9", "1999", "2100", " 2025"]
)
def test_bad_year(tmp_path, year):
    refused(tiny(tmp_path), 2, "年度", "四位", args=[year])


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["gibtesnicht"], "gibtesnicht"),
        (["compute", "2025", "--nie"], "--nie"),
        (["compute", "2025", "-x"], "-x"),
        (["compute", "2025", "2026"], "2026"),
        (["compute"], "年度"),
        (["compute", "-1"], "-1"),
        (["compute", "2025", "--out"], "--out"),
        (["compute", "2025", "--json=3"], "--json"),
        (["compute", "2025", "--fail-on", "bogus"], "bogus"),
        (["--nie"], "--nie"),
    ],
)
def test_wrong_usage_is_said_in_chinese(args, word):
    ended = inside(*args)
    assert (ended.code, ended.out) == (2, b"")
    speaks(ended.err, word)
    said = ended.err.replace(word, "").replace("gzaudit", "").replace("--help", "")
    said = re.sub(r"error|warning|info|never|--fail-on", "", said)
    assert not re.search(r"[A-Za-z]{2,}", said), said


def test_help_is_wholly_chinese():
    for args in ([], ["--help"], ["compute", "--help"]):
        ended = inside(*args)
        assert ended.code == (0 if args else 2)
        words = ended.out.decode() + ended.err
        assert "用法：" in words
        assert "选项：" in words
        known = (
            r"--?[a-z-]+|gzaudit\.toml|gzaudit\[pdf\]|gzaudit|compute|report|review|init|apply|goals|budget|policy|trace|explain|diff"
            r"|whatif|verify|runs|tally|data/|runs/|result\.json"
            r"|error|warning|info|never|PDF"
            r"|batch|package|packets/|send|zip"
        )
        assert not re.search("[A-Za-z]", re.sub(known, "", words)), words


def test_version_goes_to_stdout():
    ended = inside("--version")
    assert (ended.code, ended.err) == (0, "")
    assert re.fullmatch(rb"gzaudit \d+\.\d+\.\d+\S*\r?\n", ended.out)


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("colour = 1", ["colour"]),
        ("[hnte]\nscoop = 'city'", ["[hnte]", "scoop", "scope"]),
        ("[hnte]\nscope = 'country'", ["[hnte] scope", "country"]),
        ("[hnte]\nscope = 7", ["[hnte] scope", "7"]),
        ("hnte = 'city'", ["[hnte]"]),
        ("[district]\nuse_code_fallback = 'yes'", ["use_code_fallback", "yes"]),
        ("[district]\nuse_code_fallback = 1", ["use_code_fallback"]),
        ("[sources.25]\nhnte = ['x']", ["[sources]", "25"]),
        ("[sources]\n2025 = 'x'", ["[sources.2025]"]),
        ("[sources.2025]\nhnt = ['x']", ["[sources.2025]", "hnt"]),
        ("[sources.2025]\nhnte = 'data/2025/x.xlsx'", ["[sources.2025] hnte"]),
        ("[sources.2025]\nhnte = []", ["[sources.2025] hnte"]),
        ("[sources.2025]\nhnte = [3]", ["[sources.2025] hnte"]),
        ("[sources.2025]\nhnte = ['']", ["[sources.2025] hnte"]),
        ("[budget.2025]\ntotal = -1", ["[budget.2025] total", "-1"]),
        ("[budget.2025]\ntotal = 1.5", ["[budget.2025] total"]),
        ("[budget.2025]\ntotal = true", ["[budget.2025] total"]),
        ("[budget.2025]\nmethod = 'lottery'", ["[budget.2025]", "lottery"]),
        ("[budget.2025.districts]\n'佛山区' = 1", ["佛山区"]),
        ("[hnte\nscope = 'city'", ["第 1 行"]),
        ("[hnte]\nscope = city", ["第 2 行"]),
        ("a = " + "[" * 5000, ["gzaudit.toml"]),
        ("a = " + "1" * 5000, ["gzaudit.toml"]),
        ("a = 2025-13-45", ["第 1 行"]),
        ("scope = '甲'".encode("gb18030"), ["UTF-8"]),
        (b"\xff\xfe\x00", ["UTF-8"]),
    ],
)
def test_settings_that_cannot_be_used(tmp_path, toml, words):
    (tiny(tmp_path) / "gzaudit.toml").write_bytes(toml if isinstance(toml, bytes) else toml.encode())
    said = refused(tmp_path, 2, "gzaudit.toml", *words)
    assert not re.search(r"[A-Za-z]+ [A-Za-z]+ [A-Za-z]+", said), said


def test_settings_with_a_byte_order_mark_are_settings(tmp_path):
    (tiny(tmp_path) / "gzaudit.toml").write_bytes(b"\xef\xbb\xbf[hnte]\r\nscope = 'city'\r\n")
    assert inside("compute", "2025", "-w", tmp_path).code == 0


def test_a_folder_instead_of_the_settings(tmp_path):
    (tiny(tmp_path) / "gzaudit.toml").mkdir()
    refused(tmp_path, 2, "gzaudit.toml", "这是文件夹")


@pytest.mark.parametrize(
    "pin",
    ["data/2025/没有*.xlsx", "data/2025", "nirgends.csv", "#名单", ".", "**x", "a[", "data/2025/a\\u0000b"],
)
def test_a_pin_that_matches_nothing(tmp_path, pin):
    (tiny(tmp_path) / "gzaudit.toml").write_text(f'[sources.2025]\nhnte = ["{pin}"]\n', encoding="utf-8")
    refused(tmp_path, 2, "[sources.2025] hnte")


@pytest.mark.parametrize(
    "pin", ["../*.csv", "data/../../x.csv", "/etc/passwd", "C:/x.csv", "C:\\\\x.csv", "lists/a.csv"]
)
def test_a_pin_that_leaves_the_workspace(tmp_path, pin):
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "a.csv").write_text("企业名称\n甲\n", encoding="utf-8")
    workspace = tmp_path / "audit"
    tiny(workspace)
    (workspace / "lists").symlink_to(outside)
    (workspace / "gzaudit.toml").write_text(f'[sources.2025]\nhnte = ["{pin}"]\n', encoding="utf-8")
    refused(workspace, 2, "[sources.2025] hnte", "不在工作区内")


@pytest.mark.parametrize("where", ["没有", "没有/一层/又一层", "x" * 300, "data/2025/说明.txt"])
def test_no_such_workspace(tmp_path, where):
    (tiny(tmp_path) / "data/2025/说明.txt").write_text("。", encoding="utf-8")
    before = tree(tmp_path)
    ended = inside("compute", "2025", "-w", tmp_path / where)
    assert (ended.code, ended.out) == (2, b"")
    speaks(ended.err, "工作区", where)
    assert tree(tmp_path) == before


def test_out_must_be_free(tmp_path):
    tiny(tmp_path)
    (tmp_path / "voll").mkdir()
    (tmp_path / "voll/brief.txt").write_text("alt", encoding="utf-8")
    refused(tmp_path, 2, "voll", "不是空的", args=["2025", "--out", tmp_path / "voll"])
    refused(tmp_path, 2, "brief.txt", args=["2025", "--out", tmp_path / "voll/brief.txt"])
    refused(tmp_path, 2, "data", args=["2025", "--out", tmp_path / "data/2025/结果"])
    refused(tmp_path, 2, "data", args=["2025", "--out", tmp_path / "voll/../data/neu"])
    refused(tmp_path, 74, "名称太长", args=["2025", "--out", tmp_path / ("长" * 200)])
    refused(tmp_path, 74, "brief.txt", args=["2025", "--out", tmp_path / "voll/brief.txt/unter"])


def test_out_may_not_change_an_earlier_run(tmp_path):
    tiny(tmp_path)
    assert inside("compute", "2025", "-w", tmp_path).code == 0
    refused(tmp_path, 2, "另一次运行", args=["2025", "--out", only_run(tmp_path) / "各区/neu"])


@pytest.mark.parametrize("shape", ["new", "deep", "empty", "link", "dangling", "relative"])
def test_out_that_is_free(tmp_path, shape, monkeypatch):
    tiny(tmp_path / "audit")
    monkeypatch.chdir(tmp_path)
    out = target = tmp_path / "结果 文件夹"
    if shape == "deep":
        out = target = tmp_path / "a/b/c"
    elif shape == "empty":
        out.mkdir()
    elif shape in ("link", "dangling"):
        target = tmp_path / "ziel"
        out.symlink_to(target)
        if shape == "link":
            target.mkdir()
    ended = inside("compute", "2025", "-w", "audit", "--out", "结果 文件夹" if shape == "relative" else out)
    assert ended.code == 0, ended.err
    assert json.loads((target / "result.json").read_bytes())["year"] == 2025
    assert not (tmp_path / "audit/runs").exists()
    names = {path.name for path in tmp_path.iterdir()} - {"audit", "a", "ziel", "结果 文件夹"}
    assert not names
    mode = target.stat().st_mode & 0o777
    assert mode == 0o777 & ~_umask()


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


def test_a_year_without_policy(tmp_path):
    content = {path.replace("2025", "2024"): data for path, data in files(lists()).items()}
    for path, data in content.items():
        target = tmp_path / "data/2024" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    refused(tmp_path, 4, "2024", "2025", "--counts-only", args=["2024"])
    refused(tmp_path, 4, "2024", args=["2024", "--json"])

    ended = inside("compute", "2024", "-w", tmp_path, "--counts-only", "--json", "--fail-on", "never")
    assert ended.code == 0, ended.err
    result = json.loads(ended.out)
    assert (result["year"], result["policy"]) == (2024, None)
    assert [each["name"] for each in result["districts"]] == list(DISTRICTS)
    for district in result["districts"]:
        assert (district["amount"], district["payable"], district["performance_amount"]) == (None, None, None)
        assert district["base"]["amount"] is None
        for indicator in district["indicators"].values():
            assert indicator["amount"] is indicator["per_enterprise_amount"] is indicator["rate"] is None
            assert isinstance(indicator["count"], int)
    assert {
        key: result["city"][key] for key in ("amount", "payable", "base_amount", "performance_amount")
    } == dict.fromkeys(("amount", "payable", "base_amount", "performance_amount"))


def test_counts_only_of_a_year_with_policy_is_a_run_of_its_own(tmp_path):
    tiny(tmp_path)
    assert inside("compute", "2025", "-w", tmp_path).code == 0
    first = only_run(tmp_path)
    before = outputs(first)
    ended = inside("compute", "2025", "-w", tmp_path, "--counts-only", "--json")
    result = json.loads(ended.out)
    assert result["city"]["amount"] is None
    assert result["city"]["counts"] == json.loads(before["result.json"])["city"]["counts"]
    assert outputs(first) == before
    assert len(list((tmp_path / "runs/2025").iterdir())) == 2
