"""Random messy years, audited for real: what two of them differ in adds up, in firms and in yuan."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest
from oracle import build_workspace
from test_amounts_add_up import adds_up

from gzaudit.commands.job import prepare
from gzaudit.compare.document import comparison_document
from gzaudit.compare.runs import StoredRun, compare_runs
from gzaudit.pipeline import audit_year
from gzaudit.read.year import read_year

SETTINGS = (
    "",
    '[readings.2025]\nA3 = { choice = "b", reason = "试" }\nA14 = { choice = "b", reason = "试" }\n',
    '[budget.2025]\ntotal = 900000\nmethod = "proportional"\ndistricts = { "天河区" = 200000 }\n',
    '[readings.2025]\nA24 = { choice = "b", reason = "试" }\n[budget.2025]\ntotal = 5000000\nmethod = "proportional"\n',
)


@cache
def audited(root, seed):
    """A random year; one in four under each of the settings."""
    folder = Path(root) / str(seed)
    build_workspace(folder, seed, size=40)
    (folder / "gzaudit.toml").write_text(SETTINGS[seed % len(SETTINGS)], encoding="utf-8")
    job = prepare(2025, folder, counts_only=False)
    return audit_year(job, read_year(folder, 2025, job.settings.pins, lambda _: None))


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return str(tmp_path_factory.mktemp("years"))


@pytest.mark.parametrize("at", range(12))
def test_the_difference_of_two_random_runs_adds_up(root, at):
    chance = random.Random(at)
    seeds = chance.sample(range(8), 2)
    runs = [StoredRun(str(seed), audited(root, seed), "1") for seed in seeds]
    found = compare_runs(*runs, Path(root))
    adds_up(found.amounts, *(run.audit.result for run in runs))
    assert "tool" not in {key for line in found.amounts.lines for key in line.by}
    for each in found.firms.counts:
        if each.listed:
            assert each.before + each.entered - each.left + each.moved_in - each.moved_out == each.after
    firms = found.firms.firms
    assert not firms.duplicated(["indicator", "name", "code", "change"]).any()
    assert (firms["why"] != "").all()
    assert not set(firms["reason"]) & {"unknown"}
    document = comparison_document(found)
    assert len(document["firms"]) == len(firms)


def test_a_run_beside_itself_is_the_same(root):
    run = StoredRun("3", audited(root, 3), "1")
    found = compare_runs(run, run, Path(root))
    assert found.differences == ()
    assert len(found.firms.firms) == 0
    assert {line.difference for line in found.amounts.lines} <= {0, None}
