"""The stage `report`: what was changed after it was written goes nowhere; what is told of a sound run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli.cli_support import files, inside, lists, only_run, tiny, tree, write

from gzaudit.batch.model import Computed
from gzaudit.batch.whole import report
from gzaudit.errors import NotVerifiedError


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    workspace = tiny(tmp_path_factory.mktemp("whole"))
    assert inside("compute", "2025", "-w", workspace).code == 0
    return workspace


@pytest.fixture
def year(tmp_path, once):
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    return tmp_path


def meant(run: Path) -> Computed:
    return Computed(run, f"runs/2025/{run.name}", True, {}, False)


def test_a_sound_first_run(year):
    before = tree(year)
    found = report(year, meant(only_run(year)))
    assert (found.before, found.since, found.notes) == ("", None, ())
    assert found.result == json.loads((only_run(year) / "result.json").read_bytes())
    assert tree(year) == before


def spoil(run, path):
    target = run / path
    if path.endswith("/"):
        target.mkdir()
        (target / "neu.txt").write_bytes(b"x")
    else:
        target.write_bytes(target.read_bytes() + b" ")


@pytest.mark.parametrize(
    "path",
    [
        "result.json",
        "SHA256SUMS",
        "run.log",
        "run.db",
        "全市/report.html",
        "各区/440106天河区/report.html",
        "neu/",
    ],
)
def test_a_run_that_was_changed(year, path):
    run = only_run(year)
    spoil(run, path)
    with pytest.raises(NotVerifiedError) as refused:
        report(year, meant(run))
    error = refused.value
    assert (error.exit_code, error.where) == (5, f"runs/2025/{run.name}")
    assert path.rstrip("/") in error.found
    assert f"gzaudit verify {run.name}" in error.action


def test_a_file_that_is_gone(year):
    run = only_run(year)
    (run / "各区/440106天河区/report.html").unlink()
    with pytest.raises(NotVerifiedError):
        report(year, meant(run))


def test_a_run_that_another_was_put_in_place_of(year, tmp_path_factory):
    """All digests fit, but the history knows another."""
    other = tiny(tmp_path_factory.mktemp("other"))
    content = lists()
    content.hnte.pop()
    write(other, files(content))
    assert inside("compute", "2025", "-w", other).code in (0, 1)
    run = only_run(year)
    shutil.rmtree(run)
    shutil.copytree(only_run(other), run)
    with pytest.raises(NotVerifiedError) as refused:
        report(year, meant(run))
    assert "history.log" in refused.value.found


def test_lists_that_change_meanwhile_are_the_next_runs_matter(year):
    run = only_run(year)
    content = lists()
    content.services.pop()
    write(year, files(content))
    assert report(year, meant(run)).notes == ("核算之后名单又有改动，下一次批处理会重新核算",)


def test_the_run_before_is_the_last_other_one_that_was_entered(year):
    first = only_run(year)
    content = lists()
    content.hnte.pop()
    write(year, files(content))
    assert inside("compute", "2025", "-w", year).code in (0, 1)
    (second,) = (each for each in (year / "runs/2025").iterdir() if each.name != first.name)
    found = report(year, meant(second))
    assert found.before == f"runs/2025/{first.name}"
    assert [path.rpartition("/")[2] for path in found.since.changed] == [
        "2025年高新技术企业认定公示名单.xlsx"
    ]
    # Back to what it was: the run is the first again, and is held against the second.
    assert report(year, meant(first)).before == f"runs/2025/{second.name}"
    shutil.rmtree(second)
    assert report(year, meant(first)).before == ""
