"""Files that people send back have been saved by another program: they are read all the same."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from builders import code
from openpyxl import load_workbook
from replies.returned import FIRM, OLD, audited, fill, item, returned, workspace

from gzaudit.render.xlsx import write_book
from gzaudit.replies.reply import OBJECTIONS
from gzaudit.review.book import review
from gzaudit.review.form import LINES

pytestmark = pytest.mark.system


def saved(path: Path, scratch: Path) -> Path:
    """The workbook, opened and saved in its place by LibreOffice."""
    profile = (scratch / "profile").as_uri()
    out = scratch / "out"
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
    ]
    subprocess.run([*command, str(out), str(path)], check=True, capture_output=True, timeout=300)
    path.unlink()
    (out / path.name).replace(path)
    return path


def decide(path: Path, line: int, choice: str) -> None:
    book = load_workbook(path)
    sheet = book[LINES]
    top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "序号")
    columns = {sheet.cell(top, column).value: column for column in range(1, sheet.max_column + 1)}
    said = {
        "决定": choice,
        "依据": "穗核〔2026〕1 号",
        "决定人": "张三",
        "复核人": "李四",
        "日期": "2026-01-05",
    }
    for heading, text in said.items():
        sheet.cell(top + line, columns[heading]).value = text
    book.save(path)


def test_decisions_survive_another_program(tmp_path):
    folder = workspace(tmp_path / "区")
    lists = folder / "data/2025/2025年高企认定公示名单.csv"
    lists.write_text(lists.read_text(encoding="utf-8").replace("天河区,2025", ",2025", 1), encoding="utf-8")
    before = audited(folder)
    path = folder / "data/2025/2025年复核表.xlsx"
    write_book(path, review(before, "").book)
    saved(path, tmp_path)  # as sent, opened and saved
    assert audited(folder).result == before.result
    decide(path, 1, "黄埔区")
    saved(path, tmp_path)  # filled in, and saved again
    year = audited(folder)
    assert [(each.matter, each.name, each.choice, each.state) for each in year.decisions] == [
        ("district", FIRM, "黄埔区", "applied")
    ]
    assert year.cohort.set_index("name")["district"][FIRM] == "440112"
    assert [each.source.kind for each in year.accounts if "复核表" in each.source.path] == [
        "decisions",
        None,
        None,
    ]
    kept = load_workbook(path)[LINES]
    offered = {each.formula1 for each in kept.data_validations.dataValidation}
    assert '"match,district,exclude,include,amount"' in offered


def test_a_reply_survives_another_program(tmp_path):
    folder = workspace(tmp_path / "区")
    path = returned(folder)
    figure = item(path, "家")
    fill(path, answers={figure: ("确认",)}, firms=((OLD, code(4), "应列未列", "重新认定", "证书"),))
    saved(path, tmp_path)
    year = audited(folder)
    found = year.findings.counts()["by_code"]
    told = {
        each: found.get(each, 0)
        for each in ("objection", "reply_confirmed", "reply_figure_changed", "reply_misfit")
    }
    assert told == {"objection": 1, "reply_confirmed": 1, "reply_figure_changed": 0, "reply_misfit": 0}
    assert year.replies[["name", "code", "kind"]].to_numpy().tolist() == [[OLD, code(4), "应列未列"]]
    assert year.accounts[int(year.replies["src"].iloc[0])].source.sheet == OBJECTIONS
