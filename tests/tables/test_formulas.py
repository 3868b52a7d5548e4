"""Formulas by hand: their texts, their boundaries, and that any rule's formulas give what the evaluator gives."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from evaluate.test_evaluate_any_rule import indicators
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tables.formula_reading import Formulas, NotAllowed

from gzaudit.errors import InvariantError
from gzaudit.evaluate.indicator import indicator_sum
from gzaudit.pay.budget import pay_with_approved
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import build_policy, load_policy
from gzaudit.policy.model import Exclusion, GivenNumber, Indicator
from gzaudit.render.formulas.budget import Shares, budget_line
from gzaudit.render.formulas.cells import formula, held
from gzaudit.render.formulas.earning import Line
from gzaudit.render.formulas.live import LIMIT, Live, number, plus, times
from gzaudit.render.formulas.place import Place
from gzaudit.render.model import Formula
from gzaudit.result import Given

ROLES = (
    "district", "count", "given", "prior", "flag", "target", "completion", "tier", "rate", "fixed", "per_firm",
    "steps", "growth", "amount",
)  # fmt: skip
PLACE = Place("数", 5, 1, ROLES)
HNTE, SCALE, *_ = load_policy(2025).indicators
HNTE_2023, SME_2023 = load_policy(2023).indicators


def line(rule: Indicator, count: int | None, number: int | None, **more: Any) -> dict[str, Any]:
    """The cells of one line."""
    inputs = {rule.target.column: number, **more.pop("inputs", {})}
    given = Given({}, inputs, **more)
    return Line(rule, given, indicator_sum(rule, given, count), PLACE, 0).cells()


def again(cells: dict[str, Any], **other: Any) -> dict[str, Any]:
    """The cells worked out by the second reading of formulas, after some were changed."""
    book = Workbook()
    sheet = book.active
    sheet.title = "数"
    for role, value in {**cells, **other}.items():
        sheet[PLACE.here(role, 0)] = value.text if isinstance(value, Formula) else value
    found = Formulas(book)
    return {role: found.cell("数", PLACE.here(role, 0)) for role in cells}


def stored(cells: dict[str, Any]) -> dict[str, Any]:
    return {role: value.value if isinstance(value, Formula) else value for role, value in cells.items()}


def test_the_texts_of_a_line_by_hand():
    cells = line(HNTE, 812, 900)
    assert {role: value.text for role, value in cells.items() if isinstance(value, Formula)} == {
        "completion": '=IF(AND(ISNUMBER(B5),ISNUMBER(F5),F5>0),TEXT(INT(B5*10000/F5)/10000,"0.00%"),"待定")',
        "tier": "=IF(AND(ISNUMBER(B5),ISNUMBER(F5),F5>0),"
        'IF(B5>=F5,3,IF(B5*100>=F5*85,2,IF(B5*100>=F5*70,1,0))),"待定")',
        "rate": '=IF(ISNUMBER(H5),CHOOSE(H5+1,0,300,500,600),"待定")',
        "per_firm": '=IF(ISNUMBER(H5),B5*I5,"待定")',
        "steps": '=IF(ISNUMBER(H5),IF(AND(F5>0,B5>=F5),MAX(INT((B5-F5)*20/F5),INT((B5-F5)/15)),0),"待定")',
        "growth": '=IF(ISNUMBER(L5),L5*50000,"待定")',
        "amount": '=IF(AND(ISNUMBER(K5),ISNUMBER(M5)),K5+M5,"待定")',
    }
    assert stored(cells)["completion"] == "90.22%"
    assert stored(cells)["amount"] == 812 * 500


def test_a_share_of_last_years_count_is_compared_without_dividing():
    cells = line(SCALE, 84, 100)
    assert cells["target"] == Formula('=IF(ISNUMBER(C5),IF(C5=0,"待定",C5*105/100),"待定")', 105)
    assert cells["tier"].text == (
        '=IF(AND(ISNUMBER(B5),ISNUMBER(F5)),IF(B5*100>=C5*105,2,IF(B5*100*100>=C5*105*80,1,0)),"待定")'
    )
    assert line(SCALE, 52, 62)["target"].value == 65.1


@pytest.mark.parametrize(
    ("count", "tier", "amount"),
    [(69, 0, 0), (70, 1, 21_000), (84, 1, 25_200), (85, 2, 42_500), (99, 2, 49_500), (100, 3, 60_000),
     (104, 3, 62_400), (105, 3, 113_000), (110, 3, 166_000), (115, 3, 219_000)],
)  # fmt: skip
def test_thresholds_move_with_the_count(count, tier, amount):
    """One line, its count changed by hand: the formulas follow to the yuan."""
    found = again(line(HNTE, 42, 100), count=count, target=100)
    assert (found["tier"], found["amount"]) == (tier, amount)
    assert indicator_sum(HNTE, Given({}, {"hnte_target": 100}), count).amount == amount


@pytest.mark.parametrize("changed", [{"count": "待定"}, {"target": "待定"}, {"target": 0}])
def test_what_is_open_stays_open(changed):
    found = again(line(HNTE, 90, 100), **{"count": 90, "target": 100, **changed})
    later = ("tier", "rate", "per_firm", "steps", "growth", "amount")
    assert [found[role] for role in later] == ["待定"] * 6


def test_an_institution_that_has_another_subsidy_earns_nothing():
    given = {"flags": {HNTE_2023.exclusion.flag: False}}
    cells = line(HNTE_2023, 121, 100, **given)
    assert again(cells, count=121)["amount"] == 300_000 + 121 * 600 + 2 * 50_000
    left = again(cells, count=121, flag="是")
    assert [left[role] for role in ("fixed", "per_firm", "steps", "growth", "amount")] == [0] * 5
    assert [again(cells, count=None, flag="是")[role] for role in ("tier", "amount")] == ["待定"] * 2


@pytest.mark.parametrize("kind", ["per_firm", "growth"])
def test_parts_of_steps_and_bands(kind):
    rule = build_policy(open_policy(2025), {"A4": "b", "A5": "b", "A3": "b"}).indicators[0]
    for count in (60, 70, 86, 100, 101, 107, 122):
        cells = line(rule, count, 100)
        assert again(cells, count=count, target=100)[kind] == stored(cells)[kind]


def test_steps_that_grow_with_each_other_are_a_number():
    rule = build_policy(open_policy(2025), {"A2": "c"}).indicators[0]
    cells = line(rule, 130, 100)
    assert cells["steps"] == 5
    assert cells["growth"] == Formula('=IF(ISNUMBER(L5),L5*50000,"待定")', 250_000)


def test_what_an_increment_pays_at_most():
    rule = replace(HNTE, increment=replace(HNTE.increment, cap=120_000))
    cells = line(rule, 130, 100)
    assert cells["growth"] == Formula('=IF(ISNUMBER(L5),MIN(L5*50000,120000),"待定")', 120_000)


NUMBERS = st.one_of(st.none(), st.integers(0, 400), st.just(0))


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rule=indicators(), zero=st.sampled_from(["reached", "undecided"]), excluded=st.sampled_from([None, False, True]),
    flag=st.sampled_from([True, False, None]), numbers=st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
)  # fmt: skip
def test_any_rule_is_reckoned_alike_before_and_after_a_change(rule, zero, excluded, flag, numbers):
    """From any line, a new count gives what the evaluator gives for it, by formulas read a second time."""
    base, prior, count, other = numbers
    rule = replace(
        rule,
        target=replace(rule.target, zero=zero),
        exclusion=None if excluded is None else Exclusion("e", "一", "f", "享受"),
        prior=GivenNumber("p", "一", "prior", "上年数"),
    )
    more = {"inputs": {"prior": prior}, "flags": {"f": flag}}
    cells, wanted = line(rule, count, base, **more), stored(line(rule, other, base, **more))
    shown = "待定" if other is None else other
    found = again(cells, count=shown)
    compound = rule.increment is not None and rule.increment.growth == "compound"
    for role, value in wanted.items():
        if not (compound and role in ("steps", "growth", "amount")):
            assert found[role] == (float(value) if isinstance(value, Fraction) else value), role


@given(st.lists(st.integers(0, 2_000_000), min_size=3, max_size=11), st.integers(0, 9_000_000), st.data())
def test_budgets_are_scaled_alike(claims, total, data):
    codes = [f"4401{at:02d}" for at in range(len(claims))]
    claimed = dict(zip(codes, claims, strict=True))
    own = {code: data.draw(st.integers(0, 2_000_000)) for code in codes[:2]}
    approved = {
        code: data.draw(st.integers(0, 2_000_000)) for code in data.draw(st.sets(st.sampled_from(codes)))
    }
    expected = pay_with_approved(claimed, total, own, approved)
    helpers = ("claim", "ceiling", "capped", "share", "remainder", "rank")
    place = Place("预", 5, len(codes), (*helpers, *(["approved"] if approved else []), "payable"))
    shares = Shares(claimed, total, own, approved)
    sheet = (book := Workbook()).active
    sheet.title = "预"
    for at, code in enumerate(codes):
        sheet[place.here("claim", at)] = claimed[code]
        for role, value in budget_line(place, shares, code, at, expected[code]).items():
            sheet[place.here(role, at)] = value.text if isinstance(value, Formula) else value
    sheet[place.here("ceiling", len(codes))] = total
    sheet[place.here("capped", len(codes))] = f"=SUM({place.down('capped')})"
    found = Formulas(book)
    assert [found.cell("预", place.here("payable", at)) for at in range(len(codes))] == list(
        expected.values()
    )


def test_products_that_spreadsheets_cannot_hold_are_plain_numbers():
    claims = {"440103": 9_000_000_000, "440104": 1}
    place = Place("预", 5, 2, ("claim", "ceiling", "capped", "share", "remainder", "rank", "payable"))
    found = budget_line(place, Shares(claims, 1_000_000, {}, {}), "440103", 0, 999_999)
    assert not isinstance(found["payable"], Formula)
    assert formula(times(held("A1", LIMIT - 1), number(1)), LIMIT - 1) == Formula("=A1", LIMIT - 1)
    assert formula(plus(held("A1", LIMIT - 1), number(1)), LIMIT) == LIMIT


def test_a_formula_that_says_something_else_never_leaves_the_tool():
    with pytest.raises(InvariantError):
        formula(plus(held("A1", 2), number(2)), 5)


@pytest.mark.parametrize(
    "text", ["=NOW()", "=RAND()", "=INDIRECT(A1)", "=[别的.xlsx]表!A1", "=WEBSERVICE(A1)", "=不在!A1", "=LET(A1,1,2)"]
)  # fmt: skip
def test_the_second_reading_refuses_what_no_workbook_may_hold(text):
    with pytest.raises(NotAllowed):
        Formulas(Workbook()).work_out("Sheet", text)


def test_brackets_stand_where_they_are_needed():
    a, b = held("A1", 7), held("B1", 3)
    assert times(plus(a, b), number(2)) == Live("(A1+B1)*2", 20, exact=True, rank=1)
    assert times(a, number(1)).text == "A1"
