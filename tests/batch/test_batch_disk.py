"""A batch on a disk that refuses: one message, exit code 74, and nothing that the next batch could trip over."""

from __future__ import annotations

import shutil

import pytest
from batch_real import log_lines
from cli.cli_support import child, ended, inside, only_run, outputs, speaks, tiny, tree
from cli.disks import UNCOMPILED, largest_file, small_disk, without_override


@pytest.fixture(scope="module")
def right(tmp_path_factory):
    workspace = tiny(tmp_path_factory.mktemp("right"))
    assert inside("batch", "2025", "-w", workspace).code == 0
    return workspace


def recovers(workspace, right):
    """The next batch, with room, is right to the byte and leaves nothing half done."""
    assert inside("batch", "2025", "-w", workspace).code == 0
    assert outputs(only_run(workspace)) == outputs(only_run(right))
    assert tree(workspace / "packets") == tree(right / "packets")
    assert sorted(tree(workspace)) == sorted(tree(right))
    assert {line["year"] for line in log_lines(workspace)} == {2025}


@pytest.mark.parametrize("size", [0, 100, 700, 12_000, 60_000])
def test_files_that_may_not_grow(tmp_path, right, size):
    workspace = tiny(tmp_path)
    before = tree(workspace)
    code, out, err = ended(child("batch", "2025", cwd=workspace, before=largest_file(size), **UNCOMPILED))
    assert (code, out) == (74, b""), err
    assert "文件大小超过系统允许的上限" in err
    assert "Traceback" not in err
    left = {path for path in tree(workspace) if not path.startswith("logs")}
    assert left - set(before) <= {"runs"}, left
    recovers(workspace, right)


@pytest.mark.parametrize("locked", ["logs", ".", "runs", "packets"])
def test_a_folder_without_write_permission(tmp_path, right, locked):
    workspace = tiny(tmp_path / "audit")
    (workspace / locked).mkdir(exist_ok=True)
    before = tree(workspace)
    (workspace / locked).chmod(0o555)
    code, out, err = ended(child("batch", "2025", cwd=workspace, before=without_override))
    (workspace / locked).chmod(0o755)
    assert (code, out) == (74, b""), err
    speaks(err, f"{'logs' if locked == '.' else locked}", "没有权限")
    changed = {path for path in tree(workspace) if not path.startswith("logs")} - set(before)
    assert changed == set()  # it was seen before any work
    for each in ("runs", "packets"):
        if each == locked:
            (workspace / each).rmdir()
    recovers(workspace, right)


def test_too_little_room_is_seen_before_any_work(tmp_path):
    with small_disk(tmp_path / "disk", 4 * 2**20) as disk:
        workspace = tiny(tmp_path / "audit" if disk is None else disk / "audit")
        if disk is None:  # no disk of one's own to be had here: one file too large does as well
            code, _, err = ended(
                child("batch", "2025", cwd=workspace, before=largest_file(700), **UNCOMPILED)
            )
        else:
            stopped = inside("batch", "2025", "-w", workspace)
            code, err = stopped.code, stopped.err
            speaks(err, "磁盘空间不够", "剩余 3 MB", "至少 32 MB")
            assert not (workspace / "runs").exists()
        assert code == 74, err


def test_a_log_that_is_no_file(tmp_path):
    workspace = tiny(tmp_path)
    (workspace / "logs").write_bytes(b"")
    before = tree(workspace)
    stopped = inside("batch", "2025", "-w", workspace)
    assert stopped.code == 74
    speaks(stopped.err, "日志文件夹写不了")
    assert tree(workspace) == before
    (workspace / "logs").unlink()
    (workspace / "logs/batch.log").mkdir(parents=True)
    stopped = inside("batch", "2025", "-w", workspace)
    assert stopped.code == 74
    speaks(stopped.err, "logs/batch.log")
    shutil.rmtree(workspace / "logs")
    assert tree(workspace / "data") == {
        path[5:]: data for path, data in before.items() if path.startswith("data/")
    }
