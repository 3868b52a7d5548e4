"""`gzaudit policy list | show | diff`: what is printed, wherever it goes, and wrong usage (interface §7)."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter

import pytest
from cli_support import command, environment, gzaudit, inside, speaks
from policy_support import copied, refused, said, squeezed
from rich.cells import cell_len

from gzaudit.policy.find import BUILT_IN, open_policy, policy_folders
from gzaudit.policy.load import load_policy

NOW = load_policy(2025)


def test_list_tells_the_tools_policies_and_the_workspaces_own(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")  # a line a policy
    copied(tmp_path, 2030)
    out = squeezed(said("list", "-w", tmp_path))
    for year in policy_folders(tmp_path):
        files = open_policy(year, tmp_path)
        place = "随工具" if files.place == BUILT_IN else "工作区policies/2030"
        assert f"{place}{files.sha256[:12]}" in out
        assert f"{year}gz-{year}" in out


def test_show_tells_every_rule_clause_and_question():
    out = squeezed(said("show", "2025"))
    for clause in NOW.clauses.values():
        assert squeezed(clause.meaning) in out or clause.no_rule
        assert squeezed(clause.id) in out
    for indicator in NOW.indicators:
        assert f"指标：{indicator.name}（{indicator.key}）" in out
        for tier in indicator.tiers:
            assert f"每家：{tier.rate:,}元" in out
    for work in NOW.works:
        for group in work.groups:
            assert f"每区：{group.amount:,}元" in out
    for reading in NOW.readings.values():
        assert f"{reading.id}{squeezed(reading.question)[:4]}" in out
    assert "第1档完成率：≥70%（含）；每家：300元含七（二）2（1）" in out
    assert out.count("取a的理由：") == len(NOW.readings)


def test_show_readings_tells_only_questions():
    out = squeezed(said("show", "2025", "--readings"))
    assert "没有说死的地方（29处）" in out
    assert "A1增量从哪里起算a从年度目标数起算是七（二）2（1）" in out
    assert "b按公示发布日期在当年（不计" in out
    assert "指标：" not in out


def test_nothing_is_cut_however_narrow_it_is(monkeypatch):
    shown = {}
    for width in (60, 100, 250):
        monkeypatch.setenv("COLUMNS", str(width))
        out = said("show", "2023")
        assert max(map(cell_len, out.splitlines())) <= width
        shown[width] = Counter(re.sub(r"[\s\u2500-\u257f]", "", out))
    assert shown[60] == shown[100] == shown[250]


def test_piped_output_has_no_colours_and_a_width_of_its_own():
    ended = gzaudit("policy", "show", "2025")
    out = ended.out.decode()
    assert ended.code == 0
    assert ended.err == ""
    assert "\x1b" not in out
    assert "┃ 规则" in out


def test_a_reader_that_goes_away_is_no_trouble():
    shell = subprocess.run(
        ["bash", "-c", 'set -o pipefail; "$@" | head -1', "-", *command("policy", "show", "2025")],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert shell.returncode == 0, shell.stderr.decode()
    assert shell.stdout.decode().startswith("2025 年")
    assert shell.stderr == b""


def test_a_full_disk_behind_stdout_is_told():
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            command("policy", "list"), env=environment(), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 74
    speaks(done.stderr.decode(), "磁盘已满")


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp437"])
def test_any_console_can_show_it(encoding):
    for args in (("list",), ("show", "2025"), ("diff", "2023", "2025")):
        ended = gzaudit("policy", *args, PYTHONIOENCODING=encoding)
        assert ended.code == 0, ended.err
        ended.out.decode(encoding)


def test_diff_names_both_clauses(tmp_path):
    out = squeezed(said("diff", "2023", "2025"))
    assert "两份文件不同，条款编号不能逐条对应" in out
    assert "定额300,000元〔四（一）〕—" in out
    assert "规上高企数：只有2025年有" in out
    copied(tmp_path)
    out = squeezed(said("diff", "2025", "2030", "-w", tmp_path))
    assert "共4处不同。" in out
    assert squeezed(said("diff", "2025", "2025")).endswith("规则、条款、口径完全相同。共0处不同。")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["shwo"], ["没有这个命令", "shwo"]),
        (["show"], ["缺少参数", "年度"]),
        (["diff", "2023"], ["缺少参数", "年度"]),
        (["new", "2030"], ["缺少选项", "--from"]),
        (["new", "--from", "2025"], ["缺少参数", "年度"]),
        (["show", "25"], ["四位年度"]),
        (["show", "1999"], ["四位年度"]),
        (["diff", "2025", "abcd"], ["四位年度", "abcd"]),
        (["new", "2030", "--from", "x"], ["--from", "四位年度"]),
        (["lint", "2025", "--texts", "x"], ["没有这个选项", "--texts"]),
        (["show", "2025", "2026"], ["多写了", "2026"]),
        (["list", "-w", "没有这个文件夹"], ["没有这个工作区"]),
        (["show", "2025", "-w", "x" * 5000], ["没有这个工作区"]),
    ],
)
def test_wrong_usage(args, words):
    assert refused(2, *args, words=words).out == b""


def test_a_year_without_rules_names_those_that_have_some():
    refused(4, "show", "2024", words=("2023、2025", "gzaudit policy new 2024 --from 2025"))
    refused(4, "diff", "2024", "2025", words=("2024",))


def test_the_group_alone_shows_its_help():
    ended = inside("policy")
    assert ended.code == 2
    assert ended.err.startswith("用法：gzaudit policy [选项] 命令")


def test_help_is_chinese_throughout():
    for name in ("list", "show", "lint", "test", "diff", "new"):
        text = said(name, "--help")
        assert not re.search(
            r"[A-Za-z]{3,}", re.sub(r"--?\w+|gzaudit policy \w+|policies|\.txt|\.xlsx", "", text)
        ), text


def test_start_up_stays_light():
    heavy = "('pandas', 'openpyxl', 'xlsxwriter', 'gzaudit.policy', 'gzaudit.commands')"
    code = f"import sys, gzaudit.cli; print([name for name in sys.modules if name.startswith({heavy})])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
