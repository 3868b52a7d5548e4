"""Disks that refuse, programs that are killed, clocks that go back: nothing goes without its record, or twice."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import signal

import pytest
from cli.cli_support import child, inside, speaks, tree
from mail.parcels import TWO, recipients, send, simple
from mail.post_office import nothing_wrong

from gzaudit.deliver.history import records
from gzaudit.deliver.run_folder import workspace_lock
from gzaudit.errors import OutputError
from gzaudit.mail.deliver import deliver
from gzaudit.mail.outbox import open_outbox
from gzaudit.mail.settle import Ruling, settle


@pytest.fixture
def year(tmp_path, office):
    recipients(tmp_path, TWO, cc=False)
    (tmp_path / "gzaudit.toml").write_text(office.settings(attempts=1), encoding="utf-8")
    simple(tmp_path, codes=TWO)
    return tmp_path


@pytest.fixture
def limit():
    """Files that may not grow, from one moment on: every thread of this process is held to it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def set_to(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))

    yield set_to
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def without_override():
    """Root that obeys the permission bits like anybody else."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def states(workspace) -> list[str]:
    with open_outbox(workspace, only_read=True) as outbox:
        return [each.state for each in outbox.messages()]


def full_at(office, limit, wanted: str) -> None:
    """The disk fills up when the server comes to a step."""

    def fault(step: str) -> None:
        if step == wanted:
            limit(0)

    office.fault = fault


@pytest.mark.parametrize("step", ["greeting", "rcpt", "data"])
def test_a_disk_that_fills_up_before_the_dot_lets_nothing_go(year, office, limit, step):
    packets = simple(year, codes=TWO)
    deliver(year, packets, really=False)
    full_at(office, limit, step)
    with pytest.raises(OutputError) as refused:
        deliver(year, packets, really=True)
    assert refused.value.exit_code == 74
    assert refused.value.where == "outbox/outbox.db"
    assert office.ids() == []
    limit(-1)
    office.fault = nothing_wrong
    assert deliver(year, packets, really=True).complete
    assert len(office.mailbox) == 2


def test_a_disk_that_fills_up_right_after_the_dot_leaves_it_uncertain(year, office, limit):
    packets = simple(year, codes=TWO)
    full_at(office, limit, "dot")
    with pytest.raises(OutputError) as refused:
        deliver(year, packets, really=True)
    assert "服务器已经接收" in refused.value.asked
    assert "--settle 天河区=sent" in refused.value.action
    limit(-1)
    office.fault = nothing_wrong
    assert len(office.ids()) == 1
    done = deliver(year, packets, really=True)
    assert not done.complete
    assert len(office.mailbox) == 2
    assert sorted(states(year)) == ["sent", "uncertain"]
    settle(year, 2025, [Ruling("440106", True)], "张三", "问过")
    assert deliver(year, packets, really=True).complete
    assert len(office.mailbox) == 2


@pytest.mark.parametrize("args", [(), ("--really-send",)])
def test_a_disk_that_was_full_from_the_start(year, office, limit, args):
    before = tree(year)
    limit(0)
    ended = send(year, *args)
    limit(-1)
    assert ended.code == 74
    speaks(ended.err, "outbox")
    assert office.mailbox == []
    left = {path for path in tree(year).keys() - before.keys() if path not in ("outbox", "outbox/outbox.db")}
    assert left == set()
    assert send(year, "--really-send").code == 0


def test_an_outbox_that_may_not_be_written(year, office):
    assert send(year).code == 0
    (year / "outbox").chmod(0o555)
    (year / "outbox/outbox.db").chmod(0o444)
    process = child("send", "2025", "--really-send", cwd=year, before=without_override)
    _, err = process.communicate(timeout=60)
    (year / "outbox").chmod(0o755)
    (year / "outbox/outbox.db").chmod(0o644)
    assert process.returncode == 74, err.decode()
    speaks(err.decode(), "outbox", "没有权限")
    assert office.mailbox == []


@pytest.mark.parametrize("damage", [b"", b"no database at all, but longer than nothing" * 200])
def test_an_outbox_that_is_no_database(year, office, damage):
    assert send(year, "--really-send").code == 0
    path = year / "outbox/outbox.db"
    path.write_bytes(damage)
    ended = send(year, "--really-send")
    if damage:
        assert ended.code == 74
        speaks(ended.err, "outbox/outbox.db", "损坏")
    else:  # emptied: what went is known from the history
        assert ended.code == 0
        assert "已补回" in ended.err
    assert len(office.mailbox) == 2


def test_an_outbox_that_was_lost_or_put_back_from_long_ago(year, office):
    assert send(year).code == 0
    old = (year / "outbox/outbox.db").read_bytes()
    assert send(year, "--really-send").code == 0
    history = (year / "runs/history.log").read_bytes()
    (year / "outbox/outbox.db").write_bytes(old)
    ended = send(year, "--really-send")
    assert (ended.code, len(office.mailbox)) == (0, 2)
    assert "已补回" in ended.err
    shutil.rmtree(year / "outbox")
    ended = send(year, "--really-send")
    assert (ended.code, len(office.mailbox)) == (0, 2)
    assert (year / "runs/history.log").read_bytes() == history
    simple(year, "乙", TWO)
    assert send(year, "--really-send", "--packets", simple(year, "乙", TWO).folder.name).code == 0
    assert [each.content["kind"] for each in records(year)] == ["new", "new", "correction", "correction"]
    assert [each.content["receipt"] for each in records(year)] == [1, 2, 3, 4]


def test_receipts_that_could_not_be_entered_are_entered_later(year, office):
    (year / "runs/history.log").mkdir(parents=True)
    ended = send(year, "--really-send")
    assert ended.code == 74
    speaks(ended.err, "runs/history.log", "一封也没有发")
    assert office.mailbox == []
    (year / "runs/history.log").rmdir()
    office.fault = lambda step: (year / "runs/history.log").mkdir(exist_ok=True) if step == "dot" else None
    ended = send(year, "--really-send")
    office.fault = nothing_wrong
    assert ended.code == 74
    speaks(ended.err, "runs/history.log", "补记")
    assert len(office.mailbox) == 2
    (year / "runs/history.log").rmdir()
    assert send(year, "--really-send").code == 0
    assert len(office.mailbox) == 2
    assert [each.content["message_id"] for each in records(year)] == [
        each.message_id for each in office.mailbox
    ]
    shutil.rmtree(year / "runs/2025")
    assert inside("verify", "--log", "-w", year).code == 0


@pytest.mark.parametrize(
    "case",
    [
        ("greeting", 1, 0, 0),
        ("rcpt", 1, 0, 0),
        ("data", 2, 1, 0),
        ("dot", 1, 1, 1),
        ("dot", 2, 2, 1),
        ("lost", 1, 0, 1),
    ],
)
def test_a_program_that_is_killed(year, office, case):
    """By the server, at the very moment: before the dot it was not sent, after it nobody knows."""
    step, nth, kept, unknown = case
    seen = [0]

    def fault(at: str):
        seen[0] += at == ("dot" if step == "lost" else step)
        if seen[0] == nth and at == ("dot" if step == "lost" else step):
            os.kill(process.pid, signal.SIGKILL)
            return "drop" if step == "lost" else None
        return None

    office.fault = fault
    process = child("send", "2025", "--really-send", cwd=year)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    office.fault = nothing_wrong
    assert len(office.ids()) == kept
    done = deliver(year, simple(year, codes=TWO), really=True)
    assert states(year).count("uncertain") == unknown
    assert done.complete == (not unknown)
    # Each is told of in one line, and once in it: whoever counts them in a summary counts mails.
    assert "\n".join(done.lines).count("不知道是否送达") == unknown
    there = office.ids()
    with open_outbox(year, only_read=True) as outbox:
        found = [e for e in outbox.messages() if e.state == "uncertain"]
    if found:
        settle(year, 2025, [Ruling(e.district, e.message_id in there) for e in found], "张三", "看过收件箱")
    assert deliver(year, simple(year, codes=TWO), really=True).complete
    assert sorted(each.to for each in office.mailbox) == [
        ("to440106@q.example.cn",),
        ("to440112@q.example.cn",),
    ]
    assert sorted(each.content["message_id"] for each in records(year)) == sorted(office.ids())


def test_one_sender_at_a_time(year, office):
    with workspace_lock(year / "outbox", "outbox/"):
        ended = send(year, "--really-send")
        assert ended.code == 6
        speaks(ended.err, "正在发送", "outbox/")
        assert inside("send", "2025", "-w", year, "--status").code == 0
    assert office.mailbox == []


def test_a_clock_that_goes_back_is_told_and_receipts_keep_their_order(year, office, monkeypatch):
    assert send(year, "--really-send").code == 0
    for module in ("deliver", "sending"):
        monkeypatch.setattr(f"gzaudit.mail.{module}.local_now", lambda: "2001-02-03T04:05:06+08:00")
    packets = simple(year, "乙", TWO)
    done = deliver(year, packets, really=True)
    assert done.complete
    assert "系统时钟现在是 2001-02-03T04:05:06+08:00" in done.notes[0]
    assert [each.content["receipt"] for each in records(year)] == [1, 2, 3, 4]
    monkeypatch.undo()
    lines = (year / "outbox/2025/送达回执.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["1", "2", "3", "4"]


def test_a_later_version_s_outbox_is_left_alone(year, office):
    import sqlite3

    assert send(year).code == 0
    with sqlite3.connect(year / "outbox/outbox.db") as database:
        database.execute("PRAGMA user_version = 9")
    database.close()
    ended = send(year, "--really-send")
    assert ended.code == 74
    speaks(ended.err, "别的版本")
    assert office.mailbox == []
