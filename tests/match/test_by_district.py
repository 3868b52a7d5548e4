"""Lists with a line per district: targets with last year's counts, and acceptance (interface: sources, C9, C10)."""

from __future__ import annotations

import pytest
from builders import Table, audit, fates, found, lists, said

from gzaudit.audit import YearAudit
from gzaudit.match.acceptance import acceptance_findings, read_acceptance
from gzaudit.match.by_district import UNITS, DistrictLists, read_targets
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.normalise.numbers import whole_number

TARGET = "hnte_target"
COLUMNS = ("hnte_target", "prior_above_scale_hnte", "prior_tech_services", "prior_patent_hnte")
TIANHE, LIWAN = "440106", "440103"
SHEET = list(lists(Table("acceptance", [])).listings)


def whole(**cells: str) -> list[dict[str, str]]:
    """A line per district, all cells 100 but those given for 天河."""
    return [
        {"district": each.name} | dict.fromkeys(COLUMNS, "100") | (cells if each.code == TIANHE else {})
        for each in DISTRICTS
    ]


def targets(rows: list[dict[str, str]], *totals: dict[str, str], **more: str) -> Table:
    return Table("targets", rows, totals=tuple(totals), **more)


def taken(*tables: Table) -> dict[str, dict[str, int]]:
    into = DistrictLists()
    read_targets(list(lists(*tables).listings), COLUMNS, into)
    return into.targets


def asked(audited: object) -> dict[str, int]:
    wanted = (
        "target_missing",
        "target_zero",
        "target_invalid",
        "total_disagrees",
        "duplicate",
        "district_unknown",
    )
    return {name: number for name, number in found(audited).items() if name in wanted}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("900", 900), ("1,200", 1200), ("1，200", 1200), ("１２００", 1200), ("100家", 100), ("100 家", 100), (" 42 ", 42),
        ("1,234,567家", 1_234_567), ("0", 0), ("007", 7), ("-5", None), ("－5", None), ("12.5", None), ("100.0", None), ("1,20", None),
        ("12,00", None), (",100", None), ("约100", None), ("100个", None), ("一百", None), ("", None), ("1e3", None), ("100家左右", None),
        ("≥100", None), ("100%", None), ("1 200", 1200),
    ],
)  # fmt: skip
def test_whole_numbers_as_written(text, number):
    assert whole_number(text, UNITS) == number


def test_a_whole_table():
    audited = audit(targets(whole()), policy=True)
    assert asked(audited) == {}
    assert fates(audited) == [(11, {})]
    assert taken(targets(whole(hnte_target="1,200家")))[TIANHE] == dict.fromkeys(COLUMNS, 100) | {
        TARGET: 1200
    }


@pytest.mark.parametrize("text", ["-5", "12.5", "约100", "一百", "100个", "#"])
def test_what_is_no_whole_number_is_invalid(text):
    audited = audit(targets(whole(hnte_target=text)), policy=True)
    assert asked(audited) == {"target_invalid": 1}
    assert said(audited, "target_invalid") == [("error", 0, 5, text, "")]
    district = audited.result.districts[3]
    assert (district.code, district.indicators["hnte"].amount, district.amount) == (TIANHE, None, None)


@pytest.mark.parametrize("text", ["0", "０", "0家", "000"])
def test_zero_is_no_target(text):
    audited = audit(targets(whole(hnte_target=text)), policy=True)
    assert asked(audited) == {"target_zero": 1}


@pytest.mark.parametrize("text", ["", " ", "/", "-", "—", "无"])
def test_a_blank_is_missing(text):
    audited = audit(targets(whole(hnte_target=text)), policy=True)
    assert asked(audited) == {"target_missing": 1}
    assert audited.findings.frame.query("code == 'target_missing'")["district"].tolist() == [TIANHE]


def test_a_district_without_a_line_misses_every_column():
    audited = audit(targets([row for row in whole() if row["district"] != "天河区"]), policy=True)
    assert asked(audited) == {"target_missing": 4}


def test_what_is_missing_is_told_with_its_place():
    blank = audit(targets(whole(hnte_target="")), policy=True)
    assert placed(blank) == [(0, 5, TARGET)]
    lines = audit(targets([row for row in whole() if row["district"] != "天河区"]), policy=True)
    assert placed(lines) == [(0, 0, name) for name in sorted(COLUMNS)]
    rows = [{name: text for name, text in row.items() if name != TARGET} for row in whole()]
    assert placed(audit(targets(rows), policy=True)) == [(0, 0, TARGET)]
    # Of several files any may be meant; without any there is no place.
    two = [{"district": row["district"], "prior_patent_hnte": "7"} for row in rows]
    other = [{name: text for name, text in row.items() if name != "prior_patent_hnte"} for row in rows]
    assert placed(audit(targets(two), targets(other), policy=True)) == [(-1, 0, TARGET)]
    assert placed(audit(policy=True)) == [(-1, 0, name) for name in sorted(COLUMNS)]


def placed(audited: YearAudit) -> list[tuple[int, int, str]]:
    """Where `target_missing` lies."""
    frame = audited.findings.frame.query("code == 'target_missing'")
    return list(frame[["src", "row", "field"]].itertuples(index=False, name=None))


def test_a_column_that_is_not_there_is_one_finding():
    rows = [{name: text for name, text in row.items() if name != TARGET} for row in whole()]
    audited = audit(targets(rows), policy=True)
    assert asked(audited) == {"target_missing": 1}
    assert audited.findings.frame.query("code == 'target_missing'")["subject"].tolist() == ["全部各区"]


def test_columns_may_come_in_two_files():
    one = [{"district": row["district"], TARGET: "7"} for row in whole()]
    other = [{name: text for name, text in row.items() if name != TARGET} for row in whole()]
    audited = audit(targets(one), targets(other), policy=True)
    assert asked(audited) == {}
    assert fates(audited) == [(11, {}), (11, {})]
    assert taken(targets(one), targets(other))[LIWAN] == dict.fromkeys(COLUMNS, 100) | {TARGET: 7}


def test_the_same_line_twice_counts_once():
    rows = [*whole(), {"district": "广州市天河区"} | dict.fromkeys(COLUMNS, "100家")]
    audited = audit(targets(rows), policy=True)
    assert asked(audited) == {"duplicate": 1}
    assert fates(audited) == [(11, {"duplicate": 1})]


def test_two_different_numbers_are_nobodys_to_choose():
    rows = [*whole(), {"district": "天河", TARGET: "90", "prior_tech_services": "100"}]
    audited = audit(targets(rows), policy=True)
    assert asked(audited) == {"target_invalid": 1}
    assert said(audited, "target_invalid") == [("error", 0, 13, "同一个区有两个不同的数：100、90", "")]
    assert fates(audited) == [(11, {"duplicate": 1})]
    # Only the cell that is disputed is lost.
    assert taken(targets(rows))[TIANHE] == {name: 100 for name in COLUMNS if name != TARGET}
    third = [*rows, {"district": "天河", TARGET: "100"}]
    assert TARGET not in taken(targets(third))[TIANHE]


def test_a_blank_cell_contradicts_nothing():
    rows = [*whole(hnte_target=""), {"district": "天河区", TARGET: "90"}]
    audited = audit(targets(rows), policy=True)
    assert asked(audited) == {}
    assert fates(audited) == [(12, {})]
    assert taken(targets(rows))[TIANHE][TARGET] == 90


@pytest.mark.parametrize("name", ["南海区", "全市", "", "高新区", "广州市", "某区"])
def test_a_line_of_no_district_is_reported_and_accounted_for(name):
    audited = audit(targets([*whole(), {"district": name, TARGET: "5"}]), policy=True)
    assert asked(audited) == {"district_unknown": 1}
    assert said(audited, "district_unknown") == [("error", 0, 13, name, "")]
    assert fates(audited) == [(11, {"district_unknown": 1})]


def test_former_and_short_names_of_districts():
    rows = [
        row
        | {
            "district": {"越秀区": "东山区", "天河区": "广州市天河", "黄埔区": "黄埔"}.get(
                row["district"], row["district"]
            )
        }
        for row in whole()
    ]
    assert asked(audit(targets(rows), policy=True)) == {}


def test_totals_are_compared_and_never_counted():
    right = dict.fromkeys(COLUMNS, "1,100")
    audited = audit(targets(whole(), right), policy=True)
    assert asked(audited) == {}
    assert fates(audited) == [(11, {"total": 1})]
    wrong = audit(targets(whole(), right | {TARGET: "1101"}), policy=True)
    assert said(wrong, "total_disagrees") == [("warning", 0, 13, "表中合计 1101，各区相加 1100", "")]
    blank = audit(targets(whole(), dict.fromkeys(COLUMNS, "")), policy=True)
    assert asked(blank) == {}
    twice = audit(targets([*whole(), whole()[3]], right), policy=True)
    assert asked(twice) == {"duplicate": 1}


def accepted(*rows: dict[str, str]) -> DistrictLists:
    into = DistrictLists()
    read_acceptance(list(lists(Table("acceptance", list(rows))).listings), into)
    return into


@pytest.mark.parametrize(
    ("matter", "conclusion", "base", "assessment"),
    [
        ("", "通过", "passed", None),
        ("基础验收", "通过", "passed", None),
        ("基础验收", "不通过", "failed", None),
        ("基础工作", "合格", "passed", None),
        ("验收", "未通过", "failed", None),
        ("绩效考核", "通过", None, "passed"),
        ("绩效考核", " 不 通过 ", None, "failed"),
        ("年度考核", "不合格", None, "failed"),
        ("其他", "通过", None, None),
        ("基础验收", "待定", None, None),
        ("基础验收", "", None, None),
        ("基础验收", "基本通过", None, None),
    ],
)
def test_conclusions(matter, conclusion, base, assessment):
    made = accepted({"district": "天河区", "matter": matter, "conclusion": conclusion})
    assert (made.base.get(TIANHE), made.assessment.get(TIANHE)) == (base, assessment)
    understood = bool(base or assessment)
    assert made.fates == {0: {"": 1} if understood else {"acceptance_invalid": 1}}


def test_both_matters_of_a_district_are_two_rows():
    rows = [
        {"district": "天河区", "matter": matter, "conclusion": "通过"} for matter in ("基础验收", "绩效考核")
    ]
    made = accepted(*rows)
    assert (made.base, made.assessment, made.fates) == ({TIANHE: "passed"}, {TIANHE: "passed"}, {0: {"": 2}})


def test_a_conclusion_twice_and_two_that_differ():
    row = {"district": "天河区", "conclusion": "通过"}
    assert accepted(row, row).fates == {0: {"": 1, "duplicate": 1}}
    differing = accepted(row, row | {"conclusion": "不通过"}, row)
    assert (differing.base, differing.fates) == ({}, {0: {"": 1, "duplicate": 2}})
    codes = [batch.code for batch in differing.batches if len(batch.frame)]
    assert codes == ["acceptance_conflict", "duplicate"]
    # Two that differ are a conclusion still: nothing that lists propose takes its place.
    assert (TIANHE, "base") in differing.concluded
    open_ = [batch.frame for batch in acceptance_findings(differing, {}, SHEET) if len(batch.frame)]
    assert [len(frame) for frame in open_] == [10]
    assert TIANHE not in set(open_[0]["district"])


def test_what_is_paid_for_the_base():
    rows = [{"district": each.name, "conclusion": "通过"} for each in DISTRICTS]
    audited = audit(targets(whole()), Table("acceptance", rows), policy=True)
    assert audited.result.city.base_amount == 3_250_000
    assert {"acceptance_missing", "acceptance_incomplete"}.isdisjoint(found(audited))
    ten = audit(
        targets(whole()),
        Table("acceptance", [row for row in rows if row["district"] != "天河区"]),
        policy=True,
    )
    assert ten.result.city.base_amount == 2_900_000
    assert [each[:3] for each in said(ten, "acceptance_incomplete")] == [("warning", 1, 0)]
    none = audit(targets(whole()), policy=True)
    assert none.result.city.base_amount == 0
    assert [each[:3] for each in said(none, "acceptance_missing")] == [("warning", -1, 0)]
    stranger = audit(
        targets(whole()),
        Table("acceptance", [*rows, {"district": "南海区", "conclusion": "通过"}]),
        policy=True,
    )
    assert fates(stranger)[1] == (11, {"district_unknown": 1})
