"""`gzaudit package` as people and timers run it: wrong use, refusing disks, interruptions, two at once."""

from __future__ import annotations

import errno
import json
import os
import re
import signal

import pytest
from cli.cli_support import child, ended, gzaudit, inside, speaks, tree, wait_for
from cli.disks import UNCOMPILED, largest_file, small_disk, without_override
from packet.packet_runs import HERE, copy, run_of
from privacy.years import code, name

DECISIONS = "事项,企业名称,统一社会信用代码,决定,依据,决定人,复核人\n"


def packets_of(workspace):
    return workspace / "packets/2025" / run_of(workspace).name


def test_what_is_said_and_where(tmp_path):
    workspace = copy(tmp_path)
    done = gzaudit("package", "2025", cwd=workspace)
    assert done.code == 0
    out = done.out.decode()
    assert f"440106{HERE}.zip" in out
    assert "每份只有本区的企业，一家不少，没有只在统计名单中的企业。共 11 份。" in out
    assert f"分送包在：packets/2025/{run_of(workspace).name}（清单：分送清单.csv）" in out
    assert f"核对 runs/2025/{run_of(workspace).name} 的各区文件并打包" in done.err
    assert not [n for n in range(900, 920) if name(n) in out + done.err]


def test_json_and_nothing_else(tmp_path):
    workspace = copy(tmp_path)
    done = inside("package", "2025", "-w", workspace, "--json")
    told = json.loads(done.out)
    assert told.pop("folder") == f"packets/2025/{run_of(workspace).name}"
    assert told == json.loads((packets_of(workspace) / "packets.json").read_bytes())
    assert str(tmp_path) not in done.out.decode()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("2024",), ("这一年度还没有运行结果", "gzaudit compute 2024")),
        (("25",), ("年度写得不对",)),
        (("2025", "--run", "没有"), ("没有这次运行",)),
        (("2025", "--district", "东山区"), ("没有这个区", "东山区", "天河区")),
        (("2025", "-w", "/nirgends"), ("没有这个工作区",)),
    ],
)
def test_wrong_use(tmp_path, args, words):
    workspace = copy(tmp_path)
    before = tree(workspace)
    done = inside("package", *args, *(() if "-w" in args else ("-w", workspace)))
    assert done.code == 2
    speaks(done.err, *words)
    assert tree(workspace) == before


def test_a_run_of_another_year(tmp_path):
    workspace = copy(tmp_path)
    done = inside("package", "2024", "-w", workspace, "--run", run_of(workspace))
    assert done.code == 2
    speaks(done.err, "这次运行不是这一年度的")


def test_decisions_on_its_firms_are_its_own_and_a_reason_that_names_another_is_not(tmp_path):
    workspace = copy(tmp_path)
    line = "district,{},{},天河区,{},张三,李四\n"
    for basis, code_ in (("现场核实", 0), (f"与{name(905)}核对", 70)):
        text = DECISIONS + line.format(name(903), code(903), basis)
        (workspace / "data/2025/人工复核决定.csv").write_text(text, encoding="utf-8")
        assert inside("compute", "2025", "-w", workspace, "--fail-on", "never").code == 0
        done = inside("package", "2025", "-w", workspace)
        assert done.code == code_, done.err
    speaks(done.err, "天河区", "人工决定的依据", "不属于本区的名称")
    assert name(905) not in done.err


@pytest.mark.parametrize("size", [0, 4_000, 30_000])
def test_files_that_may_not_grow(tmp_path, size):
    workspace = copy(tmp_path)
    before = tree(workspace)
    code_, out, err = ended(
        child("package", "2025", "--json", cwd=workspace, before=largest_file(size), **UNCOMPILED)
    )
    assert (code_, out) == (74, b""), err
    speaks(err, "packets/2025/", "处理：")
    assert tree(workspace) == before


@pytest.mark.parametrize("pages", [1, 40, 100])
def test_a_full_disk(tmp_path, pages):
    """The folder of packets lies on another, smaller disk, where this user may mount one."""
    workspace = copy(tmp_path)
    with small_disk(workspace / "packets", pages * 4096) as disk:
        limit = largest_file(pages * 100) if disk is None else None
        code_, out, err = ended(child("package", "2025", cwd=workspace, before=limit, **UNCOMPILED))
        assert (code_, out) == (74, b""), err
        speaks(err, "packets/2025/", "磁盘已满" if disk else "上限")
        assert disk is None or tree(disk) == {}


@pytest.mark.parametrize("locked", [".", "packets", "packets/2025"])
def test_a_folder_without_write_permission(tmp_path, locked):
    workspace = copy(tmp_path)
    (workspace / locked).mkdir(parents=True, exist_ok=True)
    before = tree(workspace)
    (workspace / locked).chmod(0o555)
    try:
        code_, out, err = ended(child("package", "2025", cwd=workspace, before=without_override))
    finally:
        (workspace / locked).chmod(0o755)
    assert (code_, out) == (74, b""), err
    speaks(err, "packets/2025/", "没有权限")
    assert tree(workspace) == before


def test_packets_that_are_there_are_found_on_a_disk_that_only_lets_read(tmp_path):
    workspace = copy(tmp_path)
    assert inside("package", "2025", "-w", workspace).code == 0
    for path in (workspace / "packets/2025", packets_of(workspace)):
        path.chmod(0o555)
    try:
        code_, _, err = ended(child("package", "2025", cwd=workspace, before=without_override))
    finally:
        for path in (packets_of(workspace), workspace / "packets/2025"):
            path.chmod(0o755)
    assert code_ == 0, err


@pytest.mark.parametrize("place", ["packets", "packets/2025"])
def test_a_file_where_the_folder_should_be(tmp_path, place):
    workspace = copy(tmp_path)
    (workspace / place).parent.mkdir(exist_ok=True)
    (workspace / place).write_text("alt", encoding="utf-8")
    before = tree(workspace)
    done = inside("package", "2025", "-w", workspace)
    assert done.code == 74, done.err
    speaks(done.err, "packets/2025/")
    assert tree(workspace) == before


@pytest.mark.parametrize("operation", ["fsync", "replace", "mkdir"])
@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EACCES])
def test_whichever_call_the_disk_refuses(tmp_path, monkeypatch, operation, reason):
    workspace = copy(tmp_path)
    before, real, failed = tree(workspace), getattr(os, operation), []

    def refusing(*args, **options):
        # A refused permission may pass within moments, on Windows: only one that stays stops the command.
        stays = reason == errno.EACCES and operation == "replace"
        if (stays or not failed) and not (operation == "mkdir" and os.path.exists(args[0])):  # noqa: PTH110
            failed.append(args)
            raise OSError(reason, os.strerror(reason), str(args[0]))
        return real(*args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, operation, refusing)
        patch.setattr("gzaudit.moving.WAITS", (0.0,) * 5)
        done = inside("package", "2025", "-w", workspace, "--district", HERE)
    assert failed
    assert done.code == 74, done.err
    speaks(done.err, "packets/2025/")
    assert tree(workspace) == before


def test_another_one_is_packing(tmp_path):
    workspace = copy(tmp_path)
    first = child("package", "2025", cwd=workspace)
    wait_for(first, "核对".encode())
    while not (workspace / "packets/2025/.gzaudit.lock").exists():
        assert first.poll() is None
    first.send_signal(signal.SIGSTOP)
    try:
        second = inside("package", "2025", "-w", workspace)
        assert second.code == 6
        speaks(second.err, "packets/2025/")
    finally:
        first.send_signal(signal.SIGCONT)
    assert ended(first)[0] == 0
    assert inside("package", "2025", "-w", workspace).code == 0


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_ended_while_writing(tmp_path, how):
    """Whenever it is ended, there are all packets or none, and the next start makes the same ones."""
    right = copy(tmp_path / "right")
    assert inside("package", "2025", "-w", right).code == 0
    workspace = copy(tmp_path / "stopped")
    process = child("package", "2025", cwd=workspace)
    while process.poll() is None and not list(workspace.glob("packets/2025/.unfinished-gzaudit-*/*.zip")):
        pass
    process.send_signal(how)
    code_, _, err = ended(process)
    assert code_ in (0, -9, 130), err
    assert "Traceback" not in err
    assert not packets_of(workspace).exists() or tree(packets_of(workspace)) == tree(packets_of(right))
    assert inside("package", "2025", "-w", workspace).code == 0
    assert tree(workspace / "packets") == tree(right / "packets")


def test_a_log_tells_nothing_of_firms(tmp_path):
    """All that is printed is counts, paths and digests: no 18 signs in a row but those of a digest."""
    workspace = copy(tmp_path)
    done = inside("package", "2025", "-w", workspace)
    assert not re.search(r"(?<![0-9A-Fa-f…])[0-9A-Z]{18}(?![0-9A-Fa-f…])", done.out.decode() + done.err)
