"""What a district's files say of figures and payments names no other district: not its state, not its sums."""

from __future__ import annotations

import re

import pytest
from openpyxl import load_workbook
from pages.page_runs import random_run, sample_run

# Lists hold firms that are called after places, clauses and findings name districts for their own reasons.
OWN_FIGURES = ("核算结果", "付款单", "基础工作")
RUNS = {"2023": lambda: sample_run(2023), "2025": lambda: sample_run(2025), "random": lambda: random_run(3)}


@pytest.mark.parametrize("which", RUNS)
def test_no_other_district_is_named(which):
    run = RUNS[which]()
    names = {each["code"]: each["name"] for each in run.result["districts"]}
    looked = 0
    for code, path in run.outputs("district_workbook"):
        others = [name for other, name in names.items() if other != code]
        book = load_workbook(path, read_only=True)
        for sheet in (name for name in OWN_FIGURES if name in book.sheetnames):
            looked += 1
            said = [str(cell) for row in book[sheet].iter_rows(values_only=True) for cell in row if cell]
            assert [(sheet, text) for text in said for other in others if other in text] == []
    assert looked >= 22
    for code, path in run.outputs("district_report"):
        status = re.search(r'<p class="status">(.*?)</p>', path.read_text(encoding="utf-8"), re.DOTALL)[1]
        assert [name for other, name in names.items() if other != code and name in status] == []
