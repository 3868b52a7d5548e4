"""Every threshold of the shipped policy, one below, at and one above, generated from the policy itself."""

from fractions import Fraction

import pytest

from gzaudit.evaluate.engine import evaluate
from gzaudit.evaluate.result import Given
from gzaudit.policy.load import load_policy

POLICY = load_policy(2025)
GIVEN = (
    2000  # a multiple of 20 and 200, so that each threshold and step is met by a whole number of enterprises
)


def result(rule, count, given=GIVEN):
    year = evaluate(POLICY, {"440106": Given({rule.key: count}, {rule.target.column: given})})
    return next(each for each in year.districts if each.code == "440106").indicators[rule.key]


TIERS = [(rule, place) for rule in POLICY.indicators for place in range(len(rule.tiers))]


@pytest.mark.parametrize(("rule", "place"), TIERS, ids=lambda each: getattr(each, "key", each))
def test_tier_below_at_above(rule, place):
    tier = rule.tiers[place]
    edge = tier.at * (rule.target.factor or 1) * GIVEN
    assert edge.denominator == 1
    before = rule.tiers[place - 1].rate if place else 0
    assert result(rule, int(edge) - 1).rate == before
    assert result(rule, int(edge)).rate == tier.rate
    assert result(rule, int(edge) + 1).rate == tier.rate
    assert result(rule, int(edge)).per_enterprise_amount == tier.rate * int(edge)


@pytest.mark.parametrize("step", range(1, 30))
@pytest.mark.parametrize("target", [100, 200, 300, 301, 400, 2000])
def test_increment_step_below_at_above(step, target):
    rule = next(each for each in POLICY.indicators if each.increment)
    size = min(rule.increment.step_ratio * target, Fraction(rule.increment.step_count))
    edge = -(-(target + step * size) // 1)  # the least whole count that holds this many steps
    for count in (edge - 1, edge, edge + 1):
        expected = max((count - target) // size, 0) if count >= target else 0
        found = result(rule, int(count), target)
        assert found.increment_steps == expected
        assert found.increment_amount == 50_000 * expected
    assert result(rule, int(edge) - 1, target).increment_steps == step - 1
    assert result(rule, int(edge), target).increment_steps >= step


def test_increment_opens_at_the_target_and_not_before():
    rule = POLICY.indicators[0]
    assert [result(rule, n, 100).increment_steps for n in (99, 100, 104, 105)] == [0, 0, 0, 1]
