"""What the README tells people to do and to expect holds."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from generated import ROOT, SAMPLE, commands, run

from gzaudit import cli, errors
from gzaudit.errors import GzauditError, SettingsError
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.read.endings import SUPPORTED
from gzaudit.read.kinds import kinds
from gzaudit.settings import Budget, load_settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
CONTRACT = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
DISTRICT_NAMES = {each.name for each in DISTRICTS}
# Done, and done with findings.
OF_NO_ERROR = {0, 1}


def section(title: str) -> str:
    return README.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def settings(folder, text: str):
    (folder / "gzaudit.toml").write_text(text, encoding="utf-8")
    return load_settings(folder, 2025, set(kinds()), DISTRICT_NAMES)


def exit_codes() -> set[int]:
    classes = {
        each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, GzauditError)
    }
    return {each.exit_code for each in classes} | {cli.INTERRUPTED} | OF_NO_ERROR


def test_the_table_of_exit_codes_is_complete():
    assert {
        int(code) for code in re.findall(r"^\| (\d+) \|", section("退出码"), re.MULTILINE)
    } == exit_codes()


def test_the_english_and_the_contract_name_every_exit_code():
    told = CONTRACT.split("## Exit codes", 1)[1]
    assert {int(code) for code in re.findall(r"(?:^|· )(\d+) ", told, re.MULTILINE)} == exit_codes()
    english = next(line for line in README.splitlines() if "**Exit codes**" in line)
    assert {int(code) for code in re.findall(r"\b\d+\b", english)} == exit_codes()


def test_every_command_named_is_one():
    known = {words[0] for words in commands() if words}
    named = re.findall(r"\bgzaudit(?:\.exe)? ([a-z][a-z-]*)", README)
    assert named
    assert set(named) <= known


def test_every_make_target_named_is_one():
    targets = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split())
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", README)) - {"sh"}
    assert named <= targets
    assert targets - named <= {"help", "system-programs"}


def test_formats_named_are_those_read():
    assert all(f"`{ending}`" in section("放什么、怎样认") for ending in SUPPORTED)


def test_settings_told_are_those_accepted(tmp_path):
    told = {
        (table.split(".")[0], name)
        for table, name in re.findall(
            r"^\| `\[([\w.]+)\]` `(\w+)` \|", section("设置：gzaudit.toml"), re.MULTILINE
        )
    }
    by_year = ("budget", "baselines")
    accepted = set()
    for table in sorted(_names(tmp_path, "unknown = {}\n") - {"sources", "readings"}):
        where = f"{table}.2025" if table in by_year else table
        accepted |= {(table, name) for name in _names(tmp_path, f"[{where}]\nunknown = 1\n")}
    assert told == accepted
    assert "| `[sources.2025]` " in README
    # Which questions there are is the policy's to say; each takes a choice and a reason.
    assert _names(tmp_path, "[readings.2025]\nA1 = { unknown = 1 }\n") == {"choice", "reason"}
    assert "| `[readings.2025]` 编号 = `{ choice, reason }` |" in README


def _names(folder, text: str) -> set[str]:
    """The settings that may stand where an unknown one was written."""
    with pytest.raises(SettingsError) as caught:
        settings(folder, text)
    return set(caught.value.expected.partition("：")[2].split("、"))


def test_the_example_of_settings_is_accepted(tmp_path):
    (example,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    found = settings(tmp_path, example)
    assert found.pins == {"hnte": ("data/2025/第一批*.xlsx", "data/2025/第二批*.csv")}
    assert (found.hnte_scope, found.use_code_fallback) == ("city", False)
    assert found.budget == Budget(12_000_000, {"天河区": 1_000_000}, "proportional")


def test_the_correction_of_the_walk_has_the_effect_told(tmp_path):
    workspace = tmp_path / "demo"
    shutil.copytree(SAMPLE, workspace)
    walk = section("五分钟走一遍")
    path = re.search(r"`build/demo/(data/[^`]+)`", walk)[1]
    (line,) = re.findall(r"```text\n(广州[^\n]*)\n```", walk)
    before = json.loads(run("compute", "2025", "--json", cwd=workspace).stdout)
    with (workspace / path).open("a", encoding="utf-8", newline="") as file:
        file.write(line + "\r\n")
    done = run("compute", "2025", "--json", cwd=workspace)
    after = json.loads(done.stdout)
    assert done.returncode == 1
    told = re.search(
        r"海珠区高企由 (\d+) 家变为 (\d+) 家，应付由 ([\d,]+) 元变为 ([\d,]+) 元，“无法确定所在区”剩 (\d+) 条",
        walk,
    )
    numbers = [int(number.replace(",", "")) for number in told.groups()]
    old, new = (
        next(each for each in result["districts"] if each["name"] == "海珠区") for result in (before, after)
    )
    assert numbers == [
        old["indicators"]["hnte"]["count"],
        new["indicators"]["hnte"]["count"],
        old["payable"],
        new["payable"],
        after["findings"]["by_code"]["district_unresolved"],
    ]
    assert f"有 {before['findings']['by_code']['district_unresolved']} 条“无法确定所在区”" in walk
    assert len(list((workspace / "runs" / "2025").glob("[!.]*"))) == 2
