"""Counts, money, nulls and the row account equal an independent evaluator on random messy workspaces."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from oracle import ANY, Workspace, build_workspace

from gzaudit.commands.compute import run_compute

SEEDS = range(int(os.environ.get("GZAUDIT_ORACLE_SEEDS", "60")))


def run(workspace: Path) -> dict:
    run_compute(2025, workspace, workspace / "out", counts_only=False, json=False, fail_on="never")
    return json.loads((workspace / "out" / "result.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_row_and_finding_equals_the_oracle(tmp_path: Path, seed: int) -> None:
    workspace = build_workspace(tmp_path, seed)
    result = run(tmp_path)
    story = workspace.describe()
    _figures(workspace, result, story)
    _rows(workspace, result, story)
    _findings(workspace, result, story)


def _figures(workspace: Workspace, result: dict, story: str) -> None:
    expected = workspace.expected()

    assert expected["districts"] == result["districts"], story
    assert expected["city"] == result["city"], story
    found = {key: result["undecided"][key] for key in ("district_unresolved", "unresolved")}
    assert expected["undecided"] in (ANY, found) or expected["undecided"] == found, story


def _rows(workspace: Workspace, result: dict, story: str) -> None:
    for source in result["sources"]:
        assert source["rows"] == source["counted"] + sum(source["excluded"].values()), source
    sources = {(s["path"], s["sheet"]): s for s in result["sources"]}
    for place, (rows, counted) in workspace.expected()["sources"].items():
        assert sources[place]["rows"] == rows, (place, story)
        if place not in workspace.order_sensitive:
            assert counted == sources[place]["counted"], (place, story)
    for place in workspace.left_out:
        assert sources[place]["kind"] is None, (place, story)


def _findings(workspace: Workspace, result: dict, story: str) -> None:
    by_code = result["findings"]["by_code"]
    wrong = {
        code: (number, by_code.get(code, 0))
        for code, number in workspace.expected_findings().items()
        if number != by_code.get(code, 0)
    }
    assert not wrong, (wrong, story)
    assert workspace.expected_presence() <= set(by_code), story
