"""The walk for next year's policy works word for word: its commands, its edits, what it shows."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from cli.cli_support import files, lists
from generated import ROOT, SAMPLE

WALK = (ROOT / "docs" / "next-year.md").read_text(encoding="utf-8")
NOTICE = Path(__file__).with_name("notice_2026.txt")
BLOCK = re.compile(r"(?P<before>.*?)^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)


class Step(NamedTuple):
    """A block of the document and the prose before it."""

    kind: str
    prose: str
    body: str


STEPS = [Step(each["kind"], each["before"], each["body"]) for each in BLOCK.finditer(WALK)]


def squeezed(text: str) -> str:
    """Without blanks, line ends and rules of tables: how wide a console is changes nothing."""
    return re.sub(r"[\s│┃]", "", text)


def run(command: str, workspace: Path) -> tuple[int, str]:
    words = shlex.split(command)
    assert words[0] == "gzaudit"
    env = {**os.environ, "COLUMNS": "160", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "gzaudit", *words[1:]],
        cwd=workspace,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def named_file(step: Step, workspace: Path) -> Path:
    """The file that the prose names last."""
    return workspace / re.findall(r"`(policies/2026/\w+\.toml)`", step.prose)[-1]


def edit(path: Path, hunk: str) -> None:
    """Do what a hunk says; what it starts from stands in the file exactly once."""
    lines = [line or " " for line in hunk.removesuffix("\n").split("\n")]
    assert {line[0] for line in lines} <= set("+- ")
    old, new = ("\n".join(line[1:] for line in lines if line[0] != drop) for drop in "+-")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path.name, text.count(old), old)
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """The sample, the notice as text, and lists of 2026."""
    made = tmp_path_factory.mktemp("walk") / "workspace"
    shutil.copytree(SAMPLE, made)
    shutil.copy(NOTICE, made / "2026年通知.txt")
    content = lists()
    content.hnte = [(*row[:3], row[3].replace("2025", "2026"), 2026, *row[5:]) for row in content.hnte]
    content.patents = [(*row[:4], "2026-03-04") for row in content.patents]
    for path, data in files(content).items():
        target = made / "data" / "2026" / path.replace("2025", "2026")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return made


def check_off(workspace: Path) -> None:
    """What the officer does between the first look at the marks and the year's run."""
    assert "核对完就删去标记，直到一处不剩" in WALK
    for path in (workspace / "policies" / "2026").iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("【请核对】", ""), encoding="utf-8", newline="\n")
    assert run("gzaudit policy lint 2026", workspace)[0] == 0


def test_a_draft_that_is_not_checked_off_needs_a_decision(workspace, tmp_path):
    copy = tmp_path / "unchecked"
    shutil.copytree(workspace, copy)
    assert run("gzaudit policy new 2026 --from 2025", copy)[0] == 0
    code, shown = run("gzaudit compute 2026", copy)
    assert (code, "政策规则还有没核对完的地方" in shown) == (1, True)


def test_the_walk_works_word_for_word(workspace):
    shown, last, edited = "", None, None
    for step in STEPS:
        if step.kind == "sh":
            told = re.findall(r"退出码 (\d)", step.prose)
            for command in step.body.splitlines():
                if command == "gzaudit compute 2026":
                    check_off(workspace)
                code, shown = run(command, workspace)
                assert code == int(told[-1] if told else 0), (command, shown[-2000:])
        elif step.kind == "text":
            for line in step.body.splitlines():
                assert squeezed(line) in squeezed(shown), (line, shown[-3000:])
        elif step.kind == "toml":
            path = named_file(step, workspace)
            assert f"`policies/2026/{path.name}` 末尾" in step.prose
            path.write_text(
                path.read_text(encoding="utf-8") + "\n" + step.body, encoding="utf-8", newline="\n"
            )
        elif step.kind == "diff":
            edited = named_file(step, workspace) if "`policies/" in step.prose else edited
            edit(edited, step.body)
        last = step
    assert last.body == "gzaudit compute 2026\n"
    assert (workspace / "2026年算例核对表.xlsx").is_file()
    assert len(list((workspace / "runs" / "2026").iterdir())) == 1


def test_it_shows_every_command_for_policies_but_those_that_only_look():
    commands = [line.split() for step in STEPS if step.kind == "sh" for line in step.body.splitlines()]
    used = {words[2] for words in commands if words[1] == "policy"}
    assert used == {"new", "lint", "test", "diff"}
    assert {step.kind for step in STEPS} == {"sh", "text", "toml", "diff"}
