"""kill -9 at any moment leaves no half run, and the next run is right to the byte."""

from __future__ import annotations

import random
import signal
import subprocess
import time

import pytest
from cli_support import command, environment, inside, only_run, outputs, tiny, tree

KILLS = 30


@pytest.fixture(scope="module")
def right(tmp_path_factory):
    """The outputs of a run that nobody killed, and how long it took."""
    workspace = tiny(tmp_path_factory.mktemp("right"))
    start = time.perf_counter()
    subprocess.run(
        command("compute", "2025"), cwd=workspace, env=environment(), capture_output=True, check=True
    )
    return outputs(only_run(workspace)), time.perf_counter() - start


@pytest.mark.parametrize("nth", range(KILLS))
def test_killed(tmp_path, right, nth):
    wanted, seconds = right
    workspace = tiny(tmp_path)
    inputs = tree(workspace / "data")
    chance = random.Random(nth)
    process = subprocess.Popen(
        command("compute", "2025"),
        cwd=workspace,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    if nth % 3:  # two of three while it writes, which is when there is something to be harmed
        said = b""
        while "写出".encode() not in said:
            said += process.stderr.read1(4096)
        time.sleep(chance.uniform(0, 0.25 * seconds))
    else:
        time.sleep(chance.uniform(0, 1.2 * seconds))
    process.send_signal(signal.SIGKILL)
    process.communicate()

    runs = workspace / "runs/2025"
    for run in runs.iterdir() if runs.is_dir() else ():
        if not run.name.startswith("."):
            assert outputs(run) == wanted  # it was already done
    assert tree(workspace / "data") == inputs

    after = inside("compute", "2025", "-w", workspace)
    assert after.code == 0, after.err
    assert outputs(only_run(workspace)) == wanted  # and nothing else lies beside it
    assert tree(workspace / "data") == inputs


def test_what_is_swept_is_only_what_this_program_left(tmp_path):
    workspace = tiny(tmp_path / "audit")
    strange = tmp_path / ".unfinished-roman"
    strange.mkdir()
    (strange / "kapitel.txt").write_text("1", encoding="utf-8")
    left = tmp_path / ".unfinished-gzaudit-0a1b2c3d"
    (left / "各区").mkdir(parents=True)
    assert inside("compute", "2025", "-w", workspace, "--out", tmp_path / "lauf").code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [".unfinished-roman", "audit", "lauf"]
    assert (strange / "kapitel.txt").read_text(encoding="utf-8") == "1"
