"""What each change did to each amount: cases worked by hand, to the yuan."""

from __future__ import annotations

from sides import HAIZHU, HUANGPU, P2023, PLAIN, TIANHE, by, changed, compared, few, read_otherwise, side

from gzaudit.compare.ladder import Factor, RuleStep
from gzaudit.policy.load import load_policy
from gzaudit.result import Given
from gzaudit.settings import Budget

# 350,000 + 60,000 + 84 × 100 + 84 × 200 + 104 × 50
TIER_ONE = 350_000 + 60_000 + 8_400 + 16_800 + 5_200
TIER_THREE = TIER_ONE - 100_000


def test_nothing_changed_is_no_factor_and_no_difference():
    found = compared(side({}), side({}))
    assert found.factors == ()
    assert by(found, TIANHE, "payable") == (TIER_ONE, TIER_ONE, {})
    assert by(found, HAIZHU, "payable") == (TIER_THREE, TIER_THREE, {})
    assert by(found, "", "payable")[:2] == (2 * TIER_ONE + TIER_THREE,) * 2


def test_a_firm_more_crosses_a_tier_and_all_of_it_is_the_counts():
    # 99 of 100 is the middle tier: 99 × 500; 100 of 100 the highest: 100 × 600, no step yet.
    found = compared(side({TIANHE: changed(counts={"hnte": 99})}), side({}))
    assert by(found, TIANHE, "hnte") == (49_500, 60_000, {"count:hnte": 10_500})
    for figure in ("performance_amount", "amount", "payable"):
        assert by(found, TIANHE, figure)[2] == {"count:hnte": 10_500}
    assert by(found, TIANHE, "patent_hnte") == (5_200, 5_200, {})
    assert by(found, HUANGPU, "payable")[2] == {}
    assert by(found, "", "payable")[2] == {"count:hnte": 10_500}


def test_a_target_that_changed():
    # 100 of 80: 20 more are five steps of 5 % (4 firms each), one of 15: 5 × 50,000.
    found = compared(side({}), side({TIANHE: changed(inputs={"hnte_target": 80})}))
    assert by(found, TIANHE, "hnte") == (60_000, 310_000, {"inputs": 250_000})


def test_target_and_count_together_are_told_apart_in_the_order_of_the_page():
    # First the target: 100 of 125 is 80 %, the lowest tier, 100 × 300; then the count: 125 × 600.
    found = compared(side({}), side({TIANHE: changed(counts={"hnte": 125}, inputs={"hnte_target": 125})}))
    assert by(found, TIANHE, "hnte") == (60_000, 75_000, {"inputs": -30_000, "count:hnte": 45_000})


def test_each_count_has_a_share_of_its_own():
    after = changed(counts={"above_scale_hnte": 105, "patent_hnte": 130})
    found = compared(side({}), side({HAIZHU: after}))
    # 105 × 200 − 8,400 and 130 × 70 − 5,200.
    assert by(found, HAIZHU, "payable")[2] == {"count:above_scale_hnte": 12_600, "count:patent_hnte": 3_900}


def test_a_reading_that_was_switched():
    # 315 of 300: one step of 5 % (15 firms) and one of 15; the larger number is 1, both together 2.
    given = {TIANHE: changed(counts={"hnte": 315}, inputs={"hnte_target": 300})}
    other = few(read_otherwise(A3="b"))
    found = compared(side(given), side(given, policy=other))
    assert [each.name for each in found.factors] == ["口径"]
    assert by(found, TIANHE, "hnte") == (239_000, 289_000, {"rules": 50_000})


def test_each_reading_has_a_share_where_each_is_a_step():
    given = {TIANHE: changed(counts={"hnte": 315}, inputs={"hnte_target": 300})}
    one, both = few(read_otherwise(A3="b")), few(read_otherwise(A3="b", A5="c"))
    steps = (RuleStep(Factor("reading:A3", "A3"), one), RuleStep(Factor("reading:A5", "A5"), both))
    found = compared(side(given), side(given, policy=both), steps)
    # A5 c pays the 15 firms above the target alone: 9,000 instead of 189,000.
    assert by(found, TIANHE, "payable")[2] == {"reading:A3": 50_000, "reading:A5": -180_000}


def test_work_assessment_and_flags():
    found = compared(side({}), side({TIANHE: changed(base_status="rejected", assessment="failed")}))
    assert by(found, TIANHE, "base") == (350_000, 0, {"work": -350_000})
    assert by(found, TIANHE, "amount") == (TIER_ONE, TIER_ONE - 350_000, {"work": -350_000})
    assert by(found, TIANHE, "payable") == (TIER_ONE, 0, {"work": -350_000, "assessment": 350_000 - TIER_ONE})
    known = Given({"hnte": 120}, {"prior_hnte": 100}, flags={"own_subsidy": False})
    flag = P2023.indicators[0].exclusion.flag
    one, other = (
        side({code: changed(known, flags={flag: taken}) for code in (HAIZHU, TIANHE, HUANGPU)}, policy=P2023)
        for taken in (False, True)
    )
    # 300,000 + 600 × 120 + 2 × 50,000, worked out by hand in domain 四（一）.
    assert by(compared(one, other), TIANHE, "hnte") == (472_000, 0, {"flags": -472_000})


def test_a_budget():
    # Claims 440,400 + 440,400 + 340,400; half of them is paid.
    whole = 2 * TIER_ONE + TIER_THREE
    found = compared(side({}), side({}, budget=Budget(whole // 2, {}, "proportional")))
    assert by(found, TIANHE, "payable") == (TIER_ONE, TIER_ONE // 2, {"budget": -TIER_ONE // 2})
    assert by(found, TIANHE, "amount") == (TIER_ONE, TIER_ONE, {})
    assert by(found, "", "payable") == (whole, whole // 2, {"budget": -whole // 2})


def test_under_a_budget_anothers_count_moves_this_ones_share():
    budget = Budget(2 * TIER_ONE + TIER_THREE, {}, "proportional")
    before = side({}, budget=budget)
    found = compared(before, side({TIANHE: changed(counts={"hnte": 125})}, budget=budget))
    assert by(found, "", "payable")[2] == {}
    assert by(found, TIANHE, "payable")[2]["count:hnte"] > 0
    assert by(found, HUANGPU, "payable")[2]["count:hnte"] < 0


def test_an_approved_sum_replaces_what_is_payable():
    found = compared(side({}), side({}, approved={TIANHE: 400_000}))
    assert by(found, TIANHE, "payable") == (TIER_ONE, 400_000, {"approved": 400_000 - TIER_ONE})
    assert by(found, TIANHE, "amount") == (TIER_ONE, TIER_ONE, {})
    # Where it holds in both runs, no count moves it.
    both = (side(given, approved={TIANHE: 400_000}) for given in ({}, {TIANHE: changed(counts={"hnte": 1})}))
    assert by(compared(*both), TIANHE, "payable") == (400_000, 400_000, {})


def test_approved_sums_come_off_the_budget_first():
    budget = Budget(1_000_000, {}, "proportional")
    paid = {
        each.code: each.payable
        for each in side({}, budget=budget, approved={TIANHE: 400_000}).result().districts
    }
    assert paid[TIANHE] == 400_000
    assert paid[HAIZHU] + paid[HUANGPU] == 600_000


def test_what_is_not_known_in_a_run_has_no_difference_and_says_what_is_missing():
    known = {
        TIANHE: changed(counts={"hnte": None}),
        HUANGPU: changed(inputs={"hnte_target": None}),
    }
    found = compared(side(known), side({}))
    lines = {(each.district, each.figure.key): each for each in found.lines}
    assert lines[TIANHE, "hnte"].missing == "前一次：家数待定"
    assert lines[HUANGPU, "hnte"].missing == "前一次：没有可用的“高企认定年度目标数”"
    for figure in ("hnte", "performance_amount", "amount", "payable"):
        line = lines[TIANHE, figure]
        assert (line.before, line.difference, line.by) == (None, None, {})
        assert "待定" in line.missing
    assert lines[TIANHE, "payable"].missing == "前一次：高企认定数（家数待定）"
    assert lines["", "payable"].missing == "天河区、黄埔区待定"
    assert (lines["", "payable"].difference, lines["", "patent_hnte"].difference) == (None, 0)
    assert by(found, HAIZHU, "payable") == (TIER_THREE, TIER_THREE, {})


def test_under_a_budget_one_open_claim_leaves_all_shares_open():
    budget = Budget(100, {}, "proportional")
    found = compared(side({TIANHE: changed(counts={"hnte": None})}, budget=budget), side({}, budget=budget))
    (line,) = (each for each in found.of("payable") if each.district == HAIZHU)
    assert (line.before, line.difference) == (None, None)
    assert line.missing == "前一次：有的区金额待定，预算份额算不出来"


def test_what_lies_between_may_be_unknown_though_both_ends_are_known():
    """Under A2 b last year's count is needed; the earlier run has none: reading and number act together."""
    before = {TIANHE: changed(counts={"hnte": 120})}
    after = {TIANHE: changed(counts={"hnte": 120}, inputs={"prior_hnte": 40})}
    for code in (HAIZHU, HUANGPU):
        after[code] = changed(inputs={"prior_hnte": 40})
    found = compared(side(before), side(after, policy=few(read_otherwise(A2="b"))))
    (line,) = (each for each in found.of("hnte") if each.district == TIANHE)
    # 120 of 100: four steps of 5 (5 % of the target), or ten of 2 (5 % of last year's 40).
    assert (line.before, line.after, line.by) == (272_000, 572_000, {"rules": 300_000})
    assert line.joint == (("rules", "inputs"),)


def test_a_part_that_one_policy_does_not_have_is_paid_nothing_by_it():
    given = Given({"hnte": 120, "tech_sme": 150}, {"prior_hnte": 100, "prior_tech_sme": 100})
    before = side(dict.fromkeys((HAIZHU, TIANHE, HUANGPU), given), policy=load_policy(2023))
    found = compared(before, side({}))
    # 90,000 + 150 × 150 + max(⌊30/5⌋, ⌊30/100⌋) × 50,000.
    assert by(found, TIANHE, "tech_sme") == (412_500, 0, {"rules": -412_500})
    assert by(found, TIANHE, "base") == (0, 350_000, {"work": 350_000})
    (line,) = (each for each in found.of("patent_hnte") if each.district == TIANHE)
    assert (line.by, line.joint) == ({"rules": 5_200}, (("rules", "inputs", "count:patent_hnte"),))


def test_plain_is_what_the_hand_says():
    assert {each.code: each.payable for each in side({}).result().districts} == {
        HAIZHU: TIER_THREE,
        TIANHE: TIER_ONE,
        HUANGPU: TIER_ONE,
    }
    assert PLAIN.assessment == "passed"
