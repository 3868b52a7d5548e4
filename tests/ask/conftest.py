"""The small year and the samples, computed once a session."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from ask_runs import compute, tables, write_year

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "workspace"


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """The workspace of the small year, with its run."""
    workspace = write_year(tmp_path_factory.mktemp("小 年"), tables())
    compute(workspace)
    return workspace


@pytest.fixture(scope="session")
def samples(tmp_path_factory):
    """The sample workspace with a run of each year."""
    workspace = Path(shutil.copytree(SAMPLE, tmp_path_factory.mktemp("样例") / "工作区"))
    for year in (2023, 2025):
        compute(workspace, year)
    return workspace
