"""`gzaudit policy lint | test | new`: files that are checked, tried and written, and files that are damaged."""

from __future__ import annotations

import re
import shutil

import openpyxl
import pytest
from cli_support import tree
from policy_support import copied, refused, said, squeezed

from gzaudit.policy.lint.check import lint_policy
from gzaudit.policy.load import load_policy

NOW = load_policy(2025)


def test_lint_says_that_all_clauses_are_accounted_for(tmp_path):
    out = squeezed(said("lint"))
    used = sum(each.no_rule is None for each in NOW.clauses.values())
    assert f"条款{len(NOW.clauses)}条：{used}条有规则引用，{len(NOW.clauses) - used}条写明不需要规则" in out
    assert "2023（随工具）：规则文件可用。" in out
    assert "请核对" not in out
    copied(tmp_path)
    assert "还有40处标着“请核对”：" in squeezed(said("lint", "2030", "-w", tmp_path))


def test_lint_tells_what_is_wrong_and_still_checks_the_other_years(tmp_path):
    copied(tmp_path, 2030, clause=('clause = "七（二）3"', 'clause = "七（二）9"'))
    ended = refused(4, "lint", "-w", tmp_path, words=("2030/policy.toml：payment.clause", "七（二）9"))
    assert "2025（随工具）：规则文件可用。".encode() in ended.out
    assert refused(4, "lint", "2030", "-w", tmp_path).out == b""
    copied(tmp_path, 2031, clause=("rate = 600", "rate = -1"))
    refused(4, "lint", "-w", tmp_path, words=("另有 1 份规则也不能用",))


def test_lint_with_a_text_prints_every_claim_and_fails_on_what_is_not_there(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    text = tmp_path / "通知.txt"
    part = "一、甲。\n七、乙。\n（一）丙\n（二）丁\n1. 戊\n2. 己\n（1）达到目标的70%（含）时，300元/家。"
    text.write_bytes(part.encode("gb18030"))
    out = said("lint", "2025", "--text", text, code=4)
    lines = lint_policy(NOW, text.read_text(encoding="gb18030"))
    assert "高企认定数：完成率70%，含相符" in squeezed(out)
    assert "高企认定数：每家600元该条没有这个数或词" in squeezed(out)
    assert f"没有这一条{sum(each.status == 'clause_missing' for each in lines)}处" in squeezed(out)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("通知.docx", b"x", ".docx"),
        ("通知", b"x", "没有"),
        ("没有.txt", None, "没有这个文件"),
        ("空.txt", b" \n", "空"),
        ("乱.txt", b"\xff\xfe\x00\x01", "GB18030"),
    ],
)
def test_a_text_that_cannot_be_used(tmp_path, name, data, words):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    refused(2, "lint", "2025", "--text", path, words=("--text", words))


def test_a_text_needs_a_year(tmp_path):
    refused(2, "lint", "--text", tmp_path / "x.txt", words=("哪一年度",))


def test_test_runs_written_and_generated_cases_and_leaves_room_to_sign():
    out = said("test", "2025")
    told = squeezed(out)
    assert "全部一致" in told
    assert int(re.search(r"合计(\d+)例", told)[1]) > 300
    assert all(role in told for role in ("编制", "复核", "批准"))
    assert "界高企认定数：" in told
    assert "一致：" not in told


def test_test_fails_with_the_cases_that_do_not_come_out(tmp_path):
    copied(tmp_path, rate=("rate = 500", "rate = 501"))
    out = squeezed(said("test", "2030", "-w", tmp_path, code=4))
    assert "6例不一致：" in out
    assert "5认定数恰为目标的八成五，按500元一家补：" in out
    assert "应为42,500元，实际42,585元" in out


def test_test_writes_the_table_as_a_workbook(tmp_path):
    path = tmp_path / "表.xlsx"
    out = said("test", "2023", "--out", path)
    assert f"已另存：{path}" in out.replace("\n", "")
    sheet = openpyxl.load_workbook(path).active
    cells = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"序号", "给定", "应得", "实得", "结论", "编制", "复核", "批准", "全部一致"} <= cells
    before = path.read_bytes()
    refused(2, "test", "2023", "--out", path, words=("已有这个文件",))
    assert path.read_bytes() == before
    refused(2, "test", "2023", "--out", tmp_path / "表.csv", words=(".xlsx",))
    refused(74, "test", "2023", "--out", tmp_path / "没有" / "表.xlsx", words=("没有这个文件或文件夹",))
    both = tmp_path / "全部.xlsx"
    said("test", "--out", both)
    names = openpyxl.load_workbook(both).sheetnames
    assert names[:2] == ["2023年算例", "2025年算例"]
    assert "2015-draft算例" in names[2:]


def test_a_policy_without_cases_cannot_be_tested(tmp_path):
    folder = copied(tmp_path)
    (folder / "cases.toml").unlink()
    assert "没有算例文件" in said("lint", "2030", "-w", tmp_path)
    refused(4, "test", "2030", "-w", tmp_path, words=("2030/cases.toml",))


def test_new_writes_a_draft_that_can_be_used_at_once(tmp_path):
    out = said("new", "2030", "--from", "2025", "-w", tmp_path)
    assert "已写入工作区 policies/2030" in out
    assert sorted(tree(tmp_path)) == [
        "policies", "policies/2030", *(f"policies/2030/{name}.toml" for name in ("cases", "clauses", "policy", "readings")),
    ]  # fmt: skip
    assert "全部一致" in said("test", "2030", "-w", tmp_path)
    assert load_policy(2030, tmp_path).year == 2030


def test_new_never_changes_what_is_there(tmp_path):
    copied(tmp_path)
    before = tree(tmp_path)
    refused(2, "new", "2030", "--from", "2025", "-w", tmp_path, words=("policies/2030",))
    refused(2, "new", "2025", "--from", "2023", "-w", tmp_path, words=("随工具",))
    refused(4, "new", "2031", "--from", "2029", "-w", tmp_path, words=("2029",))
    assert tree(tmp_path) == before
    (tmp_path / "policies" / "2032").write_text("x")
    refused(2, "new", "2032", "--from", "2025", "-w", tmp_path, words=("policies/2032",))
    (tmp_path / "policies" / "2030" / "policy.toml").write_text("id = 3\n", encoding="utf-8")
    before = tree(tmp_path)
    refused(4, "new", "2033", "--from", "2030", "-w", tmp_path, words=("2030/policy.toml",))
    assert tree(tmp_path) == before


def test_new_into_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "policies").write_text("x")
    before = tree(tmp_path)
    refused(74, "new", "2030", "--from", "2025", "-w", tmp_path, words=("policies/2030",))
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["policy.toml", "clauses.toml", "readings.toml"])
@pytest.mark.parametrize("damage", ["missing", "folder", "encoding", "syntax"])
def test_a_damaged_file_is_told_by_every_command(tmp_path, name, damage):
    path = copied(tmp_path) / name
    path.unlink()
    if damage == "folder":
        path.mkdir()
    elif damage == "encoding":
        path.write_bytes("编号".encode("gb18030"))
    elif damage == "syntax":
        path.write_text("= 3\n")
    for args in (
        ["show", 2030],
        ["lint", 2030],
        ["test", 2030],
        ["diff", 2025, 2030],
        ["new", 2031, "--from", 2030],
    ):
        refused(4, *args, "-w", tmp_path, words=(f"2030/{name}",))
    refused(4, "list", "-w", tmp_path, words=(f"2030/{name}",))


def test_two_policies_for_one_year_are_refused(tmp_path):
    shutil.copytree(copied(tmp_path), tmp_path / "policies" / "2025")
    for args in (["list"], ["show", 2025], ["lint"]):
        refused(4, *args, "-w", tmp_path, words=("policies/2025",))
