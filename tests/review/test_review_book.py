"""The workbook: its headings, what each line holds, and that our own reader takes it for a list of decisions."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from builders import Table, audit, code
from decide.decided import targets
from openpyxl import load_workbook

from gzaudit.read.headings import find_headings
from gzaudit.read.own import is_own, is_review
from gzaudit.read.recognise import Naming, candidates
from gzaudit.read.sheet import InputFile
from gzaudit.read.workbook import read_file
from gzaudit.read.year import read_year
from gzaudit.render.xlsx import write_book
from gzaudit.review import book as book_module
from gzaudit.review.book import review
from gzaudit.review.form import CLUES, EXPLAINS, LINES
from gzaudit.review.listed import listed
from gzaudit.review.says import Cell, told

FIRM = "广州甲乙丙丁科技有限公司"
# As interface §6 names them.
DECIDED = ["事项", "企业名称", "区", "统一社会信用代码", "决定", "依据", "决定人", "复核人", "日期"]


def year():
    return audit(
        Table(
            "hnte",
            [
                {"name": FIRM, "code": code(1), "district": "", "address": "五山路 1 号"},
                {"name": "广州戊己有限公司", "code": "91440101MA", "district": "天河区"},
            ],
        ),
        targets(),
        policy=True,
    )


def lines(path: Path):
    sheet = load_workbook(path)[LINES]
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    head = next(at for at, row in enumerate(rows) if "决定人" in row)
    return head + 1, rows[head], [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


@pytest.fixture
def written(tmp_path):
    made = review(year(), "abc123")
    path = tmp_path / "data" / "2025" / "复核表.xlsx"
    path.parent.mkdir(parents=True)
    write_book(path, made.book)
    return made, path


def read(path: Path):
    return read_file(InputFile(path.name, path, hashlib.sha256(path.read_bytes()).hexdigest()))


def test_the_headings_and_the_lines(written):
    made, path = written
    _, headings, rows = lines(path)
    assert headings == ["序号", "涉及金额（元）", "问题", "各名单所载", "建议", *DECIDED]
    assert (made.open, made.must, made.ruled) == (2, 2, 0)
    asked = [(row["序号"], row["事项"], row["企业名称"], row["区"], row["统一社会信用代码"]) for row in rows]
    assert asked[:2] == [(1, "match", "广州戊己有限公司", "", ""), (2, "district", FIRM, "", code(1))]
    districts = [each.name for each in year().result.districts]
    assert asked[2:13] == [(at, "amount", "", name, "") for at, name in enumerate(districts, 3)]
    assert asked[13:] == [("", "", "", "", "")] * book_module.BLANK_LINES
    assert rows[1]["各名单所载"] == (
        "00.xlsx › Sheet1：\n"
        f"　第 2 行：名称（A 列）“{FIRM}”，代码（A 列）“{code(1)}”，地址（A 列）“五山路 1 号”"
    )


def test_nothing_is_decided_beforehand(written):
    _, _, rows = lines(written[1])
    assert {row[heading] for row in rows for heading in DECIDED[4:]} == {""}


def test_drop_downs_offer_suggestions_and_take_others(written):
    sheet = load_workbook(written[1])[LINES]
    top, headings, _ = lines(written[1])
    found = {
        str(each.sqref).split()[0]: (each.formula1, each.showErrorMessage)
        for each in sheet.data_validations.dataValidation
    }
    decided = "ABCDEFGHIJKLMN"[headings.index("决定")]
    districts = "荔湾区,越秀区,海珠区,天河区,白云区,黄埔区,番禺区,花都区,南沙区,从化区,增城区,广州以外"
    assert found[f"{decided}{top + 2}"] == (f'"{districts}"', False)
    assert found[f"{decided}{top + 1}"] == ('"不是同一企业"', False)
    assert ('"match,district,exclude,include,amount"', True) in found.values()
    assert not sheet.protection.sheet


def test_it_says_that_it_is_confidential_and_how_to_fill_it_in(written):
    workbook = load_workbook(written[1])
    assert workbook.sheetnames == [LINES, EXPLAINS, CLUES]
    for sheet in workbook:
        assert "限市局内部使用，不得外传" in "".join(str(sheet.cell(row, 1).value) for row in range(2, 5))
    assert workbook[EXPLAINS]["A2"].value == "复核表格式：gzaudit.review/1　年度：2025　运行：abc123"


def test_every_cell_behind_a_question_is_listed(written):
    rows = list(load_workbook(written[1])[CLUES].iter_rows(min_row=4, values_only=True))
    listed = ("data/2025/00.xlsx", "Sheet1")
    title = "高新技术企业认定备案公示名单"
    assert rows == [
        (1, title, *listed, 3, "A", "名称", "广州戊己有限公司"),
        (1, title, *listed, 3, "A", "代码", "91440101MA"),
        (1, title, *listed, 3, "A", "所在区", "天河区"),
        (2, title, *listed, 2, "A", "名称", FIRM),
        (2, title, *listed, 2, "A", "代码", code(1)),
        (2, title, *listed, 2, "A", "地址", "五山路 1 号"),
    ]


def test_the_same_bytes_again(written, tmp_path):
    again = tmp_path / "again.xlsx"
    write_book(again, review(year(), "abc123").book)
    assert again.read_bytes() == written[1].read_bytes()


def test_our_reader_knows_it_and_takes_its_lines_alone(written, tmp_path):
    sheets = read(written[1])
    assert is_review(sheets)
    assert not is_own(sheets)
    lists = read_year(tmp_path, 2025, {}, str)
    assert [(each.sheet, each.kind, each.rows) for each in lists.sources] == [
        (LINES, "decisions", 13),
        (EXPLAINS, None, 0),
        (CLUES, None, 0),
    ]
    assert lists.batches == ()
    (listing,) = lists.listings
    assert listing.frame["decided"].tolist() == [""] * 13
    assert listing.frame["matter"].tolist()[:3] == ["match", "district", "amount"]


def test_its_lines_alone_are_known_by_their_headings(written):
    (sheet,) = (each for each in read(written[1]) if each.name == LINES)
    headings = find_headings(sheet.rows, 2025)
    for naming in (Naming("", "Sheet1", "新建"), Naming("2025 年度人工复核决定", LINES, "2025年复核表")):
        assert [kind.key for kind in candidates(naming, headings)] == ["decisions"]
    (clues,) = (each for each in read(written[1]) if each.name == CLUES)
    assert candidates(Naming("", CLUES, "新建"), find_headings(clues.rows, 2025)) == []


def test_beyond_a_thousand_what_a_rule_has_settled_is_only_told(monkeypatch):
    monkeypatch.setattr(book_module, "RULED", 1)
    old = [{"name": f"广州旧{at}有限公司", "code": code(at), "recognised_year": "2024"} for at in range(3)]
    made = review(audit(Table("hnte", old)), "")
    table = made.book.tables[0]
    assert (made.open, made.ruled) == (0, 3)
    assert [value for value in table.data[0] if value] == [1]
    assert "程序已按规则处理的另有 2 条没有列出；不同意的，写在最下面的空行里。" in table.notes


def test_rows_that_say_the_same_stand_together():
    rows = listed(year())
    same = [Cell(0, row, "A", "名称", FIRM) for row in (2, 7)]
    other = Cell(0, 9, "A", "名称", "另一家")
    assert told([*same, other, Cell(0, 0, "", "", "另有 3 行")], rows) == (
        f"00.xlsx › Sheet1：\n　第 2、7 行：名称（A 列）“{FIRM}”\n　第 9 行：名称（A 列）“另一家”\n　另有 3 行"
    )
