"""What the statistics office runs: exact counts, an attestation, and not a word about any firm."""

from __future__ import annotations

import hashlib
import json
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from cli.cli_support import (
    ABOVE_HEADINGS,
    CODES,
    DISTRICTS,
    DIVISIONS,
    HNTE,
    HNTE_HEADINGS,
    Lists,
    files,
    firm,
    inside,
    speaks,
    text,
    tree,
    write,
    xlsx,
)  # fmt: skip
from tally.tallying import KINDS, arguments, changed, tally, within

from gzaudit import __version__
from gzaudit.policy.load import load_policy
from gzaudit.read.files import hash_file
from gzaudit.read.sheet import InputFile
from gzaudit.read.workbook import read_file

# By hand: each district has its own firm of `quiet` (in all lists) and one beside it; 天河 has two more 高企 (one
# above scale, one with a patent), 黄埔 one more (above scale), 海珠 two more 科服 firms.
BY_HAND = {
    **{district: [2, 1, 1, 1] for district in DISTRICTS},
    "天河区": [4, 2, 1, 2],
    "黄埔区": [3, 2, 1, 1],
    "海珠区": [2, 1, 3, 1],
}


def rows(path: Path, sheet: str) -> list[list[object]]:
    """A sheet's cells, without blanks at the end of a line."""
    lines = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]
    for line in lines:
        while line and line[-1] is None:
            line.pop()
    return lines


def test_the_table_is_what_a_person_counts(book):
    table = rows(book, "汇总数")
    assert table[0][0] == "2025 年各区家数汇总数"
    assert "不含任何企业的名称" in table[1][0]
    assert table[2] == ["区", "高企认定数", "规上高企数", "规上科服企业数", "专利高企数"]
    assert [row[0] for row in table[3:14]] == list(DISTRICTS)
    assert {row[0]: row[1:] for row in table[3:14]} == BY_HAND
    assert table[14] == ["合计", 25, 13, 13, 12]
    assert len(table) == 15


def test_the_attestation_says_what_was_counted_by_what(book, lists):
    sheet = rows(book, "汇总证明")
    lines = [row for row in sheet if row]
    said = {row[0]: row for row in lines}
    policy = load_policy(2025)
    assert said["格式"][1] == "gzaudit.counts/1"
    assert said["工具版本"][1] == f"gzaudit {__version__}"
    assert said["年度"][1] == 2025
    assert (said["政策"][1], said["政策"][7]) == (policy.id, policy.sha256)
    inputs = [row for row in lines if row[0] == "输入文件"]
    assert [(row[1].split()[0], row[2], row[4], row[7]) for row in inputs] == [
        (kind, path.name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
        for kind, path in sorted((kind, lists / "data/2025" / path) for kind, path in KINDS.items())
    ]
    accounts = {row[1].split()[0]: row[2:8] for row in lines if row[0] == "行数"}
    services = "2025年规模以上科技服务业企业名单.csv"
    assert accounts["above_scale_tech_services"] == [services, 1, 14, 13, 1, "重复 1"]
    assert accounts["hnte"][1:] == [1, 25, 25, 0]
    assert [(row[1].split()[0], row[4], row[7]) for row in lines if row[0] == "事项"] == [
        ("duplicate", 1, "提示")
    ]
    table = "".join(
        f"{line}\n"
        for line in sorted(
            f"{DIVISIONS[district]} {key} {number}"
            for district, numbers in BY_HAND.items()
            for key, number in zip(("hnte", "above_scale_hnte", "above_scale_tech_services", "patent_hnte"), numbers, strict=True)
        )
    )  # fmt: skip
    assert said["汇总数校验码"][7] == hashlib.sha256(f"gzaudit.counts/1\n2025\n{table}".encode()).hexdigest()
    words = [row[0] for row in lines]
    assert [word for word in words if word in ("制表人", "审核人", "盖章", "日期")] == [
        "制表人",
        "审核人",
        "盖章",
        "日期",
    ]


def secrets(workspace: Path) -> set[str]:
    """Every name, code and certificate of the lists."""
    found = set()
    for path in KINDS.values():
        location = workspace / "data/2025" / path
        (sheet,) = read_file(InputFile(path, location, hash_file(location)))
        cells = {str(cell) for row in sheet.rows for cell in row}
        found |= {
            cell for cell in cells if "公司" in cell or re.fullmatch(r"[0-9A-Z]{18}|GR\d+|ZL[\d.]+", cell)
        }
    assert {firm(0), firm(3), CODES[0], CODES[4], "GR202544000000", "ZL202310000001.1"} <= found
    return found


def test_no_firm_stands_in_any_part_of_the_file_nor_on_the_screen(lists, tmp_path):
    out = tmp_path / "t.xlsx"
    plain = tally(lists, out)
    with zipfile.ZipFile(out) as packed:
        content = b"\n".join(packed.read(name) for name in packed.namelist()).decode("utf-8", "replace")
    out.unlink()
    shown = tally(lists, out, "--json")
    everything = content + plain.out.decode() + plain.err + shown.out.decode() + shown.err
    for secret in secrets(lists):
        assert secret not in everything


def test_findings_are_told_as_numbers_and_an_error_exits_with_1(tmp_path):
    content = Lists(
        hnte=[
            (1, firm(0), "", "GR202544000001", 2025, "天河区", ""),
            (2, firm(1), CODES[1], "", 2025, "", ""),
        ],
        above=[(firm(1), CODES[1], "", "6513")],
    )
    write(tmp_path, files(content))
    ended = tally(tmp_path, tmp_path / "t.xlsx", kinds=("hnte", "above_scale"))
    assert ended.code == 1
    screen = ended.out.decode()
    assert "须决定 1 条" in screen
    for secret in (firm(0), firm(1), CODES[1]):
        assert secret not in screen + ended.err
    (tmp_path / "t.xlsx").unlink()
    assert tally(tmp_path, tmp_path / "t.xlsx", "--fail-on", "never", kinds=("hnte", "above_scale")).code == 0


def test_same_lists_same_bytes_in_whatever_order_they_are_named(lists, book, tmp_path):
    again = tmp_path / "t.xlsx"
    options = arguments(lists)
    pairs = [options[at : at + 2] for at in range(0, len(options), 2)]
    assert (
        inside("tally", 2025, *[part for pair in reversed(pairs) for part in pair], "--out", again).code == 0
    )
    assert again.read_bytes() == book.read_bytes()


def test_patterns_and_repeated_options_and_the_usual_name(lists, book, tmp_path):
    data = lists / "data/2025"
    with within(tmp_path):
        ended = inside(
            "tally", 2025, "--hnte", data / "火炬中心/*高新技术企业*", "--hnte", data / HNTE, "--above-scale", data / "统计局/*四上*",
            "--tech-services", f"{data}/*/*科技服务业*.csv", "--patents", data / KINDS["patent_grants"],
        )  # fmt: skip
    assert ended.code == 0, ended.err
    assert (tmp_path / "2025年汇总数.xlsx").read_bytes() == book.read_bytes()
    with within(tmp_path):
        again = inside("tally", 2025, *arguments(lists))
    assert again.code == 2
    speaks(again.err, "已有这个文件")


def test_only_indicators_whose_lists_are_given_are_columns(lists, tmp_path):
    out = tmp_path / "t.xlsx"
    assert tally(lists, out, kinds=("above_scale_tech_services",)).code == 0
    assert rows(out, "汇总数")[2] == ["区", "规上科服企业数"]
    ended = tally(lists, tmp_path / "u.xlsx", kinds=("above_scale",))
    assert ended.code == 2
    speaks(ended.err, "--hnte", "--above-scale")
    assert not (tmp_path / "u.xlsx").exists()


def test_json_is_alone_on_stdout(lists, tmp_path):
    ended = tally(lists, tmp_path / "t.xlsx", "--json")
    told = json.loads(ended.out)
    assert told["schema"] == "gzaudit.tally/1"
    assert told["counts"]["440106"] == {
        "hnte": 4, "above_scale_hnte": 2, "above_scale_tech_services": 1, "patent_hnte": 2,
    }  # fmt: skip
    assert told["findings"]["by_code"] == {"duplicate": 1}


def test_no_network_is_asked(lists, tmp_path, monkeypatch):
    def refuse(*_args, **_named):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert tally(lists, tmp_path / "t.xlsx").code == 0


@pytest.mark.parametrize(
    ("name", "content", "refused"),
    [
        ("四上.xlsx", xlsx([("企业", "电话"), ("某", "1")]), (3, "--above-scale 四上.xlsx", "缺少列")),
        ("四上.xlsx", b"no workbook", (3, "四上.xlsx")),
        ("四上.pdf", b"%PDF", (2, "--above-scale", "四上.pdf")),
    ],
)
def test_a_file_that_is_no_such_list_stops_it(lists, tmp_path, name, content, refused):
    code, *words = refused
    path = tmp_path / name
    path.write_bytes(content)
    before = tree(tmp_path)
    ended = inside(
        "tally",
        2025,
        "--hnte",
        lists / "data/2025" / HNTE,
        "--above-scale",
        path,
        "--out",
        tmp_path / "t.xlsx",
    )
    assert ended.code == code, ended.err
    speaks(ended.err, *words)
    assert tree(tmp_path) == before


def test_a_sheet_that_may_be_either_of_two_is_named_in_the_option(tmp_path):
    row = (firm(0), CODES[0], DIVISIONS["天河区"], "7320")
    (tmp_path / "名单.xlsx").write_bytes(xlsx([ABOVE_HEADINGS, row], "Sheet1"))
    both = ("--above-scale", tmp_path / "名单.xlsx", "--tech-services", tmp_path / "名单.xlsx")
    ended = inside("tally", 2025, *both, "--out", tmp_path / "t.xlsx")
    assert ended.code == 3
    speaks(ended.err, "文件#工作表")
    assert "gzaudit.toml" not in ended.err
    one = f"{tmp_path / '名单.xlsx'}#Sheet1"
    assert inside("tally", 2025, "--tech-services", one, "--out", tmp_path / "t.xlsx").code == 0
    (tmp_path / "科服名单.xlsx").write_bytes(xlsx([ABOVE_HEADINGS, row], "Sheet1"))
    other = f"{tmp_path / '科服名单.xlsx'}#没有"
    wrong = inside("tally", 2025, "--tech-services", other, "--out", tmp_path / "u.xlsx")
    assert wrong.code == 2
    speaks(wrong.err, "--tech-services", "科服名单.xlsx#没有")


def test_what_is_not_there_is_named_with_its_option(tmp_path):
    ended = inside("tally", 2025, "--hnte", tmp_path / "没有*.xlsx", "--out", tmp_path / "t.xlsx")
    assert ended.code == 2
    speaks(ended.err, "--hnte", "没有*.xlsx")


def test_a_file_called_by_a_firm_is_refused_without_saying_which(tmp_path):
    path = tmp_path / f"{firm(0)}科服名单.csv"
    path.write_bytes(text([ABOVE_HEADINGS, (firm(0), CODES[0], DIVISIONS["天河区"], "7320")]))
    ended = inside("tally", 2025, "--tech-services", path, "--out", tmp_path / "t.xlsx")
    assert ended.code == 2
    message = ended.err[ended.err.index("错误：") :]
    assert "文件名里有企业的名称或代码" in message
    assert firm(0) not in message
    assert not (tmp_path / "t.xlsx").exists()


def test_two_files_of_one_name_are_refused(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "公示.xlsx").write_bytes(
            xlsx([HNTE_HEADINGS, (1, firm(0), CODES[0], folder, 2025, "天河区", "")])
        )
    ended = inside("tally", 2025, "--hnte", tmp_path / "*" / "公示.xlsx", "--out", tmp_path / "t.xlsx")
    assert ended.code == 2
    speaks(ended.err, "公示.xlsx", "同名")


def test_2023_counts_its_own_indicators(tmp_path):
    roster = tmp_path / "高企.xlsx"
    roster.write_bytes(xlsx([HNTE_HEADINGS, (1, firm(0), CODES[0], "GR202344000001", 2023, "天河区", "")]))
    smes = tmp_path / "科小.csv"
    smes.write_bytes(text([("企业名称", "统一社会信用代码", "所在区"), (firm(1), CODES[1], "越秀区")]))
    ended = inside("tally", 2023, "--hnte", roster, "--tech-smes", smes, "--out", tmp_path / "t.xlsx")
    assert ended.code == 0, ended.err
    table = rows(tmp_path / "t.xlsx", "汇总数")
    assert table[2] == ["区", "高企认定数", "科小入库数"]
    assert table[4] == ["越秀区", 0, 1]
    assert table[6] == ["天河区", 1, 0]


def test_a_year_without_rules_is_4(lists, tmp_path):
    ended = inside("tally", 2031, *arguments(lists), "--out", tmp_path / "t.xlsx")
    assert ended.code == 4
    speaks(ended.err, "2031")


def test_a_workspace_brings_its_readings(lists, tmp_path):
    (tmp_path / "gzaudit.toml").write_text(
        '[readings.2025]\nA13 = { choice = "b", reason = "试" }\n', encoding="utf-8"
    )
    own, usual = tmp_path / "own.xlsx", tmp_path / "usual.xlsx"
    assert tally(lists, own, "-w", tmp_path).code == 0
    assert tally(lists, usual).code == 0
    rules = [next(row[7] for row in rows(path, "汇总证明") if row[0] == "计数读法") for path in (own, usual)]
    assert rules[0] != rules[1]


def test_help_is_quick_to_import():
    heavy = "import sys, gzaudit.cli; print([each for each in ('pandas', 'openpyxl', 'xlsxwriter', 'sqlite3') if each in sys.modules])"
    told = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_copy_that_another_program_saved_still_holds(book):
    assert changed(book.read_bytes()) != book.read_bytes()
