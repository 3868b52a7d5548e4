"""Two evaluators, written apart, on years at random: each figure of each district, budgets and sums included."""

from __future__ import annotations

import pytest
from verify.random_years import first_figures, second_figures, year_at_random

# A year has 11 districts: this is some 4,400 inputs. `python tests/verify/random_years.py 9100` tries 100,000.
BLOCKS = range(8)
YEARS = 50


@pytest.mark.parametrize("block", BLOCKS)
def test_they_agree(block):
    for seed in range(block * YEARS, (block + 1) * YEARS):
        year = year_at_random(seed)
        one, other = first_figures(*year), second_figures(*year)
        assert one == other, seed


def test_the_years_try_what_matters():
    """Sums above nothing, nothing, and not known; steps; scaled payments; both notices and invented rules."""
    seen = set()
    for seed in range(120):
        policy, _, budget, approved = year = year_at_random(seed)
        figures = first_figures(*year)
        payable = {
            code: value
            for (code, part, name), value in figures.items()
            if (part, name) == ("district", "payable")
        }
        amount = {
            code: value
            for (code, part, name), value in figures.items()
            if (part, name) == ("district", "amount")
        }
        seen.add(policy.year)
        seen.add(("approved", bool(approved), budget.method if budget else ""))
        seen.add("as published" if not policy.chosen else "read otherwise")
        seen |= {
            ("cut", budget.method)
            for code in amount
            if budget and payable[code] and payable[code] != amount[code]
        }
        for rule in policy.indicators:
            seen |= {rule.payout.paid_for, rule.payout.completion, rule.target.rounding, rule.target.zero}
            seen |= {tier.word for tier in rule.tiers}
            if growth := rule.increment:
                seen |= {
                    growth.growth,
                    growth.combine,
                    growth.part_steps,
                    growth.count_from,
                    growth.step_of,
                    growth.start,
                }
                seen |= {("cap", growth.cap is not None)}
        for (_, _, name), value in figures.items():
            if name in ("amount", "increment_amount", "payable", "per_enterprise_amount", "fixed_amount"):
                seen.add((name, "null" if value is None else "nothing" if value == "0" else "something"))
    assert seen >= {2023, 2025, "as published", "read otherwise", ("cut", "proportional")}
    assert seen >= {("approved", some, way) for some in (True, False) for way in ("", "none", "proportional")}
    assert seen >= {"all", "bands", "above_target", "up_to_target", "above_prior", "exact", "two_places"}
    assert seen >= {"up", "down", "half_up", "undecided", "reached", "simple", "compound", "max", "sum"}
    assert seen >= {"left_out", "pro_rata", "rounded_up", "prior", "target", ("cap", True), "超过", "含"}
    for name in ("amount", "increment_amount", "payable", "per_enterprise_amount", "fixed_amount"):
        assert seen >= {(name, kind) for kind in ("null", "nothing", "something")}, name
