"""Sheets of what the sums hang on and of what is paid: each figure is the audit's own (issue: Readings, Near, Payment)."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from pages.html_reading import read_page
from pages.page_runs import Run, random_run, sample_run
from tables.book_reading import SheetRead, read_book

from gzaudit.audit import YearAudit
from gzaudit.commands.job import prepare
from gzaudit.pay.capitals import yuan_capitals
from gzaudit.pipeline import compute

# A year with money, the other policy, and messy years in which much is unknown.
RUNS = [("sample", 2025), ("sample", 2023), *((seed, 2025) for seed in range(4))]
# All tests of one run after one another: whichever process runs them, it is computed there once.
by_run = pytest.mark.parametrize(("which", "year"), RUNS, scope="module")


def run_of(which: str | int, year: int) -> Run:
    return sample_run(year) if which == "sample" else random_run(which)


@cache
def audit_of(which: str | int, year: int) -> YearAudit:
    """The year audited again, from the same workspace."""
    return compute(prepare(year, run_of(which, year).workspace, counts_only=False), str)[1]


def city_book(which: str | int, year: int) -> dict[str, SheetRead]:
    ((_, path),) = run_of(which, year).outputs("city_workbook")
    return read_book(path)


def lines(sheet: SheetRead) -> list[dict[str, Any]]:
    return [dict(zip(sheet.headings, row, strict=True)) for row in sheet.rows]


def shown(value: int | None, missing: str = "") -> Any:
    return "不能测算" if missing else "待定" if value is None else value


@by_run
def test_what_each_other_reading_pays(which, year):
    audit, sheet = audit_of(which, year), city_book(which, year)["口径敏感性"]
    found = lines(sheet)
    names = {each.code: each.name for each in audit.result.districts}
    assert len(found) == len(audit.effects) == {2025: 14, 2023: 4}[year]
    for line, effect in zip(found, audit.effects, strict=True):
        assert line["编号"] == effect.reading.id + effect.other.id
        assert (line["问题"], line["现行读法"], line["另一读法"]) == (
            effect.reading.question,
            effect.now.meaning,
            effect.other.meaning,
        )
        assert line["全市（元）"] == shown(effect.amount, effect.missing)
        assert line["比现行多（元）"] == shown(effect.difference, effect.missing)
        changed = [each for each in effect.districts if each.why]
        assert line["有变化的区"] == ("不能测算" if effect.missing else len(changed))
        known = {names[each.district]: each.difference for each in effect.districts if each.difference}
        if effect.missing:
            assert line["说明"] == f"不能测算：{effect.missing}"
        elif known:
            most = max(map(abs, known.values()))
            assert any(
                f"{name}（{amount:+,} 元）" in line["说明"]
                for name, amount in known.items()
                if abs(amount) == most
            )
    now = audit.result.city.amount
    assert any(("待定" if now is None else f"{now:,} 元") in note for note in sheet.notes)
    if now is not None:
        for effect in audit.effects:
            assert effect.amount is None or effect.amount - effect.difference == now


@by_run
def test_what_each_other_reading_pays_in_each_district(which, year):
    audit = audit_of(which, year)
    found = lines(city_book(which, year)["口径敏感性明细"])
    districts = {each.code: each for each in audit.result.districts}
    expected = [(effect, change) for effect in audit.effects for change in effect.districts]
    assert len(found) == len(expected) == 11 * len(audit.effects)
    for line, (effect, change) in zip(found, expected, strict=True):
        district = districts[change.district]
        assert (line["编号"], line["区"]) == (effect.reading.id + effect.other.id, district.name)
        assert line["现行（元）"] == shown(district.amount)
        assert line["另一读法（元）"] == shown(change.amount, effect.missing)
        assert line["多（元）"] == shown(change.difference, effect.missing)
        assert (line["变化在哪里"] or "") == (effect.missing or change.why)
        if change.difference is not None:
            assert change.amount - district.amount == change.difference


@by_run
def test_who_is_near_a_threshold(which, year):
    audit = audit_of(which, year)
    found = lines(city_book(which, year)["临界提示"])
    districts = {each.code: each for each in audit.result.districts}
    rules = {each.key: each for each in audit.indicators}
    assert len(found) == len(audit.standings)
    for line, each in zip(found, audit.standings, strict=True):
        district, rule = districts[each.district], rules[each.indicator]
        counted = district.indicators[each.indicator]
        assert (line["区"], line["指标"], line["家数"]) == (district.name, rule.name, counted.count)
        assert line["再多几家升档"] == ("—" if each.next_at is None else each.next_at - counted.count)
        assert line["升档多得（元）"] == ("—" if each.adds is None else each.adds)
        assert line["可少几家不降档"] == ("—" if each.since is None else counted.count - each.since)
        assert line["降档少得（元）"] == ("—" if each.loses is None else each.loses)
        assert (line["临界"] == "是") == each.is_near
        if counted.rate:
            steps = f"，增量 {counted.increment_steps} 档" if rule.increment else ""
            assert line["现在"] == f"{counted.rate} 元/家{steps}"
        else:
            assert line["现在"].startswith("未达最低一档")


@by_run
def test_whom_the_city_pays(which, year):
    audit, sheet = audit_of(which, year), city_book(which, year)["付款汇总"]
    districts = audit.result.districts
    assert sheet.column("区") == [*(each.name for each in districts), "全市"]
    assert sheet.column("应付（元）") == [
        *(shown(each.payable) for each in districts),
        shown(audit.result.city.payable),
    ]
    payable = [*(each.payable for each in districts), audit.result.city.payable]
    assert [text or "" for text in sheet.column("大写")] == [
        "" if amount is None else yuan_capitals(amount) for amount in payable
    ]
    leads = audit.institutions.leads
    assert sheet.column("牵头机构")[:-1] == [
        leads[each.code].name if each.code in leads else "待定" for each in districts
    ]
    assert sheet.column("统一社会信用代码")[:-1] == [
        (leads[each.code].code if each.code in leads else "") or "待定" for each in districts
    ]
    for district, note in zip(districts, sheet.column("说明"), strict=False):
        assert ("没有确定的牵头机构" in (note or "")) == (district.code not in leads)
        assert ("绩效考核不通过" in (note or "")) == (
            district.assessment == "failed" and district.payable != district.amount
        )


def test_the_samples_total_in_capitals():
    assert city_book("sample", 2023)["付款汇总"].column("大写")[-1] == "人民币捌佰陆拾柒万陆仟叁佰伍拾元整"
    assert city_book("sample", 2023)["付款汇总"].column("应付（元）")[-1] == 8_676_350


@by_run
def test_what_one_institution_is_paid(which, year):
    audit = audit_of(which, year)
    districts = {each.code: each for each in audit.result.districts}
    for code, path in run_of(which, year).outputs("district_workbook"):
        district, sheet = districts[code], read_book(path)["付款单"]
        works, indicators = district.works.values(), district.indicators.values()
        parts = [each.amount for each in (*works, *indicators)]
        amounts = sheet.column("金额（元）")
        assert amounts[: len(parts)] == [shown(amount) for amount in parts]
        assert sheet.column("事项")[len(parts) :] == ["合计", "应付", "应付（大写）"]
        assert amounts[len(parts) : len(parts) + 2] == [shown(district.amount), shown(district.payable)]
        capitals = sheet.column("说明")[len(parts) + 2]
        assert capitals == ("待定" if district.payable is None else yuan_capitals(district.payable))
        lead = audit.institutions.leads.get(code)
        assert any(
            (lead.name if lead else "待定") in note for note in sheet.notes if note.startswith("收款机构")
        )


@pytest.mark.parametrize("year", [2025, 2023])
def test_every_open_question_is_listed_with_its_readings(year):
    audit = audit_of("sample", year)
    found = lines(city_book("sample", year)["口径"])
    assert [line["编号"] for line in found] == list(audit.policy.readings)
    for line, reading in zip(found, audit.policy.readings.values(), strict=True):
        default, *others = reading.choices
        assert (line["条款"], line["问题"], line["理由"]) == (
            reading.clause,
            reading.question,
            reading.reason,
        )
        assert (line["现行读法"], line["默认或已改"]) == (f"a．{default.meaning}", "默认")
        assert (line["别的读法"] or "").split("\n") == [
            f"{each.id}．{each.meaning}"
            + (f"（本工具不计算：{each.unsupported}）" if each.unsupported else "")
            for each in others
        ] or not others


def test_firms_that_only_one_reading_counts():
    audit = audit_of("sample", 2025)
    sheet = city_book("sample", 2025)["口径涉及企业"]
    names = {each.code: each.name for each in audit.result.districts} | {"": "待定"}
    assert len(sheet.rows) == len(audit.reading_firms) > 0
    assert sheet.column("企业名称") == audit.reading_firms["name"].tolist()
    assert sheet.column("区") == [names[place] for place in audit.reading_firms["place"]]
    assert "口径涉及企业" not in city_book("sample", 2023)


@by_run
def test_the_page_shows_what_the_workbook_shows(which, year):
    ((_, path),) = run_of(which, year).outputs("city_report")
    page, book = read_page(path), city_book(which, year)
    for sheet, above in (("口径敏感性", "口径敏感性"), ("临界提示", "临界提示")):
        table = page.table(above)
        written = [
            [f"{cell:,}" if isinstance(cell, int) else str(cell or "") for cell in row]
            for row in book[sheet].rows
        ]
        assert [[" ".join(cell.split()) for cell in row] for row in table.rows] == [
            [" ".join(cell.split()) for cell in row] for row in written
        ]


@by_run
def test_result_json_holds_the_same_effects_and_standings(which, year):
    audit, result = audit_of(which, year), run_of(which, year).result
    assert [
        (each["reading"], each["choice"], each["amount"], each["difference"], each["missing"])
        for each in result["sensitivity"]
    ] == [
        (each.reading.id, each.other.id, each.amount, each.difference, each.missing) for each in audit.effects
    ]
    for written, effect in zip(result["sensitivity"], audit.effects, strict=True):
        assert written["districts"] == {
            each.district: {"amount": each.amount, "difference": each.difference} for each in effect.districts
        }
    keys = ("district", "indicator", "count", "next_at", "adds", "since", "loses")
    assert [(*(each[key] for key in keys), each["near"]) for each in result["near_thresholds"]] == [
        (*(getattr(each, key) for key in keys), each.is_near) for each in audit.standings
    ]
