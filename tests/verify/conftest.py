"""A workspace with one run, computed once; tests that change something take a copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli.cli_support import inside, quiet


@pytest.fixture(scope="session")
def computed(tmp_path_factory):
    workspace = quiet(tmp_path_factory.mktemp("核对") / "工作 区")
    assert inside("compute", 2025, "-w", workspace, "--fail-on", "never").code == 0
    return workspace


@pytest.fixture
def workspace(computed, tmp_path):
    return Path(shutil.copytree(computed, tmp_path / "工作区"))
