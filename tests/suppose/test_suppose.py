"""A run with something else in its place: amounts worked by hand, beside the run's, which stays as it is."""

from __future__ import annotations

import pytest
from builders import Table, audit, code

from gzaudit.errors import SettingsError
from gzaudit.normalise.districts import DISTRICTS
from gzaudit.policy.find import open_policy
from gzaudit.settings import Budget
from gzaudit.suppose.ask import letters_of, settings_of
from gzaudit.suppose.whatif import Asked, suppose

TIANHE, YUEXIU = "440106", "440104"
FIRMS = [{"name": f"广州第{n}号有限公司", "code": code(n), "district": "天河区"} for n in range(99)]
ROW = {
    "hnte_target": "100",
    "prior_above_scale_hnte": "1",
    "prior_tech_services": "1",
    "prior_patent_hnte": "1",
}
NAMES = tuple(each.name for each in DISTRICTS)
TABLES = (
    Table("hnte", FIRMS),
    Table("above_scale", [{**FIRMS[0], "division": "440106"}]),
    Table("above_scale_tech_services", [{**FIRMS[0], "division": "440106"}]),
    Table(
        "patent_grants",
        [{"owner": f"广州某某有限公司；{FIRMS[0]['name']}", "code": f"{code(900)}；{code(0)}"}],
    ),
    Table("targets", [{"district": name, **ROW} for name in NAMES]),
    Table("acceptance", [{"district": name, "conclusion": "通过"} for name in NAMES]),
)
# 99 × 500 and nothing for one firm of 1.05; patents: 1 of 1.3 is 76.9 %: nothing.
OWN = 49_500 + 350_000 + 1 * 100 + 1 * 200


def run(**options):
    return audit(*TABLES, policy=True, **options)


def supposed(audited, *sets, readings=(), budget=None):
    policy = audited.policy
    asked = Asked(settings_of(sets, policy), letters_of(readings, policy), budget)
    return suppose(audited, open_policy(2025), asked)


def of(found, figure="payable", district=TIANHE):
    (line,) = (each for each in found.amounts.of(figure) if each.district == district)
    return line.before, line.after, dict(line.by)


def test_one_firm_more_and_the_highest_tier_is_reached():
    audited = run()
    found = supposed(audited, "天河区.hnte=100")
    assert of(found, "hnte") == (49_500, 60_000, {"count:hnte": 10_500})
    assert of(found)[:2] == (OWN, OWN + 10_500)
    assert of(found, district="")[1] - of(found, district="")[0] == 10_500
    assert of(found, district=YUEXIU)[2] == {}
    # The run is as it was.
    assert audited.given[TIANHE].counts["hnte"] == 99


def test_the_decisive_lines_of_both():
    found = supposed(run(), "天河区.hnte=100")
    working = {each.part: each for each in found.working}
    assert set(working) == {"hnte", "payable"}
    assert {each.district for each in found.working} == {TIANHE}
    assert [step.text for step in working["hnte"].before] == [
        "高企认定数：高企公示名单（按高企公示名单的所在区）→ 99 家",
        "99 ÷ 100 = 99.00% ≥ 85%（含）→ 500 元/家 × 99 家 = 49,500 元",
        "99 ÷ 100 = 99.00% < 100%（含）→ 未达此档",
        "99 < 目标 100（达到）→ 不计增量",
    ]
    assert any("600 元/家 × 100 家 = 60,000 元" in step.text for step in working["hnte"].after)


def test_many_at_once_each_with_its_share():
    found = supposed(
        run(), "天河区.hnte=100", "天河区.hnte_target=110", "天河区.绩效考核=不通过", "越秀区.基础验收=不通过"
    )
    # First the target: 99 of 110 is 90 %, still 500 each; then the count, 100 × 500.
    assert of(found, "hnte") == (49_500, 50_000, {"count:hnte": 500})
    assert of(found)[1] == 0
    assert of(found, district=YUEXIU) == (250_000, 0, {"work": -250_000})
    assert list(dict.fromkeys(each.key for each in found.amounts.factors)) == [
        "inputs", "count:hnte", "work", "assessment",
    ]  # fmt: skip


def test_readings_each_with_its_share():
    found = supposed(run(), "天河区.hnte=115", readings=["A3=b", "A5=c"])
    # 15 above 100: three steps of 5 and one of 15: 3 or, added up, 4; c pays the 15 above the target alone.
    # Readings act first, on 99 firms: nothing above the target.
    assert of(found, "hnte") == (49_500, 15 * 600 + 200_000, {"reading:A5": -49_500, "count:hnte": 209_000})


def test_a_reading_that_counts_otherwise_is_counted_from_the_runs_own_lists():
    audited = audit(*TABLES[:4], Table("targets", [{"district": "天河区", **ROW, "prior_patent_hnte": "0"}]),
                    readings={"A25": "b"})  # fmt: skip
    found = supposed(audited, readings=["A14=b"])
    # The only patent is another firm's first: 1 × 70 becomes nothing.
    assert of(found, "patent_hnte") == (70, 0, {"reading:A14": -70})
    assert found.after.given[TIANHE].counts["patent_hnte"] == 0


def test_a_count_that_was_set_holds_under_any_reading():
    found = supposed(run(), "天河区.patent_hnte=2", readings=["A14=b"])
    assert found.after.given[TIANHE].counts["patent_hnte"] == 2


def test_a_budget():
    claimed = run().result.city.payable
    found = supposed(run(), budget=claimed // 2)
    assert of(found, district="") == (claimed, claimed // 2, {"budget": claimed // 2 - claimed})
    own = Budget(None, {"天河区": 1_000}, "proportional")
    found = supposed(run(budget=own), budget=claimed)
    assert of(found)[:2] == (1_000, 1_000)
    (payable,) = (each for each in supposed(run(), budget=claimed // 2).working if each.district == TIANHE)
    assert payable.after[-1].text.startswith("按预算或核定金额 → 应付 ")


@pytest.mark.parametrize(
    ("reading", "found"),
    [
        ("A8=b", "没有“有效期内高企名单”"),
        ("A9=b", "要重新比对名单：已取消资格的企业计不计，运行数据库里没有两种结果"),
        ("A1=b", "没有各区的“上年高企认定数”（--set 区.prior_hnte=数）"),
    ],
)
def test_what_cannot_be_worked_out_says_what_is_missing(reading, found):
    with pytest.raises(SettingsError) as caught:
        supposed(run(), readings=[reading])
    assert (caught.value.asked, caught.value.found) == ("这种读法不能测算。", found)
    assert caught.value.where == f"--reading {reading}"


def test_a_number_that_is_missing_may_be_given():
    sets = [f"{name}.上年高企认定数=80" for name in NAMES]
    found = supposed(run(), *sets, "天河区.hnte=104", readings=["A1=b"])
    # 24 above last year's 80: four steps of 5 % of the target (5 each).
    assert of(found, "hnte")[1] == 104 * 600 + 4 * 50_000
    with pytest.raises(SettingsError) as caught:
        supposed(run(), *sets[1:], readings=["A1=b"])
    assert "没有荔湾区的“上年高企认定数”" in caught.value.found


def test_what_the_run_did_not_know_may_be_given_and_has_no_difference():
    open_ = audit(*TABLES[:4], TABLES[5], policy=True)
    found = supposed(open_, "天河区.hnte_target=100")
    (line,) = (each for each in found.amounts.of("hnte") if each.district == TIANHE)
    assert (line.before, line.after, line.difference) == (None, 49_500, None)
    assert line.missing == "该次运行：没有可用的“高企认定年度目标数”"


def test_nothing_but_what_the_run_has_changes_nothing():
    found = supposed(run(), "天河区.hnte=99", readings=["A2=a"])
    assert {line.difference for line in found.amounts.lines} == {0}
    assert found.working == ()
