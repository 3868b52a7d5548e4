"""Runs of random workspaces and of the sample, made once per test session."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from oracle import build_workspace

from gzaudit.commands.compute import run_compute

SAMPLE = Path(__file__).parents[2] / "sample_data" / "workspace"
_KEPT: list[TemporaryDirectory[str]] = []


class Run(NamedTuple):
    """A finished run: its folder, its result, and the workspace that it was made from."""

    folder: Path
    result: dict
    workspace: Path

    def outputs(self, kind: str) -> list[tuple[str | None, Path]]:
        """District and file of each output of a kind."""
        return [
            (each["district"], self.folder / each["path"])
            for each in self.result["outputs"]
            if each["kind"] == kind
        ]

    def district_files(self) -> list[tuple[str, Path]]:
        found = self.outputs("district_workbook") + self.outputs("district_report")
        return [(code or "", path) for code, path in found]


def run_folder(workspace: Path, year: int = 2025, *, counts_only: bool = False) -> Run:
    """Compute a workspace into its folder `out`."""
    out = workspace / "out"
    run_compute(year, workspace, out, counts_only=counts_only, json=False, fail_on="never")
    return Run(out, json.loads((out / "result.json").read_text(encoding="utf-8")), workspace)


def _scratch() -> Path:
    folder = TemporaryDirectory(prefix="gzaudit-test-")
    _KEPT.append(folder)  # removed when the session ends
    return Path(folder.name)


@cache
def random_run(seed: int, *, counts_only: bool = False) -> Run:
    """A random messy workspace of the oracle, computed."""
    workspace = _scratch()
    build_workspace(workspace, seed)
    return run_folder(workspace, counts_only=counts_only)


def sample_copy() -> Path:
    """A copy of the sample workspace that may be changed."""
    workspace = _scratch()
    shutil.copytree(SAMPLE, workspace, dirs_exist_ok=True)
    return workspace


@cache
def sample_run(year: int = 2025) -> Run:
    """The sample workspace, computed."""
    return run_folder(sample_copy(), year)


__all__ = ["Run", "random_run", "run_folder", "sample_copy", "sample_run"]
