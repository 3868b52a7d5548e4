"""The evaluator against the second arithmetic (policy.cases.plain) for any rule that a policy file could hold."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gzaudit.evaluate.indicator import earn, indicator_sum, target_of
from gzaudit.policy.cases.plain import plain_sum
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import build_policy
from gzaudit.policy.model import CountRule, Increment, Indicator, Payout, TargetRule, Tier
from gzaudit.policy.wording import LOWER_WORDS
from gzaudit.result import Given

WORD = st.sampled_from(LOWER_WORDS)
FIELDS = ("fixed_amount", "per_enterprise_amount", "increment_steps", "increment_amount", "amount")


@st.composite
def increments(draw):
    return Increment(
        "more",
        "一",
        start=draw(st.sampled_from(["target", "prior"])),
        start_word=draw(WORD),
        step_ratio=Fraction(draw(st.integers(1, 60)), 100),
        step_of=draw(st.sampled_from(["target", "prior"])),
        growth=draw(st.sampled_from(["simple", "compound"])),
        step_count=draw(st.integers(1, 40)),
        count_from=draw(st.sampled_from(["exact", "rounded_up"])),
        step_word=draw(WORD),
        part_steps=draw(st.sampled_from(["left_out", "pro_rata"])),
        step_amount=draw(st.integers(1, 50_000)),
        combine=draw(st.sampled_from(["max", "sum"])),
        cap=draw(st.one_of(st.none(), st.integers(1, 300_000))),
    )


@st.composite
def indicators(draw):
    marks = sorted(draw(st.sets(st.integers(1, 130), min_size=1, max_size=4)))
    amount = st.integers(1, 1000)
    tiers = [
        Tier(
            f"tier-{at}",
            "一",
            Fraction(at, 100),
            draw(WORD),
            draw(amount),
            draw(st.one_of(st.just(0), amount)),
        )
        for at in marks
    ]
    factor = draw(st.one_of(st.none(), st.integers(50, 150).map(lambda top: Fraction(top, 100))))
    rounding = draw(st.sampled_from(["exact", "up", "half_up", "down"]))
    return Indicator(
        key="hnte",
        name="高企认定数",
        unit="家",
        count=CountRule("count", "一", "hnte", None, "hnte"),
        target=TargetRule("target", "一", "given", "数", factor, rounding, "reached"),
        payout=Payout(
            "payout",
            "一",
            draw(st.sampled_from(["all", "bands", "above_target", "up_to_target", "above_prior"])),
            draw(st.sampled_from(["exact", "two_places"])),
        ),
        tiers=tuple(tiers),
        increment=draw(st.one_of(st.none(), increments())),
    )


@settings(max_examples=3000, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rule=indicators(), number=st.integers(0, 300), prior=st.integers(0, 300), more=st.integers(-40, 260), far=st.booleans()
)  # fmt: skip
def test_any_rule_earns_what_the_second_arithmetic_says(rule, number, prior, more, far):
    prior = number if rule.target.factor else prior
    count = max(0, more if far else number + more // 8)
    target = target_of(rule.target, number)
    money = earn(rule, count, target, prior)
    if rule.increment and rule.increment.step_of == "prior" and target and not prior:
        assert money is None  # a share of nothing measures no growth
        return
    expected = plain_sum(rule, count, number, prior)
    found = (money.fixed, money.per_enterprise, int(money.steps // 1), money.increment)
    assert (*found, money.fixed + money.per_enterprise + money.increment) == tuple(
        expected[key] for key in FIELDS
    )
    assert expected["rate"] == (rule.tiers[money.reached - 1].rate if money.reached else 0)


def compound(**readings):
    return build_policy(open_policy(2025), {"A2": "c", **readings}).indicators[0]


def hnte(rule, count, target, prior):
    return indicator_sum(rule, Given({"hnte": count}, {"hnte_target": target, "prior_hnte": prior}), count)


def test_steps_that_grow_from_nothing_are_none_and_end():
    """A share of a level of 0 is no step, however often it is taken."""
    found = hnte(compound(A1="b"), 45, 100, 0)
    assert (found.increment_steps, found.increment_amount) == (3, 150_000)  # 45 ÷ 15 by number alone
    found = hnte(compound(A1="b", A4="b"), 46, 100, 0)
    assert (found.increment_steps, found.increment_amount) == (3, 153_333)


@pytest.mark.parametrize(
    ("count", "steps", "amount"),
    [(104, 0, 40_000), (105, 1, 50_000), (106, 1, 59_523), (110, 1, 97_619), (111, 2, 106_802)],
)
def test_part_of_a_step_that_grows_is_a_part_of_the_next_one(count, steps, amount):
    """From 105 the next step is 5.25 firms, from 110.25 it is 5.5125."""
    found = hnte(compound(A4="b"), count, 100, None)
    assert (found.increment_steps, found.increment_amount) == (steps, amount)


@pytest.mark.parametrize("letter", ["A1", "A2"])
def test_a_reading_that_needs_last_years_count_says_nothing_without_it(letter):
    rule = build_policy(open_policy(2025), {letter: "b"}).indicators[0]
    found = hnte(rule, 115, 100, None)
    assert (found.count, found.target, found.completion) == (115, 100, Fraction(115, 100))
    assert (found.rate, found.amount, found.increment_steps) == (None, None, None)
    assert hnte(rule, 115, 100, 100).amount == 219_000
