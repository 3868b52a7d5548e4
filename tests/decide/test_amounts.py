"""Approved amounts: paid as they stand, off the budget first, and the rest scaled (policy.md, Budget)."""

import pytest
from builders import Table, audit, code, found, said
from decide.decided import DISTRICTS, decision, decisions, states, targets
from hypothesis import given, settings
from hypothesis import strategies as st

from gzaudit.pay.budget import pay_under_budget, pay_with_approved
from gzaudit.settings import Budget

# domain.md §4.5
CLAIMS = {"440106": 1_058_700, "440111": 619_350, "440117": 402_950}
TIANHE = "440106"


def accepted():
    """Base work accepted everywhere: 350,000 for 天河, 300,000 for 白云, 250,000 for 从化."""
    return Table("acceptance", [{"district": name, "conclusion": "通过"} for name in DISTRICTS.values()])


def year(*rows, budget=None):
    """Nothing is earned; the base sums are what districts claim."""
    away = {"name": "广州乙科技有限公司", "code": code(2), "district": "佛山市"}
    tables = [
        Table("hnte", [{"name": "广州甲科技有限公司", "code": code(1), "district": "天河区"}]),
        Table("above_scale", [away]),
        Table("above_scale_tech_services", [away]),
        Table("patent_grants", ["广州丙科技有限公司"]),
        targets("900"),
        accepted(),
    ]
    return audit(*tables, *([decisions(*rows)] if rows else []), policy=True, budget=budget)


def payable(audited):
    return {each.code: each.payable for each in audited.result.districts}


def test_the_worked_example_with_one_amount_approved():
    # 2,000,000 − 1,000,000 = 1,000,000 for 619,350 + 402,950 = 1,022,300:
    # 619,350,000,000 / 1,022,300 = 605,839.77…, 402,950,000,000 / 1,022,300 = 394,160.22…
    paid = pay_with_approved(CLAIMS, 2_000_000, {}, {TIANHE: 1_000_000})
    assert paid == {TIANHE: 1_000_000, "440111": 605_840, "440117": 394_160}
    assert sum(paid.values()) == 2_000_000


def test_an_approved_amount_is_not_capped_and_what_is_left_is_enough_or_nothing():
    assert pay_with_approved(CLAIMS, None, {TIANHE: 5}, {TIANHE: 9}) == CLAIMS | {TIANHE: 9}
    enough = pay_with_approved(CLAIMS, 1_022_300 + 7, {}, {TIANHE: 7})
    assert enough == CLAIMS | {TIANHE: 7}
    assert pay_with_approved(CLAIMS, 6, {}, {TIANHE: 7}) == {TIANHE: 7, "440111": 0, "440117": 0}


def test_an_unknown_claim_that_was_approved_keeps_nobody_waiting():
    unknown = CLAIMS | {TIANHE: None}
    assert pay_with_approved(unknown, 9_000_000, {}, {TIANHE: 1}) == CLAIMS | {TIANHE: 1}
    assert pay_with_approved(unknown, 9_000_000, {}, {"440111": 1}) == {
        TIANHE: None,
        "440111": 1,
        "440117": None,
    }


@settings(max_examples=200)
@given(
    st.dictionaries(st.sampled_from(sorted(DISTRICTS)), st.integers(0, 10**9), min_size=1),
    st.integers(0, 10**10),
    st.data(),
)
def test_approved_amounts_and_shares_fill_the_budget_and_never_more(claims, total, data):
    names = data.draw(st.sets(st.sampled_from(sorted(claims))))
    approved = {name: data.draw(st.integers(0, 10**9)) for name in names}
    paid = pay_with_approved(claims, total, {}, approved)
    assert {name: paid[name] for name in names} == approved
    left, open_ = total - sum(approved.values()), {n: c for n, c in claims.items() if n not in names}
    rest = sum(paid[name] for name in open_)
    assert rest == min(max(left, 0), sum(open_.values()))
    assert {name: paid[name] for name in open_} == pay_under_budget(open_, max(left, 0), {})


@pytest.mark.parametrize("amount", ["1234", "1,234", "1,234元", "１２３４元", " 1234 圆"])
def test_ways_to_write_an_amount(amount):
    after = year(decision("amount", "天河区", amount))
    assert payable(after)[TIANHE] == 1234
    assert after.decisions[0].choice == "1234"


@pytest.mark.parametrize("amount", ["1234.5", "-1", "12万元", "一千", "1,23", "约1000", "1000-2000"])
def test_what_is_no_amount_is_refused(amount):
    after = year(decision("amount", "天河区", amount))
    assert states(after) == ["invalid"]
    assert payable(after) == payable(year())


@pytest.mark.parametrize("whose", ["某区", "", "佛山市", "天河区、白云区"])
def test_an_amount_of_no_district_is_refused(whose):
    assert states(year(decision("amount", whose, "1000"))) == ["invalid"]


@pytest.mark.parametrize("line", [{"name": "天河"}, {"name": "", "district": "天河区"}, {"name": "440106"}])
def test_the_district_may_stand_in_either_column(line):
    after = year(decision("amount", "", "1000") | line)
    assert payable(after)[TIANHE] == 1000
    assert (after.decisions[0].name, after.decisions[0].told) == ("天河区", (TIANHE,))


def test_amount_and_payable_stand_side_by_side():
    before, after = year(), year(decision("核定金额", "天河区", "200000"))
    tianhe = next(each for each in after.result.districts if each.code == TIANHE)
    assert (tianhe.amount, tianhe.payable, tianhe.approved) == (350_000, 200_000, 200_000)
    assert tianhe.steps[-1].amount == 200_000
    assert after.result.city.amount == before.result.city.amount
    assert after.result.city.payable == before.result.city.payable - 150_000


def test_under_a_budget_the_rest_is_scaled():
    # 11 districts claim 3 × 350,000 + 4 × 300,000 + 4 × 250,000 = 3,250,000.
    whole = year(budget=Budget(1_500_000, {}, "proportional"))
    assert sum(payable(whole).values()) == 1_500_000
    after = year(decision("amount", "天河区", "50000"), budget=Budget(1_500_000, {}, "proportional"))
    # 1,450,000 for 2,900,000: one half of each claim.
    assert payable(after) | {TIANHE: 0} == {
        "440103": 125_000, "440104": 125_000, "440105": 125_000, TIANHE: 0, "440111": 150_000,
        "440112": 175_000, "440113": 175_000, "440114": 150_000, "440115": 150_000, "440117": 125_000,
        "440118": 150_000,
    }  # fmt: skip
    assert payable(after)[TIANHE] == 50_000
    assert "先扣除已核定的 50,000 元" in after.budget_note


def test_more_than_the_budget_is_asked_about():
    after = year(decision("amount", "天河区", "2000000"), budget=Budget(1_500_000, {}, "proportional"))
    assert found(after)["approved_above_budget"] == 1
    assert payable(after) == dict.fromkeys(DISTRICTS, 0) | {TIANHE: 2_000_000}


def test_two_amounts_are_a_conflict_and_one_amount_twice_is_one():
    apart = year(decision("amount", "天河区", "5"), decision("amount", "天河", "6"))
    assert states(apart) == ["conflict", "conflict"]
    assert payable(apart)[TIANHE] == 350_000
    assert {line[4] for line in said(apart, "decision_conflict")} == {"另一个决定是：6", "另一个决定是：5"}
    twice = year(decision("amount", "天河区", "5"), decision("amount", "天河", "5元"))
    assert states(twice) == ["applied", "applied"]
    assert found(twice)["decision_repeated"] == 1
    assert payable(twice)[TIANHE] == 5


def test_a_year_without_money_has_no_use_for_an_amount():
    firm = Table("hnte", [{"name": "广州甲科技有限公司", "code": code(1), "district": "天河区"}])
    assert states(audit(firm, decisions(decision("amount", "天河区", "5")))) == ["unused"]
