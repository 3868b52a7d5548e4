"""LibreOffice opens the workbooks, sees the same content, and prints them."""

from __future__ import annotations

import csv
import html
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from gzaudit.render.model import Book, Chart, Column, Formula, Link, Table
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


def convert(tmp_path: Path, to: str, *tables: Table, contents: str = "") -> Path:
    source = tmp_path / "book.xlsx"
    write_book(source, Book("工作簿", "2025年度", tables, contents=contents))
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


RESULT = Table(
    "核算结果",
    "核算结果",
    (Column("事项", "label"), Column("家数", "integer"), Column("目标（家）", "percent")),
    (["高企认定数", "规上高企数"], [847, 289], ["800", "346.5"]),
    signed=("编制", "复核", "批准"),
)
RECEIPT = Table(
    "确认回执",
    "确认回执",
    (
        Column("事项", "label"),
        Column("市局核算数", "money"),
        Column("是否确认", "flag"),
        Column("异议内容", "wrapped"),
    ),
    (
        ["高企认定数", "高企认定数：目标", "规上高企数：目标"],
        [
            Formula("='核算结果'!B3", 847),
            Formula("='核算结果'!C3&\"\"", "800"),
            Formula("='核算结果'!C4&\"\"", "346.5"),
        ],
        [None] * 3,
        [None] * 3,
    ),
    filtered=False,
    signed=("填报人", "日期"),
    choices={2: ("确认", "有异议"), 3: ()},
)
CONTENTS = Table(
    "目录",
    "目录",
    (Column("表"),),
    ([Link("核算结果", "核算结果"), Link("确认回执", "确认回执")],),
    filtered=False,
)


def test_libreoffice_keeps_links_choices_and_protection(tmp_path):
    path = convert(tmp_path, "ods", CONTENTS, RESULT, RECEIPT, contents="目录")
    with zipfile.ZipFile(path) as package:
        content = package.read("content.xml").decode()
    links = re.findall(r'xlink:href="(#[^"]+)"', html.unescape(content))
    # In the order of sheets: two from the contents, one back from each of the others (the contents have none).
    assert links == ["#'核算结果'.A1", "#'确认回执'.A1", "#'目录'.A1", "#'目录'.A1"]
    assert 'cell-content-is-in-list("确认";"有异议")' in html.unescape(content)
    assert content.count('table:protected="true"') == 1


def test_libreoffice_prints_lines_to_sign_and_forms_on_one_page_each(tmp_path):
    path = convert(tmp_path, "pdf", CONTENTS, RESULT, RECEIPT, contents="目录")
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True
    ).stdout.decode()
    pages = text.rstrip("\f").split("\f")
    assert len(pages) == 3
    assert all(role in pages[1] for role in ("编制", "复核", "批准"))
    assert pages[1].count("日期：") == 3
    assert "填报人" in pages[2]
