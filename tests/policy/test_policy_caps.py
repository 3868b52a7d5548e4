"""A ceiling on an increment: from the policy's file to the yuan, below, at and above it (target 100, 15 firms a step).

No notice so far sets one; the file can, so that a year that does needs no program.
"""

from __future__ import annotations

import pytest
from policy_cases import POLICY_TEXT, files, swapped

from gzaudit.analyse.near import standings
from gzaudit.evaluate.engine import evaluate
from gzaudit.evaluate.indicator import indicator_sum
from gzaudit.policy.cases.boundaries import GIVEN, boundary_cases
from gzaudit.policy.cases.run import run_boundaries
from gzaudit.policy.lint.claims import claims
from gzaudit.policy.load import check_policy
from gzaudit.policy.show.told_indicators import indicator_part
from gzaudit.result import Given

TIANHE = "440106"


def capped(ceiling):
    policy = check_policy(files(2025, policy=swapped(POLICY_TEXT, 'cap = "none"', f"cap = {ceiling}")))
    assert policy.indicators[0].increment.cap == ceiling
    return policy


@pytest.mark.parametrize(
    ("count", "steps", "increment"),
    [(104, 0, 0), (105, 1, 50_000), (109, 1, 50_000), (110, 2, 100_000), (114, 2, 100_000), (115, 3, 120_000), (120, 4, 120_000)],
)  # fmt: skip
def test_the_increment_pays_no_more_than_the_ceiling(count, steps, increment):
    found = indicator_sum(capped(120_000).indicators[0], Given(inputs={"hnte_target": 100}), count)
    assert (found.increment_steps, found.increment_amount) == (steps, increment)
    assert found.amount == 600 * count + increment


def test_the_working_says_what_was_earned_and_what_is_paid():
    rule, given = capped(120_000).indicators[0], Given(inputs={"hnte_target": 100})
    assert (
        indicator_sum(rule, given, 115)
        .steps[-1]
        .text.endswith("取多 → 3 档 × 50,000 元 = 150,000 元，封顶 120,000 元")
    )
    assert indicator_sum(rule, given, 110).steps[-1].text.endswith("取多 → 2 档 × 50,000 元 = 100,000 元")


@pytest.mark.parametrize(
    ("count", "steps", "to_next", "spare"), [(109, 1, 1, 4), (110, 2, 5, 0), (115, 3, None, 0), (200, 3, None, 85)]
)  # fmt: skip
def test_beyond_the_ceiling_no_step_is_near(count, steps, to_next, spare):
    policy = capped(120_000)
    facts = {code: Given() for code in policy.districts}
    facts[TIANHE] = Given({"hnte": count}, {"hnte_target": 100})
    (found,) = standings(policy, evaluate(policy, facts), facts)
    assert (found.steps, found.to_next, found.spare) == (steps, to_next, spare)


def test_the_ceiling_is_told_and_held_against_the_text():
    policy = capped(120_000)
    assert [claim.what for claim in claims(policy) if "最多" in claim.what] == [
        "高企认定数增量：最多 12 万元"
    ]
    assert "最多 120,000 元" in str(indicator_part(policy.indicators[0]))


def test_each_target_has_its_cases_at_the_ceiling():
    results = [each for each in run_boundaries(capped(120_000)) if "增量封顶" in each.case.name]
    assert {len(results)} == {3 * len(GIVEN)}
    assert [each.differences for each in results if not each.ok] == []
    paid = {
        each.case.given.counts["hnte"]: each.case.expected["hnte"]["increment_amount"] for each in results
    }
    assert sorted(set(paid.values())) == [100_000, 120_000]


def test_a_ceiling_that_no_case_reaches_has_none():
    names = [case.name for case in boundary_cases(capped(10**12))]
    assert not [name for name in names if "封顶" in name]
