"""A run's seal is what `sha256sum -c` reads: an auditor needs no tool of ours to check the files."""

from __future__ import annotations

import subprocess

import pytest
from cli.cli_support import inside, only_run, tiny

pytestmark = pytest.mark.system


def checked(run):
    return subprocess.run(
        ["sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS"], cwd=run, capture_output=True, check=False
    )


def test_sha256sum_reads_the_seal(tmp_path):
    workspace = tiny(tmp_path)
    assert inside("compute", 2025, "-w", workspace).code == 0
    run = only_run(workspace)
    done = checked(run)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    # The log seals itself: its last line is the digest of all above it (docs/verify.md).
    own = subprocess.run(
        "head -n -1 run.log | sha256sum", shell=True, cwd=run, capture_output=True, check=True
    )
    assert (run / "run.log").read_text(encoding="utf-8").splitlines()[
        -1
    ] == f"校验：{own.stdout.decode()[:64]}"
    (run / "全市" / "report.html").write_bytes(b"x")
    done = checked(run)
    assert done.returncode == 1
    assert "全市/report.html" in done.stdout.decode()
