"""What is told of a firm beyond one run and its lists: other runs, decisions, runs of earlier versions."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from ask_runs import CODES, HNTE, REVOKED, asked, compute, firm, tables, write_year

from gzaudit.ask.district import explain_district
from gzaudit.ask.firm import trace_firm
from gzaudit.ask.history import other_runs
from gzaudit.ask.run import open_run
from gzaudit.deliver.find_run import newest_run
from gzaudit.errors import SettingsError


def test_history_tells_of_every_other_run(tmp_path):
    content = tables()
    workspace = write_year(tmp_path, content)
    first = compute(workspace)
    for at in (2, 4):
        content[HNTE][at][4] = "海珠区"
    write_year(workspace, content)
    compute(workspace)
    last = compute(write_year(workspace, {REVOKED: [["企业名称"], [firm("甲")]]}))
    broken = workspace / "runs/2025/坏的"
    broken.mkdir()
    (broken / "run.db").write_bytes(b"SQLite format 3\x00" + bytes(5000))
    for folder in sorted((workspace / "runs/2025").iterdir()):
        log = folder / "run.log"
        if log.exists():
            hour = {first.name: 1, last.name: 3}.get(folder.name, 2)
            log.write_text(f"开始：2026-01-0{hour}T08:00:00+08:00\n", encoding="utf-8")
    with asked(workspace, run=last.name) as (run, folder):
        trace = trace_firm(run, CODES["甲"])
        others = other_runs(workspace, folder, trace.firm)
    assert [each.unread != "" for each in others] == [True, False, False]
    assert others[0].run == "runs/2025/坏的"
    assert [each.counts[0].district_name for each in others[1:]] == ["天河区", "海珠区"]
    assert (trace.counts[0].counted, others[1].run) == (False, f"runs/2025/{first.name}")


def decided(folder, tmp_path, lines):
    """A copy of a run in which people decided something."""
    copy = Path(shutil.copytree(folder, tmp_path / "另一次"))
    columns = "matter, name, code, choice, basis, decided_by, checked_by, date, src, row, state"
    with contextlib.closing(sqlite3.connect(copy / "run.db")) as database, database:
        database.execute("DROP TABLE IF EXISTS decisions")
        database.execute(f"CREATE TABLE decisions (n INTEGER PRIMARY KEY, {columns})")
        for line in lines:
            database.execute(f"INSERT INTO decisions ({columns}) VALUES ({', '.join('?' * 11)})", line)
    return copy


def test_decisions_on_a_firm_and_on_a_district(small, tmp_path):
    folder = newest_run(small, 2025)
    people = ("营业执照", "张三", "李四", "2026-01-05", 0, 4)
    copy = decided(folder, tmp_path, [
        ("exclude", firm("乙"), CODES["乙"], "不计入", *people, "applied"),
        ("district", f" {firm('乙')} ", "", "天河区", *people, "unused"),
        ("exclude", firm("甲"), CODES["甲"], "不计入", *people, "applied"),
        ("amount", "天河区", "", "300000", *people, "applied"),
    ])  # fmt: skip
    with open_run(copy, "另一次") as run:
        found = trace_firm(run, CODES["乙"]).decisions
        assert [(each["matter"], each["choice"], each["state"]) for each in found] == [
            ("exclude", "不计入", "applied"), ("district", "天河区", "unused"),
        ]  # fmt: skip
        assert found[0]["place"] == run.place(0, 4) != ""
        (amount,) = explain_district(run, "天河区", None).decisions
        assert (amount["choice"], amount["decided_by"], amount["checked_by"]) == ("300000", "张三", "李四")
        assert explain_district(run, "海珠区", None).decisions == ()


def test_a_run_of_an_earlier_version_is_refused_with_what_it_lacks(small, tmp_path):
    copy = Path(shutil.copytree(newest_run(small, 2025), tmp_path / "旧的"))
    with contextlib.closing(sqlite3.connect(copy / "run.db")) as database, database:
        database.execute("DROP TABLE effects")
    with pytest.raises(SettingsError, match="运行数据库读不出来") as caught, open_run(copy, "旧的"):
        pass
    assert "没有 effects 表，是较早版本的工具写的" in caught.value.found
