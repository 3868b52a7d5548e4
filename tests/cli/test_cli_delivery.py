"""A disk that refuses, Ctrl-C, another run: nothing half written, earlier runs untouched (interface §1, §7)."""

from __future__ import annotations

import ctypes
import errno
import io
import os
import resource
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli_support import (
    HNTE,
    command,
    environment,
    files,
    gzaudit,
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

SAMPLE = Path(__file__).parents[2] / "sample_data/workspace"
LIBC = ctypes.CDLL(None, use_errno=True)
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, PR_CAPBSET_DROP, MS_RDONLY, MS_REMOUNT, MS_BIND = 1, 2, 24, 1, 32, 4096


@pytest.fixture
def year(tmp_path):
    """A workspace with an earlier run, then changed, and the bytes of all there is."""
    tiny(tmp_path)
    assert inside("compute", "2025", "-w", tmp_path).code == 0
    content = lists()
    content.patents.pop()
    write(tmp_path, files(content))
    return tmp_path, tree(tmp_path)


def child(*args, cwd, before=None, **changes):
    return subprocess.Popen(
        command(*args),
        cwd=cwd,
        env=environment(**changes),
        preexec_fn=before,  # noqa: PLW1509  # limits must be set in the child
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def ended(process):
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err.decode()


def largest_file(size):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [0, 500, 7000, 12_000, 20_000])
def test_files_that_may_not_grow(year, size):
    workspace, before = year
    code, out, err = ended(child("compute", "2025", "--json", cwd=workspace, before=largest_file(size)))
    assert (code, out) == (74, b""), err
    speaks(err, "runs/2025/", "位置：", "处理：")
    assert tree(workspace) == before


def mount(source: str, target: Path, kind: str | None, flags: int, options: str = "") -> bool:
    done = LIBC.mount(source.encode(), str(target).encode(), kind and kind.encode(), flags, options.encode())
    return done == 0


@contextmanager
def small_disk(folder: Path, size: int):
    """A disk of so many bytes, where this user may mount one; else None."""
    folder.mkdir()
    if not mount("none", folder, "tmpfs", 0, f"size={size}"):
        yield None
        return
    try:
        yield folder
    finally:
        LIBC.umount2(str(folder).encode(), 2)


@pytest.mark.parametrize("pages", [1, 8, 30, 60, 90])
def test_a_full_disk(tmp_path, pages):
    workspace = tiny(tmp_path / "audit")
    before = tree(workspace)
    with small_disk(tmp_path / "disk", pages * 4096) as disk:
        out, limit = ("runs-here", largest_file(pages * 100)) if disk is None else (disk / "lauf", None)
        code, printed, err = ended(
            child("compute", "2025", "--out", out, "--json", cwd=workspace, before=limit)
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
            if calls[0] == nth and not failed[0]:
                failed[0] = True
                raise OSError(reason, os.strerror(reason), str(args[0]))
            return real(*args, **options)

        with monkeypatch.context() as patch:
            patch.setattr(os, operation, refusing)
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
    for nth in range(1, 90, 11):
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


def without_override():
    """Root that obeys the permission bits like anybody else."""
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


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
def test_something_else_where_the_run_should_be(tmp_path, shape):
    tiny(tmp_path)
    assert inside("compute", "2025", "-w", tmp_path).code == 0
    run = only_run(tmp_path)
    shutil.rmtree(run)
    if shape == "folder":
        run.mkdir()
        run = run / "notiz.txt"
    run.write_text("alt", encoding="utf-8")
    refused(tmp_path, 74, "runs/2025/", "移走")


def test_an_empty_folder_where_the_run_should_be_is_filled(tmp_path):
    tiny(tmp_path)
    assert inside("compute", "2025", "-w", tmp_path).code == 0
    run = only_run(tmp_path)
    first = outputs(run)
    shutil.rmtree(run)
    run.mkdir()
    assert inside("compute", "2025", "-w", tmp_path).code == 0
    assert outputs(run) == first


def wait_for(process, words: bytes) -> bytes:
    """Read what the program says until it says this."""
    said = b""
    while words not in said:
        more = process.stderr.read1(4096)
        assert more, said.decode()
        said += more
    return said


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
