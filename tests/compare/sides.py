"""Sides of a comparison made without lists: what is known of districts, and what it comes to."""

from __future__ import annotations

from dataclasses import replace

from gzaudit.compare.amounts import amounts
from gzaudit.compare.ladder import ladder
from gzaudit.compare.side import Side
from gzaudit.policy.find import open_policy
from gzaudit.policy.load import build_policy, load_policy
from gzaudit.result import Given

P2023, P2025 = load_policy(2023), load_policy(2025)
FILES = {2023: open_policy(2023), 2025: open_policy(2025)}
TIANHE, HUANGPU, HAIZHU = "440106", "440112", "440105"
# Every part known: 100 × 600, 0 steps · 105 % of 100 = 105, 84 ≥ 80 % → 84 × 100 · the same × 200 · 104 × 50.
PLAIN = Given(
    {"hnte": 100, "above_scale_hnte": 84, "above_scale_tech_services": 84, "patent_hnte": 104},
    {
        "hnte_target": 100,
        "prior_above_scale_hnte": 100,
        "prior_tech_services": 100,
        "prior_patent_hnte": 100,
    },
    "accepted",
    "passed",
)


def few(policy, codes=(HAIZHU, TIANHE, HUANGPU)):
    """The policy for some districts only: as exact, and quicker."""
    return replace(policy, districts={code: policy.districts[code] for code in codes})


def side(given, *, policy=P2025, budget=None, approved=None):
    """A run; districts that are not given are as PLAIN."""
    policy = few(policy) if len(policy.districts) > 3 else policy
    return Side(policy, {code: given.get(code, PLAIN) for code in policy.districts}, budget, approved or {})


def changed(given=PLAIN, *, counts=None, inputs=None, **others):
    """What is known of a district, in part otherwise."""
    return replace(
        given, counts={**given.counts, **(counts or {})}, inputs={**given.inputs, **(inputs or {})}, **others
    )


def compared(before, after, rules=None):
    rungs = ladder(before, after, (before.result(), after.result()), rules)
    return amounts(rungs, (before.policy, after.policy))


def by(found, district, figure):
    """Before, after and each factor's share of one amount."""
    (line,) = (each for each in found.of(figure) if each.district == district)
    return line.before, line.after, dict(line.by)


def read_otherwise(**letters):
    return build_policy(FILES[2025], letters)
