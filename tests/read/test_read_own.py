"""A district's reply put back into the folder is told, and never taken for a list."""

from __future__ import annotations

import shutil

from openpyxl import load_workbook
from pages.page_runs import run_folder, sample_copy, sample_run

from gzaudit.read.own import HEADINGS
from gzaudit.render.tables.contents import contents_table


def test_the_contents_are_known_by_the_headings_they_are_written_with():
    assert [column.heading for column in contents_table("目录", []).columns] == HEADINGS


def test_a_reply_changes_no_figure_and_is_told(tmp_path):
    workspace = sample_copy()
    before = sample_run()
    for number, (_, path) in enumerate(before.outputs("district_workbook")):
        shutil.copy(path, workspace / "data" / "2025" / f"高企认定公示回执{number}.xlsx")
    saved = workspace / "data" / "2025" / "高企认定公示回执0.xlsx"
    book = load_workbook(saved)
    book["异议企业"]["A6"] = "广州甲有限公司"
    book.save(saved)
    after = run_folder(workspace)
    assert after.result["districts"] == before.result["districts"]
    told = after.result["findings"]["by_code"]
    # Ten are blank; the one that names a firm is a question.
    assert {code: told[code] for code in ("own_workbook", "objection")} == {
        "own_workbook": 10,
        "objection": 1,
    }
    left = [source for source in after.result["sources"] if "回执" in source["path"]]
    assert {source["kind"] for source in left} == {None}
    assert [(source["sheet"], source["excluded"]) for source in left if source["rows"]] == [
        ("异议企业", {"reply": 1})
    ]
