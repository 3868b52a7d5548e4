"""Consoles of every sort: piped, narrow, without colour, of another code page, or gone (issue: Terminal)."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import unicodedata

import pytest
from cli_support import (
    DISTRICTS,
    command,
    environment,
    files,
    firm,
    gzaudit,
    lists,
    only_run,
    quiet,
    text,
    tiny,
    write,
)


def width(line: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(each) in "WF") for each in line)


@pytest.fixture
def workspace(tmp_path):
    """A year with things to decide."""
    content = lists()
    content.hnte[1] = (2, firm(1), "", "GR202444000001", 2025, "天河区", "")
    return write(tmp_path, files(content))


@pytest.mark.parametrize("columns", ["60", "160", "1", "viele"])
def test_piped(workspace, columns):
    ended = gzaudit("compute", "2025", cwd=workspace, COLUMNS=columns)
    assert (ended.code, ended.out) == (1, b""), ended.err
    assert "\x1b" not in ended.err
    assert "\r" not in ended.err
    assert "Traceback" not in ended.err
    if columns in ("60", "160"):
        assert all(width(line.rstrip()) <= int(columns) for line in ended.err.splitlines()), ended.err
        assert "…" not in ended.err.replace(" …", "")
        for district in (*DISTRICTS, "全市"):
            row = next(line for line in ended.err.splitlines() if district in line and "│" in line)
            assert re.search(r"\d", row), row
        assert "3,252,000" in ended.err or "待定" in ended.err


def on_a_terminal(workspace, **changes) -> str:
    """What a person's terminal gets on stderr."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command("compute", "2025"),
        cwd=workspace,
        env=environment(**changes),
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not more:
            break
        said += more
    os.close(ours)
    assert process.wait() == 1
    return said.decode()


def test_colour_is_for_terminals_that_want_it(workspace):
    colour = re.compile(r"\x1b\[[\d;]*3\d")
    assert colour.search(on_a_terminal(workspace, TERM="xterm-256color", COLUMNS="100"))
    assert not colour.search(on_a_terminal(workspace, TERM="xterm-256color", COLUMNS="100", NO_COLOR="1"))
    assert "\x1b" not in on_a_terminal(workspace, TERM="dumb", COLUMNS="100")


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp437"])
def test_code_pages(workspace, encoding):
    ended = gzaudit("compute", "2025", "--json", cwd=workspace, PYTHONIOENCODING=encoding)
    assert ended.code == 1, ended.err
    assert ended.out == (only_run(workspace) / "result.json").read_bytes()
    assert "Traceback" not in ended.err
    if encoding.startswith("gb"):
        assert all(name in ended.err for name in DISTRICTS)
        assert "\\u" not in ended.err
    else:
        assert "\\u" in ended.err
    refused = gzaudit("compute", "2024", cwd=workspace, PYTHONIOENCODING=encoding)
    assert refused.code == 4
    assert "Traceback" not in refused.err
    assert gzaudit("compute", "--help", PYTHONIOENCODING=encoding).code == 0


@pytest.mark.parametrize(
    "changes", [{"LANG": "C", "LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"}]
)
def test_without_a_locale(workspace, changes):
    ended = gzaudit("compute", "2025", "--json", cwd=workspace, **changes)
    assert ended.code == 1, ended.err
    assert ended.out == (only_run(workspace) / "result.json").read_bytes()


def test_json_is_the_file_and_nothing_else(workspace):
    for again in (False, True):
        ended = gzaudit("compute", "2025", "--json", cwd=workspace)
        assert ended.code == 1
        assert ("沿用" in ended.err) is again
        assert ended.out == (only_run(workspace) / "result.json").read_bytes()
    out = gzaudit("compute", "2025", "--json", "--out", "x", cwd=workspace)
    assert out.out == (workspace / "x/result.json").read_bytes() == ended.out


def run_with(workspace, *args, shell) -> tuple[int, str]:
    line = " ".join(f"'{each}'" for each in command(*args))
    done = subprocess.run(
        ["bash", "-c", shell.format(line)], cwd=workspace, env=environment(), capture_output=True, check=False
    )
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.mark.parametrize(
    "gone", ["{} 2>&1 >/dev/null | head -1; exit ${{PIPESTATUS[0]}}", "{} 2>/dev/full", "{} 2>&-", "{} >&-"]
)
def test_nobody_listening_does_not_stop_the_work(workspace, gone):
    code, said = run_with(workspace, "compute", "2025", shell=gone)
    assert code == 1, said
    assert "Traceback" not in said
    assert (only_run(workspace) / "result.json").is_file()


@pytest.mark.parametrize(
    ("shell", "code"),
    [
        ("{} 2>/dev/null | head -c 20; exit ${{PIPESTATUS[0]}}", 1),
        ("{} >/dev/full", 74),
        ("{} >&-", 74),
    ],
)
def test_a_result_that_cannot_be_printed(workspace, shell, code):
    ended, said = run_with(workspace, "compute", "2025", "--json", shell=shell)
    assert ended == code, said
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    assert (only_run(workspace) / "result.json").is_file()


def test_names_cannot_steer_the_terminal(tmp_path):
    workspace = tiny(tmp_path)
    evil = "2025年\x1b[31m\x07\u202e高企取消名单.csv"
    write(workspace, {evil: text([("企业名称", "统一社会信用代码"), ("甲", "无")])})
    ended = gzaudit("compute", "2025", cwd=workspace)
    assert ended.code in (0, 1), ended.err
    write(workspace, {evil: b""})
    ended = gzaudit("compute", "2025", cwd=workspace)
    assert ended.code == 3, ended.err
    assert "高企取消名单" in ended.err
    for said in (ended.err, gzaudit("compute", "2025", "-w", "x\x1b[2J", cwd=workspace).err):
        assert not set(said) & set("\x1b\x07\u202e"), said


def test_a_clean_year_says_so(tmp_path):
    ended = gzaudit("compute", "2025", cwd=quiet(tmp_path))
    assert "没有需要人工处理的事项" in ended.err
    assert "另有 1 条提示" in ended.err
