"""One second generation of the sample for all tests about it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from sample_lists import ROOT


@pytest.fixture(scope="session")
def fresh(tmp_path_factory):
    """A second generation, under another hash seed and time zone."""
    folder = tmp_path_factory.mktemp("sample")
    command = [sys.executable, "-m", "sample_data.generator", str(folder / "workspace")]
    command += ["--expected", str(folder / "expected.json")]
    environment = os.environ | {
        "PYTHONHASHSEED": "4321",
        "TZ": "Pacific/Auckland",
        "PYTHONIOENCODING": "utf-8",
    }
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return folder
