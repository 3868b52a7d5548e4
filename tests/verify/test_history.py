"""The history of a workspace: what is entered, that the chain shows every change, what a crash leaves."""

from __future__ import annotations

import json
import multiprocessing
import shutil

import pytest
from cli.cli_support import inside, tiny, tree
from verify.spoiling import digest

from gzaudit.deliver.history import (
    FIRST,
    append,
    digest_of_record,
    history_lines,
    line_of,
    read_line,
    records,
)
from gzaudit.deliver.run_entry import enter_runs
from gzaudit.errors import OutputError
from gzaudit.verify.history import check_history

LOG = "runs/history.log"


def runs_of(workspace, year=2025):
    return sorted((workspace / "runs" / str(year)).iterdir())


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory):
    """Two runs, the second under a budget."""
    workspace = tiny(tmp_path_factory.mktemp("两次"))
    assert inside("compute", 2025, "-w", workspace).code == 0
    (workspace / "gzaudit.toml").write_text(
        "[budget.2025]\ntotal = 1000\nmethod = 'proportional'\n", encoding="utf-8"
    )
    assert inside("compute", 2025, "-w", workspace).code == 0
    return workspace


@pytest.fixture
def workspace(two_runs, tmp_path):
    return shutil.copytree(two_runs, tmp_path / "工作区")


def test_what_is_entered_of_a_run(workspace):
    first, second = records(workspace)
    assert [first.seq, second.seq, first.prev, second.prev] == [1, 2, FIRST, first.hash]
    assert {first.kind, second.kind} == {"run"}
    for record in (first, second):
        told, folder = record.content, workspace / record.content["run"]
        result = json.loads((folder / "result.json").read_bytes())
        assert told["year"] == 2025
        assert told["payable"] == result["city"]["payable"]
        assert told["policy"] == result["policy"]["sha256"]
        assert told["findings"] == {key: result["findings"][key] for key in ("error", "warning", "info")}
        assert told["undecided"] == result["undecided"]
        assert (told["decisions"], told["late"]) == (None, False)
        assert [told["result"], told["seal"], told["log"]] == [
            digest(folder / name) for name in ("result.json", "SHA256SUMS", "run.log")
        ]
        assert told["by"]
        assert told["started"] <= record.time
    assert second.content["payable"] == 1000
    assert check_history(workspace) == (2, (), ())


def test_a_kept_run_and_a_run_elsewhere_are_not_entered(workspace):
    before = (workspace / LOG).read_bytes()
    assert "沿用" in inside("compute", 2025, "-w", workspace).err
    assert inside("compute", 2025, "-w", workspace, "--out", workspace / "另存" / "一次").code == 0
    assert (workspace / LOG).read_bytes() == before
    assert not list((workspace / "runs").glob(".*"))


def test_a_run_elsewhere_leaves_no_history(tmp_path):
    workspace = tiny(tmp_path / "a")
    assert inside("compute", 2025, "-w", workspace, "--out", tmp_path / "b").code == 0
    assert not (workspace / "runs").exists()


def test_a_run_made_again_is_entered_again(workspace):
    last = records(workspace)[-1].content["run"]
    shutil.rmtree(workspace / last)
    assert check_history(workspace).notes == (f"记录里有、现在磁盘上没有的运行：{last}",)
    assert inside("compute", 2025, "-w", workspace).code == 0
    assert [each.content["run"] for each in records(workspace)][1:] == [last, last]
    assert check_history(workspace) == (3, (), ())


@pytest.mark.parametrize("how", ["compute", "runs"])
def test_a_run_that_was_never_entered_is_entered_later(workspace, how):
    """As after a crash between putting the run in place and entering it."""
    lines = history_lines(workspace)
    (workspace / LOG).write_bytes(lines[0])
    lost = read_line(lines[1]).content["run"]
    report = check_history(workspace)
    assert [fault.file for fault in report.faults] == [lost]
    assert inside("verify", "--log", "-w", workspace).code == 5
    done = inside(how, 2025, "-w", workspace)
    assert done.code == 0
    assert f"已补记：{lost}" in done.err
    entered = records(workspace)[-1].content
    assert (entered["run"], entered["late"]) == (lost, True)
    assert entered | {"late": False} == read_line(lines[1]).content
    assert check_history(workspace) == (2, (), (f"不是核算完当时记的、后来补记的：{lost}",))
    assert "补记" not in inside("runs", 2025, "-w", workspace).err


def test_without_any_history_all_runs_are_entered_oldest_first(workspace):
    order = [each.content["run"] for each in records(workspace)]
    (workspace / LOG).unlink()
    assert enter_runs(workspace) == (order, order)
    assert enter_runs(workspace) == ([], [])
    assert check_history(workspace).faults == ()


def spoilt(workspace, lines):
    (workspace / LOG).write_bytes(b"".join(lines))
    done = inside("verify", "--log", "-w", workspace, "--json")
    told = json.loads(done.out)
    assert (done.code, told["verified"]) == (5, False)
    return [fault["said"] for fault in told["faults"] if fault["file"] == LOG]


@pytest.fixture
def long(workspace):
    """A history of six lines: the two runs, and four deliveries."""
    for number in range(4):
        append(workspace, "delivery", {"number": number})
    return workspace, history_lines(workspace)


def rewritten(line, **changes):
    """A line changed by somebody who makes its own hash right again."""
    told = read_line(line)._asdict() | changes
    return line_of(told | {"hash": digest_of_record(told)})


def test_every_byte_of_the_history(long):
    workspace, lines = long
    whole = b"".join(lines)
    for at in range(0, len(whole), 7):
        data = bytearray(whole)
        data[at] ^= 1
        (workspace / LOG).write_bytes(data)
        report = check_history(workspace)
        number = whole.count(b"\n", 0, at) + 1
        assert report.faults[0].said.startswith(f"第 {number} 行："), at


def test_a_broken_chain_names_the_first_bad_line(long):
    workspace, lines = long
    assert check_history(workspace) == (6, (), ())
    edited = lines[2].replace(b'"number":0', b'"number":9')
    assert spoilt(workspace, [*lines[:2], edited, *lines[3:]]) == ["第 3 行：这一行改动过"]
    sealed = rewritten(lines[2], content={"number": 9})
    assert spoilt(workspace, [*lines[:2], sealed, *lines[3:]]) == ["第 4 行：上一行被换成了另一行"]
    assert spoilt(workspace, [*lines[:3], *lines[4:]]) == ["第 4 行：这一行之前少了 1 行"]
    assert spoilt(workspace, lines[2:]) == ["第 1 行：这一行之前少了 2 行"]
    assert spoilt(workspace, [*lines[:3], lines[4], lines[3], lines[5]]) == ["第 4 行：这一行之前少了 1 行"]
    assert spoilt(workspace, [*lines[:3], lines[2], *lines[3:]]) == ["第 4 行：行的顺序变了，或插进了别的行"]
    assert spoilt(workspace, [*lines, b"{}\n"]) == ["第 7 行：这一行改动过"]
    assert spoilt(workspace, [lines[0], b"\n", *lines[1:]]) == ["第 2 行：这一行改动过"]
    assert "没有写完" in spoilt(workspace, [*lines[:-1], lines[-1][:-9]])[0]


def test_the_end_cut_off_is_seen_by_the_runs_that_are_there(long):
    workspace, lines = long
    assert spoilt(workspace, lines[:1]) == []
    (fault,) = check_history(workspace).faults
    assert fault.file == read_line(lines[1]).content["run"]


def test_a_run_that_is_not_the_one_entered(workspace):
    told = records(workspace)[0].content
    (workspace / told["run"] / "run.log").write_text("x")
    (fault,) = check_history(workspace).faults
    assert fault.file == f"{told['run']}/run.log"
    assert "改动过" in inside("runs", 2025, "-w", workspace).out.decode()


def test_a_line_cut_off_in_writing_is_taken_away_by_the_next(long):
    workspace, lines = long
    (workspace / LOG).write_bytes(b"".join(lines)[:-20])
    append(workspace, "delivery", {"number": 9})
    assert history_lines(workspace)[:5] == lines[:5]
    assert records(workspace)[5].content == {"number": 9}
    assert check_history(workspace) == (6, (), ())


def test_a_spoilt_chain_is_gone_on_with_and_stays_visible(long):
    workspace, lines = long
    (workspace / LOG).write_bytes(b"".join([*lines[:5], b"x\n"]))
    append(workspace, "delivery", {"number": 9})
    (fault,) = check_history(workspace).faults
    assert fault.said == "第 6 行：这一行改动过"
    assert records(workspace)[-1].seq == 7


def test_an_empty_workspace_has_an_empty_history(tmp_path):
    assert check_history(tmp_path) == (0, (), ())
    done = inside("verify", "--log", "-w", tmp_path)
    assert (done.code, "0 条记录" in done.out.decode()) == (0, True)
    assert tree(tmp_path) == {}


def _append_some(workspace, who):
    for number in range(15):
        append(workspace, "delivery", {"who": who, "number": number})


def test_many_at_the_same_time(tmp_path):
    context = multiprocessing.get_context("spawn")
    others = [context.Process(target=_append_some, args=(tmp_path, who)) for who in range(3)]
    for each in others:
        each.start()
    for each in others:
        each.join(60)
        assert each.exitcode == 0
    assert check_history(tmp_path) == (45, (), ())
    told = [(each.content["who"], each.content["number"]) for each in records(tmp_path)]
    assert sorted(told) == [(who, number) for who in range(3) for number in range(15)]
    assert [path.name for path in (tmp_path / "runs").iterdir()] == ["history.log"]


def test_a_history_that_cannot_be_written_takes_nothing_from_the_run(tmp_path):
    workspace = tiny(tmp_path)
    (workspace / "runs" / "history.log").mkdir(parents=True)
    done = inside("compute", 2025, "-w", workspace)
    assert done.code == 74
    assert "运行结果已经完整写入" in done.err
    (run,) = runs_of(workspace)
    assert inside("verify", run.name, "-w", workspace).code == 0
    with pytest.raises(OutputError):
        append(workspace, "delivery", {})


def test_decisions_are_entered_where_they_changed(workspace):
    """Whatever table of decisions a run's database has: entered once for a year until they are others."""
    import contextlib
    import sqlite3

    def decide(run, *rows):
        with contextlib.closing(sqlite3.connect(run / "run.db")) as opened, opened:
            opened.execute("DROP TABLE IF EXISTS decisions")
            opened.execute("CREATE TABLE decisions (n INTEGER PRIMARY KEY, name TEXT, choice TEXT)")
            opened.executemany("INSERT INTO decisions (name, choice) VALUES (?, ?)", rows)

    (workspace / LOG).unlink()
    first, second = (workspace / path for path in [line["path"] for line in json.loads(inside("runs", 2025, "-w", workspace, "--json").out)["runs"]])  # fmt: skip
    for rows, kinds in (
        ([[("甲", "天河区")], [("甲", "天河区")]], ["decisions", "run", "run"]),
        ([[("甲", "天河区")], [("甲", "黄埔区")]], ["decisions", "run", "decisions", "run"]),
        ([[("甲", "天河区")], []], ["decisions", "run", "decisions", "run"]),
        ([[], []], ["run", "run"]),
    ):
        (workspace / LOG).unlink()
        for run, its in zip((first, second), rows, strict=True):
            decide(run, *its)
        enter_runs(workspace)
        entered = records(workspace)
        assert [each.kind for each in entered] == kinds
        told = [each.content["number"] for each in entered if each.kind == "decisions"]
        assert told == [len(its) for its in rows if its or told[:1]][: len(told)]
        digests = [each.content["decisions"] for each in entered if each.kind == "run"]
        assert [each is None for each in digests] == [not its for its in rows]
        assert check_history(workspace).faults == ()
