"""The log of batches: whole lines of JSON, whatever happened to the last writer, in files of bounded size."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gzaudit.batch.log import BatchLog, batch_log, last_time
from gzaudit.errors import OutputError
from gzaudit.settings.batching import Batching


def lines(path: Path):
    data = path.read_bytes()
    assert data.endswith(b"\n")
    return [json.loads(line) for line in data.decode().splitlines()]


def write(folder, number=1, wish=None, **plain):
    with batch_log(folder, wish or Batching(), 2025, "b1") as log:
        for at in range(number):
            log.event("compute", "end", at=at, **plain)


def test_a_line_says_when_how_grave_which_batch_and_what(tmp_path):
    before = dt.datetime.now().astimezone() - dt.timedelta(milliseconds=1)
    write(tmp_path, run="runs/2025/0a", seconds=1.25)
    (line,) = lines(tmp_path / "batch.log")
    when = dt.datetime.fromisoformat(line.pop("time"))
    assert when.tzinfo is not None
    assert before <= when <= dt.datetime.now().astimezone()
    assert list(line.items()) == [
        ("level", "info"), ("year", 2025), ("batch", "b1"), ("stage", "compute"), ("event", "end"),
        ("at", 0), ("run", "runs/2025/0a"), ("seconds", 1.25),
    ]  # fmt: skip


@settings(max_examples=50)
@given(st.text(max_size=50))
def test_no_text_breaks_a_line(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("log")
    if any("\ud800" <= each <= "\udfff" for each in text):
        return
    write(folder, message=text)
    (line,) = (folder / "batch.log").read_bytes().split(b"\n")[:-1]
    assert json.loads(line)["message"] == text


@pytest.mark.parametrize("torn", [b"{", b'{"time":"2026', b"\0" * 5000, b"x" * 200_000, "半".encode()[:2]])
@pytest.mark.parametrize("before", [0, 3])
def test_a_torn_last_line_does_not_spoil_the_next(tmp_path, torn, before):
    path = tmp_path / "batch.log"
    if before:
        write(tmp_path, before)
    whole = path.read_bytes() if before else b""
    path.write_bytes(whole + torn)
    write(tmp_path)
    assert path.read_bytes().startswith(whole)
    assert len(lines(path)) == before + 1


def test_a_new_file_is_begun_between_two_lines(tmp_path):
    wish = Batching(log_size=1000, log_keep=3)
    write(tmp_path, 40, wish)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["batch.log", "batch.log.1", "batch.log.2", "batch.log.3"]
    kept = [line["at"] for name in reversed(names) for line in lines(tmp_path / name)]
    assert kept == list(range(40 - len(kept), 40))  # the newest, none lost, none split
    assert all(path.stat().st_size <= 1000 for path in tmp_path.iterdir())


def test_an_old_file_that_is_held_open_is_gone_on_with(tmp_path, monkeypatch):
    wish = Batching(log_size=1000, log_keep=1)
    real = os.rename

    def held(source, target, **options):
        if str(source).startswith(str(tmp_path)):
            raise PermissionError(13, "in use", str(source))
        real(source, target, **options)

    monkeypatch.setattr(os, "rename", held)
    write(tmp_path, 40, wish)
    assert [line["at"] for line in lines(tmp_path / "batch.log")] == list(range(40))


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error"])
def test_levels(tmp_path, level):
    levels = ("debug", "info", "warning", "error")
    with batch_log(tmp_path, Batching(level), 2025, "b1") as log:
        for each in levels:
            log.event("check", "x", getattr(logging, each.upper()))
    assert [line["level"] for line in lines(tmp_path / "batch.log")] == list(levels[levels.index(level) :])


def test_a_log_that_cannot_be_opened(tmp_path):
    (tmp_path / "batch.log").mkdir()
    with pytest.raises(OutputError) as refused, batch_log(tmp_path, Batching(), 2025, "b1"):
        pass
    assert refused.value.exit_code == 74
    assert (refused.value.where, refused.value.found) == ("logs/batch.log", "这是文件夹，不是文件")


def test_a_full_disk_ends_it_and_the_next_start_mends_the_line(tmp_path):
    # In a process of its own: the limit would also be that of the tests.
    script = """
import sys
from pathlib import Path
from gzaudit.batch.log import batch_log
from gzaudit.errors import OutputError
from gzaudit.settings.batching import Batching
try:
    with batch_log(Path(sys.argv[1]), Batching(), 2025, "b1") as log:
        for at in range(100):
            log.event("compute", "end", at=at)
except OutputError as error:
    print(at, error.found)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    assert done.stderr == b""
    at, found = done.stdout.decode().split()
    assert found == "文件大小超过系统允许的上限"
    assert (tmp_path / "batch.log").stat().st_size == 1000  # the last line is torn
    write(tmp_path)
    assert [line["at"] for line in lines(tmp_path / "batch.log")] == [*range(int(at)), 0]


def test_the_time_of_the_last_line(tmp_path):
    assert last_time(tmp_path) == ""
    write(tmp_path, 3)
    told = lines(tmp_path / "batch.log")[-1]["time"]
    assert last_time(tmp_path) == told
    (tmp_path / "batch.log").rename(tmp_path / "batch.log.1")
    assert last_time(tmp_path) == told
    (tmp_path / "batch.log").write_bytes(b"")
    assert last_time(tmp_path) == told
    (tmp_path / "batch.log").write_bytes(b"{}\n")
    assert last_time(tmp_path) == told


def test_two_logs_in_one_process_do_not_mix(tmp_path):
    for name in "ab":
        (tmp_path / name).mkdir()
    first, second = (BatchLog(tmp_path / name / "batch.log", Batching(), 2025, name) for name in "ab")
    first.event("check", "start")
    second.event("check", "end")
    first.close()
    second.close()
    assert [line["batch"] for line in lines(tmp_path / "a/batch.log")] == ["a"]
    assert [line["batch"] for line in lines(tmp_path / "b/batch.log")] == ["b"]
