"""Ctrl-C, another run, the same run again: nothing half written, earlier runs untouched (interface §1, §7)."""

from __future__ import annotations

import shutil
import signal
import time
from pathlib import Path

import pytest
from cli_support import (
    HNTE,
    child,
    ended,
    files,
    gzaudit,
    inside,
    lists,
    only_run,
    outputs,
    speaks,
    tiny,
    tree,
    wait_for,
    write,
)

SAMPLE = Path(__file__).parents[2] / "sample_data/workspace"


@pytest.mark.parametrize("moment", ["读取", "火炬中心", "写出"])
def test_ctrl_c(tmp_path, moment):
    shutil.copytree(SAMPLE, tmp_path / "audit")
    before = tree(tmp_path)
    process = child("compute", "2025", "--json", cwd=tmp_path / "audit")
    said = wait_for(process, moment.encode())
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    code, out, err = ended(process)
    assert (code, out) == (130, b""), err
    assert "已中断" in err
    assert "Traceback" not in said.decode() + err
    assert tree(tmp_path) == before


def test_another_run_holds_the_workspace(tmp_path):
    workspace = tmp_path / "audit"
    shutil.copytree(SAMPLE, workspace)
    first = child("compute", "2025", cwd=workspace)
    wait_for(first, "读取".encode())
    first.send_signal(signal.SIGSTOP)
    try:
        before = tree(workspace)
        for args in (["compute", "2025"], ["compute", "2025", "--json"]):
            second = gzaudit(*args, cwd=workspace)
            assert (second.code, second.out) == (6, b""), second.err
            speaks(second.err, "另一个核算", "runs/2025/")
            assert tree(workspace) == before
    finally:
        first.send_signal(signal.SIGCONT)
    code, _, err = ended(first)
    assert code == 1, err
    run = only_run(workspace)
    assert (run / "result.json").is_file()
    assert {path.name for path in workspace.iterdir()} == {path.name for path in SAMPLE.iterdir()} | {"runs"}


def test_starts_at_the_same_time(tmp_path):
    """One works; every other one is told so, or finds the finished run and keeps it."""
    tiny(tmp_path / "alone")
    assert inside("compute", "2025", "-w", tmp_path / "alone").code == 0
    right = outputs(only_run(tmp_path / "alone"))
    for _ in range(2):
        shutil.rmtree(tmp_path / "audit", ignore_errors=True)
        workspace = tiny(tmp_path / "audit")
        results = [ended(each) for each in [child("compute", "2025", cwd=workspace) for _ in range(3)]]
        fresh = [err for code, _, err in results if code == 0 and "沿用" not in err]
        assert len(fresh) == 1, results
        assert all(code in (0, 6) and "Traceback" not in err for code, _, err in results), results
        assert outputs(only_run(workspace)) == right


def test_the_same_inputs_are_the_same_run(tmp_path):
    tiny(tmp_path)
    assert inside("compute", "2025", "-w", tmp_path).code == 0
    before, times = tree(tmp_path), [path.stat().st_mtime_ns for path in sorted(tmp_path.rglob("*"))]
    again = inside("compute", "2025", "-w", tmp_path, "--json")
    assert again.code == 0
    assert "沿用已有的结果" in again.err
    assert again.out == (only_run(tmp_path) / "result.json").read_bytes()
    assert tree(tmp_path) == before
    run = only_run(tmp_path)
    kept = [path.stat().st_mtime_ns for path in sorted(tmp_path.rglob("*")) if path.is_relative_to(run)]
    assert kept == [
        t for t, path in zip(times, sorted(tmp_path.rglob("*")), strict=True) if path.is_relative_to(run)
    ]


@pytest.mark.parametrize("change", ["cell", "new file", "file gone", "renamed", "settings"])
def test_a_changed_input_is_a_new_run(tmp_path, change):
    tiny(tmp_path)
    assert inside("compute", "2025", "-w", tmp_path).code == 0
    first = only_run(tmp_path)
    before = tree(first)
    data = tmp_path / "data/2025"
    if change == "cell":
        content = lists()
        content.hnte[0] = (*content.hnte[0][:-1], "广州市天河区某路1号")
        write(tmp_path, files(content))
    elif change == "new file":
        (data / "说明.txt").write_text("。", encoding="utf-8")
    elif change == "file gone":
        next(data.rglob("*验收*")).unlink()
    elif change == "renamed":
        (data / HNTE).rename(data / HNTE.replace("2025年", "2025年度"))
    else:
        (tmp_path / "gzaudit.toml").write_text("[budget.2025]\ntotal = 1000000\n", encoding="utf-8")
    assert inside("compute", "2025", "-w", tmp_path).code == 0
    assert len(list((tmp_path / "runs/2025").iterdir())) == 2
    assert tree(first) == before


def test_settings_that_say_the_defaults_are_the_same_run(tmp_path):
    tiny(tmp_path)
    assert inside("compute", "2025", "-w", tmp_path).code == 0
    (tmp_path / "gzaudit.toml").write_text("# 默认\n[hnte]\nscope = 'city'\n", encoding="utf-8")
    assert "沿用" in inside("compute", "2025", "-w", tmp_path).err
    only_run(tmp_path)
