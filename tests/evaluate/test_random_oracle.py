"""100,000 random counts a year, every boundary ±1 among them, against formulas in whole numbers (oracle.schemes)."""

from __future__ import annotations

import os
import random
from functools import cache

import pytest
from oracle.schemes import ceil_div, grown_2023, recognised_2025, target_parts, tiered_2025

from gzaudit.evaluate.indicator import earn, target_of
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import alternatives, load_policy

# Mutation runs (make mutate) ask for fewer: each test is run once for every mutant.
ROUNDS = int(os.environ.get("GZAUDIT_ORACLE_ROUNDS", "100000"))
PARTS_2025 = {
    "above_scale_hnte": (105, 100, 200),
    "above_scale_tech_services": (105, 200, 300),
    "patent_hnte": (130, 50, 70),
}
PARTS_2023 = {
    "hnte": {"percent": 110, "fixed": 300_000, "rate": 600, "block": 15},
    "tech_sme": {"percent": 120, "fixed": 90_000, "rate": 150, "block": 100},
}


@cache
def policy(year):
    return load_policy(year)


def amount(rule, n, given, prior=None):
    """What the evaluator pays for a count against a number given."""
    target = target_of(rule.target, given)
    money = earn(rule, n, target, prior)
    return money.fixed + money.per_enterprise + money.increment


def expected(year, key, n, given, prior=None, *, reading=""):
    if year == 2023:
        return grown_2023(n, given, reading=reading, **PARTS_2023[key])
    if key == "hnte":
        return recognised_2025(n, given, prior, reading)
    return tiered_2025(n, given, *PARTS_2025[key], reading=reading)


def edges(year, key, given):
    """The smallest counts of each tier and of the first steps."""
    if year == 2023:
        percent, block = PARTS_2023[key]["percent"], PARTS_2023[key]["block"]
        levels = [ceil_div((percent + 5 * k) * given, 100) for k in range(12)]
        return levels + [ceil_div(percent * given, 100) + block * k for k in range(1, 6)]
    if key == "hnte":
        tiers = [ceil_div(part * given, 100) for part in (70, 85, 100)]
        return (
            tiers
            + [ceil_div((100 + 5 * k) * given, 100) for k in range(1, 12)]
            + [given + 15 * k for k in range(1, 6)]
        )
    top, bottom = target_parts(given, PARTS_2025[key][0], "")
    return [ceil_div(part * top, 100 * bottom) for part in (80, 100)]


def drawn(year, keys, rounds, chance):
    """Random counts: small and large numbers, a third of them at or beside a boundary."""
    for _ in range(rounds):
        key = chance.choice(keys)
        given = chance.randint(1, chance.choice((30, 400, 5000, 60_000)))
        n = chance.randint(0, 2 * given + 40)
        if chance.random() < 1 / 3:
            n = max(chance.choice(edges(year, key, given)) + chance.choice((-1, 0, 1)), 0)
        yield key, n, given


@pytest.mark.parametrize("year", [2023, 2025])
def test_amounts_equal_the_oracle(year):
    rules = {rule.key: rule for rule in policy(year).indicators}
    wrong = [
        (key, n, given)
        for key, n, given in drawn(year, list(rules), ROUNDS, random.Random(year))
        if amount(rules[key], n, given, given) != expected(year, key, n, given)
    ]
    assert wrong == []


@pytest.mark.parametrize("year", [2023, 2025])
def test_every_boundary_one_below_at_and_above(year):
    rules = {rule.key: rule for rule in policy(year).indicators}
    wrong, tried = [], 0
    for key, rule in rules.items():
        for given in [*range(1, 400), 997, 1000, 3333, 10_000]:
            for edge in edges(year, key, given):
                for n in (max(edge - 1, 0), edge, edge + 1):
                    tried += 1
                    if amount(rule, n, given, given) != expected(year, key, n, given):
                        wrong.append((key, n, given))
    assert wrong == []
    assert tried > 5_000


COUNTED_OTHERWISE = {"A8b", "A14b"}  # these change counts, not sums


@pytest.mark.parametrize("year", [2023, 2025])
def test_each_other_arithmetic_reading_equals_the_oracle(year):
    chance, wrong, tried = random.Random(year + 1), [], set()
    for other in alternatives(open_policy(year), {}):
        reading = other.reading + other.choice
        if reading in COUNTED_OTHERWISE:
            continue
        tried.add(reading)
        rules = {rule.key: rule for rule in other.policy.indicators}
        for key, n, given in drawn(year, list(rules), ROUNDS * 6 // 100, chance):
            prior = max(1, given + chance.randint(-given // 2, given // 2)) if year == 2025 else given
            # A question on one indicator leaves the others as they were; B1 speaks of 高企 alone.
            asked = reading if key == "hnte" or reading[:2] in ("A6", "A7", "B2", "B3") else ""
            paid = amount(rules[key], n, given, prior)
            if target_of(rules[key].target, given) and paid != expected(
                year, key, n, given, prior, reading=asked
            ):
                wrong.append((reading, key, n, given, prior))
    assert wrong == []
    assert tried == (
        {"B1b", "B1c", "B2b", "B3b"}
        if year == 2023
        else {"A1b", "A2b", "A2c", "A3b", "A4b", "A5b", "A5c", "A5d", "A6b", "A7b", "A7c", "A7d"}
    )


def test_the_oracle_itself_meets_cases_worked_by_hand():
    assert recognised_2025(115, 100) == 219_000
    assert recognised_2025(105, 100, 80, "A1b") == 63_000 + 5 * 50_000
    assert [recognised_2025(115, 100, 120, each) - 69_000 for each in ("", "A2b", "A2c")] == [
        150_000,
        100_000,
        100_000,
    ]
    assert recognised_2025(315, 300, None, "A3b") == 189_000 + 100_000
    assert recognised_2025(114, 100, None, "A4b") == 68_400 + 140_000
    assert recognised_2025(105, 100, None, "A5c") == 3_000 + 50_000
    assert [tiered_2025(8399, 10_000, 105, 100, 200, reading=each) for each in ("", "A6b")] == [0, 839_900]
    assert [tiered_2025(85, 101, 105, 100, 200, reading=each) for each in ("", "A7b")] == [8_500, 0]
    assert [tiered_2025(106, 101, 105, 100, 200, reading=each) for each in ("", "A7c", "A7d")] == [
        10_600,
        21_200,
        21_200,
    ]
    assert grown_2023(120, 100, **PARTS_2023["hnte"]) == 472_000
    assert grown_2023(120, 100, reading="B2b", **PARTS_2023["hnte"]) == 422_000
    assert grown_2023(3700, 3000, **PARTS_2023["tech_sme"]) == 695_000
