"""The differences of two random runs always add up: per amount, per district and for the city, to the yuan."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from functools import cache

import pytest
from sides import FILES, P2023, P2025, compared, few

from gzaudit.compare.amounts import amounts
from gzaudit.compare.ladder import Factor, RuleStep, ladder
from gzaudit.compare.side import Side
from gzaudit.evaluate.engine import evaluate
from gzaudit.pay.budget import under_budget
from gzaudit.policy.load import alternatives
from gzaudit.result import Given
from gzaudit.settings import Budget

ROUNDS = int(os.environ.get("GZAUDIT_DIFF_ROUNDS", "2000"))


@cache
def policies(year):
    plain = {2023: P2023, 2025: P2025}[year]
    return [few(plain), *(few(each.policy) for each in alternatives(FILES[year], {}))]


def known(chance, policy, code):
    def number(unknown=0.04):
        return None if chance.random() < unknown else chance.randint(0, chance.choice((3, 40, 300)))

    measures = [item.measure for work in policy.works for item in work.group_of(code).items]
    flags = [each.exclusion.flag for each in policy.indicators if each.exclusion]
    return Given(
        {each.key: number() for each in policy.indicators},
        {key: number(0.02) for key in {**policy.columns, **policy.optional_columns}},
        chance.choice(("accepted", "accepted", "rejected", "not_assessed")),
        chance.choice(("passed", "passed", "failed", None)),
        {each: chance.choice((0, 3, 60, 2000)) for each in measures if chance.random() < 0.95},
        {each: chance.random() < 0.2 for each in flags},
    )


def near(chance, given, policy, code):
    """The same district, in some respects otherwise."""
    other = known(chance, policy, code)
    return Given(
        *(
            getattr(other if chance.random() < 0.35 else given, name)
            for name in ("counts", "inputs", "base_status", "assessment", "found", "flags")
        )
    )


def drawn(chance):
    """Two runs: of one year or two, alike or not, with and without budgets and approved sums."""
    first, second = chance.choice(policies(chance.choice((2023, 2025)))), None
    second = first if chance.random() < 0.5 else chance.choice(policies(chance.choice((2023, 2025))))
    one = {code: known(chance, first, code) for code in first.districts}
    alike = first.year == second.year
    other = {
        code: near(chance, one[code], second, code) if alike else known(chance, second, code)
        for code in second.districts
    }

    def budget(policy):
        total = None if chance.random() < 0.3 else chance.randint(0, 2_000_000)
        name = chance.choice(list(policy.districts.values()))
        own = {name: chance.randint(0, 500_000)} if chance.random() < 0.5 else {}
        return chance.choice((None, Budget(total, own, chance.choice(("none", "proportional")))))

    def approved(policy):
        return {code: chance.randint(0, 900_000) for code in policy.districts if chance.random() < 0.08}

    return Side(first, one, budget(first), approved(first)), Side(
        second, other, budget(second), approved(second)
    )


def figure_of(district, key):
    """An amount as a run has it; a part that its policy does not have is paid nothing."""
    if key in ("performance_amount", "amount", "payable"):
        return getattr(district, key)
    part = district.indicators.get(key) or district.works.get(key)
    return part.amount if part else 0


def adds_up(found, before, after):
    ends = [{each.code: each for each in result.districts} for result in (before, after)]
    city = {}
    for line in found.lines:
        if line.difference is None:
            assert None in (line.before, line.after)
            assert line.by == {}
            assert line.missing
        else:
            assert sum(line.by.values()) == line.after - line.before
            assert all(line.by.values())
            assert set(line.by) <= {each.key for each in found.factors}
            assert line.missing == ""
        if line.district:
            assert [line.before, line.after] == [
                figure_of(end[line.district], line.figure.key) for end in ends
            ]
            city.setdefault(line.figure.key, []).append(line)
        else:
            parts = city[line.figure.key]
            if line.difference is not None:
                assert line.difference == sum(each.difference for each in parts)
                keys = {key for each in parts for key in each.by}
                assert all(line.by.get(key, 0) == sum(each.by.get(key, 0) for each in parts) for key in keys)
    assert city["payable"]


@pytest.mark.parametrize("seed", range(8))
def test_two_random_runs(seed):
    chance = random.Random(seed)
    unknown = told = 0
    for _ in range(ROUNDS // 8):
        before, after = drawn(chance)
        results = before.result(), after.result()
        found = compared(before, after)
        adds_up(found, *results)
        for side, result in zip((before, after), results, strict=True):
            if not side.approved:
                assert result == under_budget(evaluate(side.policy, side.given), side.budget)[0]
        unknown += sum(line.difference is None for line in found.lines)
        told += sum(bool(line.difference) for line in found.lines)
    assert min(unknown, told) > 100


def test_what_a_run_came_to_otherwise_than_worked_out_is_told_apart():
    """A run of another version of the tool, or one in which people changed more than this knows."""
    chance, apart = random.Random(5), 0
    for _ in range(60):
        before, after = drawn(chance)
        told = [
            replace(side, given={code: known(chance, side.policy, code) for code in side.given}).result()
            for side in (before, after)
        ]
        found = amounts(ladder(before, after, tuple(told)), (before.policy, after.policy))
        adds_up(found, *told)
        if any("tool" in line.by for line in found.lines):
            assert found.factors[-1].key == "tool"
            apart += 1
    assert apart > 30


def test_back_again_is_the_same_difference_turned_round():
    chance = random.Random(11)
    for _ in range(100):
        before, after = drawn(chance)
        there = {(each.district, each.figure.key): each.difference for each in compared(before, after).lines}
        back = {(each.district, each.figure.key): each.difference for each in compared(after, before).lines}
        assert there == {key: None if sum_ is None else -sum_ for key, sum_ in back.items()}


def test_rules_in_several_steps():
    chance = random.Random(3)
    for _ in range(100):
        before, after = drawn(chance)
        between = chance.choice(policies(before.policy.year))
        steps = (RuleStep(Factor("one", "一"), between), RuleStep(Factor("two", "二"), after.policy))
        adds_up(compared(before, after, steps), before.result(), after.result())
