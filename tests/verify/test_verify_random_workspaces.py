"""Messy years from real files: whatever they hold, their run verifies, and its history is whole."""

from __future__ import annotations

import pytest
from cli.cli_support import inside
from oracle import build_workspace

from gzaudit.verify.history import check_history
from gzaudit.verify.run import verify_run


@pytest.mark.parametrize("seed", range(6))
def test_a_run_verifies(tmp_path, seed):
    build_workspace(tmp_path, seed)
    assert inside("compute", 2025, "-w", tmp_path, "--fail-on", "never").code == 0
    (run,) = (tmp_path / "runs" / "2025").iterdir()
    report = verify_run(run, tmp_path, run.name)
    assert report.faults == ()
    assert {check.state for check in report.checks} == {"ok"}
    assert check_history(tmp_path) == (1, (), ())
