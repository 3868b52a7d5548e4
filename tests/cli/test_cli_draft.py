"""A policy that is still a draft: the run says where, file by file and line by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import Table, lists, said
from policy_support import copied

from gzaudit.commands.job import prepare
from gzaudit.pipeline import audit_year

MARK = "【请核对】"


def told(workspace: Path) -> list[tuple[str, str]]:
    """Severity and words of the finding."""
    job = prepare(2030, workspace, counts_only=False)
    audited = audit_year(job, lists(Table("hnte", [], title="2030年第一批高新技术企业认定备案公示名单")))
    return [(severity, found) for severity, _, _, found, _ in said(audited, "policy_unchecked")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A policy of 2030 with no mark left."""
    made = copied(tmp_path)
    for path in made.iterdir():
        text = path.read_text(encoding="utf-8").replace(MARK, "")
        path.write_text(text, encoding="utf-8", newline="\n")
    return made


def mark(folder: Path, name: str, *numbers: int) -> None:
    lines = (folder / name).read_text(encoding="utf-8").split("\n")
    for number in numbers:
        lines[number - 1] += f" # {MARK}"
    (folder / name).write_text("\n".join(lines), encoding="utf-8", newline="\n")


def test_each_file_and_line_that_is_still_to_be_checked_is_named(tmp_path, folder):
    mark(folder, "policy.toml", 1, 3)
    assert told(tmp_path) == [("error", "policies/2030/policy.toml 第 1、3 行")]
    mark(folder, "readings.toml", 2)
    # Cases decide no figure: what is still to be checked in them is for `policy lint`.
    mark(folder, "cases.toml", 2)
    assert told(tmp_path) == [
        ("error", "policies/2030/policy.toml 第 1、3 行；policies/2030/readings.toml 第 2 行")
    ]


def test_a_policy_that_is_checked_off_says_nothing(tmp_path, folder):
    assert folder.is_dir()
    assert told(tmp_path) == []
