"""`gzaudit report`: a run's files again, byte for byte, without the inputs; in other words where templates changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli_support import gzaudit, quiet

from gzaudit.deliver.find_run import newest_run

TIANHE = "各区/440106天河区"


@pytest.fixture(scope="module")
def computed(tmp_path_factory):
    """A workspace with one run, its lists gone since."""
    workspace = quiet(tmp_path_factory.mktemp("工作 区"))
    assert gzaudit("compute", 2025, "-w", workspace, "--fail-on", "never").code == 0
    shutil.rmtree(workspace / "data")
    return workspace


@pytest.fixture
def workspace(computed, tmp_path):
    return Path(shutil.copytree(computed, tmp_path / "工作区"))


def run_of(workspace):
    (folder,) = (workspace / "runs" / "2025").iterdir()
    return folder


def content(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_without_the_lists_every_file_is_made_again_byte_for_byte(workspace):
    run = run_of(workspace)
    before = content(run)
    done = gzaudit("report", 2025, "-w", workspace)
    assert (done.code, done.out) == (0, b"")
    made = content(workspace / "reports" / "2025" / run.name)
    assert made == {path: data for path, data in before.items() if path.startswith(("全市/", "各区/"))}
    assert content(run) == before


def test_one_district_alone(workspace):
    for number, named in enumerate(("天河区", "天河", "440106"), 1):
        assert (
            gzaudit(
                "report", 2025, "--district", named, "--out", f"新{number}", "-w", workspace, cwd=workspace
            ).code
            == 0
        )
        made = content(workspace / f"新{number}")
        assert made == {p: d for p, d in content(run_of(workspace)).items() if p.startswith(TIANHE)}
        assert made


def test_what_stands_there_is_never_written_over(workspace):
    name = run_of(workspace).name
    for expected in (name, f"{name}-2", f"{name}-3"):
        assert gzaudit("report", 2025, "--district", "天河区", "-w", workspace).code == 0
        assert (workspace / "reports" / "2025" / expected / TIANHE).is_dir()
    (workspace / "满").mkdir()
    (workspace / "满" / "x").write_text("x")
    done = gzaudit("report", 2025, "--out", workspace / "满", "-w", workspace)
    assert (done.code, "输出文件夹不是空的" in done.err) == (2, True)


def test_own_templates_change_the_words_and_not_the_figures(workspace):
    (workspace / "templates").mkdir()
    css = workspace / "templates" / "page.css"
    css.write_text("body { color: #123456; }\n", encoding="utf-8")
    assert gzaudit("report", 2025, "--district", "天河区", "-w", workspace).code == 0
    made = content(workspace / "reports" / "2025" / run_of(workspace).name)
    before = content(run_of(workspace))
    assert b"#123456" in made[f"{TIANHE}/report.html"]
    assert b"#123456" not in before[f"{TIANHE}/report.html"]
    assert {path for path, data in made.items() if data != before[path]} == {f"{TIANHE}/report.html"}


def test_a_run_is_named_by_id_or_folder(workspace, tmp_path):
    moved = shutil.copytree(run_of(workspace), tmp_path / "别处" / "一次运行")
    for named in (run_of(workspace).name, moved, moved / "result.json"):
        done = gzaudit("report", 2025, "--run", named, "--district", "天河区", "-w", workspace)
        assert done.code == 0, done.err


def test_the_newest_run_is_the_one_that_was_started_last(workspace):
    first = run_of(workspace)
    for name, started in (("b", "2026-01-02T08:00:00+08:00"), ("a", "2026-01-02T07:59:00+00:00"), ("c", "")):
        other = shutil.copytree(first, first.with_name(name))
        (other / "run.log").write_text(f"年度：2025\n开始：{started}\n", encoding="utf-8")
    log = first / "run.log"
    log.write_text("开始：2020-01-01T00:00:00+08:00\n", encoding="utf-8")
    assert newest_run(workspace, 2025).name == "a"
    for folder in ("a", "b"):
        (first.with_name(folder) / "run.log").unlink()
    assert newest_run(workspace, 2025) == first


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((2024,), ("这一年度还没有运行结果", "gzaudit compute 2024")),
        ((2025, "--run", "没有"), ("没有这次运行", "没有")),
        ((2025, "--district", "东山区"), ("没有这个区", "东山区", "天河区")),
        (("25",), ("年度写得不对", "25")),
    ],
)
def test_wrong_use(workspace, args, words):
    done = gzaudit("report", *args, "-w", workspace)
    assert done.code == 2
    assert all(word in done.err for word in words), done.err
    assert "Traceback" not in done.err
    assert not (workspace / "reports").exists()


def test_another_years_run(workspace):
    done = gzaudit("report", 2024, "--run", run_of(workspace).name, "-w", workspace)
    assert done.code == 2
    assert "这次运行不是这一年度的" in done.err


@pytest.mark.parametrize("spoil", ["cut", "changed", "gone", "unlisted", "result"])
def test_a_run_that_was_changed_is_not_used(workspace, spoil):
    run = run_of(workspace)
    database, result = run / "run.db", run / "result.json"
    if spoil == "cut":
        database.write_bytes(database.read_bytes()[:5000])
    elif spoil == "changed":
        database.write_bytes(database.read_bytes().replace("天河区".encode(), "海珠区".encode(), 1))
    elif spoil == "gone":
        database.unlink()
    elif spoil == "unlisted":
        told = json.loads(result.read_bytes())
        told["outputs"] = [each for each in told["outputs"] if each["path"] != "run.db"]
        result.write_text(json.dumps(told), encoding="utf-8")
    else:
        result.write_text("{", encoding="utf-8")
    done = gzaudit("report", 2025, "-w", workspace)
    assert done.code == 2
    assert "从备份恢复这个运行文件夹，或重新核算" in done.err
    assert "Traceback" not in done.err
    assert not (workspace / "reports").exists()
