"""A disk that refuses: one message, exit code 74, nothing half written, earlier runs untouched."""

from __future__ import annotations

import errno
import io
import os
import shutil
from pathlib import Path

import pytest
from cli_support import (
    HNTE,
    child,
    ended,
    files,
    inside,
    lists,
    only_run,
    outputs,
    refused,
    speaks,
    tiny,
    tree,
    write,
)
from disks import UNCOMPILED, largest_file, small_disk, without_override


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """A workspace with a run, to be copied."""
    workspace = tiny(tmp_path_factory.mktemp("once"))
    assert inside("compute", "2025", "-w", workspace).code == 0
    return workspace


@pytest.fixture
def year(tmp_path, once):
    """A workspace with an earlier run, then changed, and the bytes of all there is."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    content = lists()
    content.services.pop()
    write(tmp_path, files(content))
    return tmp_path, tree(tmp_path)


@pytest.mark.parametrize("size", [0, 500, 12_000])
def test_files_that_may_not_grow(year, size):
    workspace, before = year
    code, out, err = ended(
        child("compute", "2025", "--json", cwd=workspace, before=largest_file(size), **UNCOMPILED)
    )
    assert (code, out) == (74, b""), err
    speaks(err, "runs/2025/", "位置：", "处理：")
    assert tree(workspace) == before


@pytest.mark.parametrize("pages", [1, 10, 40, 80])
def test_a_full_disk(tmp_path, pages):
    workspace = tiny(tmp_path / "audit")
    before = tree(workspace)
    with small_disk(tmp_path / "disk", pages * 4096) as disk:
        out, limit = ("runs-here", largest_file(pages * 100)) if disk is None else (disk / "lauf", None)
        code, printed, err = ended(
            child("compute", "2025", "--out", out, "--json", cwd=workspace, before=limit, **UNCOMPILED)
        )
        assert (code, printed) == (74, b""), err
        speaks(err, "lauf" if disk else "runs-here", "磁盘已满" if disk else "上限", "处理：")
        assert disk is None or tree(disk) == {}
    assert tree(workspace) == before


@pytest.mark.parametrize("operation", ["fsync", "replace", "mkdir"])
@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EACCES])
def test_whichever_call_the_disk_refuses(year, monkeypatch, operation, reason):
    workspace, before = year
    real, calls, failed = getattr(os, operation), [0], [False]
    for nth in (1, 4):
        calls[0], failed[0] = 0, False

        def refusing(*args, nth=nth, **options):
            calls[0] += operation != "mkdir" or not Path(args[0]).exists()
            # A refused permission may pass within moments, on Windows: only one that stays stops the run.
            stays = reason == errno.EACCES and operation == "replace" and failed[0]
            if stays or (calls[0] == nth and not failed[0]):
                failed[0] = True
                raise OSError(reason, os.strerror(reason), str(args[0]))
            return real(*args, **options)

        with monkeypatch.context() as patch:
            patch.setattr(os, operation, refusing)
            patch.setattr("gzaudit.moving.WAITS", (0.0,) * 5)
            done = inside("compute", "2025", "-w", workspace, "--json")
        assert failed[0], (operation, nth, calls)
        assert (done.code, done.out) == (74, b""), done.err
        speaks(done.err, "runs/2025/", "实际：")
        assert os.strerror(reason) not in done.err
        assert tree(workspace) == before


def test_every_file_that_cannot_be_opened_for_writing(year, monkeypatch):
    workspace, before = year
    real, calls = io.open, [0]

    def refusing(file, mode="r", *args, nth=0, **options):
        if "w" in mode and str(file).startswith(str(workspace)):
            calls[0] += 1
            if calls[0] == nth:
                raise OSError(errno.ENOSPC, "No space left on device", str(file))
        return real(file, mode, *args, **options)

    reached = 0
    for nth in range(1, 1000, 19):
        calls[0] = 0
        with monkeypatch.context() as patch:
            patch.setattr(io, "open", lambda *a, nth=nth, **o: refusing(*a, nth=nth, **o))
            done = inside("compute", "2025", "-w", workspace)
        if calls[0] < nth:
            break
        reached += 1
        assert done.code == 74, done.err
        speaks(done.err, "磁盘已满")
        assert tree(workspace) == before
    assert reached >= 2
    assert done.code == 0


@pytest.mark.parametrize("locked", [".", "runs", "runs/2025"])
def test_a_folder_without_write_permission(year, locked):
    workspace, before = year
    if locked == ".":
        shutil.rmtree(workspace / "runs")
        before = tree(workspace)
    (workspace / locked).chmod(0o555)
    fresh = locked == "runs"
    if fresh:  # nothing for this year yet, and no room for it
        shutil.rmtree(workspace / "runs/2025")
        before = tree(workspace)
    try:
        code, out, err = ended(child("compute", "2025", "--json", cwd=workspace, before=without_override))
    finally:
        (workspace / locked).chmod(0o755)
    assert (code, out) == (74, b""), err
    speaks(err, "runs/2025/", "没有权限")
    assert tree(workspace) == before


def test_a_list_without_read_permission(year):
    workspace, before = year
    (workspace / "data/2025" / HNTE).chmod(0)
    code, out, err = ended(child("compute", "2025", cwd=workspace, before=without_override))
    (workspace / "data/2025" / HNTE).chmod(0o644)
    assert (code, out) == (3, b""), err
    speaks(err, HNTE, "权限")
    assert tree(workspace) == before


def test_settings_without_read_permission(year):
    workspace, _ = year
    (workspace / "gzaudit.toml").write_text("", encoding="utf-8")
    (workspace / "gzaudit.toml").chmod(0)
    before_names = sorted(tree(workspace))
    code, out, err = ended(child("compute", "2025", cwd=workspace, before=without_override))
    (workspace / "gzaudit.toml").chmod(0o644)
    assert (code, out) == (2, b""), err
    speaks(err, "gzaudit.toml", "没有权限")
    assert sorted(tree(workspace)) == before_names


@pytest.mark.parametrize("place", ["runs", "runs/2025"])
def test_a_file_where_the_folder_should_be(tmp_path, place):
    tiny(tmp_path)
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("alt", encoding="utf-8")
    refused(tmp_path, 74, "runs/2025/")


@pytest.mark.parametrize("shape", ["file", "folder"])
def test_something_else_where_the_run_should_be(tmp_path, once, shape):
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    run = only_run(tmp_path)
    shutil.rmtree(run)
    if shape == "folder":
        run.mkdir()
        run = run / "notiz.txt"
    run.write_text("alt", encoding="utf-8")
    refused(tmp_path, 74, "runs/2025/", "移走")


def test_an_empty_folder_where_the_run_should_be_is_filled(tmp_path, once):
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    run = only_run(tmp_path)
    first = outputs(run)
    shutil.rmtree(run)
    run.mkdir()
    assert inside("compute", "2025", "-w", tmp_path).code == 0
    assert outputs(run) == first
