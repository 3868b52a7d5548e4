"""What each other reading would pay where it counts anew, or lacks something: through the lists (A1, A2, A8, A14)."""

from __future__ import annotations

import pytest
from builders import Table, audit, code
from match.small_policy import TIANHE, YUEXIU

from gzaudit.analyse.sensitivity import ReadingEffect
from gzaudit.audit import YearAudit
from gzaudit.normalise.districts import DISTRICTS

HNTE, SCALE, SERVICES, PATENTS = "hnte", "above_scale_hnte", "above_scale_tech_services", "patent_hnte"
EVERY = ["A1b", "A2b", "A2c", "A3b", "A4b", "A5b", "A5c", "A5d", "A6b", "A7b", "A7c", "A7d", "A8b", "A14b"]
BAIYUN = "440111"


def name(effect: ReadingEffect) -> str:
    return effect.reading.id + effect.other.id


def firm(number: int, district: str = "天河区") -> dict[str, str]:
    return {"name": f"企业{number}", "code": code(number), "district": district}


def targets(*without: str, only: str = "") -> Table:
    columns = (
        "hnte_target",
        "prior_above_scale_hnte",
        "prior_tech_services",
        "prior_patent_hnte",
        "prior_hnte",
    )
    return Table(
        "targets",
        [
            {"district": each.name}
            | {column: "2" for column in columns if column not in without or each.code == only}
            for each in DISTRICTS
        ],
    )


def small_year(
    *more: Table, asked: Table | None = None, without: str = "", readings: dict[str, str] | None = None
):
    """Three 高企 in 天河 and one in 白云, of which two are 规上 and two have patents."""
    tables = {
        "hnte": Table("hnte", [firm(1), firm(2), firm(3), firm(4, "白云区")]),
        "above_scale": Table("above_scale", [{"name": f"企业{n}", "code": code(n)} for n in (1, 4, 5)]),
        "patent_grants": Table("patent_grants", [{"owner": "企业1；企业2"}, {"owner": "企业5；企业4"}]),
        SERVICES: Table(SERVICES, [firm(8), firm(9)]),
        "targets": asked or targets(),
    }
    return audit(
        *(table for kind, table in tables.items() if kind != without), *more, readings=readings or {}
    )


STOCK = Table("hnte_stock", [firm(1), firm(2), firm(3), firm(4, "白云区"), firm(5, "白云区"), firm(6)])


def by_name(audited: YearAudit) -> dict[str, ReadingEffect]:
    return {name(each): each for each in audited.effects}


def firms(audited: YearAudit) -> list[tuple]:
    columns = ["reading", "choice", "indicator", "place", "name", "more"]
    return [tuple(each) for each in audited.reading_firms[columns].to_numpy().tolist()]


def test_a8_and_a14_count_anew():
    audited = small_year(STOCK)
    found = by_name(audited)
    assert list(found) == EVERY
    # P = 2, so T = 2.1 and 2.6: 规上 1 of 天河 earns nothing; in 白云 the stock makes it two of 2.1 (95 %: 100 a firm).
    eight = {each.district: each for each in found["A8b"].districts}
    assert found["A8b"].missing == ""
    assert {code: each.difference for code, each in eight.items() if each.difference} == {BAIYUN: 200}
    assert eight[BAIYUN].why == (
        "规上高企数：1 → 2 家，标准 0 → 100 元/家，金额 0 → 200 元；获发明专利授权的高企数：1 → 2 家"
    )
    assert eight[TIANHE].why == ""
    # 企业4 is a second owner: 白云 loses its only one, which earned nothing; 天河 loses 企业2 of two.
    fourteen = {each.district: each for each in found["A14b"].districts}
    assert fourteen[TIANHE].why == "获发明专利授权的高企数：2 → 1 家"
    assert fourteen[BAIYUN].why == "获发明专利授权的高企数：1 → 0 家"
    assert found["A14b"].difference == 0


def test_firms_that_make_the_difference():
    assert firms(small_year(STOCK)) == [
        ("A8", "b", SCALE, BAIYUN, "企业5", True),
        ("A8", "b", PATENTS, BAIYUN, "企业5", True),
        ("A14", "b", PATENTS, TIANHE, "企业2", False),
        ("A14", "b", PATENTS, BAIYUN, "企业4", False),
    ]
    without = small_year()
    assert [each[0] for each in firms(without)] == ["A14", "A14"]
    # Held against A8b, the year's own list is the other reading: it lacks what the stock has more.
    switched = small_year(STOCK, readings={"A8": "b"})
    assert firms(switched)[:2] == [
        ("A8", "a", SCALE, BAIYUN, "企业5", False),
        ("A8", "a", PATENTS, BAIYUN, "企业5", False),
    ]
    # A14b counts by the first owner what is counted in the stock now: 企业5 stays, 企业4 goes.
    assert firms(switched)[2:] == [
        ("A14", "b", PATENTS, TIANHE, "企业2", False),
        ("A14", "b", PATENTS, BAIYUN, "企业4", False),
    ]


def test_no_firms_are_told_where_one_of_the_two_readings_has_no_list():
    # Without the stock, the reading in force counts nobody: what the other counts is no difference of firms.
    assert {each[0] for each in firms(small_year(readings={"A8": "b"}))} == set()
    assert {each[0] for each in firms(small_year())} == {"A14"}


def test_a_firm_that_lies_elsewhere_under_another_reading_is_told_on_both_sides():
    moved = Table("hnte_stock", [firm(1, "越秀区"), firm(2), firm(3), firm(4, "白云区")])
    assert [each for each in firms(small_year(moved)) if each[0] == "A8"] == [
        ("A8", "b", SCALE, TIANHE, "企业1", False),
        ("A8", "b", SCALE, YUEXIU, "企业1", True),
        ("A8", "b", PATENTS, TIANHE, "企业1", False),
        ("A8", "b", PATENTS, YUEXIU, "企业1", True),
    ]


def unknown(effect: ReadingEffect) -> bool:
    """Nothing of an effect is a number."""
    parts = [effect.amount, effect.difference]
    parts += [value for each in effect.districts for value in (each.amount, each.difference)]
    return set(parts) == {None} and {each.why for each in effect.districts} == {""}


@pytest.mark.parametrize(
    ("only", "whose"),
    [("", "各区"), (TIANHE, "、".join(each.name for each in DISTRICTS if each.code != TIANHE))],
)
def test_without_last_years_hnte_a1_and_a2_cannot_be_worked_out(only, whose):
    found = by_name(small_year(STOCK, asked=targets("prior_hnte", only=only)))
    assert {key for key, each in found.items() if each.missing} == {"A1b", "A2b"}
    for key in ("A1b", "A2b"):
        assert found[key].missing == f"目标与基数表没有{whose}的“上年高企认定数”"
        assert unknown(found[key]), key
    assert found["A2c"].amount is not None


def test_without_the_stock_a8_cannot_be_worked_out():
    found = by_name(small_year())
    assert {key: each.missing for key, each in found.items() if each.missing} == {
        "A8b": "没有“有效期内高企名单”"
    }
    assert unknown(found["A8b"])
    assert all(each.amount is not None for key, each in found.items() if key != "A8b")


def test_a_list_that_the_default_lacks_makes_every_sum_unknown_and_invents_none():
    audited = small_year(STOCK, without="patent_grants")
    found = by_name(audited)
    assert audited.result.city.amount is None
    for key, each in found.items():
        assert each.amount is None, key
        assert each.difference is None, key
        # What can be said of the other indicators is said all the same.
        assert {change.amount for change in each.districts} == {None}
    assert {"A8b", "A14b"} <= {
        key for key, each in found.items() if "当年获得发明专利授权企业名单" in each.missing
    }
    # Neither reading has a count of patents to tell firms by.
    assert {each[2] for each in firms(audited)} == {SCALE}


def test_one_districts_missing_target_leaves_the_others_known():
    found = by_name(small_year(STOCK, asked=targets("hnte_target", only="")))
    assert {each.amount for each in found.values()} == {None}
    rows = targets().rows
    rows[3] = {key: text for key, text in rows[3].items() if key != "hnte_target"}
    audited = small_year(STOCK, asked=Table("targets", rows))
    found = by_name(audited)
    for key, each in found.items():
        assert (each.amount, each.difference) == (None, None), key
        assert [change.district for change in each.districts if change.amount is None] == [TIANHE], key
    assert sum(change.difference for change in found["A8b"].districts if change.district != TIANHE) == 200


def test_a_year_that_is_only_counted_tries_no_reading():
    audited = audit(Table("hnte", [firm(1)]))
    assert (audited.effects, len(audited.reading_firms), audited.standings) == ((), 0, ())


def test_assessment_and_budget_are_left_out_of_what_a_reading_pays():
    """A failed assessment pays nothing; what the wording costs is told all the same."""
    failed = Table("acceptance", [{"district": "白云区", "matter": "绩效考核", "conclusion": "不通过"}])
    found = by_name(small_year(STOCK, failed))
    assert found["A8b"].difference == 200
