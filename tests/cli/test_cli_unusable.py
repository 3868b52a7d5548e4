"""Exit code 3: an input that cannot be used stops the run, is named, and leaves no trace (interface §2, §7)."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile

import msoffcrypto.format.ooxml
import pytest
from cli_support import (
    ABOVE,
    CODES,
    HNTE,
    HNTE_HEADINGS,
    PATENTS,
    SERVICES,
    files,
    firm,
    gzaudit,
    inside,
    lists,
    only_run,
    outputs,
    refused,
    speaks,
    text,
    tiny,
    tree,
    write,
    xls,
    xlsx,
)

SHEET = "xl/worksheets/sheet1.xml"
GOOD = files(lists())


def encrypted(data: bytes) -> bytes:
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(data)).encrypt("密码123", out)
    return out.getvalue()


def bent(data: bytes, name: str, change) -> bytes:
    """A workbook with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            part = old.read(each)
            new.writestr(each, change(part) if each == name else part)
    return out.getvalue()


def stray(data: bytes) -> bytes:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return bent(data, SHEET, lambda part: part.replace(b"</sheetData>", far))


def bomb(data: bytes) -> bytes:
    """Four hundred megabytes of blanks in a few hundred kilobytes."""
    return bent(data, SHEET, lambda part: part.replace(b"</sheetData>", b" " * 400_000_000 + b"</sheetData>"))


BAD = {
    "xlsx cut in the middle": (HNTE, lambda data: data[: len(data) // 2], "不完整"),
    "xlsx cut at the end": (PATENTS, lambda data: data[:-30], ""),
    "xls cut": (ABOVE, lambda data: data[:900], ""),
    "xlsx of no bytes": (HNTE, lambda _: b"", "0 字节"),
    "xls of no bytes": (ABOVE, lambda _: b"", "0 字节"),
    "csv of no bytes": (SERVICES, lambda _: b"", "0 字节"),
    "zero bytes": (HNTE, lambda _: bytes(4096), "空字节"),
    "password": (HNTE, encrypted, "密码"),
    "pdf called xlsx": (HNTE, lambda _: b"%PDF-1.7\n", "PDF"),
    "xlsx called xls": (ABOVE, lambda _: GOOD[HNTE], ".xlsx"),
    "xls called csv": (SERVICES, lambda _: GOOD[ABOVE], ".xls"),
    "text called xlsx": (HNTE, lambda _: GOOD[SERVICES], ".csv"),
    "web page called xls": (ABOVE, lambda _: b"<html><table><tr><td>1", "网页"),
    "csv in another encoding": (SERVICES, lambda _: "企业名称\n\u0416".encode("utf-16-be"), ""),
    "a cell at XFD1048576": (HNTE, stray, "XFD1048576"),
    "zip bomb": (HNTE, bomb, ""),
    "doctype": (HNTE, lambda data: bent(data, SHEET, lambda part: part.replace(b"<worksheet", b"<!DOCTYPE x []><worksheet", 1)), "DOCTYPE"),
    "broken xml": (HNTE, lambda data: bent(data, SHEET, lambda part: part[:-40]), ""),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_cannot_be_opened(tmp_path, what):
    place, damage, word = BAD[what]
    write(tmp_path, {**GOOD, place: damage(GOOD[place])})
    said = refused(tmp_path, 3, f"data/2025/{place}", word, "位置：", "实际：", "处理：")
    assert str(tmp_path) not in said


def test_the_program_itself_is_refused_and_leaves_earlier_runs_alone(tmp_path):
    tiny(tmp_path)
    assert inside("compute", "2025", "-w", tmp_path).code == 0
    (tmp_path / "data/2025" / HNTE).write_bytes(GOOD[HNTE][:1000])
    before = tree(tmp_path)
    for args in (
        ["compute", "2025"],
        ["compute", "2025", "--json"],
        ["compute", "2025", "--out", "neu/lauf"],
    ):
        ended = gzaudit(*args, cwd=tmp_path)
        assert (ended.code, ended.out) == (3, b""), ended.err
        speaks(ended.err, HNTE)
        assert tree(tmp_path) == before


def test_no_data_folder(tmp_path):
    refused(tmp_path, 3, "data/2025/", "没有这个文件夹")
    (tmp_path / "data").mkdir()
    refused(tmp_path, 3, "data/2025/", "没有这个文件夹")
    (tmp_path / "data/2025").write_text("", encoding="utf-8")
    refused(tmp_path, 3, "data/2025/", "不是文件夹")


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"名单.pdf": b"%PDF-1.7\n"},
        {"名单.et": b"x", "~$名单.xlsx": b"x", ".名单.xlsx": b"x"},
        {"人员.csv": text([("姓名", "电话"), ("甲", "1")])},
        {"2025年高新技术企业认定公示名单.csv": text([("甲", "乙"), ("广州甲公司", CODES[0])])},
        {"2025年高新技术企业认定公示名单.xlsx": xlsx([(firm(0), CODES[0]), (firm(1), CODES[1])])},
        {"空表.xlsx": xlsx([])},
        {"空行.csv": b"\n\n,,,\n"},
    ],
)
def test_no_readable_list(tmp_path, content):
    (tmp_path / "data/2025").mkdir(parents=True)
    write(tmp_path, content)
    refused(tmp_path, 3, "data/2025/", *(name for name in content if not name.startswith((".", "~"))))


TWO = {
    "titles": (
        "名单.xlsx",
        xlsx([["2025年高新技术企业公示及专利授权名单"], HNTE_HEADINGS, *lists().hnte], "汇总表"),
    ),
    "csv": ("高企认定与专利.csv", text([HNTE_HEADINGS, *lists().hnte])),
    "brackets": ("高企认定与专利[1] (2).csv", text([HNTE_HEADINGS, *lists().hnte])),
    "hash": ("高企认定与专利#1.xlsx", xlsx([HNTE_HEADINGS, *lists().hnte], "第#1批")),
    "dense": ("高企认定与专利.xls", xls([HNTE_HEADINGS, *lists().hnte], "名 单 ")),
}


@pytest.mark.parametrize("shape", TWO)
def test_two_kinds_equally_and_the_line_that_decides(tmp_path, shape):
    name, data = TWO[shape]
    content = {path: each for path, each in GOOD.items() if path not in (HNTE, PATENTS)}
    write(tmp_path, {**content, name: data})
    said = refused(tmp_path, 3, name, "hnte", "patent_grants", "[sources.2025]", "gzaudit.toml")
    line = re.search(r"hnte = \[.*?\"\]", said)
    assert line, said

    (tmp_path / "gzaudit.toml").write_text(f"[sources.2025]\n{line[0]}\n", encoding="utf-8")
    ended = inside("compute", "2025", "-w", tmp_path, "--fail-on", "never", "--json")
    assert ended.code == 0, ended.err
    result = json.loads(ended.out)
    kinds = {source["path"]: source["kind"] for source in result["sources"]}
    assert kinds[f"data/2025/{name}"] == "hnte"
    assert result["city"]["counts"]["hnte"] == 3


@pytest.mark.parametrize("target", ["missing", "outside", "loop"])
def test_a_link_that_cannot_be_followed(tmp_path, target):
    workspace = tiny(tmp_path / "audit")
    (tmp_path / "x.csv").write_bytes(GOOD[SERVICES])
    goal = {"missing": "nirgends.csv", "outside": tmp_path / "x.csv", "loop": "名单.csv"}[target]
    (workspace / "data/2025/名单.csv").symlink_to(goal)
    refused(workspace, 3, "data/2025/名单.csv")


def test_a_named_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tiny(tmp_path) / "data/2025/名单.csv")
    ended = gzaudit("compute", "2025", cwd=tmp_path)
    assert ended.code in (0, 3)
    assert "Traceback" not in ended.err


def test_once_the_file_is_right_the_run_is_right(tmp_path):
    """What an unusable file left behind, if anything, changes nothing of the next run."""
    good, bad = tiny(tmp_path / "a"), tiny(tmp_path / "b")
    (bad / "data/2025" / HNTE).write_bytes(b"")
    assert inside("compute", "2025", "-w", bad).code == 3
    (bad / "data/2025" / HNTE).write_bytes(GOOD[HNTE])
    assert inside("compute", "2025", "-w", bad).code == inside("compute", "2025", "-w", good).code == 0
    assert outputs(only_run(bad)) == outputs(only_run(good))
