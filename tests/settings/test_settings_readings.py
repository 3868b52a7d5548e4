"""What is set by the year (readings, baselines, budget): what it gives, and where it is refused (policy.md)."""

from __future__ import annotations

import json

import pytest
from builders import rules
from cli.cli_support import inside, refused, tiny

from gzaudit.errors import SettingsError
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import choose
from gzaudit.read.kinds import kinds
from gzaudit.settings import Settings, Switch, load_settings


def load(workspace, toml: str, year: int = 2025) -> Settings:
    (workspace / "gzaudit.toml").write_text(toml, encoding="utf-8")
    return load_settings(workspace, year, set(kinds()), {each.name for each in DISTRICTS})


def switched(choice: str, key: str = "A1") -> str:
    return f'[readings.2025]\n{key} = {{ choice = "{choice}", reason = "局长办公会议定" }}\n'


def test_without_settings_no_reading_is_switched(tmp_path):
    assert load(tmp_path, "") == Settings(text=load(tmp_path, "").text)
    assert (load(tmp_path, "").readings, load(tmp_path, "").baseline) == ({}, "")


def test_switches_and_the_baseline_of_the_year(tmp_path):
    toml = (
        switched("b")
        + 'A14 = { choice = "b", reason = "  按\\n第一权利人  " }\n'
        + '[readings.2023]\nB1 = { choice = "c", reason = "x" }\n'
        + '[baselines.2025]\nresult = "runs/2024/abc/result.json"\n'
    )
    made = load(tmp_path, toml)
    assert made.readings == {"A1": Switch("b", "局长办公会议定"), "A14": Switch("b", "按 第一权利人")}
    assert made.baseline == "runs/2024/abc/result.json"
    other = load(tmp_path, toml, 2023)
    assert (other.readings, other.baseline) == ({"B1": Switch("c", "x")}, "")
    assert load(tmp_path, toml, 2024).readings == {}


def test_what_is_switched_and_why_is_part_of_the_runs_identity(tmp_path):
    texts = [
        load(tmp_path, toml).text
        for toml in (
            "",
            switched("b"),
            switched("b", "A2"),
            switched("c", "A2"),
            switched("b").replace("局长", "副局长"),
            '[baselines.2025]\nresult = "a.json"\n',
            '[baselines.2025]\nresult = "b.json"\n',
        )
    ]
    assert len(set(texts)) == len(texts)
    # The order in which they are written is none.
    one, two = switched("b"), 'A14 = { choice = "b", reason = "y" }\n'
    head, line = one.split("\n", 1)
    assert load(tmp_path, one + two).text == load(tmp_path, f"{head}\n{two}{line}").text


@pytest.mark.parametrize(
    ("toml", "where", "found", "expected"),
    [
        ('[readings.2025]\nA1 = { choice = "b" }', "[readings.2025] A1", "reason 没有写", "两项都要写"),
        ('[readings.2025]\nA1 = { reason = "x" }', "[readings.2025] A1", "choice 没有写", "两项都要写"),
        ('[readings.2025]\nA1 = { choice = "b", reason = "" }', "[readings.2025] A1", "reason = ''", "两项都要写"),
        ('[readings.2025]\nA1 = { choice = "b", reason = " \\t" }', "[readings.2025] A1", "reason = ", "两项都要写"),
        ('[readings.2025]\nA1 = { choice = 2, reason = "x" }', "[readings.2025] A1", "choice = 2", "两项都要写"),
        ('[readings.2025]\nA1 = { choice = "b", reason = ["x"] }', "[readings.2025] A1", "reason = ['x']", "两项都要写"),
        ('[readings.2025]\nA1 = "b"', "[readings.2025] A1", "'b'", "一个表"),
        ('[readings.2025]\nA1 = { choice = "b", reason = "x", who = "y" }', "[readings.2025] A1", "who", "choice、reason"),
        ('[readings]\nA1 = { choice = "b", reason = "x" }', "[readings]", "A1", "[readings.2025]"),
        ('[readings.25]\nA1 = { choice = "b", reason = "x" }', "[readings]", "25", "四位年份"),
        ("[readings]\n2025 = 7", "[readings.2025]", "7", "一个表"),
        ("readings = true", "[readings]", "True", "一个表"),
        ("[baselines.2025]\nresult = 7", "[baselines.2025]", "result = 7", "runs/2024/"),
        ('[baselines.2025]\nresult = " "', "[baselines.2025]", "result = ' '", "runs/2024/"),
        ('[baselines.2025]\nfile = "x"', "[baselines.2025]", "file", "result"),
        ('[baselines]\nresult = "x"', "[baselines]", "result", "[baselines.2025]"),
        ('[baselines]\n2025 = "x"', "[baselines.2025]", "'x'", "一个表"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(tmp_path, toml, where, found, expected):
    with pytest.raises(SettingsError) as refusal:
        load(tmp_path, toml)
    said = refusal.value
    assert said.where == f"gzaudit.toml {where}"
    assert found in said.found
    assert expected in said.expected


@pytest.mark.parametrize(
    ("year", "key", "letter", "found", "expected"),
    [
        (2025, "A30", "b", "A30", "A1、A2"),
        (2025, "a1", "b", "a1", "A1、A2"),
        (2025, "B1", "b", "B1", "A29"),
        (2023, "A1", "b", "A1", "B1、B2"),
        (2025, "A1", "c", "c", "a、b"),
        (2025, "A1", "B", "B", "a、b"),
        (2025, "A5", "e", "e", "a、b、c、d"),
        (2025, "A10", "b", "b：按公示发布日期在当年", "没有发布日期"),
        (2025, "A12", "b", "b", "a"),
        (2025, "A17", "c", "c：按人头数", "不读入"),
        (2023, "B5", "b", "b：两种补助取高的", "补助额不在名单里"),
    ],
)
def test_questions_and_letters_that_the_policy_does_not_have(year, key, letter, found, expected):
    with pytest.raises(SettingsError) as refusal:
        choose(open_policy(year), {key: letter})
    said = refusal.value
    assert said.where == f"gzaudit.toml [readings.{year}] {key}"
    assert said.found == found
    assert expected in said.expected


def test_the_default_may_be_written_out(tmp_path):
    chosen = choose(open_policy(2025), {"A1": "a", "A3": "b"})
    assert dict(chosen.chosen) == {"A3": "b"}
    assert choose(open_policy(2025), {"A1": "a"}) == rules(2025)


@pytest.mark.parametrize("table", ["sources", "readings", "baselines", "budget"])
@pytest.mark.parametrize("year", ["20255", "25", "本年"])
def test_a_year_that_is_none_is_never_passed_over(tmp_path, table, year):
    with pytest.raises(SettingsError) as refused_:
        load(tmp_path, f'[{table}."{year}"]\n')
    assert (refused_.value.where, refused_.value.found) == (f"gzaudit.toml [{table}]", year)
    assert load(tmp_path, f"[{table}.2024]\n") == load(tmp_path, "")


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('[readings.2025]\nA1 = { choice = "b" }', ["[readings.2025] A1", "reason 没有写"]),
        (switched("b", "A99"), ["[readings.2025] A99", "没有这个口径问题"]),
        (switched("z"), ["[readings.2025] A1", "没有这种读法", "z", "a、b"]),
        (switched("c", "A11"), ["[readings.2025] A11", "本工具不计算", "一律按 12 月 31 日所在地"]),
        ("[readings.2025]\nA1 = 3", ["[readings.2025] A1", "3"]),
        ('[baselines.2025]\nresult = "runs/2024/x/result.json"', ["runs/2024/x/result.json", "没有这个文件"]),
        ('[baselines.2025]\nresult = "/etc/passwd"', ["/etc/passwd", "相对于工作区"]),
        ("[baselines.2025]\nresult = []", ["[baselines.2025]", "[]"]),
    ],
)
def test_the_program_refuses_with_two(tmp_path, toml, words):
    (tiny(tmp_path) / "gzaudit.toml").write_text(toml, encoding="utf-8")
    refused(tmp_path, 2, *words)


def test_a_baseline_of_another_year_is_refused(tmp_path):
    workspace = tiny(tmp_path)
    (workspace / "old.json").write_text(
        json.dumps({"schema": "gzaudit.result/1", "year": 2023, "districts": []}), encoding="utf-8"
    )
    (workspace / "gzaudit.toml").write_text('[baselines.2025]\nresult = "old.json"\n', encoding="utf-8")
    refused(workspace, 2, "old.json", "2023", "2024 年")


def test_readings_of_a_year_that_is_only_counted_change_nothing(tmp_path):
    workspace = tiny(tmp_path)
    (workspace / "gzaudit.toml").write_text(switched("b", "A9"), encoding="utf-8")
    ended = inside("compute", "2025", "-w", workspace, "--counts-only", "--json")
    assert json.loads(ended.out)["policy"] is None
    assert "口径" not in ended.err
