"""A tally in place of the statistics lists: the same figures, and everyone is told where they come from."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from cli.cli_support import DISTRICTS, PATENTS, firm, inside, only_run, outputs, tree
from tables.formula_reading import Formulas
from tally.tallying import COUNTS, audited, codes, counts, found, instead, tally

from gzaudit.render.result_json import result_bytes
from gzaudit.store.run_store import read_store
from gzaudit.verify.run import verify_run

TALLIED = ("above_scale_hnte", "above_scale_tech_services")
SENTENCE = "规上高企数、规上科技服务业企业数采用市统计局的汇总数。"
IN_STEP = "，采用汇总数"
PLACE = f"data/2025/{COUNTS} › 汇总数"


def result(workspace: Path) -> dict:
    return json.loads((only_run(workspace) / "result.json").read_bytes())


def test_every_count_and_every_yuan_is_the_same(lists, told):
    one, other = result(lists), result(told)
    for district in other["districts"]:
        for key in TALLIED:
            assert district["indicators"][key].pop("source") == "counts"
    assert other["districts"] == one["districts"]
    assert other["city"] == one["city"]
    for key in ("year", "policy", "near_thresholds", "base_work", "undecided"):
        assert other[key] == one[key]
    same = [[each | {"missing": ""} for each in document["sensitivity"]] for document in (one, other)]
    assert same[0] == same[1]
    assert one["findings"]["by_code"] == {"duplicate": 1}
    assert other["findings"]["by_code"] == {"counts_used": 2}
    assert all("source" not in its for each in one["districts"] for its in each["indicators"].values())


def test_the_account_of_both_sheets_closes(told):
    sheets = {(each["path"], each["sheet"]): each for each in result(told)["sources"]}
    table, proof = (sheets[f"data/2025/{COUNTS}", sheet] for sheet in ("汇总数", "汇总证明"))
    assert (table["kind"], table["rows"], table["counted"], table["excluded"]) == (
        "counts",
        12,
        11,
        {"total": 1},
    )
    assert (proof["kind"], proof["counted"], proof["excluded"]) == (
        "counts",
        0,
        {"attestation": proof["rows"]},
    )


def test_readings_that_need_the_list_cannot_be_worked_out(lists, told):
    missing = [
        {(each["reading"], each["choice"]): each["missing"] for each in result(w)["sensitivity"]}
        for w in (lists, told)
    ]
    differing = {key: missing[1][key] for key in missing[0] if missing[0][key] != missing[1][key]}
    assert differing == {("A8", "b"): "没有“有效期内高企名单”；没有““四上企业”定报库”"}


def values(path: Path) -> dict[str, list[list[object]]]:
    """All values of a workbook, with its notes and without the lines that say where counts come from."""
    found = {}
    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        lines = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
        lines = [
            [str(cell).replace(IN_STEP, "") for cell in line] for line in lines if line and line != [SENTENCE]
        ]
        found[sheet.title] = lines
    return found


def test_district_files_differ_in_the_sentence_alone(lists, told):
    one, other = (only_run(each) / "各区" for each in (lists, told))
    paths = [path for path, content in tree(one).items() if content is not None]
    assert paths == [path for path, content in tree(other).items() if content is not None]
    assert len(paths) == 44
    for path in paths:
        old, new = ((each / path).read_bytes() for each in (one, other))
        if path.endswith(".csv"):
            assert new == old
        elif path.endswith(".html"):
            page = new.decode().replace(f'<p class="note after">{SENTENCE}</p>\n', "").replace(IN_STEP, "")
            assert page != new.decode()
            assert page == old.decode()
        else:
            assert values(other / path) == values(one / path)


def test_no_district_file_names_the_file_of_counts(told):
    for path, content in tree(only_run(told) / "各区").items():
        if content is not None and path.endswith(".html"):
            assert "汇总数.xlsx" not in content.decode()


def test_the_city_is_told_in_every_report(told):
    run = only_run(told)
    sentence = f"规上高企数采用市统计局的汇总数（{PLACE} C 列），没有逐家比对。"
    book = openpyxl.load_workbook(run / "全市/广州市2025年核算结果.xlsx", data_only=True)
    for sheet in ("汇总", "说明", "规上高企数", "数据来源", "汇总数来源"):
        cells = [
            str(cell) for row in book[sheet].iter_rows(values_only=True) for cell in row if cell is not None
        ]
        assert sentence in cells, sheet
    page = (run / "全市/report.html").read_text(encoding="utf-8")
    assert page.count(sentence) >= 2
    assert sentence in (told / "screen.txt").read_text(encoding="utf-8").replace("\n", "")
    attested = (run / "全市/名单/汇总数来源.csv").read_text(encoding="utf-8-sig")
    assert "above_scale “四上企业”定报库" in attested
    assert "gzaudit.counts/1" in attested


def test_counts_are_values_and_sums_live(told):
    book = openpyxl.load_workbook(only_run(told) / "全市/广州市2025年核算结果.xlsx")
    sheet = book["规上高企数"]
    top = next(row[0].row for row in sheet.iter_rows() if row[0].value == "区")
    column = next(cell.column for cell in sheet[top] if cell.value == "家数")
    cells = [sheet.cell(row, column).value for row in range(top + 1, top + 13)]
    assert cells[:11] == [1, 1, 1, 2, 1, 2, 1, 1, 1, 1, 1]
    assert str(cells[11]).startswith("=")
    assert not any("COUNTIFS" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    whole = [cell for row in book["规上科技服务业企业数"].iter_rows() for cell in row]
    assert not any("规上科服名单" in str(cell.value) for cell in whole)


@pytest.mark.parametrize(
    "path", ["全市/广州市2025年核算结果.xlsx", "各区/440106天河区/天河区2025年核算结果.xlsx"]
)
def test_formulas_give_the_numbers_that_stand_beside_them(told, path):
    live = openpyxl.load_workbook(only_run(told) / path)
    stored = openpyxl.load_workbook(only_run(told) / path, data_only=True)
    formulas, tried = Formulas(live), 0
    for sheet in live.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    beside = stored[sheet.title][cell.coordinate].value
                    assert formulas.cell(sheet.title, cell.coordinate) == beside, (
                        sheet.title,
                        cell.coordinate,
                    )
                    tried += 1
    assert tried > 20


def test_run_db_has_a_table_of_them(told):
    with contextlib.closing(sqlite3.connect(only_run(told) / "run.db")) as database:
        rows = database.execute(
            "SELECT indicator, value, row, \"column\", heading, owner, attested FROM tallied WHERE district = '440106'"
        ).fetchall()
        (number,) = database.execute("SELECT COUNT(*) FROM tallied").fetchone()
    assert number == 22
    assert rows == [
        ("above_scale_hnte", "2", 7, "C", "规上高企数", "市统计局", 1),
        ("above_scale_tech_services", "1", 7, "D", "规上科服企业数", "市统计局", 1),
    ]


def test_what_is_stored_makes_the_same_result(told):
    run = only_run(told)
    stored = read_store(run / "run.db", "run.db")
    again = json.loads(result_bytes(stored, ()))
    now = result(told)
    assert {key: value for key, value in again.items() if key != "outputs"} == {
        key: value for key, value in now.items() if key != "outputs"
    }
    assert stored.tallied["above_scale_hnte"].at["440106"][1] == 7
    assert stored.tallies[0].attestation.year == 2025


def test_the_same_inputs_give_the_same_bytes(told, tmp_path):
    again = tmp_path / "again"
    shutil.copytree(told / "data", again / "data")
    assert inside("compute", 2025, "-w", again).code == 0
    assert outputs(only_run(again)) == outputs(only_run(told))


def test_a_report_is_made_again_alike(told, tmp_path):
    assert inside("report", 2025, "-w", told, "--out", tmp_path / "again").code == 0
    run, again = only_run(told), tmp_path / "again"
    for path in ("全市/report.html", "全市/名单/汇总数来源.csv", "各区/440106天河区/report.html"):
        assert (again / path).read_bytes() == (run / path).read_bytes()


def test_the_run_verifies(told):
    report = verify_run(only_run(told), told, "run")
    assert report.faults == ()
    assert {check.state for check in report.checks} == {"ok"}
    (checked,) = [check for check in report.checks if check.key == "counts"]
    assert "其中 2 项按汇总数" in checked.told


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE tallied SET value = '3' WHERE indicator = 'above_scale_hnte' AND district = '440106'",
        "DELETE FROM tallied WHERE indicator = 'above_scale_hnte'",
        "UPDATE figures SET value = '3' WHERE part = 'above_scale_hnte' AND district = '440106' AND figure = 'count'",
    ],
)
def test_a_changed_count_does_not_verify(told, tmp_path, spoil):
    run = tmp_path / "run"
    shutil.copytree(only_run(told), run)
    with contextlib.closing(sqlite3.connect(run / "run.db")) as database:
        assert database.execute(spoil).rowcount
        database.commit()
    faults = [fault for fault in verify_run(run, told, "run").faults if fault.file.startswith("run.db（")]
    assert faults


def test_a_source_that_result_json_leaves_out_does_not_verify(told, tmp_path):
    run = tmp_path / "run"
    shutil.copytree(only_run(told), run)
    path = run / "result.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace(',\n          "source": "counts"', ""), encoding="utf-8"
    )
    said = [fault.said for fault in verify_run(run, told, "run").faults]
    assert "采用汇总数的指标与 run.db 里的不同" in said


def test_trace_says_that_it_cannot_be_looked_up(told):
    shown = inside("trace", 2025, firm(0), "-w", told, "--json")
    told_of = {each["indicator"]: each for each in json.loads(shown.out)["counts"]}
    assert told_of["above_scale_hnte"]["counted"] is None
    assert told_of["above_scale_hnte"]["why"] == "不能查：没有四上企业定报库，这一项按汇总数计"
    assert told_of["hnte"]["counted"] is True


def test_explain_leads_to_the_cell_of_the_file(told):
    shown = json.loads(inside("explain", 2025, "天河区", "规上高企数", "-w", told, "--json").out)
    (part,) = shown["parts"]
    assert part["given"][0] == {
        "key": "above_scale_hnte", "heading": "市统计局的汇总数", "value": 2, "place": f"{PLACE} 第 7 行", "column": "C",
    }  # fmt: skip
    assert part["crossed"] is None
    assert [each["path"] for each in part["sheets"]][-1] == f"data/2025/{COUNTS}"
    assert part["steps"][0]["clause"] == "八（二）2"
    assert IN_STEP in part["steps"][0]["told"]
    city = inside("explain", 2025, "全市", "规上高企数", "-w", told).out.decode()
    assert "市统计局的汇总数（天河区）：2" in city


def test_whatif_says_what_is_supposed_in_place_of_it(told):
    shown = inside("whatif", 2025, "--set", "天河区.above_scale_hnte=5", "-w", told)
    assert shown.code == 0
    plain = re.sub(r"[│\s]", "", shown.out.decode())
    assert "+600" in plain  # 天河: 2 → 5 firms at 200 yuan
    refused = inside("whatif", 2025, "--reading", "A8=b", "-w", told)
    assert refused.code == 2


def test_review_and_runs_cope(told, tmp_path):
    assert inside("review", 2025, "-w", told, "--out", tmp_path / "r.xlsx").code == 0
    assert inside("runs", 2025, "-w", told).code == 0


def test_diff_says_that_the_basis_changed(lists, told):
    shown = inside("diff", only_run(lists), only_run(told), "-w", told, "--json")
    assert shown.code in (0, 1), shown.err
    document = json.loads(shown.out)
    told_of = [each for each in document["differences"] if each["item"] == "家数：规上高企数"]
    assert [(each["before"], each["after"]) for each in told_of] == [("由名单逐家数", "采用市统计局的汇总数")]


def test_a_year_without_money_takes_counts_too(lists, book, tmp_path):
    workspace = instead(tmp_path, lists, book)
    audit = audited(workspace, counts_only=True)
    assert counts(audit, "above_scale_hnte")["天河区"] == 2
    assert found(audit, "source_missing", "counts_basis") == []
    assert inside("compute", 2025, "-w", workspace, "--counts-only").code == 0
    told = inside("explain", 2025, "天河区", "规上高企数", "-w", workspace).out.decode()
    assert "汇总数 第 7 行 C 列" in told


def test_a_missing_patent_list_is_tallied_too(lists, tmp_path):
    out = tmp_path / "t.xlsx"
    assert tally(lists, out, kinds=("hnte", "patent_grants")).code == 0
    audit = audited(instead(tmp_path / "w", lists, out, gone=(PATENTS,)))
    assert counts(audit, "patent_hnte") == {
        district: 2 if district == "天河区" else 1 for district in DISTRICTS
    }
    assert audit.tallied.keys() == {"patent_hnte"}
    assert audit.tallied["patent_hnte"].owner == "市市场监管局"
    assert codes(audit) == {"counts_used": 1, "duplicate": 1}
