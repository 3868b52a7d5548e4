"""LibreOffice opens the workbooks, sees the same content, and prints them."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import pytest

from gzaudit.render.model import Book, Chart, Column, Formula, Table
from gzaudit.render.xlsx import write_book

pytestmark = pytest.mark.system

NAMES = [
    "广州<甲>&乙有限公司",
    "=1+1",
    "{=1}",
    "@SUM(A1)",
    "00123",
    "_x0041_",
    " 前后空格 ",
    "两\n行",
    "http://a.cn/?b=1",
    "𠮷\t田",
]
ROWS = 1200
ROSTER = Table(
    "明细",
    "=不是公式",
    (
        Column("序号", "integer"),
        Column("代码", "code"),
        Column("名称"),
        Column("金额（元）", "money"),
        Column("说明", "wrapped"),
    ),
    (
        [*range(1, ROWS + 1), None],
        [*(f"91440101MA{number:08d}" for number in range(ROWS)), "合计"],
        [*(NAMES[number % len(NAMES)] for number in range(ROWS)), None],
        [*(1 if number % 2 else None for number in range(ROWS)), Formula("=SUM(D4:D1203)", 600)],
        [*("很长的说明" * 20 if number % 50 == 0 else None for number in range(ROWS)), None],
    ),
    notes=("单位：元",),
    total_rows=1,
)
SUMMARY = Table(
    "汇总",
    "汇总表",
    (Column("区"), Column("高企数（家）", "integer")),
    (["天河区", "越秀区"], [812, 300]),
    chart=Chart("各区高企数", 0, (1,), "柱形图"),
    landscape=True,
)


def convert(tmp_path: Path, to: str, *tables: Table) -> Path:
    source = tmp_path / "book.xlsx"
    write_book(source, Book("工作簿", "2025年度", tables))
    profile = (tmp_path / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
    return tmp_path / ("book." + to.partition(":")[0])


def test_libreoffice_reads_the_same_content(tmp_path):
    # Field separator, quote, UTF-8, first line, no formats, as shown = false, quote all text = true.
    path = convert(tmp_path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false", ROSTER)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows[:2]] == ["=不是公式", "单位：元"]
    assert rows[2] == [column.heading for column in ROSTER.columns]
    expected = [
        ["" if value is None else str(value.value if isinstance(value, Formula) else value) for value in row]
        for row in zip(*ROSTER.data, strict=True)
    ]
    assert rows[3:] == expected


def test_libreoffice_prints_headings_on_every_page_and_page_numbers(tmp_path):
    path = convert(tmp_path, "pdf", SUMMARY, ROSTER)
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True
    ).stdout.decode()
    pages = text.rstrip("\f").split("\f")
    assert len(pages) > 10
    assert "各区高企数" in pages[0]
    for number, page in enumerate(pages[1:], 2):
        assert "金额（元）" in page
        assert f"第 {number} 页 / 共 {len(pages)} 页" in page
