"""A year large enough for a second process: killed or interrupted, nothing of it stays (issue: Run folder)."""

from __future__ import annotations

import os
import signal
import subprocess
import time

import pytest
from cli_support import (
    CODES,
    PATENT_HEADINGS,
    command,
    environment,
    files,
    firm,
    gzaudit,
    lists,
    only_run,
    outputs,
    text,
    tree,
    write,
)

ROWS = 30_000  # above the number from which the row ledger is written beside the other files


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The inputs of such a year, and what comes of them."""
    rows = [(firm(at % 12), CODES[at % 12], f"ZL2023{at:08d}.1", "发明", "2025-03-04") for at in range(ROWS)]
    content = {
        **files(lists()),
        "市场监管局/2025年发明专利授权企业名单（续）.csv": text([PATENT_HEADINGS, *rows]),
    }
    workspace = write(tmp_path_factory.mktemp("large"), content)
    done = gzaudit("compute", "2025", "--fail-on", "never", cwd=workspace)
    assert done.code == 0, done.err
    return content, outputs(only_run(workspace))


def started(workspace, moment="写出"):
    """The program at the moment when it says this, in a process group of its own."""
    process = subprocess.Popen(
        command("compute", "2025", "--fail-on", "never"),
        cwd=workspace,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    said = b""
    while moment.encode() not in said:
        said += process.stderr.read1(4096)
    return process


@pytest.mark.parametrize("after", [0.05, 0.3])
def test_killed_with_its_helper_still_at_work(tmp_path, large, after):
    content, wanted = large
    workspace = write(tmp_path, content)
    process = started(workspace)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    again = gzaudit("compute", "2025", "--fail-on", "never", cwd=workspace)
    assert again.code == 0, again.err
    assert outputs(only_run(workspace)) == wanted
    process.stderr.close()


@pytest.mark.parametrize("moment", ["读取", "（续）", "写出"])
def test_ctrl_c_reaches_both(tmp_path, large, moment):
    content, _ = large
    workspace = write(tmp_path, content)
    before = tree(workspace)
    process = started(workspace, moment)
    time.sleep(0.15)
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 130, said
    assert "已中断" in said
    assert "Traceback" not in said
    assert tree(workspace) == before
