"""kill -9 at every boundary of the stages: the next batch is right, nothing is half, no mail goes twice."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import time

import pytest
from batch_real import ANALYST, LOGIN, UNCERTAIN, arrived, each_once, events, log_lines, ready, summary
from cli.cli_support import environment, only_run, outputs, tree
from nursery import Nursery

from gzaudit.verify.history import check_history

STAGES = ("check", "compute", "report", "package", "send", "summary")
BOUNDARIES = (
    "batch start", *(f"{stage} {event}" for stage in STAGES for event in ("start", "end")), "batch end",
)  # fmt: skip
KILLS, SHARDS = 112, 8  # eight times each of the fourteen
# Seconds after a boundary within which it is killed: about as long as the stage that begins there takes.
WITHIN = {"compute start": 0.5, "package start": 0.6, "send start": 0.3, "summary start": 0.06}
# What holds the clock, and what a server said of it: all else must be the same to the byte.
OF_THE_DAY = ("logs/", "outbox/", "runs/history.log")


@pytest.fixture(scope="module")
def nursery(tmp_path_factory):
    with Nursery(environment(**LOGIN)) as opened:
        yield opened


def batch(workspace):
    return ["batch", "2025", "--really-send", "-w", str(workspace)]


def steady(workspace):
    """All that does not depend on the day, with the place of each file."""
    found = {path: data for path, data in tree(workspace).items() if not path.startswith(OF_THE_DAY)}
    return {path: data for path, data in found.items() if not path.endswith("run.log")}


@pytest.fixture(scope="module")
def right(nursery, post_office, tmp_path_factory):
    """A workspace after a batch that nobody killed: what is steady in it, and the names of all its files."""
    workspace = ready(tmp_path_factory.mktemp("right"), post_office)
    err = tmp_path_factory.mktemp("said") / "err"
    assert nursery.run(batch(workspace), err) == 0, err.read_text(encoding="utf-8")
    assert events(workspace) == list(BOUNDARIES)
    return steady(workspace), set(tree(workspace))


def killed_at(nursery, workspace, boundary, seconds, err):
    """Start a batch, wait for a line of its log, then a moment, and kill it."""
    log = workspace / "logs/batch.log"
    child = nursery.start(batch(workspace), err)
    stage, event = boundary.split()
    mark = f'"stage":"{stage}","event":"{event}"'.encode()
    until = time.monotonic() + 60
    while not (log.is_file() and mark in log.read_bytes()):
        assert time.monotonic() < until, err.read_text(encoding="utf-8")
        time.sleep(0.0005)
    time.sleep(seconds)
    # Waited for by its parent only below: until then its number is nobody else's.
    os.kill(child, signal.SIGKILL)
    return nursery.end()


@pytest.mark.parametrize("shard", range(SHARDS))
def test_killed(quick_folder, nursery, right, office, shard):
    wanted, names = right
    for nth in range(shard, KILLS, SHARDS):
        office.clear()
        boundary = BOUNDARIES[nth // SHARDS % len(BOUNDARIES)]
        seconds = random.Random(nth).uniform(0, WITHIN.get(boundary, 0.02))
        workspace, err = ready(quick_folder / str(nth), office), quick_folder / f"{nth}.err"
        about = f"{nth}: {boundary} + {seconds:.3f} s"
        assert killed_at(nursery, workspace, boundary, seconds, err) in (-signal.SIGKILL, 0), about

        code = nursery.run(batch(workspace), err)
        said = err.read_text(encoding="utf-8")
        open_ = summary(workspace).count(UNCERTAIN)
        assert (code, open_) in ((0, 0), (7, 1)), (about, said)
        assert steady(workspace) == wanted, about
        left = set(tree(workspace)) - names
        if code:  # receipts are numbered as mails went: without the one of which nobody knows
            receipts = [path.name for path in (workspace / "outbox/2025/receipts").glob("*.json")]
            numbers = [f"{at:04}" for at in range(1, len(receipts) + 1)]
            assert sorted(name[:4] for name in receipts) == numbers, about
            assert len(receipts) == 11 - open_, about
            left = {path for path in left if not path.startswith("outbox/2025/receipts/")}
        assert left <= {"logs/batch.log"}, about  # nothing is left lying about
        assert events(workspace) == list(BOUNDARIES), about
        assert check_history(workspace).faults == (), about
        got = arrived(office)
        if code == 0:
            assert got == each_once(ANALYST), about
        else:  # of one mail nobody can know whether it arrived: it is not sent again
            assert set(got.values()) == {1}, about
            assert len(got) in (11, 12), about
        shutil.rmtree(workspace)


def test_killed_again_and_again(tmp_path, nursery, right, office):
    """One workspace, killed a little later each time, comes to its end all the same."""
    workspace, err = ready(tmp_path / "audit", office), tmp_path / "err"
    for nth in range(12):
        child = nursery.start(batch(workspace), err)
        time.sleep(0.1 * nth)
        os.kill(child, signal.SIGKILL)
        nursery.end()
    assert nursery.run(batch(workspace), err) in (0, 7), err.read_text(encoding="utf-8")
    assert steady(workspace) == right[0]
    assert len(outputs(only_run(workspace))) > 50
    assert set(arrived(office).values()) == {1}
    assert not list(workspace.rglob(".unfinished*"))
    assert {len(json.dumps(line)) > 50 for line in log_lines(workspace)} == {True}
