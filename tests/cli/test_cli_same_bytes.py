"""The same inputs give the same bytes, wherever, whenever and in whatever order they are found (interface §4)."""

from __future__ import annotations

import os
import random
import shutil

import pytest
from cli_support import files, gzaudit, lists, only_run, outputs, tiny, write


@pytest.fixture(scope="module")
def right(tmp_path_factory):
    workspace = tiny(tmp_path_factory.mktemp("first"))
    ended = gzaudit("compute", "2025", cwd=workspace, PYTHONHASHSEED="1", TZ="Asia/Shanghai")
    assert ended.code == 0, ended.err
    run = only_run(workspace)
    assert [path for path in outputs(run) if path.endswith(".xlsx")]
    return run.name, outputs(run)


@pytest.mark.parametrize(
    "changes",
    [
        {"PYTHONHASHSEED": "77", "TZ": "America/Los_Angeles"},
        {"LANG": "C", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"},
        {
            "LANG": "zh_CN.GB18030",
            "PYTHONIOENCODING": "gbk",
            "COLUMNS": "40",
            "USER": "某人",
            "HOME": "/nirgends",
        },
        {"PYTHONOPTIMIZE": "1", "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "1"},
    ],
)
def test_whatever_the_environment(tmp_path, right, changes):
    name, wanted = right
    ended = gzaudit("compute", "2025", cwd=tiny(tmp_path), **changes)
    assert ended.code == 0, ended.err
    assert only_run(tmp_path).name == name
    assert outputs(only_run(tmp_path)) == wanted


def test_whatever_the_place_the_order_and_the_dates_of_the_files(tmp_path, right):
    name, wanted = right
    workspace = tmp_path / "在 别处" / "sub'dir"
    content = list(files(lists()).items())
    random.Random(5).shuffle(content)
    for age, (path, data) in enumerate(reversed(content)):
        write(workspace, {path: data})
        os.utime(workspace / "data/2025" / path, (10**9 + age, 10**8 - age))
    ended = gzaudit("compute", "2025", "-w", workspace, cwd=tmp_path)
    assert ended.code == 0, ended.err
    assert only_run(workspace).name == name
    assert outputs(only_run(workspace)) == wanted

    ended = gzaudit("compute", "2025", "-w", ".", "--out", tmp_path / "anderswo", cwd=workspace)
    assert ended.code == 0, ended.err
    assert outputs(tmp_path / "anderswo") == wanted

    ended = gzaudit("compute", "2025", "-w", "../sub'dir", "--out", "../x/y", cwd=workspace)
    assert ended.code == 0, ended.err
    assert outputs(workspace.parent / "x/y") == wanted


def test_touched_files_are_the_same_run(tmp_path, right):
    name, wanted = right
    workspace = tiny(tmp_path)
    assert gzaudit("compute", "2025", cwd=workspace).code == 0
    for path in (workspace / "data").rglob("*"):
        os.utime(path, (1, 1))
    again = gzaudit("compute", "2025", cwd=workspace)
    assert "沿用已有的结果" in again.err
    shutil.rmtree(workspace / "runs")
    assert gzaudit("compute", "2025", cwd=workspace).code == 0
    assert only_run(workspace).name == name
    assert outputs(only_run(workspace)) == wanted


def test_nothing_in_the_outputs_tells_where_or_who(tmp_path, right):
    _, wanted = right
    for path, data in wanted.items():
        for word in (b"/tmp/", os.environ.get("USER", "").encode(), str(tmp_path.parent).encode()):
            assert not word or path.endswith(".xlsx") or word not in (data or b""), (path, word)
