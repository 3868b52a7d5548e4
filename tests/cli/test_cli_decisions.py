"""Decisions in real files: read, applied, listed, carried over; what is wrong with them ends in exit code 1."""

from __future__ import annotations

import json
import sqlite3

from cli.cli_support import CODES, files, firm, inside, lists, only_run, quiet, write, xlsx

HEADINGS = ("事项", "企业名称", "统一社会信用代码", "决定", "依据", "决定人", "复核人", "日期")
ABSENT = "广州没有这家科技有限公司"


def line(matter, name, choice, code="", checked="李四"):
    return (matter, name, code, choice, "示例〔2025〕1 号会议纪要", "张三", checked, "2026-01-05")


def decided(*rows, title="2025年人工复核决定"):
    return xlsx([[title], HEADINGS, *rows], "决定")


def result(run):
    return json.loads((run / "result.json").read_text(encoding="utf-8"))


def district(found, name):
    return next(each for each in found["districts"] if each["name"] == name)


def test_each_matter_in_a_workbook(tmp_path):
    content = lists()
    content.hnte += [
        (50, "广州待对应科技有限公司", "", "", 2025, "天河区", ""),
        (51, firm(5), CODES[5], "", 2025, "", ""),
    ]
    workspace = quiet(tmp_path, content)
    before = inside("compute", "2025", "-w", workspace, "--out", tmp_path / "before")
    assert before.code == 1
    rows = [
        line("match", "广州待对应科技有限公司", CODES[3]),
        line("所在区", firm(5), "海珠区"),
        line("exclude", firm(1), "全部", CODES[1]),
        line("include", firm(1), "专利", CODES[2]),
        line("amount", "天河区", "1,234元"),
    ]
    write(workspace, {"科技局/人工复核决定.xlsx": decided(*rows[:3], rows[4])})
    after = inside("compute", "2025", "-w", workspace)
    assert after.code == 0, after.err
    assert "采用人工决定 4 个：对应企业 1 个、所在区 1 个、不计入 1 个、核定金额 1 个。" in after.err
    found, was = result(only_run(workspace)), result(tmp_path / "before")
    assert found["undecided"] == {"district_unresolved": 0, "name_ambiguous": 0, "unresolved": 0}
    counts = {name: district(found, name)["indicators"]["hnte"]["count"] for name in ("天河区", "海珠区")}
    assert counts == {
        "天河区": district(was, "天河区")["indicators"]["hnte"]["count"] - 1,
        "海珠区": district(was, "海珠区")["indicators"]["hnte"]["count"] + 1,
    }
    tianhe = district(found, "天河区")
    assert tianhe["payable"] == 1234
    assert tianhe["amount"] > 1234
    (source,) = [each for each in found["sources"] if each["kind"] == "decisions"]
    assert (source["rows"], source["counted"], source["excluded"]) == (4, 4, {})
    (hnte,) = [each for each in found["sources"] if each["kind"] == "hnte"]
    assert hnte["excluded"] == {"excluded_by_decision": 1}
    with sqlite3.connect(only_run(workspace) / "run.db") as database:
        states = database.execute("SELECT matter, name, choice, state FROM decisions ORDER BY n").fetchall()
    assert states == [
        ("match", "广州待对应科技有限公司", CODES[3], "applied"),
        ("district", firm(5), "海珠区", "applied"),
        ("exclude", firm(1), "全部", "applied"),
        ("amount", "天河区", "1234", "applied"),
    ]
    write(workspace, {"科技局/人工复核决定.xlsx": decided(*rows)})
    wrong = inside("compute", "2025", "-w", workspace)
    assert wrong.code == 1
    assert "人工决定不完整或看不懂" in wrong.err


def test_a_decision_changes_the_run_and_the_second_person_is_a_setting(tmp_path):
    workspace = quiet(tmp_path)
    write(workspace, {"决定.xlsx": decided(line("district", firm(0), "黄埔区", checked=""))})
    assert inside("compute", "2025", "-w", workspace).code == 1
    first = only_run(workspace)
    assert result(first)["findings"]["by_code"]["decision_invalid"] == 1
    (workspace / "gzaudit.toml").write_text("[decisions]\nsecond_person = false\n", encoding="utf-8")
    assert inside("compute", "2025", "-w", workspace).code == 0
    (second,) = [each for each in (workspace / "runs/2025").iterdir() if each != first]
    assert "decision_invalid" not in result(second)["findings"]["by_code"]
    (workspace / "gzaudit.toml").write_text('[decisions]\nsecond_person = "no"\n', encoding="utf-8")
    assert inside("compute", "2025", "-w", workspace).code == 2


def test_decisions_of_the_year_before_are_inputs(tmp_path):
    content = lists()
    content.hnte.append((51, firm(5), CODES[5], "", 2025, "", ""))
    workspace = quiet(tmp_path, content)
    assert inside("compute", "2025", "-w", workspace).code == 1
    alone = only_run(workspace)
    old = workspace / "data/2024/2024年人工复核决定.xlsx"
    old.parent.mkdir()
    rows = [
        line("district", firm(5), "海珠区"),
        line("district", ABSENT, "天河区"),
        line("amount", "天河区", "5"),
    ]
    old.write_bytes(decided(*rows, title="2024年人工复核决定"))
    # Nothing else of that year is looked at.
    (old.parent / "坏的名单.xlsx").write_bytes(b"no workbook")
    ended = inside("compute", "2025", "-w", workspace)
    assert ended.code == 0, ended.err
    assert "其中 1 个是上年的决定" in ended.err
    (run,) = [each for each in (workspace / "runs/2025").iterdir() if each != alone]
    found = result(run)
    (source,) = [each for each in found["sources"] if each["kind"] == "decisions"]
    assert source["path"] == "data/2024/2024年人工复核决定.xlsx"
    assert (source["rows"], source["counted"]) == (3, 1)
    assert source["excluded"] == {"decision_unused": 1, "not_carried": 1}
    assert found["findings"]["by_code"]["decision_unused"] == 1
    with sqlite3.connect(run / "run.db") as database:
        told = database.execute("SELECT name, state FROM decisions ORDER BY n").fetchall()
    assert told == [(firm(5), "carried"), (ABSENT, "unused")]


def test_a_list_of_decisions_is_no_longer_left_out(tmp_path):
    workspace = write(
        tmp_path, files(lists()) | {"决定.xlsx": decided(line("exclude", firm(0), "高企", CODES[0]))}
    )
    assert inside("compute", "2025", "-w", workspace).code == 0
    assert "list_changes_figures" not in result(only_run(workspace))["findings"]["by_code"]
