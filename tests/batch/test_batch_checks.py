"""What a batch looks at before any work: another batch, the clock, room on the disk; and where it keeps its summary."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from typing import NamedTuple

import pytest
from cli.cli_support import tree
from hypothesis import given
from hypothesis import strategies as st

from gzaudit.batch.clock import clock_note
from gzaudit.batch.keep import keep_summary
from gzaudit.batch.lock import batch_lock
from gzaudit.batch.room import require_space, require_writable
from gzaudit.deliver import history
from gzaudit.errors import OutputError, WorkspaceBusyError

NOW = dt.datetime(2026, 1, 5, 2, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
HOLD = """
import sys
from pathlib import Path
from gzaudit.batch.lock import batch_lock
with batch_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(workspace):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, workspace], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout.readline() == b"held\n"
    return process


@pytest.mark.parametrize("end", ["end", "kill"])
def test_one_batch_at_a_time_and_the_lock_goes_with_its_process(tmp_path, end):
    holder = hold(tmp_path)
    with pytest.raises(WorkspaceBusyError) as refused, batch_lock(tmp_path):
        pass
    assert refused.value.exit_code == 6
    if end == "kill":
        holder.kill()
    holder.communicate()
    for _ in range(2):  # and again after a batch that ended as it should
        with batch_lock(tmp_path) as logs:
            assert logs == tmp_path / "logs"


def told(workspace, seconds, monkeypatch):
    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return (NOW + dt.timedelta(seconds=seconds)).astimezone(tz)

    with monkeypatch.context() as patch:
        patch.setattr(history.dt, "datetime", Clock)
        history.append(workspace, "run", {"run": "runs/2025/0a"})


@pytest.mark.parametrize(
    ("seconds", "warned"), [(-(10**6), False), (0, False), (120, False), (121, True), (3 * 10**7, True)]
)
@pytest.mark.parametrize("where", ["history", "log"])
def test_a_clock_that_was_set_back(tmp_path, monkeypatch, seconds, warned, where):
    logs = tmp_path / "logs"
    logs.mkdir()
    if where == "history":
        told(tmp_path, seconds, monkeypatch)
    else:
        when = (NOW + dt.timedelta(seconds=seconds)).astimezone(dt.UTC).isoformat()
        (logs / "batch.log").write_text(f'{{"time":"{when}"}}\n', encoding="utf-8")
    note = clock_note(tmp_path, logs, NOW)
    assert bool(note) is warned
    if warned:
        assert note.startswith("时钟倒退：")
        assert ("runs/history.log" if where == "history" else "logs/batch.log") in note


def test_nothing_speaks_against_the_clock_of_a_new_workspace(tmp_path):
    assert clock_note(tmp_path, tmp_path / "logs", NOW) == ""


@pytest.mark.parametrize("line", [b"", b"x", b'{"time":5}\n', b'{"time":"gestern"}\n', b"[1]\n", b"{}\n"])
def test_lines_that_tell_no_time(tmp_path, line):
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs/batch.log").write_bytes(line)
    assert clock_note(tmp_path, tmp_path / "logs", NOW) == ""


def test_folders_are_tried_and_nothing_is_left(tmp_path):
    (tmp_path / "runs").mkdir()
    before = tree(tmp_path)
    require_writable(tmp_path, ["runs/2025", "packets/2025", "logs"])
    assert tree(tmp_path) == before


def test_a_file_where_a_folder_should_be(tmp_path):
    (tmp_path / "packets").write_bytes(b"")
    with pytest.raises(OutputError) as refused:
        require_writable(tmp_path, ["runs/2025", "packets/2025"])
    assert refused.value.where == "packets/2025/"


MB = 2**20


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.mark.parametrize(
    ("inputs", "free", "enough"),
    [
        (0, 32 * MB, True),
        (0, 32 * MB - 1, False),
        (3 * MB, 32 * MB, True),
        (4 * MB, 40 * MB, True),
        (4 * MB, 40 * MB - 1, False),
    ],
)
def test_room_for_a_run(tmp_path, monkeypatch, inputs, free, enough):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, free))
    if enough:
        require_space(tmp_path, inputs)
        return
    with pytest.raises(OutputError) as refused:
        require_space(tmp_path, inputs)
    wanted = max(32, 10 * inputs // MB)
    assert refused.value.found == f"剩余 {wanted - 1} MB"
    assert refused.value.expected.startswith(f"至少 {wanted} MB")


def test_a_disk_that_does_not_say(tmp_path, monkeypatch):
    def refuse(_):
        raise OSError(38, "not implemented")

    monkeypatch.setattr(shutil, "disk_usage", refuse)
    require_space(tmp_path, 10**12)


@given(st.lists(st.text(alphabet="甲乙\n", max_size=3), min_size=1, max_size=6))
def test_the_summary_is_that_of_the_last_batch(tmp_path_factory, texts):
    workspace = tmp_path_factory.mktemp("keep")
    (workspace / "logs").mkdir()
    last = None
    for text in texts:
        (workspace / "logs/.2025.part").write_bytes(b"half")  # of a batch that was killed
        shown = keep_summary(workspace, 2025, text)
        path = workspace / shown
        assert path.read_text(encoding="utf-8-sig") == text
        assert [each.name for each in (workspace / "logs").iterdir()] == ["2025年批处理小结.txt"]
        stamp = (text, path.stat().st_mtime_ns, path.stat().st_ino)
        assert last is None or last[0] != text or last == stamp  # the same text: not even touched
        last = stamp


def test_a_summary_that_cannot_be_written(tmp_path):
    (tmp_path / "logs/2025年批处理小结.txt").mkdir(parents=True)
    with pytest.raises(OutputError) as refused:
        keep_summary(tmp_path, 2025, "x")
    assert refused.value.where == "logs/2025年批处理小结.txt"
    assert [each.name for each in (tmp_path / "logs").iterdir()] == ["2025年批处理小结.txt"]
