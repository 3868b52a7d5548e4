"""What districts are told of decisions: of their own and of public lists; nothing of statistics lists."""

from __future__ import annotations

import csv
import hashlib
import sqlite3
from pathlib import Path

import pytest
from pages.page_runs import run_folder
from privacy.years import Year, code, district_files, name, ordinary, other_name
from tables.book_reading import read_book

HEADINGS = ("事项", "企业名称", "统一社会信用代码", "决定", "依据", "决定人", "复核人", "日期")
BASIS = "现场核查记录第 3 号"


def line(matter: str, who: str, choice: str, code_: str = "", basis: str = BASIS) -> tuple[str, ...]:
    return (matter, who, code_, choice, basis, "决定者甲", "复核者乙", "2026-01-05")


def decide(workspace: Path, *rows: tuple[str, ...]) -> None:
    path = workspace / "data" / "2025" / "人工复核决定.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])


def computed(folder: Path, year: Year, *rows: tuple[str, ...]):
    folder.mkdir(parents=True)
    if rows:
        decide(folder, *rows)
    return year.write(folder), run_folder(folder)


def digests(files: dict[str, bytes]) -> dict[str, str]:
    return {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}


def sheet(run, district: str) -> list[dict[str, str]]:
    """The district's sheet of decisions; [] where it has none."""
    (path,) = (run.folder / "各区").glob(f"*{district}/*.xlsx")
    book = read_book.__wrapped__(path)
    if "人工决定" not in book:
        return []
    return [dict(zip(book["人工决定"].headings, row, strict=False)) for row in book["人工决定"].rows]


def texts(run, district: str) -> str:
    folder = next((run.folder / "各区").glob(f"*{district}"))
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return computed(tmp_path_factory.mktemp("plain") / "w", ordinary())[1]


def test_a_decision_on_statistics_lists_alone_leaves_every_byte_as_it_was(tmp_path, plain):
    # Both lie in 越秀; 903 leaves 四上 and 901 enters, so that the district's count stays what it is.
    rows = (
        line("exclude", name(903), "四上", code(903), "四上定报库退库"),
        line("include", name(901), "规上高企", code(901), "四上定报库补报"),
        line("match", other_name(5), "不是同一企业"),
    )
    _, run = computed(tmp_path / "w", ordinary(), *rows)
    members = [each["state"] for each in _stored(run)]
    assert members == ["applied", "applied", "unused"]
    assert digests(district_files(run)) == digests(district_files(plain))


def _stored(run) -> list[dict[str, str]]:
    with sqlite3.connect(run.folder / "run.db") as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("SELECT * FROM decisions ORDER BY n")]


def test_a_district_is_told_of_what_touches_it_and_of_nobody_who_decided(tmp_path):
    rows = (
        line("exclude", name(900), "高企、四上", code(900)),
        line("district", name(902), "越秀区"),
        line("amount", "天河区", "1000"),
        line("exclude", name(904), "专利", code(904), "专利号有误，四上名单亦有反映"),
        line("match", name(905), code(905), code(905)),
    )
    year = ordinary()
    year.add("patents", (name(904), code(904), "ZL202510000001", "天河区"))
    _, run = computed(tmp_path / "w", year, *rows)
    assert [each["state"] for each in _stored(run)] == ["applied"] * 5
    assert sheet(run, "天河区") == [
        {"事项": "不计入", "企业或区": name(900), "决定": "高企", "依据": BASIS, "日期": "2026-01-05"},
        {"事项": "所在区", "企业或区": name(902), "决定": "不在本区", "依据": BASIS, "日期": "2026-01-05"},
        {"事项": "核定金额", "企业或区": "天河区", "决定": "1,000 元", "依据": BASIS, "日期": "2026-01-05"},
        {
            "事项": "不计入",
            "企业或区": name(904),
            "决定": "专利",
            "依据": "（由市局另行告知）",
            "日期": "2026-01-05",
        },
    ]
    assert sheet(run, "越秀区") == [
        {"事项": "所在区", "企业或区": name(902), "决定": "越秀区", "依据": BASIS, "日期": "2026-01-05"}
    ]
    assert sheet(run, "黄埔区") == []
    for district in ("天河区", "越秀区", "黄埔区"):
        told = texts(run, district)
        for word in ("决定者甲", "复核者乙", "人工复核决定.csv", "亦有反映", "高企、四上"):
            assert word not in told, (district, word)
    assert "1,000 元" in texts(run, "天河区")
    assert "1,000 元" not in texts(run, "越秀区")


def test_the_lists_of_districts_follow_decisions(tmp_path):
    rows = (line("exclude", name(900), "高企", code(900)), line("district", name(902), "越秀区"))
    _, run = computed(tmp_path / "w", ordinary(), *rows)
    listed = {}
    for district in ("天河区", "越秀区"):
        (path,) = (run.folder / "各区").glob(f"*{district}/名单/高企名单.csv")
        with path.open(encoding="utf-8-sig", newline="") as file:
            listed[district] = {each["企业名称"] for each in csv.DictReader(file)}
    assert listed["天河区"] == {name(at) for at in range(904, 920, 2)}
    assert listed["越秀区"] == {name(at) for at in range(901, 920, 2)} | {name(902)}


def test_a_code_that_only_a_statistics_list_has_is_not_told(tmp_path):
    year = ordinary()
    year.add("hnte", (name(1), "", "天河区"), (name(2), "", "天河区"))
    year.add("above_scale", (other_name(1), code(1), "440106"))
    year.add("registry", (other_name(2), code(2), "", "天河区"))
    rows = (line("match", name(1), code(1)), line("match", name(2), code(2)))
    _, run = computed(tmp_path / "w", year, *rows)
    assert run.result["undecided"]["unresolved"] == 0
    (path,) = (run.folder / "各区").glob("*天河区/名单/高企名单.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        codes = {each["企业名称"]: each["统一社会信用代码"] for each in csv.DictReader(file)}
    assert (codes[name(1)], codes[name(2)]) == ("名单未写明", code(2))
    for path, data in district_files(run).items():
        if path.endswith((".csv", ".html")):
            assert code(1).encode() not in data, path
