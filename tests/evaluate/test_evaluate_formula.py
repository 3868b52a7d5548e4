"""The evaluator against a second formula, written in whole numbers only and without reading the policy."""

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gzaudit.evaluate.engine import evaluate
from gzaudit.policy.load import load_policy
from gzaudit.result import Given

POLICY = load_policy(2025)
CODES = tuple(POLICY.districts)
COLUMN = {
    "hnte": "hnte_target",
    "above_scale_hnte": "prior_above_scale_hnte",
    "above_scale_tech_services": "prior_tech_services",
    "patent_hnte": "prior_patent_hnte",
}


def recognised(n, t):
    rate = 600 if n >= t else 500 if 20 * n >= 17 * t else 300 if 10 * n >= 7 * t else 0
    steps = max(20 * (n - t) // t, (n - t) // 15) if n >= t else 0
    return rate, steps, rate * n + 50_000 * steps


def tiered(n, p, *, full, low, rates):
    """`full` and `low` are pairs (a, b): the tier holds from a·n ≥ b·p."""
    rate = rates[1] if full[0] * n >= full[1] * p else rates[0] if low[0] * n >= low[1] * p else 0
    return rate, 0, rate * n


def formula(key, n, p):
    if key == "hnte":
        return recognised(n, p)
    if key == "above_scale_hnte":
        return tiered(n, p, full=(20, 21), low=(25, 21), rates=(100, 200))
    if key == "above_scale_tech_services":
        return tiered(n, p, full=(20, 21), low=(25, 21), rates=(200, 300))
    return tiered(n, p, full=(10, 13), low=(25, 26), rates=(50, 70))


EDGES = {
    "hnte": [(7, 10), (17, 20), (1, 1), *((20 + k, 20) for k in range(1, 41))],
    "above_scale_hnte": [(21, 25), (21, 20)],
    "above_scale_tech_services": [(21, 25), (21, 20)],
    "patent_hnte": [(26, 25), (13, 10)],
}


def edge_counts(key, p):
    """Counts at, just below and just above each threshold and step."""
    edges = {-(-top * p // bottom) for top, bottom in EDGES[key]}
    if key == "hnte":
        edges |= {p + 15 * k for k in range(1, 21)}
    return sorted({max(edge + d, 0) for edge in edges for d in (-1, 0, 1)})


def check(pairs):
    """Evaluate up to 11 × 4 pairs (key, given number, count) in one year and compare each with the formula."""
    year = evaluate(
        POLICY,
        {
            code: Given({k: n for k, _, n in row}, {COLUMN[k]: p for k, p, _ in row})
            for code, row in zip(CODES, pairs, strict=False)
        },
    )
    for district, row in zip(year.districts, pairs, strict=False):
        for key, p, n in row:
            found = district.indicators[key]
            assert (found.rate, found.increment_steps, found.amount) == formula(key, n, p), (key, p, n)
            assert found.per_enterprise_amount == found.rate * n
            assert found.increment_amount == 50_000 * found.increment_steps


@st.composite
def pair(draw, key):
    p = draw(st.one_of(st.integers(1, 60), st.integers(1, 20_000)))
    n = draw(st.one_of(st.integers(0, 3 * p + 40), st.sampled_from(edge_counts(key, p))))
    return key, p, n


ROW = st.tuples(*(pair(key) for key in COLUMN))


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(ROW, min_size=11, max_size=11))
def test_any_counts_follow_the_formula(rows):
    check(rows)  # 500 × 11 × 4 = 22,000 counts


def test_every_boundary_and_its_neighbours_for_many_targets():
    tried = 0
    targets = [*range(1, 120), *random.Random(2025).sample(range(120, 12_000), 60), 299, 300, 301, 400, 2000]
    for key in COLUMN:
        flat = [(key, p, n) for p in targets for n in edge_counts(key, p)]
        tried += len(flat)
        for start in range(0, len(flat), 11):
            check([(each,) for each in flat[start : start + 11]])
    assert tried > 20_000


@settings(max_examples=300, deadline=None)
@given(key=st.sampled_from(sorted(COLUMN)), p=st.integers(1, 5000), n=st.integers(0, 15_000))
def test_one_firm_more_never_pays_less(key, p, n):
    def amount(count):
        year = evaluate(POLICY, {"440106": Given({key: count}, {COLUMN[key]: p})})
        return year.districts[CODES.index("440106")].indicators[key].amount

    assert amount(n + 1) >= amount(n)
