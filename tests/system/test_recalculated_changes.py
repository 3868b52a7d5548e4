"""Whoever changes a flag, a count or a conclusion in a workbook sees the money that the evaluator would work out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from pages.page_runs import sample_copy
from system.recalculated_years import Lists, budget, write_books
from system.recalculation import Cells, recalculate, values
from system.test_recalculated import lines, shown

from gzaudit.audit import YearAudit
from gzaudit.evaluate.engine import evaluate
from gzaudit.pay.budget import under_budget
from gzaudit.render.tables.payees import REWRITE
from gzaudit.result import Given, YearResult

pytestmark = pytest.mark.system

HAIZHU, LIWAN, NANSHA, TIANHE = "440105", "440103", "440115", "440106"


class Sheet:
    """A sheet in which cells are found by heading and line."""

    def __init__(self, book: Workbook, name: str, first: str) -> None:
        self.sheet = book[name]
        self.head = next(cell.row for cell in self.sheet["A"] if cell.value == first)
        self.letters = {
            " ".join(str(cell.value).split()): cell.column_letter
            for cell in self.sheet[self.head]
            if cell.value is not None
        }

    def put(self, key: str, heading: str, value: Any) -> None:
        """Change the cell of the first line that starts with `key`."""
        row = next(cell.row for cell in self.sheet["A"] if cell.row > self.head and cell.value == key)
        self.sheet[f"{self.letters[heading]}{row}"] = value

    def change(self, heading: str, old: str, new: str, how_many: int, **where: str) -> None:
        """Change the first cells of a column that say one thing, in lines that say others."""
        for row in range(self.head + 1, self.sheet.max_row + 1):
            meets = all(
                self.sheet[f"{self.letters[name]}{row}"].value == text for name, text in where.items()
            )
            cell = self.sheet[f"{self.letters[heading]}{row}"]
            if how_many and meets and cell.value == old:
                cell.value, how_many = new, how_many - 1
        assert how_many == 0


def counted(given: dict[str, Given], district: str, **more: int) -> None:
    """Count more (or fewer) firms in a district."""
    counts = dict(given[district].counts)
    for key, number in more.items():
        counts[key] = (counts[key] or 0) + number
    given[district] = replace(given[district], counts=counts)


def flags(book: Workbook, given: dict[str, Given]) -> None:
    """Seven more 高企 of 海珠 are 规上, thirty more of 天河 have a patent; 海珠 comes over its threshold of 105."""
    roster = Sheet(book, "高企名单", "区")
    roster.change("规上", "否", "是", 21, 区="海珠区")
    roster.change("发明专利", "否", "是", 30, 区="天河区")
    counted(given, HAIZHU, above_scale_hnte=21)
    counted(given, TIANHE, patent_hnte=30)


def districts(book: Workbook, given: dict[str, Given]) -> None:
    """A 高企 that is neither 规上 nor has a patent, and a 规上科服 firm, move to another district."""
    roster = Sheet(book, "高企名单", "区")
    roster.change("区", "海珠区", "荔湾区", 27, 规上="否", 发明专利="否")
    Sheet(book, "规上科服名单", "区").change("区", "天河区", "南沙区", 6)
    counted(given, HAIZHU, hnte=-27)
    counted(given, LIWAN, hnte=27)
    counted(given, TIANHE, above_scale_tech_services=-6)
    counted(given, NANSHA, above_scale_tech_services=6)


def conclusions(book: Workbook, given: dict[str, Given]) -> None:
    """What people concluded changes: base work lost in 海珠, the year's assessment lost in 南沙 and won in 荔湾."""
    payments = Sheet(book, "应付金额", "区")
    payments.put("海珠区", "基础验收", "不通过")
    payments.put("南沙区", "绩效考核", "不通过")
    payments.put("荔湾区", "绩效考核", "通过")
    given[HAIZHU] = replace(given[HAIZHU], base_status="rejected")
    given[NANSHA] = replace(given[NANSHA], assessment="failed")
    given[LIWAN] = replace(given[LIWAN], assessment="passed")


def inputs(book: Workbook, given: dict[str, Given]) -> None:
    """A target and a base are corrected."""
    Sheet(book, "高企认定数", "区").put("荔湾区", "目标（家）", 160)
    Sheet(book, "规上高企数", "区").put("荔湾区", "上年规上高企数（家）", 47)
    changed = {**given[LIWAN].inputs, "hnte_target": 160, "prior_above_scale_hnte": 47}
    given[LIWAN] = replace(given[LIWAN], inputs=changed)


def unknown(book: Workbook, given: dict[str, Given]) -> None:
    """A count is taken back: nothing that hangs on it may pass for a sum."""
    Sheet(book, "高企认定数", "区").put("海珠区", "家数", "待定")
    given[HAIZHU] = replace(given[HAIZHU], counts={**given[HAIZHU].counts, "hnte": None})


CHANGES: dict[str, Callable[[Workbook, dict[str, Given]], None]] = {
    each.__name__: each for each in (flags, districts, conclusions, inputs, unknown)
}


def under_the_budget(audit: YearAudit, given: dict[str, Given]) -> YearResult:
    assert audit.policy is not None
    return under_budget(evaluate(audit.policy, given), audit.budget)[0]


def change_city(source: Path, target: Path, audit: YearAudit, names: tuple[str, ...]) -> YearResult:
    """A copy with changes, and what the evaluator makes of them."""
    book, given = load_workbook(source), dict(audit.given)
    for name in names:
        CHANGES[name](book, given)
    book.save(target)  # no stored value survives
    return under_the_budget(audit, given)


def test_the_city_follows_every_change(tmp_path: Path) -> None:
    lists = Lists(sample_copy(), 2025)
    audits = {"plain": lists.audit(), "budget": lists.audit(budget(4_000_001, 天河区=700_000))}
    expected, changed = {}, tmp_path / "changed"
    changed.mkdir()
    for kind, audit in audits.items():
        source = write_books(tmp_path, f"{kind}-2025", audit)[0]
        sets = [(name,) for name in CHANGES] if kind == "plain" else [("conclusions",), ("unknown",)]
        for names in [*sets, ("flags", "districts", "conclusions", "inputs")]:
            path = changed / f"{kind}-{'-'.join(names)}.xlsx"
            expected[path.name] = (audit, change_city(source, path, audit, names))
    for path in recalculate(sorted(changed.iterdir()), tmp_path):
        audit, result = expected[path.name]
        assert result != audit.result
        _check(values(path), result, audit)


def _check(book: Cells, result: YearResult, audit: YearAudit) -> None:
    for sheet in ("汇总", "应付金额", "付款汇总"):
        found = [line["应付（元）"] for line in lines(book[sheet], "区")]
        assert found == [*(shown(each.payable) for each in result.districts), shown(result.city.payable)]
    for rule in audit.indicators:
        found = lines(book[rule.name], "区")
        results = [each.indicators[rule.key] for each in result.districts]
        assert [line["家数"] for line in found[:-1]] == [shown(each.count) for each in results]
        assert [line["标准（元/家）"] for line in found[:-1]] == [shown(each.rate) for each in results]
        assert [line["合计（元）"] for line in found[:-1]] == [shown(each.amount) for each in results]


def test_a_district_follows_every_change(tmp_path: Path) -> None:
    audit = Lists(sample_copy(), 2025).audit()
    assert audit.policy is not None
    paths = write_books(tmp_path, "sample-2025", audit)
    source = next(path for path in paths if path.stem.endswith(HAIZHU))
    book = load_workbook(source)
    sheet = Sheet(book, "核算结果", "事项")
    sheet.put("规上高企数", "家数", 105)
    sheet.put("基础补助", "达到档次或结论", "不通过")
    book.save(tmp_path / "counts.xlsx")
    book = load_workbook(source)
    Sheet(book, "核算结果", "事项").put("应付", "达到档次或结论", "不通过")
    book.save(tmp_path / "failed.xlsx")
    counts, failed = recalculate([tmp_path / "counts.xlsx", tmp_path / "failed.xlsx"], tmp_path)

    given = audit.given[HAIZHU]
    changed = replace(given, counts={**given.counts, "above_scale_hnte": 105}, base_status="rejected")
    district = next(
        each for each in evaluate(audit.policy, {HAIZHU: changed}).districts if each.code == HAIZHU
    )
    found = {line["事项"]: line for line in lines(values(counts)["核算结果"], "事项")}
    assert found["规上高企数"]["金额（元）"] == district.indicators["above_scale_hnte"].amount == 105 * 200
    assert found["基础补助"]["金额（元）"] == 0
    assert found["应付"]["金额（元）"] == district.payable
    paid = {line["事项"]: line for line in lines(values(counts)["付款单"], "事项")}
    assert paid["应付"]["金额（元）"] == paid["合计"]["金额（元）"] == district.payable
    assert paid["应付（大写）"]["说明"] == REWRITE
    paid = {line["事项"]: line for line in lines(values(failed)["付款单"], "事项")}
    assert (paid["应付"]["金额（元）"], paid["应付（大写）"]["说明"]) == (0, REWRITE)


def test_the_first_year_follows_too(tmp_path: Path) -> None:
    """2023: a fixed sum, another subsidy, a list of 科小 that decides, work that a list decides."""
    audit = Lists(sample_copy(), 2023).audit()
    source = write_books(tmp_path, "first-2023", audit)[0]
    book, given = load_workbook(source), dict(audit.given)
    rule = audit.indicators[0]
    assert rule.exclusion is not None
    Sheet(book, rule.name, "区").put("天河区", rule.exclusion.heading, "是")
    Sheet(book, "科小名单", "区").change("区", "番禺区", "荔湾区", 3)
    payments = Sheet(book, "应付金额", "区")
    work = audit.policy.works[0] if audit.policy else None
    assert work is not None
    payments.put("增城区", work.name, "未达到")
    book.save(tmp_path / "changed.xlsx")
    given[TIANHE] = replace(given[TIANHE], flags={rule.exclusion.flag: True})
    counted(given, "440113", tech_sme=-3)
    counted(given, LIWAN, tech_sme=3)
    given["440118"] = replace(given["440118"], found=dict.fromkeys(given["440118"].found, 0))
    (path,) = recalculate([tmp_path / "changed.xlsx"], tmp_path)
    _check(values(path), under_the_budget(audit, given), audit)
