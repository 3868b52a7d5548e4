"""A switched reading and a baseline from last year's result, end to end (policy.md, Readings; issue: Baselines)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_support import DISTRICTS, TARGETS, files, inside, lists, tiny, write, xlsx
from pages.html_reading import read_page
from tables.book_reading import read_book

TIANHE, HUANGPU = "440106", "440112"
PRIORS = ("上年规上高企数", "上年规上科服企业数", "上年专利高企数")
REASON = "局长办公会议定（试例）"
SWITCHED = f'[readings.2025]\nA5 = {{ choice = "c", reason = "{REASON}" }}\n'
NOTE = f"口径 A5 已改用“只计超出目标数的家数”（默认：达到某档后，全部家数按该档标准）。理由：{REASON}"


def computed(workspace: Path, toml: str = "", *, code: int = 0) -> dict[str, Any]:
    (workspace / "gzaudit.toml").write_text(toml, encoding="utf-8")
    ended = inside("compute", "2025", "-w", workspace, "--json")
    assert ended.code == code, ended.err
    return json.loads(ended.out)


def runs(workspace: Path) -> set[str]:
    return {path.name for path in (workspace / "runs/2025").iterdir() if path.is_dir()}


def district(result: dict[str, Any], code: str = TIANHE) -> dict[str, Any]:
    return next(each for each in result["districts"] if each["code"] == code)


def output(workspace: Path, run: str, result: dict[str, Any], kind: str, code: str | None = None) -> Path:
    (path,) = (each["path"] for each in result["outputs"] if (each["kind"], each["district"]) == (kind, code))
    return workspace / "runs/2025" / run / path


# A switched reading


def test_a_switched_reading_is_another_run_with_other_sums(tmp_path):
    workspace = tiny(tmp_path)
    plain = computed(workspace)
    (first,) = runs(workspace)
    other = computed(workspace, SWITCHED)
    assert len(runs(workspace)) == 2
    # Two 高企 against a target of two: 600 each, or nothing for the firms above the target.
    assert (
        district(plain)["indicators"]["hnte"]["amount"],
        district(other)["indicators"]["hnte"]["amount"],
    ) == (1200, 0)
    assert plain["city"]["amount"] - other["city"]["amount"] == 1200
    assert (plain["policy"]["readings"], other["policy"]["readings"]) == ({}, {"A5": "c"})
    assert plain["policy"]["sha256"] == other["policy"]["sha256"]
    # Another reason is another run of the same sums; the settings of before are the run of before.
    again = computed(workspace, SWITCHED.replace("局长", "副局长"))
    assert len(runs(workspace)) == 3
    assert again["city"] == other["city"]
    assert computed(workspace) == plain
    assert len(runs(workspace)) == 3
    assert first in runs(workspace)


def test_what_the_plain_run_foretold_is_what_the_switched_run_pays(tmp_path):
    workspace = tiny(tmp_path)
    plain, other = computed(workspace), computed(workspace, SWITCHED)

    def effect(result: dict[str, Any], reading: str, choice: str) -> dict[str, Any]:
        return next(
            each for each in result["sensitivity"] if (each["reading"], each["choice"]) == (reading, choice)
        )

    there, back = effect(plain, "A5", "c"), effect(other, "A5", "a")
    assert (there["amount"], there["difference"]) == (other["city"]["amount"], -1200)
    assert (back["amount"], back["difference"]) == (plain["city"]["amount"], 1200)
    for each in other["districts"]:
        assert there["districts"][each["code"]]["amount"] == each["amount"]


def test_a_switched_reading_is_printed_on_every_report(tmp_path):
    workspace = tiny(tmp_path)
    result = computed(workspace, SWITCHED)
    (run,) = runs(workspace)
    book = read_book(output(workspace, run, result, "city_workbook"))
    for sheet in ("汇总", "应付金额", "付款汇总"):
        assert NOTE in book[sheet].notes, sheet
    said = dict(zip(book["说明"].column("事项"), book["说明"].column("内容"), strict=True))
    assert said["口径"] == NOTE
    questions = book["口径"]
    states = dict(zip(questions.column("编号"), questions.column("默认或已改"), strict=True))
    assert {key for key, state in states.items() if state == "已改"} == {"A5"}
    row = questions.rows[questions.column("编号").index("A5")]
    assert row[questions.headings.index("现行读法")] == "c．只计超出目标数的家数"
    assert row[questions.headings.index("理由")] == REASON
    for name, code in (("天河区", TIANHE), ("黄埔区", HUANGPU)):
        mine = read_book(output(workspace, run, result, "district_workbook", code))
        assert NOTE in mine["核算结果"].notes, name
        assert NOTE in mine["付款单"].notes, name
        assert NOTE in read_page(output(workspace, run, result, "district_report", code)).only_text()
    assert NOTE in read_page(output(workspace, run, result, "city_report")).only_text()


def test_the_terminal_says_so_too_and_the_plain_run_says_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    workspace = tiny(tmp_path)
    (workspace / "gzaudit.toml").write_text(SWITCHED, encoding="utf-8")
    assert NOTE in inside("compute", "2025", "-w", workspace).err
    result = computed(workspace)
    (run,) = (name for name in runs(workspace) if not _mentions(workspace, name, REASON))
    book = read_book(output(workspace, run, result, "city_workbook"))
    assert not [note for sheet in book.values() for note in sheet.notes if "已改用" in note]
    assert set(book["口径"].column("默认或已改")) == {"默认"}
    assert "已改用" not in read_page(output(workspace, run, result, "district_report", TIANHE)).only_text()


def _mentions(workspace: Path, run: str, words: str) -> bool:
    return words in (workspace / "runs/2025" / run / "全市/report.html").read_text(encoding="utf-8")


def test_several_switched_readings_are_each_printed(tmp_path):
    workspace = tiny(tmp_path)
    result = computed(workspace, SWITCHED + 'A28 = { choice = "b", reason = "另一理由" }\n')
    (run,) = runs(workspace)
    book = read_book(output(workspace, run, result, "city_workbook"))
    notes = [note for note in book["汇总"].notes if note.startswith("口径 ")]
    assert [note.split()[1] for note in notes] == ["A5", "A28"]
    assert book["说明"].column("事项").count("口径") == 2


# Last year's result as the baseline


def last_year(workspace: Path) -> Path:
    """2024 counted from lists like this year's; its result lies beside the data."""
    content = lists()
    content.hnte = [
        (n, name, code, mark.replace("2025", "2024"), 2024, *rest)
        for n, name, code, mark, _, *rest in content.hnte
    ]
    content.patents = [(*row[:-1], "2024-03-04") for row in content.patents]
    for path, data in files(content).items():
        target = workspace / "data/2024" / path.replace("2025", "2024")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (workspace / "gzaudit.toml").unlink(missing_ok=True)
    ended = inside(
        "compute", "2024", "-w", workspace, "--counts-only", "--out", workspace / "last", "--fail-on", "never"
    )
    assert ended.code == 0, ended.err
    return workspace / "last/result.json"


BASELINE = '[baselines.2025]\nresult = "last/result.json"\n'


def targets(workspace: Path, numbers: dict[str, tuple[int, ...]] | None) -> None:
    """The target of each district is 2; last year's counts stand beside it, if any are given."""
    headings = ("区", "高企认定年度目标数", *(PRIORS if numbers else ()))
    rows = [(name, 2, *(numbers[name] if numbers else ())) for name in DISTRICTS]
    write(workspace, {TARGETS: xlsx([headings, *rows])})


def counted(result: Path) -> dict[str, tuple[int, ...]]:
    keys = ("above_scale_hnte", "above_scale_tech_services", "patent_hnte")
    document = json.loads(result.read_bytes())
    return {
        each["name"]: tuple(each["indicators"][key]["count"] for key in keys)
        for each in document["districts"]
    }


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tiny(tmp_path)


def test_a_baseline_gives_the_numbers_that_the_list_would_give(workspace):
    result = last_year(workspace)
    numbers = counted(result)
    assert numbers["天河区"] == (1, 0, 1)
    assert numbers["海珠区"] == (0, 2, 0)
    targets(workspace, None)
    from_result = computed(workspace, BASELINE, code=1)
    targets(workspace, numbers)
    from_list = computed(workspace, "", code=1)
    assert from_result["districts"] == from_list["districts"]
    assert from_result["city"] == from_list["city"]
    for code in ("target_zero", "target_missing"):
        assert from_result["findings"]["by_code"].get(code, 0) == from_list["findings"]["by_code"].get(
            code, 0
        )
    assert from_result["findings"]["by_code"]["target_zero"] == 11 * 3 - 4
    hnte = district(from_result)["indicators"]
    assert (hnte["above_scale_hnte"]["target"], hnte["patent_hnte"]["target"]) == ("1.05", "1.3")
    # Both there and equal is no question either.
    both = computed(workspace, BASELINE, code=1)
    assert both["districts"] == from_list["districts"]
    assert "baseline_disagrees" not in both["findings"]["by_code"]
    assert len(runs(workspace)) == 3


def test_a_baseline_lets_the_readings_be_worked_out_that_need_last_years_hnte(workspace):
    last_year(workspace)
    targets(workspace, None)
    missing = {
        toml: {
            each["reading"] + each["choice"]
            for each in computed(workspace, toml, code=1)["sensitivity"]
            if each["missing"]
        }
        for toml in ("", BASELINE)
    }
    assert missing == {"": {"A1b", "A2b", "A8b"}, BASELINE: {"A8b"}}


def test_a_baseline_that_disagrees_with_the_list_is_nobodys_to_choose(workspace):
    numbers = counted(last_year(workspace))
    targets(workspace, numbers | {"天河区": (7, 0, 1)})
    result = computed(workspace, BASELINE, code=1)
    assert result["findings"]["by_code"]["baseline_disagrees"] == 1
    found = district(result)["indicators"]["above_scale_hnte"]
    assert (found["count"], found["target"], found["amount"]) == (1, None, None)
    assert (district(result)["amount"], result["city"]["amount"]) == (None, None)
    assert district(result)["indicators"]["patent_hnte"]["amount"] == 0
    assert "target_missing" not in result["findings"]["by_code"]
    (run,) = runs(workspace)
    sheet = read_book(output(workspace, run, result, "city_workbook"))["待复核"]
    row = sheet.rows[sheet.column("代码").index("baseline_disagrees")]
    said = dict(zip(sheet.headings, row, strict=True))
    assert (said["企业或区"], said["实际"]) == (
        "天河区",
        "目标与上年基数表 7，上年核算结果 1（last/result.json）",
    )


def test_another_baseline_is_another_run(workspace):
    last_year(workspace)
    targets(workspace, None)
    computed(workspace, BASELINE, code=1)
    path = workspace / "last/result.json"
    document = json.loads(path.read_bytes())
    next(each for each in document["districts"] if each["code"] == TIANHE)["indicators"]["patent_hnte"][
        "count"
    ] = 3
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    other = computed(workspace, BASELINE, code=1)
    assert district(other)["indicators"]["patent_hnte"]["target"] == "3.9"
    assert len(runs(workspace)) == 2
